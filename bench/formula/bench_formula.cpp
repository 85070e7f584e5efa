// SPDX-License-Identifier: Apache-2.0
// One formula three times: in a plugin of this tree, in a hospital's plugin that was built against the installed SDK, and
// typed. Fits per second of each, in one run, and how they compare with the first.
//
//   bench_formula [voxels]      (default 100,000)
//
// All start at the same values within the same bounds; the time holds the whole job, and is the fastest of seven rounds
// in which they take turns. One thread, f32. Aims: a hospital's model as fast as ours, a typed formula within 3 times.
#include <core/fit/job.hpp>
#include <core/platform/cpu.hpp>

#include <gantry/gantry.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <dlfcn.h>
#include <random>
#include <span>
#include <string>
#include <vector>

namespace {

using namespace gantry::core;

constexpr int rounds = 7;

[[noreturn]] void stop(const std::string &why) {
  std::fprintf(stderr, "bench_formula: %s\n", why.c_str());
  std::exit(1);
}

// The model of a plugin's binary; it stays loaded.
const gantry_model *model_in(const char *library, const char *id) {
  void *const handle = dlopen(library, RTLD_NOW | RTLD_LOCAL);
  if (handle == nullptr) stop(dlerror());
  const auto *const entry = static_cast<const gantry_plugin_entry *>(dlsym(handle, GANTRY_PLUGIN_ENTRY_SYMBOL));
  if (entry == nullptr) stop(std::string(library) + " is no plugin");
  const auto *const models = static_cast<const gantry_models *>(entry->get_interface(GANTRY_MODELS_ID));
  for (std::uint32_t i = 0; models != nullptr && i < models->count; ++i)
    if (std::strcmp(models->items[i]->id, id) == 0) return models->items[i];
  stop(std::string(library) + " has no model " + id);
}

// The choices of the formula model: the text alone.
struct Typed {
  gantry_values table{};
  const char *formula;

