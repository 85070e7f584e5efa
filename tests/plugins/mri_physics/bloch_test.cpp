// SPDX-License-Identifier: Apache-2.0
// The Bloch equations, solved stretch by stretch, against closed forms, a fine integration and numpy.
#include <catch2/catch.hpp>

#include <bloch.hpp>
#include <pulse.hpp>
#include <spins.hpp>
#include <steady_state.hpp>
#include <tissue.hpp>

#include <cmath>
#include <numeric>

using namespace mri_physics;

namespace {

double across_of(const Vector &m) { return std::hypot(m.x, m.y); }

double steady(SequenceKind kind, const SequenceTimes &times, const Tissue &tissue) {
  const auto s = make_sequence(kind, times);
  return across_of(steady_echoes(s, Voxel(tissue, isochromats_for(s, tissue))).front());
}

// By Runge and Kutta's fourth order, in small steps.
Vector integrated(double ms, double rate, double phase, double hertz, const Relaxation &r, Vector m) {
  const int steps = 20000;
  const double h = ms / steps, wx = rate * std::cos(phase), wy = rate * std::sin(phase), wz = 2 * M_PI * hertz / 1000;
  const auto slope = [&](const Vector &v) {
    return Vector{wy * v.z - wz * v.y - v.x / r.t2, wz * v.x - wx * v.z - v.y / r.t2,
                  wx * v.y - wy * v.x + (1 - v.z) / r.t1};
  };
  const auto on = [](const Vector &v, const Vector &d, double f) {
    return Vector{v.x + f * d.x, v.y + f * d.y, v.z + f * d.z};
  };
  for (int i = 0; i < steps; ++i) {
    const Vector a = slope(m), b = slope(on(m, a, h / 2)), c = slope(on(m, b, h / 2)), d = slope(on(m, c, h));
    m = on(
        m,
        {(a.x + 2 * b.x + 2 * c.x + d.x) / 6, (a.y + 2 * b.y + 2 * c.y + d.y) / 6, (a.z + 2 * b.z + 2 * c.z + d.z) / 6},
        h);
  }
  return m;
}

}  // namespace

TEST_CASE("a driven stretch is what a fine integration of the Bloch equations gives") {
  const Relaxation tissue{40, 15};
  const Vector from{0.3, -0.2, 0.7};
  const Vector exact = driven(8, 1.3, 0.4, 90, tissue)(from), fine = integrated(8, 1.3, 0.4, 90, tissue, from);
  CHECK(exact.x == Approx(fine.x).margin(1e-10));
  CHECK(exact.y == Approx(fine.y).margin(1e-10));
  CHECK(exact.z == Approx(fine.z).margin(1e-10));
  // Without a field across it is free precession, in closed form.
  const Vector free = free_precession(8, 90, tissue)(from), undriven = driven(8, 0, 0, 90, tissue)(from);
  CHECK(undriven.x == Approx(free.x).margin(1e-14));
  CHECK(undriven.z == Approx(free.z).margin(1e-14));
}

TEST_CASE("rotations are right-handed, and maps follow each other as they are composed") {
  const Vector up{0, 0, 1}, m = hard_pulse(M_PI / 2, 0)(up);
  CHECK(m.y == Approx(-1));
  CHECK(hard_pulse(M_PI / 2, M_PI / 2)(up).x == Approx(1));
  const Affine pulse = hard_pulse(0.7, 0.3), wait = free_precession(12, 30, {300, 40});
  const Vector one = wait(pulse(up)), both = wait.after(pulse)(up);
  CHECK(both.x == Approx(one.x));
  CHECK(both.y == Approx(one.y));
  CHECK(both.z == Approx(one.z));
  const Affine whole = wait.after(pulse);
  const Vector still = whole.fixed_point(), again = whole(still);
  CHECK(again.x == Approx(still.x).margin(1e-14));
  CHECK(again.y == Approx(still.y).margin(1e-14));
  CHECK(again.z == Approx(still.z).margin(1e-14));
}

TEST_CASE("the five sequences end in the steady states of their closed forms") {
  const Tissue tissue{900, 70, 1000, 0, 1, 0};
  SequenceTimes t;
  t.tr = 500;
  t.te = 15;
  CHECK(steady(SequenceKind::spin_echo, t, tissue) == Approx(336.2808209459374).epsilon(1e-10));
  t.tr = 2500;
  t.te = 40;
  t.ti = 900;
  CHECK(steady(SequenceKind::inversion_recovery, t, tissue) == Approx(185.91196877994008).epsilon(1e-10));
  t.tr = 20;
  t.te = 9;
  t.angle = 40 * 1.1 * degree;
  CHECK(steady(SequenceKind::gradient_echo, t, {900, 25, 1000, 0, 1, 0}) == Approx(35.92663765422635).epsilon(1e-10));
  t.tr = 10;
  t.te = 5;
  t.angle = 35 * degree;
  // numpy, with the increments 0 and 270 degrees.
  CHECK(steady(SequenceKind::balanced, t, {1000, 80, 1000, 7, 1, 0}) == Approx(55.149084896824505).epsilon(1e-10));
  t.increment = 270 * degree;
  CHECK(steady(SequenceKind::balanced, t, {1000, 80, 1000, 7, 1, 0}) == Approx(136.00785982551898).epsilon(1e-10));
}

TEST_CASE("RF spoiling and gradient spoiling end as 1024 isochromats of numpy do") {
  SequenceTimes t;
  t.tr = 10;
  t.te = 0;
  t.angle = 30 * degree;
  t.spoiling = Spoiling::radio_frequency;
  t.increment = 117 * degree;
  CHECK(steady(SequenceKind::gradient_echo, t, {1000, 80}) == Approx(0.03527094950807653).epsilon(2e-3));
  t.spoiling = Spoiling::gradient;
  CHECK(steady(SequenceKind::gradient_echo, t, {1000, 80}) == Approx(0.09693402386688452).epsilon(1e-6));
}

TEST_CASE("what T2' takes from a gradient echo a spin echo brings back") {
  const Tissue plain{1000, 60}, spread{1000, 60, 1, 0, 1, 40};
  SequenceTimes t;
  t.tr = 20000;
  t.te = 20;
  t.angle = 90 * degree;
  CHECK(steady(SequenceKind::spin_echo, t, spread) == Approx(steady(SequenceKind::spin_echo, t, plain)).epsilon(0.01));
  CHECK(steady(SequenceKind::gradient_echo, t, spread) ==
        Approx(steady(SequenceKind::gradient_echo, t, plain) * std::exp(-20.0 / 40)).epsilon(0.02));
}

TEST_CASE("shapes have the mean 1, and a spectrum as wide as their time-bandwidth product says") {
  for (const PulseShape shape : {PulseShape::sinc, PulseShape::gauss}) {
    const auto field = pulse_shape(shape, 4, 512);
    CHECK(std::accumulate(field.begin(), field.end(), 0.0) == Approx(512));
    const auto spectrum = [&](double turns) {
      double re = 0, im = 0;
      for (std::size_t i = 0; i < field.size(); ++i) {
        const double a = 2 * M_PI * turns * (static_cast<double>(i) + 0.5) / 512;
        re += field[i] * std::cos(a) / 512;
        im += field[i] * std::sin(a) / 512;
      }
      return std::hypot(re, im);
    };
    CHECK(spectrum(0) == Approx(1));
    CHECK(spectrum(2) == Approx(0.5).margin(0.03));  // half of 4, at half height
    CHECK(spectrum(8) < 0.05);
  }
}
