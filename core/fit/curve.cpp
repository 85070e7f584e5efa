// SPDX-License-Identifier: Apache-2.0
#include <core/fit/curve.hpp>

#include <algorithm>
#include <cmath>
#include <limits>

namespace gantry::core::fit {

CurveProblem::CurveProblem(const gantry_model &m, const Settings &s, std::vector<Curve> given)
    : model(m), settings(s), curves(std::move(given)), place(curves.size()), first_row{0} {
  const auto add = [&](std::size_t parameter, std::optional<std::size_t> curve) {
    unknowns.push_back(
        {parameter, curve, settings.lower[parameter], settings.upper[parameter], settings.fixed[parameter]});
    return unknowns.size() - 1;
  };
  const auto &share = settings.curve.share;
  for (std::size_t j = 0; j < model.parameter_count; ++j) {
    const bool of_all = curves.size() == 1 || settings.fixed[j] ||
                        std::find(share.begin(), share.end(), model.parameters[j]->symbol) != share.end();
    const std::size_t shared = of_all ? add(j, std::nullopt) : 0;
    for (std::size_t c = 0; c < curves.size(); ++c) place[c].push_back(of_all ? shared : add(j, c));
  }
  for (const auto &curve : curves) first_row.push_back(first_row.back() + curve.y.size());
}

std::size_t CurveProblem::curve_of(std::size_t row) const {
  return static_cast<std::size_t>(std::upper_bound(first_row.begin(), first_row.end(), row) - first_row.begin()) - 1;
}

std::vector<std::size_t> CurveProblem::free() const {
  std::vector<std::size_t> indices;
  for (std::size_t u = 0; u < unknowns.size(); ++u)
    if (!unknowns[u].fixed) indices.push_back(u);
  return indices;
}

std::vector<bool> CurveProblem::fixed() const {
  std::vector<bool> flags;
  for (const auto &u : unknowns) flags.push_back(u.fixed);
  return flags;
}

bool CurveProblem::at_bound(std::size_t i, double value) const {
  const Unknown &u = unknowns[i];
  const double room = 1e-9 * std::max(std::abs(value), std::numeric_limits<double>::min());
  return !u.fixed && (value - u.lower <= room || u.upper - value <= room);
}

std::string CurveProblem::name(std::size_t i) const {
  const Unknown &u = unknowns[i];
  const std::string symbol = model.parameters[u.parameter]->symbol;
  return u.curve ? symbol + " of " + curves[*u.curve].name : symbol;
}

Response response_of(const CurveProblem &problem) {
  Response all;
  for (const auto &curve : problem.curves) {
    all.y.insert(all.y.end(), curve.y.begin(), curve.y.end());
    for (std::size_t row = 0; row < curve.y.size(); ++row)
      all.weight.push_back(curve.sigma.empty() ? 1 : 1 / curve.sigma[row]);
    for (std::size_t row = 0; problem.rician() && row < curve.y.size(); ++row)
      all.rice.emplace_back(curve.y[row], curve.sigma[row]);
  }
  return all;
}

CurveModel::CurveModel(const CurveProblem &problem, std::size_t curve)
    : model_(problem.model),
      curve_(problem.curves[curve]),
      place_(problem.place[curve]),
      parameters_(problem.model.parameter_count),
      rows_(curve_.points.selected.size() * problem.model.output_count),
      params_(parameters_ * lanes),
      constants_(curve_.constants.size() * lanes),
      values_(rows_ * lanes),
      jacobian_(rows_ * parameters_ * lanes) {
  for (std::size_t c = 0; c < curve_.constants.size(); ++c)
    std::fill_n(constants_.begin() + static_cast<std::ptrdiff_t>(c * lanes), lanes, curve_.constants[c]);
}

void CurveModel::evaluate(const double *unknowns, bool with_jacobian) {
  for (std::size_t j = 0; j < parameters_; ++j)
    std::fill_n(params_.begin() + static_cast<std::ptrdiff_t>(j * lanes), lanes, unknowns[place_[j]]);
  const gantry_block_f64 block{sizeof block,
                               GANTRY_BLOCK_LANES,
                               lanes,
                               params_.data(),
                               constants_.empty() ? nullptr : constants_.data(),
                               values_.data(),
                               with_jacobian ? jacobian_.data() : nullptr};
  model_.evaluate_f64(&model_, curve_.state.get(), &block);
}

std::vector<double> values_at(const CurveProblem &problem, const std::vector<double> &unknowns) {
  std::vector<double> values;
  for (std::size_t c = 0; c < problem.curves.size(); ++c) {
    CurveModel model(problem, c);
    model.evaluate(unknowns.data(), false);
    for (std::size_t row = 0; row < model.rows(); ++row) values.push_back(model.value(row));
  }
  return values;
}

}  // namespace gantry::core::fit
