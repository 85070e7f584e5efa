// SPDX-License-Identifier: Apache-2.0
// The entries of a dictionary: every combination of some values of each parameter, between its bounds.
//
//   GANTRY_TRY(grid, Grid::of(model, settings, amplitude));
//   grid.entries();            // 60 × 60
//   grid.set(17, parameters);  // the 18th of them
//
// Values are equally spaced, both bounds included; in the logarithm where the bounds are above 0 and more than a factor
// 100 apart. Where no size is given, all such parameters get the same: as many as make about 40,000 entries together,
// and 400 at most.
#pragma once

#include <core/fit/settings.hpp>

#include <cstdint>
#include <optional>

namespace gantry::core::fit {

// Whether values between these are better spaced by factors than by differences.
inline bool by_factors(double low, double high) { return low > 0 && high > 100 * low; }

class Grid {
 public:
  struct Axis {
    std::size_t parameter = 0;
    bool logarithmic = false;
    std::vector<double> values;
  };

  // Fixed parameters keep their value, and the amplitude, where there is one, is 1. Errors: "fit.dictionary" where a
  // parameter lacks a bound, has a size though it is fixed or the amplitude, or where there are more than 16 million entries.
  static Result<Grid> of(const gantry_model &model, const Settings &settings, std::optional<std::size_t> amplitude);

  std::size_t entries() const { return entries_; }
  const std::vector<Axis> &axes() const { return axes_; }
  // Fills `parameters`, one for each of the model.
  void set(std::size_t entry, double *parameters) const;
  // The same, with what is at the end of its axis a quarter of a step inside: where a search may begin.
  void set_inside(std::size_t entry, double *parameters) const;
  bool at_end(std::size_t entry) const;
  nlohmann::json told(const gantry_model &model) const;

 private:
  std::vector<Axis> axes_;
  std::vector<double> others_;  // of all parameters
  std::size_t entries_ = 1;
};

}  // namespace gantry::core::fit
