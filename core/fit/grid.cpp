// SPDX-License-Identifier: Apache-2.0
#include <core/fit/grid.hpp>

#include <algorithm>
#include <cmath>

namespace gantry::core::fit {
namespace {

constexpr std::size_t most_entries = 16000000, likely_entries = 40000, most_alone = 400, fewest = 4;

auto wrong_grid(const std::string &why, const std::string &hint) {
  return fail("fit.dictionary", why, "dictionary", hint, Failure::usage);
}

double value_at(const Grid::Axis &axis, double low, double high, double part) {
  return axis.logarithmic ? low * std::pow(high / low, part) : low + part * (high - low);
}

Grid::Axis spaced_axis(std::size_t parameter, double low, double high, std::size_t count) {
  Grid::Axis axis{parameter, by_factors(low, high), {}};
  for (std::size_t i = 0; i < count; ++i)
    axis.values.push_back(value_at(axis, low, high, static_cast<double>(i) / static_cast<double>(count - 1)));
  axis.values.back() = high;
  return axis;
}

// For each of `left` parameters that nobody gave a size.
std::size_t likely_size(std::size_t left, std::size_t given_entries) {
  if (left == 0) return 0;
  const double room = static_cast<double>(likely_entries) / static_cast<double>(given_entries);
  const double each = std::floor(std::pow(std::max(room, 1.0), 1 / static_cast<double>(left)) + 1e-9);
  return std::clamp(static_cast<std::size_t>(each), fewest, most_alone);
}

}  // namespace

Result<Grid> Grid::of(const gantry_model &model, const Settings &settings, std::optional<std::size_t> amplitude) {
  Grid grid;
  const auto &sizes = settings.dictionary.sizes;
  std::size_t given = 1, left = 0;
  for (std::size_t j = 0; j < model.parameter_count; ++j) {
    const std::string symbol = model.parameters[j]->symbol;
    const auto size = sizes.find(symbol);
    const bool on_grid = !settings.fixed[j] && amplitude != j;
    grid.others_.push_back(amplitude == j ? 1 : settings.fixed[j] ? settings.start[j] : 0);
    if (!on_grid && size != sizes.end())
      return wrong_grid(symbol + (settings.fixed[j] ? " is fixed" : " is the amplitude, which is solved for") +
                            ", and has no values in a dictionary",
                        "leave it out of the dictionary's sizes");
    if (!on_grid) continue;
    for (const auto &[end, which] : {std::pair{settings.lower[j], "lower"}, std::pair{settings.upper[j], "upper"}})
      if (!std::isfinite(end))
        return wrong_grid(symbol + " has no " + which + " bound, and a dictionary needs both",
                          "give bounds, such as " + symbol + "=0:100 (--bounds), or fix it");
    if (size == sizes.end()) ++left;
    else given = std::min(given * size->second, most_entries + 1);
  }
  const std::size_t likely = likely_size(left, given);
  for (std::size_t j = 0; j < model.parameter_count; ++j) {
    if (settings.fixed[j] || amplitude == j) continue;
    const auto size = sizes.find(model.parameters[j]->symbol);
    const std::size_t count = size == sizes.end() ? likely : size->second;
    grid.axes_.push_back(spaced_axis(j, settings.lower[j], settings.upper[j], count));
    grid.entries_ *= count;
    if (grid.entries_ > most_entries)
      return wrong_grid("the dictionary would have more than " + std::to_string(most_entries) + " entries",
                        "give smaller sizes (--dictionary T1=60,T2=60), fix a parameter, or let the optimiser find the "
                        "rest (refine)");
  }
  if (grid.axes_.empty())
    return wrong_grid("only the amplitude is sought: there is nothing to look up", "leave the dictionary out");
  return grid;
}

void Grid::set(std::size_t entry, double *parameters) const {
  std::copy(others_.begin(), others_.end(), parameters);
  for (const Axis &axis : axes_) {
    parameters[axis.parameter] = axis.values[entry % axis.values.size()];
    entry /= axis.values.size();
  }
}

void Grid::set_inside(std::size_t entry, double *parameters) const {
  constexpr double part = 0.25;
  set(entry, parameters);
  for (const Axis &axis : axes_) {
    const std::size_t i = entry % axis.values.size(), last = axis.values.size() - 1;
    entry /= axis.values.size();
    if (i == 0) parameters[axis.parameter] = value_at(axis, axis.values[0], axis.values[1], part);
    if (i == last) parameters[axis.parameter] = value_at(axis, axis.values[last], axis.values[last - 1], part);
  }
}

bool Grid::at_end(std::size_t entry) const {
  for (const Axis &axis : axes_) {
    const std::size_t i = entry % axis.values.size();
    entry /= axis.values.size();
    if (i == 0 || i + 1 == axis.values.size()) return true;
  }
  return false;
}

nlohmann::json Grid::told(const gantry_model &model) const {
  nlohmann::json all = nlohmann::json::array();
  for (const Axis &axis : axes_)
    all.push_back({{"symbol", model.parameters[axis.parameter]->symbol},
                   {"values", axis.values.size()},
                   {"from", axis.values.front()},
                   {"to", axis.values.back()},
                   {"spacing", axis.logarithmic ? "logarithmic" : "linear"}});
  return all;
}

}  // namespace gantry::core::fit
