// SPDX-License-Identifier: Apache-2.0
// The simulator's tools: tables, images and profiles that come out, and what is refused.
#include "chosen.hpp"

#include <catch2/catch.hpp>
#include <tests/plugins/support/model_bench.hpp>
#include <tests/plugins/support/model_fit.hpp>
#include <tests/plugins/support/plugin_bench.hpp>

#include <cmath>

using namespace gantry::test;
using namespace mri_physics_test;

namespace {

HeldTable table(std::vector<std::string> names, std::vector<std::string> units,
                std::vector<std::vector<double>> columns) {
  HeldTable t;
  t.names = std::move(names);
  t.units = std::move(units);
  for (auto &column : columns) {
    t.rows = column.size();
    t.columns.emplace_back(std::move(column));
  }
  return t;
}

HeldVolume map_of(const std::vector<float> &voxels) {
  gantry::VolumeSpec spec;
  return HeldVolume::of<float>(spec.shape(voxels.size(), 1, 1), voxels);
}

}  // namespace

TEST_CASE("the signal of a spin echo comes back at the echo time, and the table says what happens in between") {
  const Outcome o = PluginBench(mri_physics_entry)
                        .set("sequence", "spin_echo")
                        .set("TR", 3000.0)
                        .set("TE", 40.0)
                        .set("T2prime", 10.0)
                        .set("T1", 800.0)
                        .set("T2", 60.0)
                        .set("repetitions", 2)
                        .run("simulate_signal");
  INFO(o.message);
  REQUIRE(o.status == GANTRY_OK);
  const HeldTable &m = o.tables.at("magnetisation"), &echoes = o.tables.at("echoes");
  CHECK(m.unit("time") == "ms");
  CHECK(m.number("Mz", 0) == 1);
  REQUIRE(echoes.rows == 2);
  CHECK(echoes.number("time", 0) == 40);
  CHECK(echoes.number("S", 0) == Approx(std::exp(-40.0 / 60)).epsilon(0.02));
  double most = 0, at_20 = 1;
  for (std::size_t row = 0; row < m.rows; ++row) {
    most = std::max(most, m.number("time", row));
    if (m.number("time", row) == 20) at_20 = std::min(at_20, m.number("S", row));
  }
  CHECK(most == Approx(6000));
  CHECK(at_20 < 0.15);  // dephased by T2' before the refocusing pulse
}

TEST_CASE("a table of events plays as the sequence that it spells, tissue by tissue") {
  auto events = table(
      {"duration", "FA", "phase", "gradient", "echo", "spoil"}, {"ms", "deg", "deg", "mT/m", "", ""},
      {{0, 10, 0, 10, 480}, {90, 0, 180, 0, 0}, {0, 0, 90, 0, 0}, {0, 5, 0, 5, 0}, {0, 0, 0, 1, 0}, {0, 0, 0, 0, 1}});
  auto tissues = table({"T1", "T2", "PD"}, {"s", "ms", ""}, {{0.8, 1.2}, {60, 90}, {1, 0.5}});
  const Outcome o = PluginBench(mri_physics_entry)
                        .input("events", events)
                        .input("tissues", tissues)
                        .set("repetitions", 1)
                        .run("simulate_signal");
  INFO(o.message);
  REQUIRE(o.status == GANTRY_OK);
  const HeldTable &echoes = o.tables.at("echoes");
  REQUIRE(echoes.rows == 2);
  CHECK(echoes.text("tissue", 1) == "tissue 2");
  CHECK(echoes.number("S", 0) == Approx(std::exp(-20.0 / 60)).epsilon(1e-9));
  CHECK(echoes.number("S", 1) == Approx(0.5 * std::exp(-20.0 / 90)).epsilon(1e-9));
  events.names[0] = "time";
  const Outcome wrong = PluginBench(mri_physics_entry).input("events", events).run("simulate_signal");
  CHECK(wrong.code == "mri_physics.column");
  CHECK(wrong.message.find("duration") != std::string::npos);
}

TEST_CASE("images of several echoes are fitted by the models as they are") {
  const Outcome o = PluginBench(mri_physics_entry)
                        .input("T1", map_of({700, 1200, 0}))
                        .input("T2", map_of({50, 90, 40}))
                        .input("PD", map_of({1000, 800, 1000}))
                        .input("B1", map_of({0.8f, 0.95f, 1}))
                        .set("sequence", "cpmg")
                        .set("TR", "20000")
                        .set("TE", "10")
                        .set("echoes", 16)
                        .run("simulate_image");
  INFO(o.message);
  REQUIRE(o.status == GANTRY_OK);
  const HeldVolume &image = o.volume("image");
  REQUIRE(image.c().shape[3] == 16);
  CHECK(std::string(image.c().axis->columns[0]->name) == "TE");
  CHECK(image.c().axis->columns[0]->values[15] == 160);
  CHECK(image.value(2) == 0);  // T1 of 0: air
  const Chosen plain({{"ESP", 0}, {"refocusing", 180}, {"excitation", 90}});
  std::vector<double> te;
  for (int n = 1; n <= 16; ++n) te.push_back(10 * n);
  ModelBench model(model_named("cpmg"), {te}, GANTRY_LEVEL_BASELINE, &plain.values);
  model.set_constants({700});
  const auto expected = model.values({1000, 50, 0.8});
  for (std::size_t n = 0; n < 16; ++n) CHECK(image.value(3 * n) == Approx(expected[n]).epsilon(1e-5));
}

