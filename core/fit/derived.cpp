// SPDX-License-Identifier: Apache-2.0
#include <core/fit/derived.hpp>

#include <cmath>

namespace gantry::core::fit {

std::vector<double> DerivedQuantities::at(const std::vector<double> &params,
                                          const std::vector<double> &constants) const {
  std::vector<double> values(count());
  if (!values.empty()) model_.derive(&model_, state_.get(), constants.data(), params.data(), values.data());
  return values;
}

Eigen::MatrixXd DerivedQuantities::slopes(std::vector<double> params, const std::vector<double> &constants,
                                          const std::vector<std::size_t> &by) const {
  Eigen::MatrixXd slopes(static_cast<Eigen::Index>(count()), static_cast<Eigen::Index>(by.size()));
  for (std::size_t k = 0; k < by.size() && count() > 0; ++k) {
    const std::size_t j = by[k];
    const double x = params[j], declared = model_.parameters[j]->start;
    const double step = 1e-5 * std::abs(x != 0 ? x : declared != 0 ? declared : 1);
    const double low = x - step, high = x + step;
    params[j] = high;
    const auto above = at(params, constants);
    params[j] = low;
    const auto below = at(params, constants);
    params[j] = x;
    for (std::size_t d = 0; d < count(); ++d)
      slopes(static_cast<Eigen::Index>(d), static_cast<Eigen::Index>(k)) = (above[d] - below[d]) / (high - low);
  }
  return slopes;
}

}  // namespace gantry::core::fit
