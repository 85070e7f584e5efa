// SPDX-License-Identifier: Apache-2.0
#include <core/fit/check_model.hpp>

#include <core/data/unit.hpp>
#include <core/fit/example.hpp>
#include <core/fit/offered.hpp>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <set>

namespace gantry::core::fit {
namespace {

constexpr int sets_drawn = 20;

// What is told of a set of parameters: "S0 = 1000, T2 = 30".
std::string told(const gantry_model &model, const std::vector<double> &set) {
  std::string text;
  for (std::uint32_t p = 0; p < model.parameter_count; ++p)
    text += (p == 0 ? "" : ", ") + std::string(model.parameters[p]->symbol) + " = " + nlohmann::json(set[p]).dump();
  return text;
}

// From 0 to 1 (Steele, Lea and Flood 2014, splitmix64).
double uniform(std::uint64_t &state) {
  std::uint64_t z = (state += 0x9E3779B97F4A7C15U);
  z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9U;
  z = (z ^ (z >> 27)) * 0x94D049BB133111EBU;
  return static_cast<double>((z ^ (z >> 31)) >> 11) * 0x1p-53;
}

// Where a parameter is drawn: between its bounds, or as far from its start as makes sense where it has none.
std::pair<double, double> range_of(const gantry_model_parameter &p) {
  double low = p.minimum, high = p.maximum;
  const double size = p.start == 0 ? 1 : std::abs(p.start);
  if (!std::isfinite(low)) low = std::min(p.start - 2 * size, std::isfinite(high) ? high - size : p.start - 2 * size);
  if (!std::isfinite(high)) high = low >= 0 ? std::max(low + size, 3 * size) : p.start + 2 * size;
  if (low == 0 && p.start > 0) low = std::min(high, p.start) / 10;
  // Bounds as wide as these only keep out what makes no sense.
  if (low > 0 && high > 1e6 * low) return {std::max(low, p.start / 100), std::min(high, 100 * p.start)};
  return {low, high};
}

template <class Each>
void each_unit(const gantry_model &model, Each each) {
  for (std::uint32_t p = 0; p < model.parameter_count; ++p)
    each(model.parameters[p]->symbol, model.parameters[p]->unit);
  const auto all = [&](const gantry_model_quantity *const *list, std::uint32_t count) {
    for (std::uint32_t i = 0; i < count; ++i) each(list[i]->name, list[i]->unit);
  };
  all(model.axis, model.axis_count);
  all(model.constants, model.constant_count);
  all(model.outputs, model.output_count);
  all(model.derived, model.derived_count);
}

std::string undeclared(const gantry_model &model) {
  std::string found;
  each_unit(model, [&](const char *name, const char *unit) {
    const auto parsed = parse_unit(unit);
    if (found.empty() && !parsed) found = std::string(name) + ": " + parsed.error().message;
  });
  for (std::uint32_t i = 0; i < model.parameter_count && found.empty(); ++i) {
    const auto &p = *model.parameters[i];
    if (!(p.minimum <= p.start && p.start <= p.maximum)) found = std::string(p.symbol) + " starts outside its bounds";
  }
  if (!found.empty()) return found;
  const auto place = example_place(model);
  return place ? "" : "it gives no example: add example() to it";
}

template <class F>
bool all_finite(const std::vector<F> &numbers) {
  return std::all_of(numbers.begin(), numbers.end(), [](F x) { return std::isfinite(x); });
}

std::string not_finite(const gantry_model &model, const Probe &probe, const std::vector<std::vector<double>> &sets) {
  for (const auto &set : sets) {
    const auto at = probe.at(set);
    if (!all_finite(at.values)) return "a value is no number at " + told(model, set);
    if (!all_finite(at.jacobian)) return "a derivative is no number at " + told(model, set);
  }
  return "";
}

// d value / d parameter by differences with this step, to the fourth order in it.
std::vector<double> difference(const Probe &probe, std::vector<double> set, std::size_t p, double step) {
  const double middle = set[p];
  const auto values = [&](double x) {
    set[p] = x;
    return probe.at(set).values;
  };
  const auto a = values(middle - 2 * step), b = values(middle - step), c = values(middle + step),
             d = values(middle + 2 * step);
  std::vector<double> slope;
  for (std::size_t row = 0; row < a.size(); ++row)
    slope.push_back((a[row] - 8 * b[row] + 8 * c[row] - d[row]) / (12 * step));
  return slope;
}

double largest(const std::vector<double> &numbers) {
  double most = 0;
  for (const double x : numbers) most = std::max(most, std::abs(x));
  return most;
}

std::string wrong_derivative(const gantry_model &model, const Probe &probe,
                             const std::vector<std::vector<double>> &sets) {
  const std::size_t n = model.parameter_count;
  for (const auto &set : sets) {
    const auto at = probe.at(set);
    for (std::size_t p = 0; p < n; ++p) {
      const auto [low, high] = range_of(*model.parameters[p]);
      const double step = 1e-4 * std::max(std::abs(set[p]), 1e-3 * (high - low));
      const auto slope = difference(probe, set, p, step), half = difference(probe, set, p, step / 2);
      const double size = std::max(largest(slope), 1e-7 * largest(at.values) / std::max(std::abs(set[p]), high - low));
      for (std::size_t row = 0; row < slope.size(); ++row) {
        if (!(std::abs(slope[row] - half[row]) <= 1e-7 * size)) continue;  // a bend, or not known so well
        if (std::abs(at.jacobian[row * n + p] - slope[row]) <= 1e-6 * size) continue;
        return "the derivative by " + std::string(model.parameters[p]->symbol) + " is " +
               nlohmann::json(at.jacobian[row * n + p]).dump() + ", and by differences " +
               nlohmann::json(slope[row]).dump() + ", at point " + std::to_string(row / model.output_count + 1) +
               " of " + told(model, set);
      }
    }
  }
  return "";
}

// To the last bit, also where neither is a number.
template <class F>
bool same(const Evaluated<F> &a, const Evaluated<F> &b) {
  const auto equal = [](const std::vector<F> &x, const std::vector<F> &y) {
    return std::memcmp(x.data(), y.data(), x.size() * sizeof(F)) == 0;
  };
  return equal(a.values, b.values) && equal(a.jacobian, b.jacobian);
}

std::string depends_on_block(const gantry_model &model, const Probe &probe, std::vector<std::vector<double>> sets) {
  const auto small = probe.block<double>(sets, 2 * GANTRY_BLOCK_LANES), large = probe.block<double>(sets, 1024);
  const auto narrow = probe.block<float>(sets, 2 * GANTRY_BLOCK_LANES), other = probe.block<float>(sets, 1024);
  for (std::size_t i = 0; i < sets.size(); ++i) {
    if (!same(small[i], large[i]) || !same(narrow[i], other[i]))
      return "another size of the block gives another result at " + told(model, sets[i]);
    const double size = largest(small[i].values);
    if (size > 1e30) continue;  // beyond what single precision holds
    for (std::size_t row = 0; row < small[i].values.size(); ++row)
      if (!(std::abs(static_cast<double>(narrow[i].values[row]) - small[i].values[row]) <= 1e-3 * size))
        return "single precision is wrong by more than 1e-3 at " + told(model, sets[i]);
  }
  std::reverse(sets.begin(), sets.end());
  const auto moved = probe.block<double>(sets, 2 * GANTRY_BLOCK_LANES);
  for (std::size_t i = 0; i < sets.size(); ++i)
    if (!same(moved[i], small[sets.size() - 1 - i]))
      return "another lane gives another result at " + told(model, sets[i]);
  return "";
}

int power_of(const char *unit, const std::string &dimension) {
  const auto parsed = parse_unit(unit);
  if (!parsed) return 0;
  const auto found = parsed.value().powers.find(dimension);
  return found == parsed.value().powers.end() ? 0 : found->second;
}

// Everything in units of the dimension that are `factor` times smaller.
std::string unscaled(const gantry_model &model, const Place &place, const std::vector<double> &set,
                     const std::string &dimension, const gantry_values *values, std::uint32_t level) {
  constexpr double factor = 1.375;
  const auto scale = [&](const char *unit) { return std::pow(factor, power_of(unit, dimension)); };
  Place scaled = place;
  auto changed = set;
  for (std::uint32_t c = 0; c < model.axis_count; ++c)
    for (double &x : scaled.axis[c]) x *= scale(model.axis[c]->unit);
  for (std::uint32_t c = 0; c < model.constant_count; ++c) scaled.constants[c] *= scale(model.constants[c]->unit);
  for (std::uint32_t p = 0; p < model.parameter_count; ++p) changed[p] *= scale(model.parameters[p]->unit);
  const auto before = Probe::of(model, place, values, level), after = Probe::of(model, scaled, values, level);
  if (!before || !after) return "";
  const auto was = before.value().at(set).values, is = after.value().at(changed).values;
  for (std::size_t row = 0; row < was.size(); ++row) {
    const double by = scale(model.outputs[row % model.output_count]->unit);
    if (!(std::abs(is[row] - was[row] * by) <= 1e-9 * by * largest(was)))
      return "its values don't scale with the unit of " + dimension +
             ": a declared unit is wrong, or the formula holds a "
             "number that has one (then it should say so: own_units)";
  }
  return "";
}

std::string wrong_units(const gantry_model &model, const Place &place, const std::vector<std::vector<double>> &sets,
                        const gantry_values *values, std::uint32_t level) {
  if ((model.flags & GANTRY_MODEL_OWN_UNITS) != 0) return "";
  std::set<std::string> dimensions;
  each_unit(model, [&](const char *, const char *unit) {
    if (const auto parsed = parse_unit(unit))
      for (const auto &[dimension, power] : parsed.value().powers) dimensions.insert(dimension);
  });
  dimensions.erase("rad");  // angles are numbers
  for (const auto &dimension : dimensions) {
    const std::string found = unscaled(model, place, sets.front(), dimension, values, level);
    if (!found.empty()) return found;
  }
  return "";
}

}  // namespace

std::vector<double> drawn_parameters(const gantry_model &model, std::uint64_t &state) {
  std::vector<double> set;
  for (std::uint32_t p = 0; p < model.parameter_count; ++p) {
    const auto [low, high] = range_of(*model.parameters[p]);
    const double u = 0.02 + 0.96 * uniform(state);
    set.push_back(low > 0 && high >= 100 * low ? low * std::pow(high / low, u) : low + (high - low) * u);
  }
  return set;
}

Result<std::vector<ModelCheck>> check_model(const gantry_model &model, const gantry_values *values, std::uint32_t level,
                                            std::uint64_t seed) {
  std::vector<ModelCheck> checks;
  const auto passes = [&](const char *id, const char *sentence, std::string found) {
    checks.push_back({id, sentence, std::move(found)});
    return checks.back().found.empty();
  };
  if (!passes("model.declared", "units can be read, starts lie between their bounds, and there is an example",
              undeclared(model)))
    return checks;
  GANTRY_TRY(place, example_place(model));
  GANTRY_TRY(probe, Probe::of(model, place, values, level));
  std::vector<std::vector<double>> sets{declared_starts(model)};
  for (int i = 0; i < sets_drawn; ++i) sets.push_back(drawn_parameters(model, seed));
  if (!passes("model.finite", "values and derivatives are numbers between the bounds", not_finite(model, probe, sets)))
    return checks;
  passes("model.jacobian", "derivatives are those of the values", wrong_derivative(model, probe, sets));
  passes("model.blocks", "a voxel's values depend on no other voxel", depends_on_block(model, probe, sets));
  passes("model.units", "values scale as the units say", wrong_units(model, place, sets, values, level));
  GANTRY_TRY(lost, unrecovered(model, place, values, level, seed));
  passes("model.recovery", "curves without noise give their parameters back", lost);
  return checks;
}

}  // namespace gantry::core::fit
