// SPDX-License-Identifier: Apache-2.0
#include "typed_model.hpp"

#include <gantry/base.h>
#include <gantry/cpp/error.hpp>

#include <algorithm>
#include <limits>
#include <memory>

#include "derive.hpp"
#include "units.hpp"

namespace gantry::formula {

// One fit: the level, and what is known at each point.
struct Prepared {
  const TypedModel &model;
  std::uint32_t level;
  Scalars<float> values_f32, slopes_f32;
  Scalars<double> values_f64, slopes_f64;

  static std::int32_t prepare(const gantry_model *self, const gantry_model_setup *setup, void **state,
                              const char **reason) {
    *state = nullptr;
    *reason = "";
    const auto &m = of(self);
    std::vector<std::vector<double>> symbols(m.formula_.symbols.size());
    for (std::size_t i = 0; i < symbols.size(); ++i)
      if (m.formula_.symbols[i].name.empty()) symbols[i].assign(setup->points, m.formula_.symbols[i].number);
    for (std::size_t c = 0; c < m.known_.size(); ++c)
      symbols[m.known_[c].symbol].assign(setup->axis[c], setup->axis[c] + setup->points);
    const Graph &g = m.formula_.graph;
    const auto points = static_cast<std::size_t>(setup->points);
    *state = new Prepared{m,
                          setup->level,
                          {g, m.values_, symbols, points},
                          {g, m.slopes_, symbols, points},
                          {g, m.values_, symbols, points},
                          {g, m.slopes_, symbols, points}};
    return GANTRY_OK;
  }

  template <class Block>
  static void evaluate(const gantry_model *, const void *state, const Block *block) {
    const auto &fit = *static_cast<const Prepared *>(state);
    const bool slopes = block->jacobian != nullptr;
    const Program &program = slopes ? fit.model.slopes_ : fit.model.values_;
    if constexpr (std::is_same_v<Block, gantry_block_f32>)
      run(program, slopes ? fit.slopes_f32 : fit.values_f32, fit.level, *block);
    else run(program, slopes ? fit.slopes_f64 : fit.values_f64, fit.level, *block);
  }

