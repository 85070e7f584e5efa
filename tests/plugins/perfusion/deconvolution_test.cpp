// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>
#include <cmath>
#include <deconvolution.hpp>
#include <leakage.hpp>
#include <tests/plugins/support/cases.hpp>
#include <tests/plugins/support/plugin_bench.hpp>
#include <tests/plugins/support/reference.hpp>

extern "C" const gantry_plugin_entry perfusion_entry;

using namespace gantry::test;

namespace {

constexpr std::size_t points = 60;
constexpr double step = 1.5, mean_transit = 4;  // s

// A gamma variate that arrives after 10 s, and what a tissue of an exponential residue makes of it, `later` points on.
std::vector<double> bolus() {
  std::vector<double> c;
  for (std::size_t t = 0; t < points; ++t) {
    const double s = step * static_cast<double>(t) - 10;
    c.push_back(s > 0 ? s * s * s * std::exp(-s / 1.5) : 0);
  }
  return c;
}
std::vector<double> tissue(double flow, std::size_t later) {
  const auto input = bolus();
  std::vector<double> c(points);
  for (std::size_t t = later; t < points; ++t)
    for (std::size_t u = 0; u + later <= t; ++u)
      c[t] += step * flow * input[u] * std::exp(-step * static_cast<double>(t - later - u) / mean_transit);
  return c;
}

HeldVolume volume_of(const std::vector<double> &curve, double dt) {
  std::vector<double> times;
  for (std::size_t t = 0; t < curve.size(); ++t) times.push_back(dt * static_cast<double>(t));
  gantry::VolumeSpec spec = gantry::VolumeSpec().shape(1, 1, 1);
  spec.axis("time", {{"time", "s", times}});
  return HeldVolume::of<double>(spec, curve);
}
HeldTable artery(const std::vector<double> &curve, double dt) {
  HeldTable table;
  table.rows = curve.size();
  table.names = {"time", "Ca"};
  table.units = {"s", ""};
  std::vector<double> times;
  for (std::size_t t = 0; t < curve.size(); ++t) times.push_back(dt * static_cast<double>(t));
  table.columns = {times, curve};
  return table;
}

}  // namespace

TEST_CASE("without noise and truncation the residue is the one that made the curve") {
  const perfusion::Deconvolution d(bolus(), step);
  const auto r = d.truncated(tissue(0.01, 0), 1e-9);
  for (std::size_t t = 0; t < 10; ++t)
    CHECK(r[t] == Approx(0.01 * std::exp(-step * static_cast<double>(t) / mean_transit)).epsilon(1e-3));
}

TEST_CASE("flow does not depend on when the tissue's curve arrives, later or earlier than the input") {
  const perfusion::Deconvolution d(bolus(), step);
  const auto highest = [](const std::vector<double> &r) { return *std::max_element(r.begin(), r.end()); };
  const double at_once = highest(d.truncated(tissue(0.01, 0), 0.05));
  CHECK(highest(d.truncated(tissue(0.01, 3), 0.05)) == Approx(at_once).epsilon(1e-6));
  auto early = tissue(0.01, 0);
  early.erase(early.begin(), early.begin() + 2);
  early.resize(points);
  CHECK(highest(d.truncated(early, 0.05)) == Approx(at_once).epsilon(0.02));
}

TEST_CASE("the oscillation index keeps as many singular values as it allows") {
  const perfusion::Deconvolution d(bolus(), step);
  auto noisy = tissue(0.01, 0);
  for (std::size_t t = 0; t < points; ++t) noisy[t] += 0.004 * std::sin(37.0 * static_cast<double>(t * t));
  for (const double index : {0.02, 0.05}) CHECK(perfusion::oscillation(d.oscillating(noisy, index)) <= index);
  CHECK(perfusion::oscillation(d.truncated(noisy, 0.001)) > 0.05);
}

