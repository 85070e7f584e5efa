// SPDX-License-Identifier: Apache-2.0
#include "typed_model.hpp"

#include <gantry/base.h>
#include <gantry/cpp/error.hpp>

#include <algorithm>
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

  static void add_up(const gantry_model *, const void *state, const gantry_normal_f32 *block) {
    const auto &fit = *static_cast<const Prepared *>(state);
    run(fit.model.slopes_, fit.slopes_f32, fit.level, *block);
  }

  static const TypedModel &of(const gantry_model *table) { return *static_cast<const TypedModel *>(table); }
};

namespace {

constexpr std::size_t most_parts = 300000;

std::string trimmed(const std::string &text) {
  const auto begin = text.find_first_not_of(" \t"), end = text.find_last_not_of(" \t");
  return begin == std::string::npos ? "" : text.substr(begin, end - begin + 1);
}

// "t=time, b" → (t, time), (b, b); the first of a name counts.
std::vector<std::pair<std::string, std::string>> pairs_of(const std::string &text) {
  std::vector<std::pair<std::string, std::string>> pairs;
  for (std::size_t begin = 0; begin <= text.size();) {
    const std::size_t end = std::min(text.find(',', begin), text.size());
    const std::string word = trimmed(text.substr(begin, end - begin));
    const std::size_t equals = word.find('=');
    const std::string name = trimmed(word.substr(0, equals));
    if (!word.empty() && std::none_of(pairs.begin(), pairs.end(), [&](const auto &p) { return p.first == name; }))
      pairs.emplace_back(name, equals == std::string::npos ? name : trimmed(word.substr(equals + 1)));
    begin = end + 1;
  }
  return pairs;
}

// "log(y)" → "y"; "" where the text is something else. The host takes the logarithm of the column.
std::string inside_of_logarithm(const std::string &text) {
  for (const std::string_view function : {"log(", "ln(", "log10(", "log2("})
    if (text.size() > function.size() + 1 && text.compare(0, function.size(), function) == 0 && text.back() == ')')
      return text.substr(function.size(), text.size() - function.size() - 1);
  return "";
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

const gantry_model *TypedModel::make(const Typed &typed, const std::vector<Column> &columns, const char *signal_unit) {
  return new TypedModel(typed, columns, signal_unit);
}

void TypedModel::unmake(const gantry_model *made) { delete &Prepared::of(made); }

TypedModel::TypedModel(const Typed &typed, const std::vector<Column> &columns, const char *signal_unit)
    : gantry_model{}, typed_(typed), formula_(parse(typed.formula)) {
  know(columns);
  const std::string unit = fit_to(columns, signal_unit);
  std::map<std::string, std::string> known;
  for (const Known &k : known_) known[formula_.symbols[k.symbol].name] = k.unit;
  for (const Declared &d : typed_.parameters) known[d.symbol] = d.unit;
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
std::string TypedModel::fit_to(const std::vector<Column> &columns, const char *signal_unit) {
  const std::string &wanted = typed_.y.empty() ? formula_.output : typed_.y;
  const std::string inside = inside_of_logarithm(wanted);
  if (signal_unit != nullptr) {
    if (!inside.empty())
      throw Error("formula.y", "voxels are fitted as they are, and not as " + wanted)
          .at("formula")
          .hint("write the formula of the signal itself: S = exp(…)");
    output_name_ = formula_.output.empty() ? "y" : formula_.output;
    return signal_unit;
  }
  const Column *fitted = column(columns, wanted);
  if (fitted == nullptr && !inside.empty() && column(columns, inside) != nullptr) {
    output_name_ = wanted;
    return "1";
  }
  if (fitted == nullptr && !(typed_.y.empty() && inside.empty()))
    throw Error("formula.y", "there is no column \"" + (inside.empty() ? wanted : inside) + "\" to be fitted")
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

const Declared *TypedModel::declared(std::size_t symbol) const {
  const auto &all = typed_.parameters;
  const auto found = std::find_if(all.begin(), all.end(),
                                  [&](const Declared &d) { return d.symbol == formula_.symbols[symbol].name; });
  return found == all.end() ? nullptr : &*found;
}

// Which names are columns; the others are sought.
void TypedModel::know(const std::vector<Column> &columns) {
  const auto used = [&](const std::string &name) {
    return std::any_of(formula_.symbols.begin(), formula_.symbols.end(),
                       [&](const Symbol &s) { return !s.name.empty() && s.name == name; });
  };
  const auto pairs = pairs_of(typed_.x);
  for (const auto &[name, from] : pairs) {
    if (!used(name))
      throw Error("formula.x", "the formula does not use \"" + name + "\"")
          .at("x")
          .hint("write it as the formula does: NAME=COLUMN");
    if (column(columns, from) == nullptr)
      throw Error("formula.x", "there is no column \"" + from + "\"").at("x").hint("there are " + listed(columns));
  }
  for (const Declared &d : typed_.parameters)
    if (!used(d.symbol))
      throw Error("formula.parameters", "the formula does not use its parameter \"" + d.symbol + "\"")
          .at("parameters")
          .hint("name parameters as the formula does");
  for (std::size_t i = 0; i < formula_.symbols.size(); ++i) {
    const std::string &name = formula_.symbols[i].name;
    if (name.empty()) continue;
    const auto pair = std::find_if(pairs.begin(), pairs.end(), [&](const auto &p) { return p.first == name; });
    const Column *const c =
        declared(i) != nullptr ? nullptr : column(columns, pair == pairs.end() ? name : pair->second);
    if (c != nullptr && c->name != typed_.y) known_.push_back({i, c->name, c->unit});
    else sought_.push_back(i);
  }
  take_first_column(columns);
  for (const std::size_t i : sought_)
    if (!typed_.parameters.empty() && declared(i) == nullptr)
      throw Error("formula.x", "the data have no column \"" + formula_.symbols[i].name + "\"")
          .at("x")
          .hint("there are " + listed(columns) + ": say which it is with x, " + formula_.symbols[i].name + "=COLUMN");
  if (sought_.empty())
    throw Error("formula.x", "nothing is left to be sought: every name of the formula is a column of the data")
        .at("formula")
        .hint("add a parameter");
}

// Where no name is a column, the first one is x, as books write formulas, or the only name that is no parameter.
void TypedModel::take_first_column(const std::vector<Column> &columns) {
  if (!known_.empty() || columns.empty()) return;
  const auto is_axis = [&](std::size_t i) {
    return typed_.parameters.empty() ? formula_.symbols[i].name == "x" : declared(i) == nullptr;
  };
  const auto found = std::find_if(sought_.begin(), sought_.end(), is_axis);
  if (found == sought_.end())
    throw Error("formula.x", "no name of the formula is a column of the data")
        .at("x")
        .hint("the data have " + listed(columns) + ": say which is which with x, for instance t=" + columns[0].name);
  known_.push_back({*found, columns[0].name, columns[0].unit});
  sought_.erase(found);
}

void TypedModel::compile_all() {
  std::vector<int> place(formula_.symbols.size(), -1);
  for (std::size_t p = 0; p < sought_.size(); ++p) place[sought_[p]] = static_cast<int>(p);
  std::vector<Node> outputs{formula_.value};
  values_ = compile(formula_.graph, outputs, place, static_cast<unsigned>(sought_.size()));
  for (const std::size_t s : sought_) {
    outputs.push_back(derivative(formula_.graph, formula_.value, s));
    if (formula_.graph.size() > most_parts)
      throw Error("formula.size", "the derivatives of the formula are too long")
          .at("formula")
          .hint("write it shorter, or with fewer parameters");
  }
  slopes_ = compile(formula_.graph, outputs, place, static_cast<unsigned>(sought_.size()));
}

void TypedModel::fill_table() {
  for (std::size_t p = 0; p < sought_.size(); ++p) {
    const char *const name = formula_.symbols[sought_[p]].name.c_str();
    static const Declared nothing{};
    const Declared *const given = declared(sought_[p]);
    const Declared &d = given != nullptr ? *given : nothing;
    parameters_.push_back({sizeof(gantry_model_parameter), 0, name, d.label.empty() ? name : d.label.c_str(),
                           d.help.c_str(), units_[p].c_str(), d.minimum, d.maximum, d.start});
    parameter_list_.push_back(&parameters_.back());
  }
  for (const Known &k : known_) {
    axis_.push_back({sizeof(gantry_model_quantity), GANTRY_QUANTITY_REQUIRED, k.column.c_str(), k.column.c_str(),
                     k.unit.c_str(), 0, nullptr, 0, 0});
    axis_list_.push_back(&axis_.back());
  }
  output_ = {sizeof output_, 0, output_name_.c_str(), output_name_.c_str(), output_unit_.c_str(), 0, nullptr, 0, 0};
  output_list_.push_back(&output_);
  size = sizeof(gantry_model);
  id = typed_.name.empty() ? "formula" : typed_.name.c_str();
  equation = typed_.formula.c_str();
  label = typed_.name.empty() ? equation : id;
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
  if (parameter_count <= most_summed) normal_f32 = Prepared::add_up;
}

}  // namespace gantry::formula
