// SPDX-License-Identifier: Apache-2.0
#include <core/fit/ode/rosenbrock.hpp>
#include <core/fit/ode/stepper.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace gantry::core::fit {
namespace {

// df/dy and df/dp · |p| at one time of the step.
struct Slopes {
  std::vector<double> by_state, by_param;
};

// By which a polynomial's values at these places give its slope at the first (Lagrange).
template <std::size_t N>
std::array<double, N> slopes_at_first(const std::array<double, N> &x) {
  std::array<double, N> weights{};
  for (std::size_t i = 1; i < N; ++i) {
    weights[0] += 1 / (x[0] - x[i]);
    weights[i] = 1 / (x[i] - x[0]);
    for (std::size_t k = 1; k < N; ++k)
      if (k != i) weights[i] *= (x[0] - x[k]) / (x[i] - x[k]);
  }
  return weights;
}

// Lines: the states, then each parameter's sensitivities; each takes its own steps of the method.
class StiffStepper final : public OdeStepper {
 public:
  explicit StiffStepper(OdeSystem &system) : OdeStepper(system), n_(system.states()), next_(system.size()) {
    for (std::size_t c = 0; c <= system.columns(); ++c) lines_.emplace_back(n_);
    change_ = sized();
    stages_.fill(change_);
  }

  void begin(const OdeVector &z, double t, double end, bool anew) override {
    from_ = to_ = t;
    end_ = end;
    z_ = z;
    OdeVector rates(z.size());
    system_.rates(z, rates, t);
    system_.check(rates, t);
    if (anew) step_ = first_step(z, rates, t, end);
  }

  // The controller is that of odeint's rosenbrock4_controller, its error the largest of all lines.
  void step() override {
    double wanted = step_;
    while (true) {
      system_.tried(to_, z_);
      const bool last = to_ + 1.01 * wanted >= end_;
      const double step = last ? end_ - to_ : wanted;
      check_step(to_, step, z_);
      const double error = attempt(step);
      const double factor = std::isfinite(error) ? std::clamp(std::pow(error, 0.25) / 0.9, 1 / 6.0, 5.0) : 5.0;
      if (error <= 1) {
        from_ = to_;
        to_ = last ? end_ : to_ + step;
        step_ = last ? std::max(wanted, step / factor) : step / factor;
        std::swap(z_, next_);
        return;
      }
      wanted = step / factor;
    }
  }

  const OdeVector &now() const override { return z_; }
  void at(double t, OdeVector &z) override {
    z.resize(z_.size());
    for (std::size_t c = 0; c < lines_.size(); ++c) lines_[c].at(t, from_, to_, z.data() + c * n_);
  }

 private:
  Slopes sized() const { return {std::vector<double>(n_ * n_), std::vector<double>(n_ * system_.columns())}; }

  // One step of all lines from z_ at to_; their error against the tolerance.
  double attempt(double step) {
    const double t = to_;
    lines_[0].step([this](const double *y, double time, double *rates) { system_.state_rates(y, time, rates); },
                   [this](const double *y, double time, double *by_state, double *by_time) {
                     system_.derivatives(y, time, by_state, nullptr, by_time);
                   },
                   z_.data(), t, step);
    double error = measured(0);
    if (!(error <= 1)) return error;
    lines_[0].prepare();
    if (lines_.size() > 1) look_along(t, step);
    for (std::size_t c = 1; c < lines_.size(); ++c) {
      step_sensitivities(c, t, step);
      error = std::max(error, measured(c));
      lines_[c].prepare();
    }
    return error;
  }

  // Also puts the line's end into next_; the states' is there before the others'.
  double measured(std::size_t c) {
    const double *after = lines_[c].after(), *error = lines_[c].error();
    std::copy_n(after, n_, next_.begin() + static_cast<std::ptrdiff_t>(c * n_));
    double largest = 0;
    for (std::size_t i = c * n_; i < (c + 1) * n_; ++i) {
      const double tolerated = std::max(system_.tolerated(i, z_.data()), system_.tolerated(i, next_.data()));
      const double part = std::abs(error[i - c * n_]) / tolerated;
      if (!std::isfinite(part) || !std::isfinite(next_[i])) return std::numeric_limits<double>::infinity();
      largest = std::max(largest, part);
    }
    return largest;
  }

  void look(double t, double from, double to, Slopes &slopes) {
    std::vector<double> y(n_);
    lines_[0].at(t, from, to, y.data());
    system_.derivatives(y.data(), t, slopes.by_state.data(), slopes.by_param.data(), nullptr);
  }

  // The linear system's coefficients where the method looks, along the states' dense output; and how they change at the
  // beginning: by the polynomial through them.
  void look_along(double t, double step) {
    for (std::size_t s = 0; s < stages_.size(); ++s) look(t + Rosenbrock::stages[s] * step, t, t + step, stages_[s]);
    static const auto weights = slopes_at_first(Rosenbrock::stages);
    const auto change = [&](std::vector<double> Slopes::*part) {
      auto &sum = change_.*part;
      std::fill(sum.begin(), sum.end(), 0.0);
      for (std::size_t s = 0; s < stages_.size(); ++s)
        for (std::size_t i = 0; i < sum.size(); ++i) sum[i] += weights[s] / step * (stages_[s].*part)[i];
    };
    change(&Slopes::by_state);
    change(&Slopes::by_param);
  }

  // S' = (df/dy) S + df/dp
  void multiply(const Slopes &slopes, std::size_t column, const double *s, double *ds) const {
    for (std::size_t i = 0; i < n_; ++i) {
      double sum = slopes.by_param[i * system_.columns() + column];
      for (std::size_t j = 0; j < n_; ++j) sum += slopes.by_state[i * n_ + j] * s[j];
      ds[i] = sum;
    }
  }

  void step_sensitivities(std::size_t c, double t, double step) {
    const auto rates = [this, c, t, step](const double *s, double time, double *ds) {
      const double part = (time - t) / step;
      const auto &all = Rosenbrock::stages;
      const auto nearest = std::min_element(
          all.begin(), all.end(), [part](double a, double b) { return std::abs(a - part) < std::abs(b - part); });
      multiply(stages_[static_cast<std::size_t>(nearest - all.begin())], c - 1, s, ds);
    };
    const auto slopes = [this, c](const double *s, double, double *by_state, double *by_time) {
      std::copy(stages_[0].by_state.begin(), stages_[0].by_state.end(), by_state);
      multiply(change_, c - 1, s, by_time);
    };
    lines_[c].step(rates, slopes, z_.data() + c * n_, t, step);
  }

  std::size_t n_;
  std::vector<Rosenbrock> lines_;
  OdeVector z_, next_;
  std::array<Slopes, Rosenbrock::stages.size()> stages_;
  Slopes change_;
  double step_ = 0;
};

}  // namespace

std::unique_ptr<OdeStepper> stiff_stepper(OdeSystem &system) { return std::make_unique<StiffStepper>(system); }

}  // namespace gantry::core::fit