TEST_CASE("lists make an image for each, and the phantom shows fluid dark in T1 weighting and bright in T2 weighting") {
  const Outcome o = PluginBench(mri_physics_entry)
                        .set("sequence", "spin_echo")
                        .set("TR", "500,6000")
                        .set("TE", "12,120")
                        .set("side", 64)
                        .threads(2)
                        .run("simulate_image");
  INFO(o.message);
  REQUIRE(o.status == GANTRY_OK);
  const HeldVolume &image = o.volume("image");
  REQUIRE(image.c().shape[3] == 2);
  const std::size_t side = 64, fluid = 32 * side + 39, grey = 58 * side + 32, n = side * side;
  CHECK(image.value(fluid) < 0.6 * image.value(grey));
  CHECK(image.value(n + fluid) > 2 * image.value(n + grey));
  CHECK(image.value(0) == 0);
  const Outcome uneven =
      PluginBench(mri_physics_entry).set("TR", "500,600,700").set("TE", "10,20").run("simulate_image");
  CHECK(uneven.code == "mri_physics.lists");
  const Outcome late = PluginBench(mri_physics_entry).set("TR", "50").set("TE", "60").run("simulate_image");
  CHECK(late.code == "mri_physics.times");
}

TEST_CASE("labels take their tissue from the table, and one that is not in it is named") {
  gantry::VolumeSpec spec;
  const auto labels = HeldVolume::of<std::uint8_t>(spec.shape(3, 1, 1), {0, 1, 2});
  const auto run = [&](std::vector<double> known) {
    std::vector<double> t1(known.size(), 500), t2(known.size(), 50);
    return PluginBench(mri_physics_entry)
        .input("labels", labels)
        .input("tissues", table({"label", "T1", "T2"}, {"", "ms", "ms"}, {known, t1, t2}))
        .set("sequence", "gradient_echo")
        .run("simulate_image");
  };
  const Outcome o = run({1, 2});
  INFO(o.message);
  REQUIRE(o.status == GANTRY_OK);
  const double e = std::exp(-1.0);
  CHECK(o.volume("image").value(1) == Approx(0.5 * (1 - e) / (1 - e * std::sqrt(0.75)) * std::exp(-0.4)).epsilon(1e-5));
  CHECK(o.volume("image").value(0) == 0);
  CHECK(run({1}).message.find("label 2") != std::string::npos);
}

TEST_CASE("a small pulse's profile is its spectrum, a large one keeps its thickness, and an offset shifts it") {
  const auto profile = [](double degrees, double df) {
    const Outcome o = PluginBench(mri_physics_entry)
                          .set("FA", degrees)
                          .set("df", df)
                          .set("T1", 1e6)
                          .set("T2", 1e6)
                          .set("points", 601)
                          .run("slice_profile");
    REQUIRE(o.status == GANTRY_OK);
    return o.tables.at("profile");
  };
  const auto width = [](const HeldTable &p) {
    double most = 0, inside = 0;
    for (std::size_t i = 0; i < p.rows; ++i) most = std::max(most, p.number("S", i));
    for (std::size_t i = 0; i < p.rows; ++i) inside += p.number("S", i) > most / 2 ? 1 : 0;
    return inside * (p.number("position", 1) - p.number("position", 0));
  };
  const HeldTable small = profile(1, 0), large = profile(90, 0);
  CHECK(small.number("S", 300) == Approx(std::sin(M_PI / 180)).epsilon(1e-4));
  CHECK(width(small) == Approx(5).margin(0.3));
  CHECK(large.number("S", 300) == Approx(1).epsilon(1e-3));
  CHECK(width(large) == Approx(5).margin(0.6));
  CHECK(std::abs(large.number("phase", 280) - large.number("phase", 320)) < 10);  // the gradient is rewound
  // 4 / 3 ms over 5 mm: 266.7 Hz/mm, so 266.7 Hz are 1 mm.
  const HeldTable shifted = profile(90, 4000.0 / 3 / 5);
  for (std::size_t i = 60; i < 540; i += 30)
    CHECK(shifted.number("S", i - 40) == Approx(large.number("S", i)).margin(1e-6));
}

TEST_CASE("cancelling ends a simulation") {
  const Outcome o = PluginBench(mri_physics_entry)
                        .cancel_at_call(1)
                        .set("spoiling", "rf")
                        .set("sequence", "gradient_echo")
                        .run("simulate_image");
  CHECK(o.status == GANTRY_CANCELLED);
}