  explicit Typed(const char *text) : formula(text) {
    table.size = sizeof table;
    table.host = this;
    table.get_text = [](const gantry_values *values, const char *key, const char **out) -> std::int32_t {
      *out = std::strcmp(key, "formula") == 0 ? static_cast<const Typed *>(values->host)->formula : "";
      return GANTRY_OK;
    };
  }
};

struct Problem {
  const char *id, *library, *formula, *column, *unit;
  std::vector<double> axis;
  nlohmann::json start, bounds;
  std::vector<std::pair<double, double>> truth;
  double (*value)(double x, const double *p);
};

const Problem problems[] = {
    {"t2star",
     GANTRY_RELAXOMETRY,
     "S0 * exp(-TE / T2star)",
     "TE",
     "ms",
     {10, 20, 30, 40, 50, 60, 70, 80, 90, 100, 110, 120, 130, 140, 150, 160},
     {{"S0", 1000}, {"T2star", 60}},
     {{"S0", {0, nullptr}}, {"T2star", {1, 2000}}},
     {{500, 1500}, {30, 120}},
     [](double x, const double *p) { return p[0] * std::exp(-x / p[1]); }},
    {"adc",
     GANTRY_DIFFUSION,
     "S0 * exp(-b * ADC)",
     "b",
     "s/mm2",
     {0, 50, 100, 200, 400, 600, 800, 1000},
     {{"S0", 1000}, {"ADC", 0.001}},
     {{"S0", {0, nullptr}}, {"ADC", {0, 0.01}}},
     {{900, 1100}, {0.0005, 0.003}},
     [](double x, const double *p) { return p[0] * std::exp(-x * p[1]); }},
    {"kurtosis",
     GANTRY_DIFFUSION,
     "S0 * exp(-b * D + (b * D)^2 * K / 6)",
     "b",
     "s/mm2",
     {0, 100, 200, 400, 600, 800, 1000, 1300, 1600, 1900, 2200, 2500},
     {{"S0", 1000}, {"D", 0.001}, {"K", 0.8}},
     {{"S0", {0, nullptr}}, {"D", {0, 0.01}}, {"K", {0, 5}}},
     {{900, 1100}, {0.0006, 0.0015}, {0.4, 1.2}},
     [](double x, const double *p) { return p[0] * std::exp(-x * p[1] + x * p[1] * x * p[1] * p[2] / 6); }},
};

ObjectPtr image_of(const Problem &problem, std::size_t voxels) {
  std::mt19937_64 random(20);
  std::normal_distribution<double> noise(0, 15);
  const std::size_t points = problem.axis.size();
  std::vector<float> values(voxels * points);
  for (std::size_t i = 0; i < voxels; ++i) {
    double p[3] = {};
    for (std::size_t k = 0; k < problem.truth.size(); ++k)
      p[k] = std::uniform_real_distribution<double>(problem.truth[k].first, problem.truth[k].second)(random);
    for (std::size_t t = 0; t < points; ++t)
      values[t * voxels + i] = static_cast<float>(problem.value(problem.axis[t], p) + noise(random));
  }
  VolumeHeader h;
  h.shape = {voxels, 1, 1, points, 1};
  h.dims = 4;
  h.axis = Axis{"points", {{problem.column, problem.unit, problem.axis}}};
  return make_volume(h, std::as_bytes(std::span(values))).value();
}

// Seconds, and the median of the last parameter's map.
std::pair<double, double> fitted(const Problem &problem, const gantry_model &model, const gantry_values *values,
                                 const ObjectPtr &image) {
  fit::FitJob job;
  job.options = {{"start", problem.start}, {"bounds", problem.bounds}, {"tolerance", 1e-6}, {"max_iterations", 100}};
  job.inputs = {{"image", image}};
  job.level = gantry::core::platform::best_level();
  job.values = values;
  std::vector<std::vector<float>> maps;
  std::vector<std::string> ports;
  maps.reserve(problem.truth.size() + 8);
  fit::FitHost host;
  host.output_volume = [&](const std::string &port, const VolumeHeader &header) -> Result<std::byte *> {
    ports.push_back(port);
    maps.emplace_back(header.voxels());
    return reinterpret_cast<std::byte *>(maps.back().data());
  };
  host.output_record = [](const std::string &, const std::string &, const nlohmann::json &) -> Result<void> {
    return done();
  };
  const auto begin = std::chrono::steady_clock::now();
  const auto outcome = fit::run_fit_job(model, job, host);
  const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  if (!outcome) stop(outcome.error().message);
  auto &map = maps[problem.truth.size() - 1];
  std::nth_element(map.begin(), map.begin() + static_cast<std::ptrdiff_t>(map.size() / 2), map.end());
  return {seconds, static_cast<double>(map[map.size() / 2])};
}

void compare(const Problem &problem, std::size_t voxels) {
  const ObjectPtr image = image_of(problem, voxels);
  const Typed typed(problem.formula);
  struct Candidate {
    const char *name;
    const gantry_model *model;
    const gantry_values *values;
    double seconds = 1e9, median = 0;
  } candidates[] = {{"in this tree", model_in(problem.library, problem.id), nullptr},
                    {"a hospital's", model_in(GANTRY_HOSPITAL, problem.id), nullptr},
                    {"typed", model_in(GANTRY_FORMULA, "formula"), &typed.table}};
  for (int round = 0; round < rounds; ++round)
    for (auto &c : candidates) {
      const auto [seconds, median] = fitted(problem, *c.model, c.values, image);
      c.seconds = std::min(c.seconds, seconds);
      c.median = median;
    }
  std::printf("\n%s: %s, %zu points\n  %-14s %12s %10s %14s\n", problem.id, problem.formula, problem.axis.size(), "",
              "fits/s", "slower by", "median");
  for (const auto &c : candidates)
    std::printf("  %-14s %12.0f %10.2f %14.6g\n", c.name, static_cast<double>(voxels) / c.seconds,
                c.seconds / candidates[0].seconds, c.median);
}

}  // namespace

int main(int argc, char **argv) {
  const std::size_t voxels = argc > 1 ? std::strtoull(argv[1], nullptr, 10) : 100000;
  if (voxels < 50) {
    std::fprintf(stderr, "bench_formula [voxels], at least 50\n");
    return 2;
  }
  std::printf("One formula three times: maps of %zu voxels, one thread, f32.\n", voxels);
  for (const Problem &problem : problems) compare(problem, voxels);
}
