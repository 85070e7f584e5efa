// SPDX-License-Identifier: Apache-2.0
#include "deconvolution.hpp"

#include <algorithm>
#include <cmath>

namespace perfusion {

Deconvolution::Deconvolution(const std::vector<double> &input, double step) : length_(2 * input.size()) {
  constexpr double two_pi = 6.283185307179586477;
  for (std::size_t k = 0; k < length_; ++k)
    turn_.push_back(std::polar(1.0, -two_pi * static_cast<double>(k) / static_cast<double>(length_)));
  input_ = modes(input);
  for (Complex &mode : input_) {
    mode *= step;
    largest_ = std::max(largest_, std::abs(mode));
  }
}

// Of a real curve, followed by as many zeros: up to the middle, the others are their mirror images.
std::vector<Deconvolution::Complex> Deconvolution::modes(const std::vector<double> &curve) const {
  std::vector<Complex> result(length_ / 2 + 1);
  for (std::size_t f = 0; f < result.size(); ++f)
    for (std::size_t t = 0, k = 0; t < curve.size(); ++t, k = (k + f) % length_) result[f] += curve[t] * turn_[k];
  return result;
}

std::vector<double> Deconvolution::residue(const std::vector<Complex> &tissue, double part) const {
  std::vector<double> r(length_);
  for (std::size_t f = 0; f < input_.size(); ++f) {
    if (!(std::abs(input_[f]) > part * largest_)) continue;
    const bool alone = f == 0 || 2 * f == length_;
    const Complex mode = tissue[f] / input_[f] * ((alone ? 1.0 : 2.0) / static_cast<double>(length_));
    for (std::size_t t = 0, k = 0; t < length_; ++t, k = (k + f) % length_)
      r[t] += mode.real() * turn_[k].real() + mode.imag() * turn_[k].imag();
  }
  return r;
}

std::vector<double> Deconvolution::truncated(const std::vector<double> &tissue, double part) const {
  return residue(modes(tissue), part);
}

std::vector<double> Deconvolution::oscillating(const std::vector<double> &tissue, double index) const {
  constexpr int halvings = 7;  // to 1 % of the largest
  const auto curve = modes(tissue);
  double low = 0.01, high = 0.99;
  auto found = residue(curve, low);
  if (oscillation(found) <= index) return found;
  found = residue(curve, high);
  for (int i = 0; i < halvings; ++i) {
    const double middle = (low + high) / 2;
    auto tried = residue(curve, middle);
    if (oscillation(tried) <= index) {
      high = middle;
      found = std::move(tried);
    } else {
      low = middle;
    }
  }
  return found;
}

double oscillation(const std::vector<double> &r) {
  const double most = *std::max_element(r.begin(), r.end());
  double sum = 0;
  for (std::size_t i = 2; i < r.size(); ++i) sum += std::abs(r[i] - 2 * r[i - 1] + r[i - 2]);
  return most > 0 ? sum / (most * static_cast<double>(r.size())) : HUGE_VAL;
}

}  // namespace perfusion
