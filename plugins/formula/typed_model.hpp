// SPDX-License-Identifier: Apache-2.0
// A formula as a gantry_model of its own: the columns that it names are its axis, what else it names is sought.
//
//   const gantry_model *m = TypedModel::make({.formula = "S0 * exp(-TE / T2)"}, {{"TE", "ms"}, {"S", "mV"}}, nullptr);
//   m->parameters[1]->unit   // "ms"
//   TypedModel::unmake(m);
#pragma once

#include <gantry/model.h>

#include <deque>
#include <string>
#include <vector>

#include "declared.hpp"
#include "parse.hpp"
#include "run.hpp"

namespace gantry::formula {

struct Column {
  std::string name, unit;
};

// What a person says of a model.
struct Typed {
  std::string formula;
  std::string x{};     // "t=time,b": names of the formula that are columns, where those are called otherwise
  std::string y{};     // the fitted column; "": that of the formula's left side, or the first that is not known
  std::string name{};  // "": nobody gave it one
  // What is sought. Empty: all that is no column. Otherwise all else must be a column.
  std::vector<Declared> parameters{};
};

class TypedModel : public gantry_model {
 public:
  // signal_unit: that of an image, NULL for a table. Errors: those of parse() and settle(); "formula.x" for what is no
  // name, no column, or leaves nothing to seek; "formula.y".
  static const gantry_model *make(const Typed &typed, const std::vector<Column> &columns, const char *signal_unit);
  static void unmake(const gantry_model *made);

 private:
  friend struct Prepared;
  TypedModel(const Typed &typed, const std::vector<Column> &columns, const char *signal_unit);
  void know(const std::vector<Column> &columns);
  void take_first_column(const std::vector<Column> &columns);
  std::string fit_to(const std::vector<Column> &columns, const char *signal_unit);
  const Declared *declared(std::size_t symbol) const;
  void compile_all();
  void fill_table();

  struct Known {
    std::size_t symbol;
    std::string column, unit;
  };

  Typed typed_;
  std::string output_name_, output_unit_;
  Formula formula_;
  std::vector<Known> known_;
  std::vector<std::size_t> sought_;  // symbols
  std::vector<std::string> units_;   // of the sought
  Program values_, slopes_;
  std::deque<gantry_model_parameter> parameters_;
  std::deque<gantry_model_quantity> axis_;
  gantry_model_quantity output_{};
  std::vector<const gantry_model_parameter *> parameter_list_;
  std::vector<const gantry_model_quantity *> axis_list_, output_list_;
};

}  // namespace gantry::formula
