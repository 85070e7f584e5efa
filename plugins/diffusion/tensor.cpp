// SPDX-License-Identifier: Apache-2.0
#include "tensor.hpp"

#include <algorithm>
#include <utility>

namespace diffusion {
namespace {

using Row = std::array<double, 7>;

// A symmetric system by elimination; false where it says nothing of an unknown.
bool solve(std::array<Row, 7> a, Row b, Row &x) {
  for (std::size_t c = 0; c < 7; ++c) {
    std::size_t top = c;
    for (std::size_t r = c + 1; r < 7; ++r) top = std::abs(a[r][c]) > std::abs(a[top][c]) ? r : top;
    std::swap(a[c], a[top]);
    std::swap(b[c], b[top]);
    if (!(std::abs(a[c][c]) > 1e-10)) return false;
    for (std::size_t r = c + 1; r < 7; ++r) {
      const double f = a[r][c] / a[c][c];
      for (std::size_t k = c; k < 7; ++k) a[r][k] -= f * a[c][k];
      b[r] -= f * b[c];
    }
  }
  for (std::size_t c = 7; c-- > 0;) {
    x[c] = b[c];
    for (std::size_t k = c + 1; k < 7; ++k) x[c] -= a[c][k] * x[k];
    x[c] /= a[c][c];
  }
  return true;
}

using Matrix = std::array<std::array<double, 3>, 3>;

// Turns the axes p and q so that a[p][q] becomes 0; the turned axes are the columns of v.
void rotate(Matrix &a, Matrix &v, std::size_t p, std::size_t q) {
  if (a[p][q] == 0) return;
  const double theta = (a[q][q] - a[p][p]) / (2 * a[p][q]);
  const double t = (theta < 0 ? -1 : 1) / (std::abs(theta) + std::sqrt(theta * theta + 1));
  const double c = 1 / std::sqrt(t * t + 1), s = t * c;
  const auto turn = [c, s](double &first, double &second) {
    const double was = first;
    first = c * was - s * second;
    second = s * was + c * second;
  };
  for (std::size_t k = 0; k < 3; ++k) turn(a[k][p], a[k][q]);
  for (std::size_t k = 0; k < 3; ++k) turn(a[p][k], a[q][k]);
  for (std::size_t k = 0; k < 3; ++k) turn(v[k][p], v[k][q]);
}

}  // namespace

// By Jacobi's rotations (Golub and Van Loan 2013, Matrix Computations, section 8.5), which for 3 x 3 need a few sweeps.
Eigen3 eigen(const Tensor &d) {
  Matrix a{{{d.xx, d.xy, d.xz}, {d.xy, d.yy, d.yz}, {d.xz, d.yz, d.zz}}}, v{{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}};
  for (int sweep = 0; sweep < 12; ++sweep) {
    rotate(a, v, 0, 1);
    rotate(a, v, 0, 2);
    rotate(a, v, 1, 2);
  }
  std::array<std::size_t, 3> order{0, 1, 2};
  std::sort(order.begin(), order.end(), [&](std::size_t i, std::size_t j) { return a[i][i] > a[j][j]; });
  Eigen3 e;
  for (std::size_t i = 0; i < 3; ++i) {
    e.value[i] = a[order[i]][order[i]];
    for (std::size_t k = 0; k < 3; ++k) e.vector[i][k] = v[k][order[i]];
    const auto &along = e.vector[i];
    const double largest =
        *std::max_element(along.begin(), along.end(), [](double x, double y) { return std::abs(x) < std::abs(y); });
    if (largest < 0)
      for (double &component : e.vector[i]) component = -component;
  }
  return e;
}

double fractional_anisotropy(const std::array<double, 3> &l) {
  const double mean = (l[0] + l[1] + l[2]) / 3;
  double apart = 0, all = 0;
  for (const double value : l) {
    apart += (value - mean) * (value - mean);
    all += value * value;
  }
  return all > 0 ? std::sqrt(1.5 * apart / all) : 0;
}

void TensorModel::guess(const gantry::Curve &c, const gantry::Start &p) const {
  std::array<Row, 7> a{};
  Row y{}, x{};
  // b in 1000 s/mm2, so that all columns have a like size.
  for (std::size_t t = 0; t < c.size(); ++t) {
    const double s = c.y(t), w = c[b][t] / 1000, i = c[gx][t], j = c[gy][t], k = c[gz][t];
    if (!(s > 0)) continue;
    const Row row{1, -w * i * i, -w * j * j, -w * k * k, -2 * w * i * j, -2 * w * i * k, -2 * w * j * k};
    for (std::size_t m = 0; m < 7; ++m) {
      for (std::size_t n = 0; n < 7; ++n) a[m][n] += s * s * row[m] * row[n];
      y[m] += s * s * row[m] * std::log(s);
    }
  }
  const double size = a[0][0];
  if (!(size > 0)) return;
  for (Row &row : a)
    for (double &number : row) number /= size;
  for (double &number : y) number /= size;
  if (!solve(a, y, x)) return;
  p[s0] = std::exp(x[0]);
  for (int m = 1; m < 4; ++m) p[m] = std::clamp(x[static_cast<std::size_t>(m)] / 1000, 1e-6, 0.0099);
  for (int m = 4; m < 7; ++m) p[m] = std::clamp(x[static_cast<std::size_t>(m)] / 1000, -0.0049, 0.0049);
}

}  // namespace diffusion
