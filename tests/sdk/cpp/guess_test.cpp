// SPDX-License-Identifier: MIT
// Guesses: linear least squares against numpy, exponentials against what they were made of.
#include <gantry/cpp/guess_exponentials.hpp>

#include <catch2/catch.hpp>

namespace {

struct Timed : gantry::Model {
  gantry::AxisColumn t{"t", "t", "s"};
};

}  // namespace

TEST_CASE("least squares give the coefficients and the misfit of numpy's polyfit") {
  // numpy.polyfit(range(5), [1, .5, .3, .2, .1], 2, full=True)
  const double y[] = {1, 0.5, 0.3, 0.2, 0.1};
  const auto fit = gantry::linear_fit<3>(
      5, [&](std::size_t row) { return y[row]; },
      [](std::size_t row) {
        const auto x = static_cast<double>(row);
        return std::array{1.0, x, x * x};
      });
  CHECK(fit.linear[0] == Approx(0.96857142857142864).epsilon(1e-13));
  CHECK(fit.linear[1] == Approx(-0.46714285714285714).epsilon(1e-13));
  CHECK(fit.linear[2] == Approx(0.06428571428571428).epsilon(1e-13));
  CHECK(fit.misfit == Approx(0.00914285714285714).epsilon(1e-12));
}

TEST_CASE("a column that adds nothing gets 0, and too few points tell nothing") {
  const auto y = [](std::size_t row) { return 2.0 * static_cast<double>(row); };
  const auto twice = [](std::size_t row) {
    return std::array{static_cast<double>(row), 3.0 * static_cast<double>(row)};
  };
  const auto fit = gantry::linear_fit<2>(4, y, twice);
  CHECK(fit.linear[0] == Approx(2));
  CHECK(fit.linear[1] == 0);
  CHECK(std::isnan(gantry::linear_fit<2>(1, y, twice).linear[0]));
}

TEST_CASE("the best that was tried is kept, and refined to what the curve was made of") {
  const Timed model;
  double time[30], y[30];
  for (int i = 0; i < 30; ++i) {
    time[i] = 0.1 * (i + 1);
    y[i] = 3 * std::exp(-7.3 * time[i]) + 2 * std::exp(-0.61 * time[i]) + 0.5;
  }
  const double *columns[] = {time};
  const gantry::Curve curve(gantry::Axis<double>(columns, 30), y, 1, nullptr);
  const auto sets = gantry::rates_in_view<2>(curve, model.t, 12);
  CHECK(sets.size() == 66);
  for (const auto &set : sets) CHECK(set[0] > set[1]);
  const auto best = gantry::guess_exponentials<2, true>(curve, model.t, sets);
  CHECK(best.tried[0] == Approx(7.3).epsilon(0.05));
  CHECK(best.tried[1] == Approx(0.61).epsilon(0.05));
  CHECK(best.linear[0] == Approx(3).epsilon(0.05));
  CHECK(best.linear[1] == Approx(2).epsilon(0.05));
  CHECK(best.linear[2] == Approx(0.5).epsilon(0.05));
}
