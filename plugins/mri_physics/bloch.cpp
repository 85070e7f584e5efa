// SPDX-License-Identifier: Apache-2.0
#include "bloch.hpp"

#include <algorithm>
#include <cmath>

namespace mri_physics {
namespace {

constexpr double full_turn_per_ms = 6.283185307179586477e-3;  // radians that 1 Hz makes in 1 ms

// (M, 1)' = G (M, 1); the last row is that of the 1.
using Matrix = std::array<double, 16>;

Matrix product(const Matrix &p, const Matrix &q) {
  Matrix r{};
  for (std::size_t i = 0; i < 4; ++i)
    for (std::size_t k = 0; k < 4; ++k)
      for (std::size_t j = 0; j < 4; ++j) r[4 * i + j] += p[4 * i + k] * q[4 * k + j];
  return r;
}

// By Taylor's series to rounding where the matrix is small, then squared.
Matrix exponential(Matrix g) {
  double most = 0;
  for (const double x : g) most = std::max(most, std::abs(x));
  int squarings = 0;
  for (; most > 1.0 / 16; most /= 2) ++squarings;
  for (double &x : g) x = std::ldexp(x, -squarings);
  Matrix sum{1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1}, term = sum;
  for (int n = 1; n <= 12; ++n) {
    term = product(term, g);
    for (std::size_t i = 0; i < 16; ++i) sum[i] += term[i] /= n;
  }
  for (; squarings > 0; --squarings) sum = product(sum, sum);
  return sum;
}

}  // namespace

Affine Affine::after(const Affine &that) const {
  Affine r;
  for (std::size_t i = 0; i < 3; ++i)
    for (std::size_t j = 0; j < 3; ++j)
      r.a[3 * i + j] = a[3 * i] * that.a[j] + a[3 * i + 1] * that.a[3 + j] + a[3 * i + 2] * that.a[6 + j];
  r.b = (*this)(that.b);
  return r;
}

Vector Affine::fixed_point() const {
  const double p[9] = {1 - a[0], -a[1], -a[2], -a[3], 1 - a[4], -a[5], -a[6], -a[7], 1 - a[8]};
  const double c0 = p[4] * p[8] - p[5] * p[7], c1 = p[5] * p[6] - p[3] * p[8], c2 = p[3] * p[7] - p[4] * p[6];
  const double determinant = p[0] * c0 + p[1] * c1 + p[2] * c2;
  const auto row = [&](double u, double v, double w) { return (u * b.x + v * b.y + w * b.z) / determinant; };
  return {row(c0, p[2] * p[7] - p[1] * p[8], p[1] * p[5] - p[2] * p[4]),
          row(c1, p[0] * p[8] - p[2] * p[6], p[2] * p[3] - p[0] * p[5]),
          row(c2, p[1] * p[6] - p[0] * p[7], p[0] * p[4] - p[1] * p[3])};
}

Affine hard_pulse(double angle, double phase) {
  const double c = std::cos(angle), s = std::sin(angle), x = std::cos(phase), y = std::sin(phase), d = 1 - c;
  Affine r;
  r.a = {c + x * x * d, x * y * d, y * s, x * y * d, c + y * y * d, -x * s, -y * s, x * s, c};
  return r;
}

Affine turn(double angle) {
  const double c = std::cos(angle), s = std::sin(angle);
  Affine r;
  r.a = {c, -s, 0, s, c, 0, 0, 0, 1};
  return r;
}

Affine spoil() {
  Affine r;
  r.a = {0, 0, 0, 0, 0, 0, 0, 0, 1};
  return r;
}

Affine free_precession(double ms, double hertz, const Relaxation &tissue) {
  const double e1 = std::exp(-ms / tissue.t1), e2 = std::exp(-ms / tissue.t2);
  Affine r = turn(hertz * ms * full_turn_per_ms);
  for (std::size_t i = 0; i < 6; ++i) r.a[i] *= e2;
  r.a[8] = e1;
  r.b.z = -std::expm1(-ms / tissue.t1);
  return r;
}

Affine driven(double ms, double rate, double phase, double hertz, const Relaxation &tissue) {
  const double wx = rate * std::cos(phase) * ms, wy = rate * std::sin(phase) * ms, wz = hertz * full_turn_per_ms * ms;
  const double r1 = ms / tissue.t1, r2 = ms / tissue.t2;
  const Matrix e = exponential({-r2, -wz, wy, 0, wz, -r2, -wx, 0, -wy, wx, -r1, r1, 0, 0, 0, 0});
  Affine r;
  r.a = {e[0], e[1], e[2], e[4], e[5], e[6], e[8], e[9], e[10]};
  r.b = {e[3], e[7], e[11]};
  return r;
}

}  // namespace mri_physics