TEST_CASE("leakage that was put on a curve is taken off again, of both signs") {
  const auto without = tissue(0.01, 0);
  for (const double k2 : {0.003, -0.002}) {
    auto curve = without;
    for (double &c : curve) c *= 1.7;
    double sum = 0;
    auto leaking = curve;
    for (std::size_t t = 1; t < points; ++t) {
      sum += step * (without[t - 1] + without[t]) / 2;
      leaking[t] -= k2 * sum;
    }
    CHECK(perfusion::Leakage(without, step).take_off(leaking) == Approx(k2).epsilon(1e-9));
    for (std::size_t t = 0; t < points; ++t) CHECK(leaking[t] == Approx(curve[t]).margin(1e-12));
  }
}

TEST_CASE("the tool gives volume, flow, transit time and Tmax of a delayed tissue") {
  for (const char *method : {"bsvd", "osvd"}) {
    const Outcome o = PluginBench(perfusion_entry)
                          .input("series", volume_of(tissue(0.01, 3), step))
                          .input("aif", artery(bolus(), step))
                          .set("method", method)
                          .set("cutoff", 0.001)
                          .run("dsc");
    INFO(method << ": " << o.message);
    REQUIRE(o.status == GANTRY_OK);
    // The sum of the sampled residue: flow * step / (1 - exp(-step / MTT)).
    CHECK(o.volume("CBV").value(0) == Approx(100 * 0.01 * step / (1 - std::exp(-step / mean_transit))).epsilon(1e-3));
    CHECK(o.volume("Tmax").value(0) == Approx(3 * step).margin(1.01 * step));
    CHECK(o.volume("CBF").value(0) == Approx(60).epsilon(std::string(method) == "bsvd" ? 0.02 : 0.4));
    CHECK(o.volume("MTT").value(0) == Approx(60 * o.volume("CBV").value(0) / o.volume("CBF").value(0)).epsilon(1e-5));
  }
}

TEST_CASE("signal becomes the change of R2*, and back") {
  std::vector<double> signal;
  for (const double rate : {0.0, 0.0, 12.0, 30.0}) signal.push_back(700 * std::exp(-0.03 * rate));
  const Outcome o = PluginBench(perfusion_entry)
                        .input("series", volume_of(signal, 1))
                        .set("TE", 30.0)
                        .set("baseline", 2)
                        .run("dsc_rate");
  REQUIRE(o.status == GANTRY_OK);
  CHECK(o.volume("rate").value(2) == Approx(12).epsilon(1e-5));
  CHECK(o.volume("rate").value(3) == Approx(30).epsilon(1e-5));
}

TEST_CASE("every curve of OSIPI's DSC set gives its CBV and CBF within the tolerances", "[reference]") {
  const auto root = reference_data();
  if (!root) {
    WARN("skipped: the reference data is not there");
    return;
  }
  Tally fixed("dsc_data, bsvd"), steady("dsc_data, osvd");
  for (const Row &row : rows_of(*root / "dsc_mri_osipi/dsc_data.csv")) {
    const double dt = number(row.at("tr"));
    for (Tally *tally : {&fixed, &steady}) {
      const Outcome o = PluginBench(perfusion_entry)
                            .input("series", volume_of(numbers(row.at("C_tis")), dt))
                            .input("aif", artery(numbers(row.at("C_aif")), dt))
                            .set("method", tally == &fixed ? "bsvd" : "osvd")
                            .run("dsc");
      INFO(o.message);
      REQUIRE(o.status == GANTRY_OK);
      tally->add(row.at("label"), {{o.volume("CBV").value(0), number(row.at("cbv")), 1, 0.1, "CBV"},
                                   {o.volume("CBF").value(0), number(row.at("cbf")), 15, 0.1, "CBF"}});
    }
  }
  for (const Tally &tally : {fixed, steady}) {
    WARN(tally.told());
    CHECK(tally.matched() == tally.total());
    CHECK(tally.total() == 8);
  }
}
