// SPDX-License-Identifier: Apache-2.0
// Trains of pulses that differ, against numpy: matrices for the balanced one, 256 isochromats for the spoiled one.
#include "chosen.hpp"

#include <spins.hpp>
#include <steady_state.hpp>
#include <tests/plugins/support/known_curve.hpp>

using namespace gantry::test;
using namespace mri_physics_test;

namespace {

const std::vector<std::vector<double>> axis{{1, 2, 3, 4, 5, 6, 7, 8},
                                            {10, 35, 60, 20, 45, 5, 30, 50},
                                            {0, 180, 0, 180, 30, 200, 0, 180},
                                            {10, 12, 9, 11, 14, 10, 8, 13},
                                            {3, 4, 2, 3, 5, 3, 2, 4}};
const Chosen inverted({{"inversion", 20}, {"orders", 30}});
const Chosen at_rest({{"inversion", 0}, {"orders", 100}});

std::string refused(const char *model, const std::vector<std::vector<double>> &columns) {
  try {
    const ModelBench bench(model_named(model), columns, GANTRY_LEVEL_BASELINE, &at_rest.values);
  } catch (const std::runtime_error &e) {
    return e.what();
  }
  return "";
}

// n pulses of RF spoiling.
std::vector<std::vector<double>> spoiled(double degrees, double tr, double increment, int n) {
  std::vector<std::vector<double>> columns(5);
  for (int i = 0; i < n; ++i) {
    columns[0].push_back(i + 1);
    columns[1].push_back(degrees);
    columns[2].push_back(std::fmod(increment * i * (i + 1) / 2, 360));
    columns[3].push_back(tr);
    columns[4].push_back(0);
  }
  return columns;
}

}  // namespace

TEST_CASE("trains have the values that numpy gives") {
  const KnownCurve balanced{"mrf_bssfp",
                            axis,
                            {1000, 800, 60, 13},
                            {157.02267537892396, 426.903053387941, 573.9424067036617, 277.7201919317611,
                             588.6257667821055, 484.3978307972213, 212.9183991380174, 471.12340433512253}};
  const KnownCurve spoiled{"mrf_fisp",
                           axis,
                           {1000, 800, 60},
                           {157.02267537892394, 489.43301320085817, 599.0635044333297, 6.551998348670307,
                            185.707390535002, 133.40637851665434, 96.87434434283747, 133.93520165419213},
                           {1},
                           1e-13};
  for (const KnownCurve &known : {balanced, spoiled}) {
    ModelBench bench(model_named(known.model), known.axis, GANTRY_LEVEL_BASELINE, &inverted.values);
    check_known(bench, known);
  }
}

TEST_CASE("a long balanced train ends in the steady state of the closed form") {
  std::vector<std::vector<double>> train(5);
  for (int i = 0; i < 1500; ++i)
    for (const auto &[column, value] : {std::pair{0, i + 1.0}, {1, 35.0}, {2, 180.0 * (i % 2)}, {3, 10.0}, {4, 5.0}})
      train[static_cast<std::size_t>(column)].push_back(value);
  const ModelBench long_train(model_named("mrf_bssfp"), train, GANTRY_LEVEL_BASELINE, &at_rest.values);
  const ModelBench steady(mri_physics_entry, "bssfp", {{180}, {35}, {10}, {5}});
  CHECK(long_train.values({1, 700, 80, 12}).back() == Approx(steady.values({1, 700, 80, 12})[0]).epsilon(1e-8));
}

TEST_CASE("RF spoiling by 117 degrees ends as 1024 isochromats of numpy do, near the Ernst signal") {
  const auto last = [](double t1, double t2, double increment) {
    const ModelBench bench(model_named("mrf_fisp"), spoiled(30, 10, increment, 1000), GANTRY_LEVEL_BASELINE,
                           &at_rest.values);
    return bench.values({1, t1, t2}).back();
  };
  const double ernst = 0.03489041347442673;
  CHECK(last(1000, 80, 117) == Approx(0.03527094950807653).epsilon(1e-5));
  CHECK(last(1000, 80, 50) == Approx(0.031018717330425837).epsilon(1e-5));
  CHECK(last(1000, 80, 0) == Approx(0.09693402386688452).epsilon(1e-5));  // a gradient alone: FISP
  CHECK(last(300, 50, 117) == Approx(0.10346541291537795).epsilon(1e-5));
  CHECK(last(1000, 80, 117) == Approx(ernst).epsilon(0.015));
}

TEST_CASE("a train that is not whole is refused in words") {
  auto columns = axis;
  columns[0][3] = 5;
  CHECK(refused("mrf_bssfp", columns).find("numbered 1, 2, 3") != std::string::npos);
  columns = axis;
  columns[4][2] = 20;
  CHECK(refused("mrf_fisp", columns).find("after the next pulse") != std::string::npos);
}
