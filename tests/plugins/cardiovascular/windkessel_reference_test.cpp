// SPDX-License-Identifier: Apache-2.0
// A human beat (Stergiopulos 1999) and two pig hearts outside the body: fits elsewhere computed by scipy, and the published
// elements.
#include "choices.hpp"

#include <tests/core/fit/fixtures.hpp>
#include <tests/plugins/support/model_bench.hpp>
#include <tests/plugins/support/reference.hpp>
#include <tests/plugins/support/tally.hpp>

#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>
#include <fstream>

extern "C" const gantry_plugin_entry cardiovascular_entry;

using namespace gantry::test;
using fit_test::Fitted;
using nlohmann::json;
namespace fs = std::filesystem;

namespace {

using Numbers = std::vector<double>;

// Lines of two numbers; anything else is a head.
std::pair<Numbers, Numbers> pairs_of(const fs::path &file) {
  std::pair<Numbers, Numbers> pairs;
  std::ifstream in(file);
  for (std::string line; std::getline(in, line);) {
    std::replace(line.begin(), line.end(), ',', ' ');
    std::istringstream cells(line);
    double x = 0, y = 0;
    if (!(cells >> x >> y)) continue;
    pairs.first.push_back(x);
    pairs.second.push_back(y);
  }
  return pairs;
}

// What follows the comma where a clock's time stands before it.
Numbers recorded(const fs::path &file) {
  Numbers values;
  std::ifstream in(file);
  for (std::string line; std::getline(in, line);)
    if (line.find(':') == 2) values.push_back(std::stod(line.substr(line.find(',') + 1)));
  return values;
}

const gantry_model &model(const std::string &id) {
  const auto *all = static_cast<const gantry_models *>(cardiovascular_entry.get_interface(GANTRY_MODELS_ID));
  return **std::find_if(all->items, all->items + all->count, [&](const gantry_model *m) { return m->id == id; });
}

Fitted fitted(const std::string &id, const Numbers &time, const Numbers &flow, const std::string &unit,
              const Numbers &pressure) {
  gantry::core::fit::FitJob job;
  job.kind = gantry::core::JobKind::fit_curve;
  job.inputs = {{"data", fit_test::table_of_columns(
                             {{"time", "s", time}, {"pressure", "mmHg", pressure}, {"flow", unit, flow}})}};
  job.values = &in_steps;
  return fit_test::run(model(id), job);
}

double root_mean_square(const Numbers &a, const Numbers &b) {
  double sum = 0;
  for (std::size_t t = 0; t < a.size(); ++t) sum += (a[t] - b[t]) * (a[t] - b[t]);
  return std::sqrt(sum / static_cast<double>(a.size()));
}

// Every parameter of `wanted` within a ten-thousandth, and the residual.
std::vector<Judged> judged(const Fitted &f, const json &wanted, std::size_t points) {
  std::vector<Judged> all;
  for (const auto &[name, value] : wanted.items()) {
    const bool residual = name == "rmse_mmHg";
    const double found = residual ? std::sqrt(f.record["rss"].get<double>() / static_cast<double>(points))
                                  : f.parameter(name)["value"].get<double>();
    all.push_back({found, value.get<double>(), 0, 1e-4, name});
  }
  return all;
}

std::optional<fs::path> folder() {
  const auto root = reference_data();
  if (root) return *root / "windkessel";
  WARN("skipped: the reference data is not there");
  return std::nullopt;
}

}  // namespace

TEST_CASE("a human beat has the elements that scipy finds, and nearly the published ones", "[reference]") {
  const auto data = folder();
  if (!data) return;
  const json reference = json::parse(std::ifstream(*data / "reference.json"))["stergiopulos1999"];
  const auto flow = pairs_of(*data / "stergiopulos1999/aflow.csv"),
             pressure = pairs_of(*data / "stergiopulos1999/apressure.csv");
  Tally tally("Windkessel of a human beat");
  for (const auto &[name, id] : {std::pair{"WK2", "windkessel2"}, {"WK3", "windkessel3"}, {"WK4", "windkessel4"}}) {
    CAPTURE(id);
    const Fitted f = fitted(id, flow.first, flow.second, "mL/s", pressure.second);
    INFO((f.outcome ? "" : f.outcome.error().message));
    REQUIRE(f.outcome);
    CHECK(f.record["status"] == "converged");
    tally.add(name, judged(f, reference["fit_here_scipy_periodic"][name], flow.first.size()));
  }
  WARN(tally.told());
  CHECK(tally.matched() == 3);
  // The paper's elements are of the same beat, before it was printed and read off again.
  const Fitted f = fitted("windkessel4", flow.first, flow.second, "mL/s", pressure.second);
  for (const char *name : {"Rp", "C", "Rc", "L"})
    CHECK(f.parameter(name)["value"].get<double>() ==
          Approx(reference["published"][name].get<double>()).epsilon(std::string(name) == "L" ? 0.08 : 0.03));
}

TEST_CASE("the published elements give the published pressure", "[reference]") {
  const auto data = folder();
  if (!data) return;
  const auto flow = pairs_of(*data / "stergiopulos1999/aflow.csv"),
             printed = pairs_of(*data / "stergiopulos1999/4element_pressure.csv");
  const auto pressure =
      ModelBench(cardiovascular_entry, "windkessel4", {flow.first, flow.second}).values({0.79, 1.22, 0.056, 0.0051});
  Numbers at;
  for (const double t : flow.first) {
    const auto above = static_cast<std::size_t>(std::lower_bound(printed.first.begin(), printed.first.end(), t) -
                                                printed.first.begin());
    if (above == 0 || above == printed.first.size()) {
      at.push_back(above == 0 ? printed.second.front() : printed.second.back());
      continue;
    }
    const double part = (t - printed.first[above - 1]) / (printed.first[above] - printed.first[above - 1]);
    at.push_back(printed.second[above - 1] + part * (printed.second[above] - printed.second[above - 1]));
  }
  CHECK(root_mean_square(pressure, at) == Approx(1.67).margin(0.005));  // reference.json
}

TEST_CASE("records of a pig's heart have the elements that scipy finds, with flow in L/min", "[reference]") {
  const auto data = folder();
  if (!data) return;
  const json reference = json::parse(std::ifstream(*data / "reference.json"))["exvivo_pig"]["recordings"];
  Tally tally("Windkessel of two records of pigs");
  for (const std::string number : {"1", "2"}) {
    const Numbers flow = recorded(*data / "exvivo_pig" / ("Ao_baseline1_AoQ" + number + ".csv")),
                  pressure = recorded(*data / "exvivo_pig" / ("Ao_baseline1_AoP" + number + ".csv"));
    const json &wanted = reference.at("exvivo_" + number);
    REQUIRE(flow.size() == wanted["samples"].get<std::size_t>());
    Numbers time;
    for (std::size_t t = 0; t < flow.size(); ++t) time.push_back(0.005 * static_cast<double>(t));
    for (const auto &[name, id] : {std::pair{"WK2", "windkessel2_record"}, {"WK3", "windkessel3_record"}}) {
      CAPTURE(number, id);
      const Fitted f = fitted(id, time, flow, "L/min", pressure);
      INFO((f.outcome ? "" : f.outcome.error().message));
      REQUIRE(f.outcome);
      tally.add(number + ", " + name, judged(f, wanted[name], flow.size()));
    }
  }
  WARN(tally.told());
  CHECK(tally.matched() == 4);
}
