// SPDX-License-Identifier: Apache-2.0
// Map fits through the plugin interface against Ceres, its tiny_solver, GSL, scipy and Gpufit's CPU library: fits per
// second, and how good they are.
//
//   bench_fit [voxels]      (default 100,000; the peers fit the first part of them, as large as their speed allows)
//
// All start at the same fixed values and stop by the same rules (peers.hpp); times are the fastest of three. Gantry's
// fits keep their bounds; its time holds the whole job: reading the image, fitting, writing maps and summary. "at
// optimum": sum of squares within 1e-3 of the best that a tight fit in double precision finds. Errors are medians of
// |found - true| / true of the named parameter. The exponentials of a fit are those that its formula asks for, times the
// evaluations that it took.
#include <bench/fit/exp_peak.hpp>
#include <bench/fit/peers.hpp>

#include <core/fit/job.hpp>
#include <core/platform/cpu.hpp>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <random>

namespace bench {
namespace {

using namespace gantry::core;

template <class M>
struct Data {
  Columns axis = M::axis();
  std::size_t voxels;
  std::vector<double> y;                   // [voxel * points + t]
  std::vector<std::vector<double>> truth;  // [parameter][voxel]
  ObjectPtr image;

  explicit Data(std::size_t n) : voxels(n), y(n * M::points), truth(M::count, std::vector<double>(n)) {
    std::mt19937_64 random(20);
    std::normal_distribution<double> noise(0, M::noise);
    const std::vector<double> zero(M::points, 0.0);
    std::vector<float> values(n * M::points);
    for (std::size_t i = 0; i < n; ++i) {
      double p[M::count], r[M::points];
      for (std::size_t k = 0; k < M::count; ++k)
        truth[k][i] = p[k] = std::uniform_real_distribution<double>(M::truth[k].first, M::truth[k].second)(random);
      M::residuals(axis, zero.data(), p, r, nullptr);
      for (std::size_t t = 0; t < M::points; ++t) {
        values[t * n + i] = static_cast<float>(r[t] + noise(random));
        y[i * M::points + t] = static_cast<double>(values[t * n + i]);
      }
    }
    VolumeHeader h;
    h.shape = {n, 1, 1, M::points, 1};
    h.dims = 4;
    Axis columns{"points", {}};
    const auto &model = *gantry::model_table<M>();
    for (std::uint32_t c = 0; c < model.axis_count; ++c)
      columns.columns.push_back({model.axis[c]->name, model.axis[c]->unit, axis[c]});
    h.axis = columns;
    image = make_volume(h, std::as_bytes(std::span(values))).value();
  }

