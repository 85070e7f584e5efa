// SPDX-License-Identifier: Apache-2.0
// A formula as a gantry_model of its own: the columns that it names are its axis, what else it names is sought.
//
//   const gantry_model *m = TypedModel::make("S0 * exp(-TE / T2)", "", "", {{"TE", "ms"}, {"S", "mV"}}, nullptr);
//   m->parameters[1]->unit   // "ms"
//   TypedModel::unmake(m);
#pragma once

#include <gantry/model.h>

#include <deque>
#include <string>
#include <vector>

#include "parse.hpp"
#include "run.hpp"

namespace gantry::formula {

struct Column {
  std::string name, unit;
};

class TypedModel : public gantry_model {
 public:
  // x: "t=time,b" where a name of the formula is another column's; y: the fitted column, "" for the first that is not
  // known; signal_unit: that of an image, NULL for a table. Errors: those of parse() and settle(); "formula.x" for what is no name, no column, or leaves nothing to seek.
  static const gantry_model *make(const std::string &text, const std::string &x, const std::string &y,
                                  const std::vector<Column> &columns, const char *signal_unit);
  static void unmake(const gantry_model *made);

 private:
  friend struct Prepared;
  TypedModel(const std::string &text, const std::string &x, const std::string &y, const std::vector<Column> &columns,
             const char *signal_unit);
  void know(const std::string &x, const std::string &y, const std::vector<Column> &columns);
  std::string fit_to(const std::string &y, const std::vector<Column> &columns, const char *signal_unit);
  void compile_all();
  void fill_table();

  struct Known {
    std::size_t symbol;
    std::string column, unit;
  };

  std::string text_, output_name_, output_unit_;
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
