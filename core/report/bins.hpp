// SPDX-License-Identifier: Apache-2.0
// Values counted in equal bins.
//
//   const Bins bins = count_in_bins(values);      // as many as Freedman and Diaconis would take
//   bins.edge(0);                                 // where the first begins
//   bins.counts[0];
//
// D. Freedman and P. Diaconis, "On the histogram as a density estimator: L2 theory", Probability Theory and Related
// Fields 57:453–476, 1981: a width of 2 · interquartile range / n^(1/3).
#pragma once

#include <core/report/picture.hpp>
#include <gantry/ui_plot.h>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace gantry::core::report {

struct Bins {
  ValueRange range;
  std::vector<double> counts;  // empty when there is no value

  double edge(std::size_t i) const {
    return range.lower + (range.upper - range.lower) * static_cast<double>(i) / static_cast<double>(counts.size());
  }
};

// Values that are not finite, or outside of `range` (default: all are inside), are not counted; its upper end is inside.
// `bins` 0: by Freedman and Diaconis, between 5 and 80.
Bins count_in_bins(std::span<const double> values, std::optional<ValueRange> range = {}, std::size_t bins = 0);

// Bins of what is drawn again and again: counted anew when the values are others.
class BinMemory {
 public:
  const Bins &of(const gantry_ui_series &series);

 private:
  struct Known {
    std::uint64_t fingerprint = 0, count = 0;
    Bins bins;
  };
  std::map<std::string, Known, std::less<>> known_;
};

}  // namespace gantry::core::report
