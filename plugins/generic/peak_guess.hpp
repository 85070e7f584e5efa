// SPDX-License-Identifier: Apache-2.0
// Where the fit of a peak begins: centres, widths and shapes that are tried, height and level by least squares.
//
//   const Peak found = find_peak(curve, x, {0});        // a Gaussian; {1}: a Lorentzian; between them: a mixture
//   p[centre] = found.centre; p[sigma] = found.fwhm / fwhm_of_sigma;
#pragma once

#include <gantry/cpp/guess.hpp>

#include <cmath>
#include <vector>

namespace generic {

inline constexpr double fwhm_of_sigma = 2.35482004503094938;  // 2 sqrt(2 ln 2)

struct Peak {
  double height, level, centre, fwhm, mixture;
};

inline Peak find_peak(const gantry::Curve &c, const gantry::AxisColumn &x, const std::vector<double> &mixtures) {
  constexpr double ln2 = 0.69314718055994530942;
  gantry::Least<2, 3> best;
  const auto attempt = [&](double centre, double fwhm, double mixture) {
    best.take({centre, fwhm, mixture}, gantry::linear_fit<2>(c, [&](std::size_t t) {
                const double u = 2 * (c[x][t] - centre) / fwhm;
                return std::array{mixture / (1 + u * u) + (1 - mixture) * std::exp(-ln2 * u * u), 1.0};
              }));
  };
  const gantry::Extent ends = gantry::extent(c, x);
  constexpr std::size_t places = 41;
  const double step = ends.span() / (places - 1), ratio = 1.5;
  for (const double mixture : mixtures)
    for (const double centre : gantry::spaced(ends.low, ends.high, places))
      for (double fwhm = step / 2; fwhm < 4 * ends.span(); fwhm *= ratio * ratio) attempt(centre, fwhm, mixture);
  for (double around = 1; around > 0.1; around /= 2) {
    const auto [centre, fwhm, mixture] = best.tried;
    for (const double shift : {-0.5, 0.0, 0.5})
      for (const double wider : {-1.0, -0.5, 0.0, 0.5, 1.0})
        for (const double other : mixtures)
          attempt(centre + shift * around * step, fwhm * std::pow(ratio, wider * around), other);
  }
  return {best.linear[0], best.linear[1], best.tried[0], best.tried[1], best.tried[2]};
}

}  // namespace generic
