// SPDX-License-Identifier: Apache-2.0
#include <core/fit/ode/system.hpp>

#include <algorithm>
#include <cmath>
#include <limits>

namespace gantry::core::fit {
namespace {

double size_of_parameter(const gantry_model_parameter &p, double value) {
  for (const double size : {value, p.start, p.maximum, p.minimum})
    if (size != 0 && std::isfinite(size)) return std::abs(size);
  return 1;
}

}  // namespace

OdeSystem::OdeSystem(const OdeProblem &problem, const double *params, const double *constants)
    : problem_(problem),
      ode_(problem.ode),
      states_(ode_.state_count),
      columns_(problem.sought.size()),
      width_(ode_.state_count + ode_.parameter_count + 1),
      params_(params),
      constants_(constants),
      input_(ode_.axis_count - 1),
      input_slope_(ode_.axis_count - 1),
      input_base_(ode_.axis_count - 1) {
  const std::size_t most = std::max({states_, std::size_t{ode_.output_count}, std::size_t{ode_.event_count}});
  value_.resize(most);
  slope_.resize(most * width_);
  influx.resize(states_);
  influx_slopes.resize(states_ * columns_);
  for (const std::size_t j : problem.sought) sizes_.push_back(size_of_parameter(*ode_.parameters[j], params[j]));
  for (std::size_t i = 0; i < size(); ++i)
    absolute_.push_back(problem.choices.absolute * ode_.states[i % states_]->scale);
  enter(0);
}

void OdeSystem::enter(std::size_t interval) {
  const auto &times = problem_.times;
  for (std::size_t c = 0; c < input_.size(); ++c) {
    const auto &u = problem_.inputs[c];
    const std::size_t i = std::min(interval, times.size() - 1);
    const bool inside = i + 1 < times.size();
    input_base_[c] = u[i];
    input_slope_[c] = inside ? (u[i + 1] - u[i]) / (times[i + 1] - times[i]) : 0;
    input_from_ = times[i];
  }
}

gantry_ode_point OdeSystem::point(const double *y, double t) {
  for (std::size_t c = 0; c < input_.size(); ++c) input_[c] = input_base_[c] + input_slope_[c] * (t - input_from_);
  return {sizeof(gantry_ode_point),
          0,
          t,
          y,
          params_,
          constants_,
          input_.data(),
          input_slope_.data(),
          value_.data(),
          slope_.data()};
}

OdeVector OdeSystem::initial() {
  OdeVector z(size());
  if (ode_.initial == nullptr) return z;
  const OdeVector zero(states_);
  const auto at = point(zero.data(), problem_.start);
  ode_.initial(&ode_, problem_.state, &at);
  for (std::size_t i = 0; i < states_; ++i) {
    if (!std::isfinite(value_[i])) throw OdeTrouble{OdeTrouble::initial, problem_.start, i};
    z[i] = value_[i];
    for (std::size_t k = 0; k < columns_; ++k)
      z[states_ * (1 + k) + i] = slope(i, states_ + problem_.sought[k]) * sizes_[k];
  }
  return z;
}

void OdeSystem::rates(const OdeVector &z, OdeVector &dz, double t) {
  const auto at = point(z.data(), t);
  ode_.rates(&ode_, problem_.state, &at);
  for (std::size_t i = 0; i < states_; ++i) dz[i] = value_[i] + influx[i];
  for (std::size_t k = 0; k < columns_; ++k) {
    const double *s = z.data() + states_ * (1 + k);
    double *ds = dz.data() + states_ * (1 + k);
    for (std::size_t i = 0; i < states_; ++i) {
      const double *by = slope_.data() + i * width_;
      double sum = by[states_ + problem_.sought[k]] * sizes_[k] + influx_slopes[k * states_ + i];
      for (std::size_t j = 0; j < states_; ++j) sum += by[j] * s[j];
      ds[i] = sum;
    }
  }
}

void OdeSystem::state_rates(const double *y, double t, double *rates) {
  auto at = point(y, t);
  at.slope = nullptr;
  ode_.rates(&ode_, problem_.state, &at);
  for (std::size_t i = 0; i < states_; ++i) rates[i] = value_[i] + influx[i];
}

void OdeSystem::derivatives(const double *y, double t, double *by_state, double *by_param, double *by_time) {
  const auto at = point(y, t);
  ode_.rates(&ode_, problem_.state, &at);
  for (std::size_t i = 0; i < states_; ++i) {
    for (std::size_t j = 0; by_state != nullptr && j < states_; ++j) by_state[i * states_ + j] = slope(i, j);
    for (std::size_t k = 0; by_param != nullptr && k < columns_; ++k)
      by_param[i * columns_ + k] = slope(i, states_ + problem_.sought[k]) * sizes_[k] + influx_slopes[k * states_ + i];
    if (by_time != nullptr) by_time[i] = slope(i, width_ - 1);
  }
}

void OdeSystem::observe(const OdeVector &z, double t, double *values, double *slopes) {
  const auto at = point(z.data(), t);
  ode_.observe(&ode_, problem_.state, &at);
  for (std::size_t o = 0; o < ode_.output_count; ++o) {
    if (!std::isfinite(value_[o])) throw OdeTrouble{OdeTrouble::output, t, o};
    values[o] = value_[o];
    for (std::size_t k = 0; k < columns_; ++k) {
      double sum = slope(o, states_ + problem_.sought[k]);
      for (std::size_t i = 0; i < states_; ++i) sum += slope(o, i) * z[states_ * (1 + k) + i] / sizes_[k];
      slopes[o * ode_.parameter_count + problem_.sought[k]] = sum;
    }
  }
}

void OdeSystem::watch(const OdeVector &z, double t, std::vector<double> &values) {
  auto at = point(z.data(), t);
  at.slope = nullptr;
  ode_.watch(&ode_, problem_.state, &at);
  values.assign(value_.begin(), value_.begin() + ode_.event_count);
}

// Along the solution g changes by g_y f + g_t, and by a parameter, at one time, by g_y S + g_p.
void OdeSystem::watch(const OdeVector &z, double t, std::size_t event, double &by_time,
                      std::vector<double> &by_column) {
  OdeVector rate(states_);
  state_rates(z.data(), t, rate.data());
  const auto at = point(z.data(), t);
  ode_.watch(&ode_, problem_.state, &at);
  by_time = slope(event, width_ - 1);
  for (std::size_t i = 0; i < states_; ++i) by_time += slope(event, i) * rate[i];
  by_column.resize(columns_);
  for (std::size_t k = 0; k < columns_; ++k) {
    by_column[k] = slope(event, states_ + problem_.sought[k]) * sizes_[k];
    for (std::size_t i = 0; i < states_; ++i) by_column[k] += slope(event, i) * z[states_ * (1 + k) + i];
  }
}

// y+ = h(t, y-, p) at a time that moves by t' gives S+ = h_y S- + h_p + (h_y f- + h_t - f+) t'.
void OdeSystem::happen(std::size_t event, OdeVector &z, double t, const std::vector<double> &moves) {
  if (ode_.happen == nullptr) return;
  OdeVector before(states_), after(states_), next(size());
  state_rates(z.data(), t, before.data());
  const auto at = point(z.data(), t);
  ode_.happen(&ode_, problem_.state, static_cast<std::uint32_t>(event), &at);
  std::copy_n(value_.begin(), states_, next.begin());
  const std::vector<double> by(slope_.begin(), slope_.begin() + static_cast<std::ptrdiff_t>(states_ * width_));
  state_rates(next.data(), t, after.data());
  for (std::size_t k = 0; k < columns_; ++k) {
    const double *s = z.data() + states_ * (1 + k);
    for (std::size_t i = 0; i < states_; ++i) {
      const double *row = by.data() + i * width_;
      double sum = row[states_ + problem_.sought[k]] * sizes_[k], along = row[width_ - 1] - after[i];
      for (std::size_t j = 0; j < states_; ++j) {
        sum += row[j] * s[j];
        along += row[j] * before[j];
      }
      next[states_ * (1 + k) + i] = sum + along * moves[k];
    }
  }
  z = std::move(next);
}

double OdeSystem::error(const OdeVector &z, const OdeVector &error) const {
  double largest = 0;
  for (std::size_t i = 0; i < error.size(); ++i) {
    const double part = std::abs(error[i]) / tolerated(i, z.data());
    if (!std::isfinite(part)) return std::numeric_limits<double>::infinity();
    largest = std::max(largest, part);
  }
  return largest;
}

void OdeSystem::tried(double t, const OdeVector &z) {
  if (++steps_ > problem_.choices.max_steps) throw OdeTrouble{OdeTrouble::too_long, t, fastest(z, t)};
  if (steps_ % 64 == 0 && problem_.stopped && problem_.stopped()) throw OdeTrouble{OdeTrouble::cancelled, t, 0};
}

void OdeSystem::check(const OdeVector &rates, double t) const {
  for (std::size_t i = 0; i < rates.size(); ++i)
    if (!std::isfinite(rates[i])) throw OdeTrouble{OdeTrouble::rate, t, i % states_};
}

std::size_t OdeSystem::fastest(const OdeVector &z, double t) {
  OdeVector rate(states_);
  state_rates(z.data(), t, rate.data());
  std::size_t found = 0;
  double most = -1;
  for (std::size_t i = 0; i < states_; ++i) {
    if (!std::isfinite(rate[i])) return i;
    const double speed = std::abs(rate[i]) / (std::abs(z[i]) + ode_.states[i]->scale);
    if (speed > most) found = i;
    most = std::max(most, speed);
  }
  return found;
}

}  // namespace gantry::core::fit
