// SPDX-License-Identifier: Apache-2.0
// Trains of spin echoes by extended phase graphs, against published echoes, numpy, and isochromats.
#include "chosen.hpp"

#include <cpmg.hpp>
#include <spins.hpp>
#include <tests/plugins/support/known_curve.hpp>

using namespace gantry::test;
using namespace mri_physics_test;

namespace {

const Chosen plain({{"ESP", 0}, {"refocusing", 180}, {"excitation", 90}});

std::vector<double> echo_times(double spacing, int count) {
  std::vector<double> times;
  for (int n = 1; n <= count; ++n) times.push_back(spacing * n);
  return times;
}

// Echoes without relaxation after refocusing pulses of an angle.
std::vector<double> pure(double degrees, std::size_t echoes) {
  std::vector<double> sizes(echoes);
  mri_physics::cpmg_train(echoes, M_PI / 2, degrees * M_PI / 180, 1.0, 1.0, 1.0,
                          [&](std::size_t n, double size) { sizes[n - 1] = size; });
  return sizes;
}

}  // namespace

TEST_CASE("echoes without relaxation are sin^2 of half the angle, and on to the steady state of Hennig's graphs") {
  // Hennig 1988, J Magn Reson 78:397: the first is sin^2(a/2), the second sin^2(a/2) plus half of sin^2(a) cos^2 … of the
  // graph; the rest by the full complex graph with all orders (numpy).
  const double of_120[] = {0.75, 0.9375, 0.84375, 0.85546875, 0.884765625, 0.85693359375};
  const double of_60[] = {0.25, 0.4375, 0.53125, 0.54296875, 0.513671875, 0.48583984375};
  const auto a = pure(120, 6), b = pure(60, 6);
  for (std::size_t n = 0; n < 6; ++n) {
    CHECK(a[n] == Approx(of_120[n]).epsilon(1e-12));
    CHECK(b[n] == Approx(of_60[n]).epsilon(1e-12));
  }
  for (const double angle : {40.0, 90.0, 150.0}) {
    const double half = angle * M_PI / 360;
    CHECK(pure(angle, 1)[0] == Approx(std::pow(std::sin(half), 2)));
    CHECK(pure(angle, 2)[1] == Approx(std::pow(std::sin(half), 4) + 0.5 * std::pow(std::sin(2 * half), 2)));
  }
  for (const double echo : pure(180, 128)) CHECK(echo == Approx(1));
}

TEST_CASE("a train with relaxation has the values of the full complex graph") {
  const KnownCurve curves[] = {{"cpmg",
                                {echo_times(10, 8)},
                                {1000, 80, 0.8},
                                {759.15798849328, 749.5232412383722, 603.2866499924244, 581.0115335694583,
                                 485.38478906647305, 448.4042913419394, 388.7782195808151, 349.80722947837444}},
                               {"cpmg",
                                {echo_times(12, 6)},
                                {1000, 45, 0.6},
                                {405.5655634007641, 478.0025057042311, 322.52621388702926, 268.06816509407975,
                                 212.39017615392797, 184.389148647185},
                                {600}}};
  for (const auto &known : curves) {
    ModelBench bench(model_named("cpmg"), known.axis, GANTRY_LEVEL_BASELINE, &plain.values);
    check_known(bench, known);
  }
}

TEST_CASE("phase graph and isochromats agree: the same train by the Bloch equations") {
  using namespace mri_physics;
  const Tissue tissue{600, 45, 1, 0, 0.6, 0};
  SequenceTimes times;
  times.tr = 1e5;  // begins from equilibrium
  times.te = 12;
  times.echoes = 20;
  const auto train = make_sequence(SequenceKind::cpmg, times);
  std::vector<double> echoes;
  play(train, Voxel(tissue, 64), 1, 0, [&](const Moment &m) {
    if (m.echo) echoes.push_back(std::hypot(m.mean.x, m.mean.y));
  });
  REQUIRE(echoes.size() == 20);
  ModelBench bench(model_named("cpmg"), {echo_times(12, 20)}, GANTRY_LEVEL_BASELINE, &plain.values);
  bench.set_constants({600});
  const auto graph = bench.values({1, 45, 0.6});
  for (std::size_t n = 0; n < 20; ++n) CHECK(echoes[n] == Approx(graph[n]).epsilon(1e-10));
}

TEST_CASE("echoes that were left out keep the train as it is, and what is no train is refused in words") {
  const ModelBench whole(model_named("cpmg"), {echo_times(10, 8)}, GANTRY_LEVEL_BASELINE, &plain.values);
  const ModelBench late(model_named("cpmg"), {{20, 30, 40, 60, 80}}, GANTRY_LEVEL_BASELINE, &plain.values);
  const auto a = whole.values({1, 60, 0.7}), b = late.values({1, 60, 0.7});
  CHECK(b[0] == Approx(a[1]).epsilon(1e-12));
  CHECK(b[4] == Approx(a[7]).epsilon(1e-12));
  const Chosen ten({{"ESP", 10}, {"refocusing", 180}, {"excitation", 90}});
  const ModelBench even(model_named("cpmg"), {{20, 40, 60, 80}}, GANTRY_LEVEL_BASELINE, &ten.values);
  CHECK(even.values({1, 60, 0.7})[3] == Approx(a[7]).epsilon(1e-12));
  const auto refused = [](const std::vector<double> &times) {
    try {
      const ModelBench bench(model_named("cpmg"), {times}, GANTRY_LEVEL_BASELINE, &plain.values);
    } catch (const std::runtime_error &e) {
      return std::string(e.what());
    }
    return std::string();
  };
  CHECK(refused({10, 20, 33}).find("whole multiples") != std::string::npos);
  CHECK(refused({10, 20, 20}).find("twice") != std::string::npos);
  CHECK(refused({10, 20, 5000}).find("128") != std::string::npos);
}
