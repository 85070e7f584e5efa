// SPDX-License-Identifier: Apache-2.0
// What is chosen and typed on the screen for curves: the table and its columns, models with their starts and bounds, how
// it is fitted. Values are kept as they were typed.
//
//   FitDraft draft = FitDraft::from(memory.fitting);
//   draft.of(draft.model).cells["T2star"].start = "25";
//   std::vector<core::Error> wrong;
//   const json options = draft.options(draft.model, table, parameters, wrong);      // core/fit/job.hpp
#pragma once

#include <core/data/table.hpp>
#include <core/plugins/schema.hpp>
#include <host/window/workplace/draft.hpp>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace gantry::host::window {

inline const std::string typed_model = "org.gantry.formula.formula";  // full id of the model that is a typed formula

// Of one model.
struct FitModelDraft {
  std::map<std::string, FitCell> cells;              // by symbol
  std::map<std::string, std::string> constants;      // as typed
  nlohmann::json values = nlohmann::json::object();  // its choices, where they are others than its own
  std::vector<std::string> shared;                   // symbols that several curves have in common
  bool operator==(const FitModelDraft &) const = default;
};

enum class SigmaIs { unknown, column, number };
enum class LossIs { squares, huber, cauchy };
enum class IntervalIs { asymptotic, profile, bootstrap };

struct FitDraft {
  std::string table, doses;                     // items; the second: of a model that takes them
  std::string model;                            // full id of the one that is looked at
  std::vector<std::string> compared;            // full ids of others, in the order in which they were chosen
  std::string formula, known;                   // typed; known: "t=time", names of the formula that are other columns
  std::map<std::string, std::string> columns;   // the model's name of an axis or output → the table's; else by name
  std::map<std::string, FitModelDraft> models;  // by full id
  SigmaIs sigma = SigmaIs::unknown;
  std::string sigma_column, sigma_number;
  bool sigma_relative = false;
  bool rician = false;  // the data are magnitudes, whose sigma is known
  std::string group;    // the column that tells several curves apart, which are fitted together; "": they are one
  LossIs loss = LossIs::squares;
  IntervalIs interval = IntervalIs::asymptotic;
  double confidence = 0.95;
  std::uint32_t multistart = 1;
  bool nested = false;  // of the compared models each is a special case of the larger ones

  static FitDraft from(const nlohmann::json &json);  // what is not understood is left out
  bool operator==(const FitDraft &) const = default;

  FitModelDraft &of(const std::string &id) { return models[id]; }
  const FitModelDraft &of(const std::string &id) const;
  // Both together, the one that is looked at first.
  std::vector<std::string> chosen() const;

  // What a fit of that model is asked for.
  nlohmann::json values(const core::ModelSpec &model, const std::string &id, const core::Table &table) const;
  nlohmann::json options(const core::ModelSpec &model, const std::string &id, const core::Table &table,
                         const std::vector<CellRange> &parameters, std::vector<core::Error> &errors) const;

 private:
  void add_group(const std::string &id, const core::Table &table, const std::vector<CellRange> &parameters,
                 nlohmann::json &options) const;
};

// Without what is empty, so that two that say the same are equal.
FitDraft tidied(FitDraft draft);
nlohmann::json to_json(const FitDraft &draft);

}  // namespace gantry::host::window