  double cost(std::size_t i, const double *p) const {
    double r[M::points], sum = 0;
    M::residuals(axis, y.data() + i * M::points, p, r, nullptr);
    for (const double x : r) sum += x * x;
    return sum;
  }
};

template <class M>
Peer fit_with_gantry(const Data<M> &data, std::uint32_t threads, nlohmann::json options,
                     std::uint32_t level = gantry::core::platform::best_level()) {
  fit::FitJob job;
  for (std::size_t k = 0; k < M::count; ++k)
    options["start"][gantry::model_table<M>()->parameters[k]->symbol] = M::start[k];
  job.options = std::move(options);
  job.inputs = {{"image", data.image}};
  job.level = level;
  job.threads = threads;
  std::vector<std::vector<float>> maps;
  maps.reserve(M::count + 2);
  fit::FitHost host;
  host.output_volume = [&](const std::string &, const VolumeHeader &header) -> Result<std::byte *> {
    maps.emplace_back(header.voxels());
    return reinterpret_cast<std::byte *>(maps.back().data());
  };
  std::uint64_t evaluations = 0;
  host.output_record = [&](const std::string &, const std::string &, const nlohmann::json &record) -> Result<void> {
    evaluations = record["iterations"].get<std::uint64_t>();
    return done();
  };
  const auto begin = std::chrono::steady_clock::now();
  const auto outcome = fit::run_fit_job(*gantry::model_table<M>(), job, host);
  Peer result{seconds_since(begin), std::vector<double>(data.voxels * M::count), data.voxels, "", evaluations};
  if (!outcome) {
    std::fprintf(stderr, "%s\n", outcome.error().message.c_str());
    std::exit(1);
  }
  for (std::size_t i = 0; i < data.voxels; ++i)
    for (std::size_t k = 0; k < M::count; ++k) result.params[i * M::count + k] = static_cast<double>(maps[k][i]);
  return result;
}

// The fastest of three, as the machine has other things to do as well; the same for everybody.
template <class Fit>
Peer best_of_three(Fit fit) {
  Peer best = fit();
  for (int again = 0; again < 2; ++again) best.seconds = std::min(best.seconds, fit().seconds);
  return best;
}

// One row; gives fits per second.
template <class M>
double print(const char *name, const Data<M> &data, const Peer &fit, const Peer &best, double ours) {
  if (!fit.absent.empty()) {
    std::printf("  %-24s not run: %s\n", name, fit.absent.c_str());
    return 0;
  }
  std::size_t there = 0;
  std::vector<double> errors;
  for (std::size_t i = 0; i < fit.voxels; ++i) {
    there +=
        data.cost(i, fit.params.data() + i * M::count) <= data.cost(i, best.params.data() + i * M::count) * (1 + 1e-3);
    const double error = std::abs(fit.params[i * M::count + M::shown] / data.truth[M::shown][i] - 1);
    errors.push_back(std::isfinite(error) ? error : 1e9);
  }
  std::nth_element(errors.begin(), errors.begin() + static_cast<std::ptrdiff_t>(errors.size() / 2), errors.end());
  const double rate = static_cast<double>(fit.voxels) / fit.seconds;
  std::printf("  %-24s %8zu %12.0f %9.1f %11.2f %% %10.3f %%\n", name, fit.voxels, rate, ours / rate,
              100 * static_cast<double>(there) / static_cast<double>(fit.voxels), 100 * errors[errors.size() / 2]);
  return rate;
}

// How many times tiny_solver's speed, in rounds of both by the time that the processor gave this thread: on a machine
// with other work, whose speed changes, the median means more than the fastest of each.
template <class M>
void print_rounds(const Data<M> &data, const nlohmann::json &rules) {
  constexpr std::size_t rounds = 7;
  const auto seconds = [](auto fit) {
    const auto now = [] {
      timespec t{};
      clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
      return static_cast<double>(t.tv_sec) + 1e-9 * static_cast<double>(t.tv_nsec);
    };
    const double begin = now();
    fit();
    return now() - begin;
  };
  const std::size_t part = data.voxels / 5;
  std::vector<double> ratios;
  for (std::size_t i = 0; i < rounds; ++i) {
    const double ours = seconds([&] { fit_with_gantry(data, 1, rules); }) / static_cast<double>(data.voxels);
    const double theirs =
        seconds([&] { fit_with_tiny_solver<M>(data.axis, data.y, part); }) / static_cast<double>(part);
    ratios.push_back(theirs / ours);
  }
  std::sort(ratios.begin(), ratios.end());
  std::printf("  In %zu turns with tiny_solver, by processor time: %.1f times (%.1f to %.1f).\n", rounds,
              ratios[rounds / 2], ratios.front(), ratios.back());
}

// The two numbers to aim at: 20 and 40 %.
template <class M>
void print_ratios(double rate, double evaluations, double fastest, const std::string &who, double peak) {
  std::printf("  %.1f times the fastest peer (%s). %.2f evaluations a fit, %.1f exponentials: %.1f %% of the peak",
              rate / fastest, who.c_str(), evaluations, evaluations * M::exps,
              100 * rate * evaluations * M::exps / peak);
  if (M::made != M::exps)
    std::printf("; %d of each %d are computed: %.1f %%", M::made, M::exps, 100 * rate * evaluations * M::made / peak);
  std::printf(".\n");
}

template <class M>
void compare(std::size_t voxels, double peak) {
  const Data<M> data(voxels);
  std::printf("\n%s\n  %-24s %8s %12s %9s %13s %12s\n", M::label, "", "voxels", "fits/s", "slower by", "at optimum",
              (std::string("error ") + gantry::model_table<M>()->parameters[M::shown]->symbol).c_str());
  const nlohmann::json rules{{"tolerance", cost_tolerance}, {"max_iterations", max_iterations}};
  nlohmann::json doubles = rules, tight = rules;
  doubles["precision"] = "f64";
  tight = {{"precision", "f64"}, {"tolerance", 1e-13}, {"max_iterations", 1000}};
  const Peer best = fit_with_gantry(data, 1, tight);
  const std::uint32_t level = gantry::core::platform::best_level(),
                      v3 = std::min<std::uint32_t>(level, GANTRY_LEVEL_V3);
  const auto ours = [&](std::uint32_t threads, const nlohmann::json &options, std::uint32_t at) {
    return best_of_three([&] { return fit_with_gantry(data, threads, options, at); });
  };
  const Peer one = ours(1, rules, level);
  const double rate = static_cast<double>(one.voxels) / one.seconds;
  print("Gantry f32, 1 thread", data, one, best, rate);
  print("Gantry f32, 2 threads", data, ours(2, rules, level), best, rate);
  print("Gantry f64, 1 thread", data, ours(1, doubles, level), best, rate);
  print("Gantry f32, level v3", data, ours(1, rules, v3), best, rate);
  print("Gantry f32, baseline", data, ours(1, rules, GANTRY_LEVEL_BASELINE), best, rate);
  double fastest = 0;
  std::string who;
  const auto against = [&](const char *name, const Peer &peer) {
    const double speed = print((std::string(name) + ", 1 thread").c_str(), data, peer, best, rate);
    if (speed <= fastest) return;
    fastest = speed;
    who = name;
  };
  against("tiny_solver", best_of_three([&] { return fit_with_tiny_solver<M>(data.axis, data.y, voxels / 5); }));
  against("GSL", best_of_three([&] { return fit_with_gsl<M>(data.axis, data.y, voxels / 20); }));
  against("Ceres", best_of_three([&] { return fit_with_ceres<M>(data.axis, data.y, voxels / 50); }));
  against("scipy curve_fit", fit_with_scipy<M>(data.axis, data.y, voxels / 500));
  if constexpr (std::is_same_v<M, Gauss>)
    against("Cpufit", best_of_three([&] { return fit_with_cpufit(data.axis, data.y, voxels / 5); }));
  print_ratios<M>(rate, static_cast<double>(one.evaluations) / static_cast<double>(one.voxels), fastest, who, peak);
  print_rounds(data, rules);
}

}  // namespace
}  // namespace bench

int main(int argc, char **argv) {
  const std::size_t voxels = argc > 1 ? std::strtoull(argv[1], nullptr, 10) : 100000;
  if (voxels < 500) {
    std::fprintf(stderr, "bench_fit [voxels], at least 500\n");
    return 2;
  }
  const double peak = bench::exp_peak(gantry::core::platform::best_level());
  std::printf(
      "Map fits. Stopping rules of all: cost 1e-6, parameters 1e-8, %d iterations; analytic Jacobians; -O3 "
      "-march=native for the peers. Peak of exp in f32, one thread: %.2f thousand million a second.\n",
      bench::max_iterations, peak / 1e9);
  bench::compare<bench::T2>(voxels, peak);
  bench::compare<bench::T1>(voxels, peak);
  bench::compare<bench::Ivim>(voxels, peak);
  bench::compare<bench::Tofts>(voxels, peak);
  if (std::getenv("GANTRY_GPUFIT_LIB") != nullptr) bench::compare<bench::Gauss>(voxels, peak);
  else
    std::printf(
        "\nGpufit has none of these models. With GANTRY_GPUFIT_LIB=/…/libCpufit.so a peak of its own is fitted too.\n");
}
