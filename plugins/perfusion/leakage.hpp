// SPDX-License-Identifier: Apache-2.0
// Agent that leaves the blood while the bolus passes: C(t) = K1 Cref(t) - K2 integral(Cref), with Cref of tissue that does
// not leak (Boxerman, Schmainda and Weisskoff 2006, AJNR Am J Neuroradiol 27:859, eq. 2).
//
//   const Leakage leakage(reference_curve, step);
//   const double k2 = leakage.take_off(curve);      // 1/s; the curve is what it would have been
#pragma once

#include <cstddef>
#include <utility>
#include <vector>

namespace perfusion {

class Leakage {
 public:
  Leakage(std::vector<double> reference, double step) : reference_(std::move(reference)), sum_(reference_.size()) {
    for (std::size_t t = 1; t < sum_.size(); ++t)
      sum_[t] = sum_[t - 1] + step * (reference_[t - 1] + reference_[t]) / 2;
    for (std::size_t t = 0; t < sum_.size(); ++t) {
      rr_ += reference_[t] * reference_[t];
      rs_ += reference_[t] * sum_[t];
      ss_ += sum_[t] * sum_[t];
    }
  }
  double take_off(std::vector<double> &curve) const {
    double ry = 0, sy = 0;
    for (std::size_t t = 0; t < sum_.size(); ++t) {
      ry += reference_[t] * curve[t];
      sy += sum_[t] * curve[t];
    }
    const double determinant = rr_ * ss_ - rs_ * rs_;
    if (!(determinant > 0)) return 0;
    const double k2 = -(sy * rr_ - ry * rs_) / determinant;
    for (std::size_t t = 0; t < sum_.size(); ++t) curve[t] += k2 * sum_[t];
    return k2;
  }

 private:
  std::vector<double> reference_, sum_;
  double rr_ = 0, rs_ = 0, ss_ = 0;
};

}  // namespace perfusion
