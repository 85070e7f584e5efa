// SPDX-License-Identifier: Apache-2.0
#include "quantisation.hpp"

#include "samples.hpp"

#include <gantry/cpp/error.hpp>

#include <algorithm>
#include <cstdio>
#include <limits>
#include <string>

namespace gantry::biosignals {
namespace {

struct Spread {
  double lowest = std::numeric_limits<double>::infinity(), highest = -lowest;
  double range() const { return highest - lowest; }
};

Spread spread_of(const gantry_signal &s, std::size_t channel) {
  Spread spread;
  for (std::uint64_t i = 0; i < s.samples; ++i) {
    const double value = sample_of(s, channel, i);
    if (!std::isfinite(value)) {
      throw Error(
          "edf.missing",
          "channel " + std::string(s.channels[channel]->name) + " has missing samples (NaN), which EDF can't hold",
          GANTRY_BAD_DATA)
          .at("signal")
          .hint("write it as .csv, or cut the gaps out first");
    }
    spread.lowest = std::min(spread.lowest, value);
    spread.highest = std::max(spread.highest, value);
  }
  return spread;
}

// The largest step that all samples are whole numbers of, from the lowest on: Euclid's algorithm over the differences,
// where what is smaller than 1e-9 of the range is rounding. 0 when there is none of which `levels` suffice.
double common_step(const gantry_signal &s, std::size_t channel, const Spread &spread, double levels) {
  const double rounding = 1e-9 * spread.range();
  double step = 0;
  for (std::uint64_t i = 0; i < s.samples; ++i) {
    double rest = sample_of(s, channel, i) - spread.lowest;
    while (rest > rounding) {
      if (step == 0) {
        step = rest;
        break;
      }
      rest = std::abs(rest - std::round(rest / step) * step);
      if (rest > rounding) std::swap(rest, step);
      if (spread.range() / step > levels + 0.5) return 0;
    }
  }
  return step;
}

// The nearest number not inside the limits that EDFlib's eight characters ("%f", cut off) hold. direction: -1, 0, 1.
double in_eight_characters(double value, int direction) {
  for (int decimals = 6; decimals >= 0; --decimals) {
    const double scale = std::pow(10.0, decimals), scaled = value * scale;
    const double nearest = std::round(scaled);
    const bool exact = std::abs(scaled - nearest) < 1e-6;
    const double whole = exact || direction == 0 ? nearest : direction < 0 ? std::floor(scaled) : std::ceil(scaled);
    char text[400];
    if (std::snprintf(text, sizeof text, "%.*f", decimals, whole / scale) <= 8) return whole / scale;
  }
  throw Error("edf.range", "its values are too large for the eight characters of an EDF header", GANTRY_BAD_DATA)
      .at("signal")
      .hint("bring the signal into a larger unit first");
}

// How far a limit would be from the number that is written for it.
double deviation(double limit) { return std::abs(in_eight_characters(limit, 0) - limit); }

// Steps by which a limit is moved outwards so that eight characters hold it: a converter's own range is round, the
// extremes of what it recorded need not be.
std::int64_t steps_to_round(double limit, double step, std::int64_t most, double enough) {
  std::int64_t best = 0;
  double least = deviation(limit);
  for (std::int64_t i = 1; i <= most && least > enough; ++i) {
    const double moved = limit + static_cast<double>(i) * step;
    if (std::abs(moved) > 9e6) break;
    if (const double d = deviation(moved); d < least) least = d, best = i;
  }
  return best;
}

Quantisation by_steps(const Spread &spread, double step, std::int64_t steps, std::int64_t levels, std::int32_t lowest) {
  constexpr std::int64_t farthest = 65535;
  const double enough = 1e-11 * spread.range();
  const std::int64_t below = steps_to_round(spread.lowest, -step, std::min(levels - steps, farthest), enough);
  const std::int64_t above = steps_to_round(spread.highest, step, std::min(levels - steps - below, farthest), enough);
  Quantisation q;
  q.step = step;
  q.origin = spread.lowest - static_cast<double>(below) * step;
  q.digital_minimum = lowest;
  q.digital_maximum = static_cast<std::int32_t>(lowest + below + steps + above);
  q.physical_minimum = in_eight_characters(q.origin, 0);
  q.physical_maximum = in_eight_characters(spread.highest + static_cast<double>(above) * step, 0);
  return q;
}

Quantisation by_rounding(const Spread &spread, std::int64_t levels, std::int32_t lowest) {
  Quantisation q;
  q.physical_minimum = in_eight_characters(spread.lowest, -1);
  q.physical_maximum = in_eight_characters(spread.highest, 1);
  q.digital_minimum = lowest;
  q.digital_maximum = static_cast<std::int32_t>(lowest + levels);
  q.origin = q.physical_minimum;
  q.step = (q.physical_maximum - q.physical_minimum) / static_cast<double>(levels);
  return q;
}

Quantisation of_constant(double value, std::int32_t lowest) {
  Quantisation q;
  q.physical_minimum = in_eight_characters(value, 0);
  q.physical_maximum = q.physical_minimum + 1;
  q.digital_minimum = lowest;
  q.digital_maximum = lowest + 1;
  q.origin = value;
  return q;
}

}  // namespace

Quantisation quantisation_of(const gantry_signal &s, std::size_t channel, unsigned bits) {
  const Spread spread = spread_of(s, channel);
  const std::int64_t levels = (std::int64_t{1} << bits) - 1;
  const auto lowest = static_cast<std::int32_t>(-(std::int64_t{1} << (bits - 1)));
  const double step = common_step(s, channel, spread, static_cast<double>(levels));
  Quantisation q;
  if (spread.range() == 0) {
    q = of_constant(spread.lowest, lowest);
  } else if (step > 0) {
    const double steps = std::round(spread.range() / step);
    q = by_steps(spread, spread.range() / steps, static_cast<std::int64_t>(steps), levels, lowest);
  } else {
    q = by_rounding(spread, levels, lowest);
  }
  if (q.physical_minimum < q.physical_maximum) {
    for (std::uint64_t i = 0; i < s.samples; ++i) {
      const double value = sample_of(s, channel, i);
      q.largest_error = std::max(q.largest_error, std::abs(q.physical(q.stored(value)) - value));
    }
  }
  if (!(q.physical_minimum < q.physical_maximum) || q.largest_error > 0.01 * spread.range()) {
    throw Error("edf.range",
                "channel " + std::string(s.channels[channel]->name) +
                    " has values that six decimals can't tell apart, as an EDF header needs",
                GANTRY_BAD_DATA)
        .at("signal")
        .hint("bring the signal into a smaller unit first");
  }
  q.relative_error = spread.range() > 0 ? q.largest_error / spread.range() : 0;
  return q;
}

}  // namespace gantry::biosignals
