// SPDX-License-Identifier: Apache-2.0
// IVIM and the stretched exponential: values computed apart, recovery, and the regions of OSIPI's collection.
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>
#include <tests/plugins/support/cases.hpp>
#include <tests/plugins/support/model_bench.hpp>
#include <tests/plugins/support/model_fit.hpp>
#include <tests/plugins/support/reference.hpp>

extern "C" const gantry_plugin_entry diffusion_entry;

using namespace gantry::test;

namespace {

const std::vector<double> low_b_values{0, 5, 10, 20, 40, 60, 80, 120, 160, 200, 300, 400, 600, 800, 1000};

std::vector<double> perfused(double s0, double f, double fast, double slow) {
  std::vector<double> s;
  for (const double b : low_b_values) s.push_back(s0 * (f * std::exp(-b * fast) + (1 - f) * std::exp(-b * slow)));
  return s;
}

}  // namespace

TEST_CASE("the stretched exponential has the values of its equation, and is recovered; at b = 0 it has a slope") {
  const std::vector<double> b{0, 500, 1000, 2000, 4000};
  const ModelBench bench(diffusion_entry, "stretched", {b});
  // [800 * exp(-(b * 0.0011) ** 0.7) for b in (0, 500, 1000, 2000, 4000)]
  const double wanted[] = {800, 414.29128778018367, 274.68326843652346, 140.89675707170593, 47.63282712437685};
  const auto values = bench.values({800, 0.0011, 0.7});
  for (std::size_t i = 0; i < b.size(); ++i) CHECK(values[i] == Approx(wanted[i]).epsilon(1e-12));
  for (const double slope : bench.jacobian({800, 0.0011, 0.7})) CHECK(std::isfinite(slope));
  const auto found = ModelFit(diffusion_entry, "stretched", {b}).fitted(values);
  CHECK(found.at("DDC") == Approx(0.0011).epsilon(1e-5));
  CHECK(found.at("alpha") == Approx(0.7).epsilon(1e-5));
}

TEST_CASE("IVIM is recovered from its segmented guess") {
  const ModelFit model(diffusion_entry, "ivim", {low_b_values});
  for (const double f : {0.05, 0.2, 0.45})
    for (const double fast : {0.01, 0.03, 0.1})
      for (const double slow : {0.0005, 0.001, 0.002}) {
        INFO("f " << f << ", D* " << fast << ", D " << slow);
        const auto found = model.fitted(perfused(900, f, fast, slow));
        CHECK(found.at("f") == Approx(f).epsilon(1e-4));
        CHECK(found.at("Dstar") == Approx(fast).epsilon(1e-4));
        CHECK(found.at("D") == Approx(slow).epsilon(1e-4));
      }
}

TEST_CASE("with D given, or D* given, the others are what they were") {
  const auto data = perfused(900, 0.2, 0.03, 0.001);
  const auto by_d =
      ModelFit(diffusion_entry, "ivim_given_d", {low_b_values}).fitted(data, R"({"constants": {"D": 0.001}})");
  CHECK(by_d.at("f") == Approx(0.2).epsilon(1e-5));
  CHECK(by_d.at("Dstar") == Approx(0.03).epsilon(1e-5));
  CHECK(by_d.at("fDstar") == Approx(0.006).epsilon(1e-5));
  const auto by_fast =
      ModelFit(diffusion_entry, "ivim_fixed_dstar", {low_b_values}).fitted(data, R"({"constants": {"Dstar": 0.03}})");
  CHECK(by_fast.at("f") == Approx(0.2).epsilon(1e-5));
  CHECK(by_fast.at("D") == Approx(0.001).epsilon(1e-5));
}

TEST_CASE("every region of OSIPI's IVIM collection gives f, D and D* within the tighter limits", "[reference]") {
  const auto root = reference_data();
  if (!root) {
    WARN("skipped: the reference data is not there");
    return;
  }
  for (const char *file : {"generic.json", "generic_brain.json"}) {
    const auto regions = nlohmann::json::parse(load(*root / "ivim_osipi" / file).bytes);
    const auto b = regions.at("config").at("bvalues").get<std::vector<double>>();
    const ModelFit model(diffusion_entry, "ivim", {b});
    Tally tally(std::string("ivim ") + file);
    for (const auto &[name, region] : regions.items()) {
      if (!region.contains("data")) continue;
      const auto found = model.fitted(region.at("data").get<std::vector<double>>());
      tally.add(name, {{found.at("f"), region.at("f").get<double>(), 0.02, 0.1, "f"},
                       {found.at("D"), region.at("D").get<double>(), 1e-4, 0, "D"},
                       {found.at("Dstar"), region.at("Dp").get<double>(), 0.02, 0.1, "Dstar"}});
    }
    WARN(tally.told());
    CHECK(tally.matched() == tally.total());
    CHECK(tally.total() >= 2);
  }
}