  static const TypedModel &of(const gantry_model *table) { return *static_cast<const TypedModel *>(table); }
};

namespace {

std::string trimmed(const std::string &text) {
  const auto begin = text.find_first_not_of(" \t"), end = text.find_last_not_of(" \t");
  return begin == std::string::npos ? "" : text.substr(begin, end - begin + 1);
}

// "t=time, b" → (t, time), (b, b).
std::vector<std::pair<std::string, std::string>> pairs_of(const std::string &text) {
  std::vector<std::pair<std::string, std::string>> pairs;
  for (std::size_t begin = 0; begin <= text.size();) {
    const std::size_t end = std::min(text.find(',', begin), text.size());
    const std::string word = trimmed(text.substr(begin, end - begin));
    const std::size_t equals = word.find('=');
    if (!word.empty()) {
      const std::string name = trimmed(word.substr(0, equals));
      pairs.emplace_back(name, equals == std::string::npos ? name : trimmed(word.substr(equals + 1)));
    }
    begin = end + 1;
  }
  return pairs;
}

std::string listed(const std::vector<Column> &columns) {
  std::string text;
  for (const Column &c : columns) text += (text.empty() ? "" : ", ") + c.name;
  return text.empty() ? "no columns" : text;
}

const Column *column(const std::vector<Column> &columns, const std::string &name) {
  const auto found = std::find_if(columns.begin(), columns.end(), [&](const Column &c) { return c.name == name; });
  return found == columns.end() ? nullptr : &*found;
}

}  // namespace

const gantry_model *TypedModel::make(const std::string &text, const std::string &x, const std::string &y,
                                     const std::vector<Column> &columns, const char *signal_unit) {
  return new TypedModel(text, x, y, columns, signal_unit);
}

void TypedModel::unmake(const gantry_model *made) { delete &Prepared::of(made); }

TypedModel::TypedModel(const std::string &text, const std::string &x, const std::string &y,
                       const std::vector<Column> &columns, const char *signal_unit)
    : gantry_model{}, text_(text), formula_(parse(text)) {
  know(x, y, columns);
  const std::string unit = fit_to(y, columns, signal_unit);
  std::map<std::string, std::string> known;
  for (const Known &k : known_) known[formula_.symbols[k.symbol].name] = k.unit;
  Units settled;
  try {
    settled = settle(formula_, known, unit.empty() ? "signal" : unit);
  } catch (const Error &) {
    // Data that don't say their unit may have none.
    if (!unit.empty()) throw;
    settled = settle(formula_, known, "");
  }
  output_unit_ = settled.of_value;
  for (const std::size_t s : sought_) units_.push_back(settled.of_symbol[s]);
  for (Known &k : known_) k.unit = settled.of_symbol[k.symbol];
  compile_all();
  fill_table();
}

// The unit of what is fitted, "" where nobody says it. An image's voxels; of a table the column that is named, that of the
// formula's left side, or the first that is not known.
std::string TypedModel::fit_to(const std::string &y, const std::vector<Column> &columns, const char *signal_unit) {
  output_name_ = formula_.output.empty() ? "y" : formula_.output;
  if (signal_unit != nullptr) return signal_unit;
  const Column *fitted = column(columns, y.empty() ? formula_.output : y);
  if (fitted == nullptr && !y.empty())
    throw Error("formula.y", "there is no column \"" + y + "\" to be fitted")
        .at("y")
        .hint("there are " + listed(columns));
  for (const Column &c : columns) {
    if (fitted != nullptr) break;
    if (std::none_of(known_.begin(), known_.end(), [&](const Known &k) { return k.column == c.name; })) fitted = &c;
  }
  if (fitted == nullptr)
    throw Error("formula.y", "no column is left to be fitted").at("y").hint("there are " + listed(columns));
  output_name_ = fitted->name;
  return fitted->unit;
}

void TypedModel::know(const std::string &x, const std::string &y, const std::vector<Column> &columns) {
  const auto pairs = pairs_of(x);
  for (const auto &[name, from] : pairs) {
    const bool used = std::any_of(formula_.symbols.begin(), formula_.symbols.end(),
                                  [wanted = name](const Symbol &s) { return !s.name.empty() && s.name == wanted; });
    if (!used)
      throw Error("formula.x", "the formula does not use \"" + name + "\"")
          .at("x")
          .hint("write it as the formula does: NAME=COLUMN");
    if (column(columns, from) == nullptr)
      throw Error("formula.x", "there is no column \"" + from + "\"").at("x").hint("there are " + listed(columns));
  }
  for (std::size_t i = 0; i < formula_.symbols.size(); ++i) {
    const std::string &name = formula_.symbols[i].name;
    if (name.empty()) continue;
    const auto pair = std::find_if(pairs.begin(), pairs.end(), [&](const auto &p) { return p.first == name; });
    const Column *const c = column(columns, pair == pairs.end() ? name : pair->second);
    if (c != nullptr && c->name != y) known_.push_back({i, c->name, c->unit});
    else sought_.push_back(i);
  }
  // "x" without a column of that name is the first column: so are formulas written in books.
  if (known_.empty() && !columns.empty()) {
    const auto found =
        std::find_if(sought_.begin(), sought_.end(), [&](std::size_t i) { return formula_.symbols[i].name == "x"; });
    if (found == sought_.end())
      throw Error("formula.x", "no name of the formula is a column of the data")
          .at("x")
          .hint("the data have " + listed(columns) + ": say which is which with x, for instance t=" + columns[0].name);
    known_.push_back({*found, columns[0].name, columns[0].unit});
    sought_.erase(found);
  }
  if (sought_.empty())
    throw Error("formula.x", "nothing is left to be sought: every name of the formula is a column of the data")
        .at("formula")
        .hint("add a parameter");
}

void TypedModel::compile_all() {
  std::vector<int> place(formula_.symbols.size(), -1);
  for (std::size_t p = 0; p < sought_.size(); ++p) place[sought_[p]] = static_cast<int>(p);
  std::vector<Node> outputs{formula_.value};
  values_ = compile(formula_.graph, outputs, place, static_cast<unsigned>(sought_.size()));
  for (const std::size_t s : sought_) outputs.push_back(derivative(formula_.graph, formula_.value, s));
  slopes_ = compile(formula_.graph, outputs, place, static_cast<unsigned>(sought_.size()));
}

void TypedModel::fill_table() {
  constexpr double infinite = std::numeric_limits<double>::infinity();
  for (std::size_t p = 0; p < sought_.size(); ++p) {
    const char *const name = formula_.symbols[sought_[p]].name.c_str();
    parameters_.push_back(
        {sizeof(gantry_model_parameter), 0, name, name, "", units_[p].c_str(), -infinite, infinite, 1});
    parameter_list_.push_back(&parameters_.back());
  }
  for (const Known &k : known_) {
    axis_.push_back({sizeof(gantry_model_quantity), 0, k.column.c_str(), k.column.c_str(), k.unit.c_str(), 0});
    axis_list_.push_back(&axis_.back());
  }
  output_ = {sizeof output_, 0, output_name_.c_str(), output_name_.c_str(), output_unit_.c_str(), 0};
  output_list_.push_back(&output_);
  size = sizeof(gantry_model);
  id = "formula";
  label = equation = text_.c_str();
  help = "";
  category = "general";
  source = "typed";
  parameters = parameter_list_.data();
  parameter_count = static_cast<std::uint32_t>(parameter_list_.size());
  axis = axis_list_.data();
  axis_count = static_cast<std::uint32_t>(axis_list_.size());
  outputs = output_list_.data();
  output_count = 1;
  prepare = Prepared::prepare;
  release = [](const gantry_model *, void *state) { delete static_cast<Prepared *>(state); };
  evaluate_f32 = Prepared::evaluate<gantry_block_f32>;
  evaluate_f64 = Prepared::evaluate<gantry_block_f64>;
}

}  // namespace gantry::formula
