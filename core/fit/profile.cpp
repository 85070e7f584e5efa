// SPDX-License-Identifier: Apache-2.0
#include <core/fit/profile.hpp>

#include <core/fit/option.hpp>
#include <core/fit/each.hpp>

#include <boost/math/tools/toms748_solve.hpp>

#include <cmath>

namespace gantry::core::fit {
namespace {

// One unknown in one direction.
class Profile {
 public:
  Profile(const CurveProblem &problem, const Response &response, const Minimum &minimum, const Curvature &near,
          double scale, std::size_t unknown)
      : problem_(problem),
        response_(response),
        minimum_(minimum),
        near_(near),
        scale_(scale),
        unknown_(unknown),
        fixed_(problem.fixed()) {
    fixed_[unknown] = true;
    effort_.max_iterations = 200;
    effort_.tolerance = 1e-12;
    effort_.polish = false;
  }

  // Where |tau| reaches `limit`, beginning with steps of `step`, whose sign is the direction.
  double end(double step, double limit, std::string &words) {
    const Unknown &u = problem_.unknowns[unknown_];
    const double at = minimum_.unknowns[unknown_], bound = step < 0 ? u.lower : u.upper;
    double inside = 0, outside = step, beyond = -limit;
    for (int tries = 0; beyond < 0; ++tries) {
      const bool at_bound = step < 0 ? at + outside <= bound : at + outside >= bound;
      if (at_bound) outside = bound - at;
      beyond = tau(outside) - limit;
      if (beyond >= 0) break;
      if (at_bound) {
        words += std::string(words.empty() ? "" : "; ") + "reaches its bound";
        return bound;
      }
      if (tries == most_tries) {
        words +=
            std::string(words.empty() ? "" : "; ") + "the data set no " + (step < 0 ? "lower" : "upper") + " limit";
        return nan;
      }
      inside = outside;
      // tau is nearly linear: go where it would reach the limit, and a little on.
      const double ratio = limit / std::max(beyond + limit, limit / 4);
      outside *= std::min(4.0, 1.1 * ratio);
    }
    if (beyond == 0) return at + outside;
    const double before = inside == 0 ? -limit : tau(inside) - limit;
    std::uintmax_t steps = 40;
    const auto close = [](double a, double b) { return std::abs(a - b) <= 1e-9 * std::max(std::abs(a), std::abs(b)); };
    const auto f = [&](double d) { return tau(d) - limit; };
    const auto found = outside > inside
                           ? boost::math::tools::toms748_solve(f, inside, outside, before, beyond, close, steps)
                           : boost::math::tools::toms748_solve(f, outside, inside, beyond, before, close, steps);
    return at + (found.first + found.second) / 2;
  }

  const std::vector<double> &better() const { return better_; }

 private:
  static constexpr int most_tries = 40;

  // |tau| at this distance from the minimum; large where the model gives no number.
  double tau(double distance) {
    std::vector<double> start = minimum_.unknowns;
    start[unknown_] += distance;
    follow(start, distance);
    const Minimum there = minimise(problem_, response_, {}, start, fixed_, effort_);
    if (!there.usable) return 1e6;
    const double rise = there.cost - minimum_.cost;
    if (rise < -1e-6 * scale_ * scale_ && (better_.empty() || there.cost < lowest_)) {
      better_ = there.unknowns;
      lowest_ = there.cost;
    }
    return std::sqrt(std::max(0.0, rise)) / scale_;
  }

  // The others where the linear theory has them.
  void follow(std::vector<double> &start, double distance) const {
    const Eigen::Index k = near_.column[unknown_];
    if (!near_.known() || k < 0) return;
    const Eigen::VectorXd along =
        near_.root * near_.root.row(k).transpose() * (distance / near_.root.row(k).squaredNorm());
    for (std::size_t i = 0; i < near_.inside.size(); ++i) {
      const std::size_t u = near_.inside[i];
      if (u == unknown_) continue;
      const double moved = start[u] + along(static_cast<Eigen::Index>(i));
      if (moved > problem_.unknowns[u].lower && moved < problem_.unknowns[u].upper) start[u] = moved;
    }
  }

  const CurveProblem &problem_;
  const Response &response_;
  const Minimum &minimum_;
  const Curvature &near_;
  const double scale_;
  const std::size_t unknown_;
  std::vector<bool> fixed_;
  Effort effort_;
  std::vector<double> better_;
  double lowest_ = 0;
};

}  // namespace

Result<Profiles> profile_intervals(const CurveProblem &problem, const Response &response, const Minimum &minimum,
                                   const Curvature &near, const Noise &noise, std::uint32_t threads,
                                   const FitHost &host) {
  Profiles all;
  all.intervals.resize(problem.unknowns.size());
  const auto sought = problem.free();
  const double limit = noise.quantile(0.5 + problem.settings.curve.confidence / 2);
  if (!(noise.scale > 0) || !std::isfinite(limit)) {
    for (const std::size_t u : sought)
      all.intervals[u].words = noise.scale == 0 ? "the fit is exact" : "there are as many parameters as points";
    return all;
  }
  std::vector<std::vector<double>> better(sought.size());
  GANTRY_CHECK(each(sought.size(), threads, host, "profile likelihood", [&](std::size_t i) {
    const std::size_t u = sought[i];
    Profile profile(problem, response, minimum, near, noise.scale, u);
    const double error = near.error(u, noise), value = minimum.unknowns[u];
    const double step = std::isfinite(error) && error > 0 ? limit * error : std::max(0.1 * std::abs(value), 1e-6);
    Interval &interval = all.intervals[u];
    const auto side = [&](double bound, double step_there) {
      if (value == bound) return bound;  // no way to go
      return profile.end(step_there, limit, interval.words);
    };
    interval.low = side(problem.unknowns[u].lower, -step);
    interval.high = side(problem.unknowns[u].upper, step);
    better[i] = profile.better();
  }));
  double lowest = minimum.cost;
  for (auto &other : better) {
    if (other.empty()) continue;
    if (const double cost = cost_at(problem, response, {}, other); cost < lowest) {
      lowest = cost;
      all.better = std::move(other);
    }
  }
  return all;
}

}  // namespace gantry::core::fit
