// SPDX-License-Identifier: Apache-2.0
// Fits of differential equations: one compartment by mouth, 12 samples, against scipy's solve_ivp inside curve_fit.
//
//   bench_ode [curves]      (default 200; scipy fits the first tenth of them)
//
// Same data, start and tolerances of the equations (1e-8); Gantry's time holds the whole job with standard errors,
// intervals and band. The error is the median of |found - true| / true of CL.
#include <core/fit/job.hpp>
#include <plugins/pharmacokinetics/models.hpp>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <random>

namespace {

using namespace gantry::core;

constexpr double dose = 320, tolerance = 1e-8;
const std::vector<double> times{0.25, 0.5, 0.75, 1, 1.5, 2, 3, 4, 6, 9, 12, 24};

struct Data {
  std::vector<double> y, clearance;

  explicit Data(std::size_t curves) {
    std::mt19937_64 random(7);
    std::normal_distribution<double> spread(0, 0.3), noise(0, 0.1);
    for (std::size_t i = 0; i < curves; ++i) {
      const double ka = 1.5 * std::exp(spread(random)), cl = 2.8 * std::exp(spread(random)),
                   v = 32 * std::exp(spread(random)), ke = cl / v;
      clearance.push_back(cl);
      for (const double t : times)
        y.push_back(dose * ka / (v * (ka - ke)) * (std::exp(-ke * t) - std::exp(-ka * t)) + noise(random));
    }
  }
};

struct Timed {
  double seconds = 0;
  std::vector<double> clearance;
};

Timed by_gantry(const Data &data, std::size_t curves, const char *method) {
  Timed timed;
  fit::FitHost host;
  host.output_table = [](const std::string &, const Table &) -> Result<void> { return done(); };
  host.output_record = [&](const std::string &, const std::string &, const nlohmann::json &content) -> Result<void> {
    timed.clearance.push_back(content["parameters"][1]["value"].get<double>());
    return done();
  };
  const auto begin = std::chrono::steady_clock::now();
  for (std::size_t i = 0; i < curves; ++i) {
    const auto first = data.y.begin() + static_cast<std::ptrdiff_t>(i * times.size());
    fit::FitJob job;
    job.kind = JobKind::fit_curve;
    job.options = {{"doses", {{{"time", 0}, {"amount", dose}}}},
                   {"start", {{"ka", 1}, {"CL", 3}, {"V", 30}}},
                   {"ode_method", method},
                   {"ode_rtol", tolerance},
                   {"ode_atol", tolerance}};
    job.inputs = {
        {"data",
         make_table(Table{{{"time", "h", times}, {"C", "mg/L", std::vector<double>(first, first + 12)}}}).value()}};
    const auto outcome = fit::run_fit_job(*gantry::ode_table<gantry::pk::Oral>(), job, host);
    if (!outcome) timed.clearance.push_back(std::nan(""));
  }
  timed.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  return timed;
}

void write(const std::filesystem::path &file, const double *numbers, std::size_t count) {
  std::ofstream(file, std::ios::binary)
      .write(reinterpret_cast<const char *>(numbers), static_cast<std::streamsize>(count * sizeof(double)));
}

Timed by_scipy(const Data &data, std::size_t curves, const char *method) {
  std::string name = (std::filesystem::temp_directory_path() / "bench-ode-XXXXXX").string();
  const std::filesystem::path folder = mkdtemp(name.data());
  write(folder / "times", times.data(), times.size());
  write(folder / "data", data.y.data(), curves * times.size());
  char command[512];
  std::snprintf(command, sizeof command, "OMP_NUM_THREADS=1 /usr/bin/python3 %s %s %zu %zu %g %g %g %s",
                GANTRY_SOURCE_DIR "/bench/fit/ode_fit.py", folder.c_str(), curves, times.size(), dose, tolerance,
                tolerance, method);
  Timed timed;
  std::vector<double> found(curves * 3 + 1);
  if (std::system(command) == 0) {
    std::ifstream(folder / "found", std::ios::binary)
        .read(reinterpret_cast<char *>(found.data()), static_cast<std::streamsize>(found.size() * sizeof(double)));
    timed.seconds = found.back();
    for (std::size_t i = 0; i < curves; ++i) timed.clearance.push_back(found[3 * i + 1]);
  }
  std::filesystem::remove_all(folder);
  return timed;
}

void print(const char *name, const Timed &timed, const Data &data) {
  if (timed.clearance.empty()) {
    std::printf("  %-34s is not installed\n", name);
    return;
  }
  std::vector<double> errors;
  for (std::size_t i = 0; i < timed.clearance.size(); ++i) {
    const double error = std::abs(timed.clearance[i] / data.clearance[i] - 1);
    errors.push_back(std::isfinite(error) ? error : 1e9);
  }
  std::nth_element(errors.begin(), errors.begin() + static_cast<std::ptrdiff_t>(errors.size() / 2), errors.end());
  std::printf("  %-34s %8zu %12.1f %12.3f %%\n", name, errors.size(),
              static_cast<double>(errors.size()) / timed.seconds, 100 * errors[errors.size() / 2]);
}

}  // namespace

int main(int count, char **words) {
  const std::size_t curves = count > 1 ? std::strtoul(words[1], nullptr, 10) : 200;
  const Data data(curves);
  std::printf("One compartment by mouth, %zu samples, tolerance %g\n  %-34s %8s %12s %14s\n", times.size(), tolerance,
              "", "curves", "fits/s", "error CL");
  print("Gantry, explicit", by_gantry(data, curves, "explicit"), data);
  print("Gantry, stiff", by_gantry(data, curves, "stiff"), data);
  const std::size_t fewer = std::max<std::size_t>(1, curves / 10);
  print("scipy, RK45 and curve_fit", by_scipy(data, fewer, "RK45"), data);
  print("scipy, LSODA and curve_fit", by_scipy(data, fewer, "LSODA"), data);
}
