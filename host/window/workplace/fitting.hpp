// SPDX-License-Identifier: Apache-2.0
// A table, models, and where their curves begin: the state behind the screen for curves. The curve at the start is worked
// out beside the drawing, one at a time; of what is asked for meanwhile the latest counts.
//
//   Fitting fitting([&](const FitAsked &asked, Fitting::Came came) { … in the background … });
//   fitting.update(project, catalogue, objects);                    // before each drawing
//   if (const Evaluation *now = fitting.evaluation()) … now->curve, now->parameters …
//
// Used by the thread that draws.
#pragma once

#include <chrono>
#include <functional>
#include <host/window/workplace/fit_draft.hpp>
#include <host/window/workplace/objects.hpp>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace gantry::host::window {

// What a fit, or the curve at its start, is made of.
struct FitAsked {
  std::string model;  // full id
  std::string table;  // object
  std::string doses;  // object; "": none
  nlohmann::json values = nlohmann::json::object(), options = nlohmann::json::object();
  std::vector<std::pair<std::string, std::string>> inputs() const;  // port → object
  bool operator==(const FitAsked &) const = default;
};

struct FitParameter {
  std::string symbol, label, help, unit;
  double value = 0, own = 0;        // where the fit begins, and where it would if nothing was typed
  double low = 0, high = 0;         // bounds
  double minimum = 0, maximum = 0;  // those that the model has
  bool fixed = false;
  std::string curve = {};  // of several, the one that it is of; "": of all
};

// An axis or an output of the model, and the table's column that it is.
struct FitColumn {
  std::string name, label, unit, column;
};

struct Evaluation {
  FitAsked asked;
  std::vector<FitParameter> parameters;
  std::vector<FitColumn> axis, outputs;
  std::string unit;  // of the data
  std::optional<double> residual_sd;
  core::Table curve, band;  // band: without columns where there is none

  // Of a job of JobKind::evaluate. Errors: "data.header" where it is none.
  static core::Result<std::shared_ptr<const Evaluation>> of(FitAsked asked,
                                                            const std::vector<core::PortObject> &outputs);
};

class Fitting {
 public:
  using Came = std::function<void(core::Result<std::shared_ptr<const Evaluation>>)>;
  // Begins to evaluate; `came` is called by the thread that draws.
  using Evaluate = std::function<void(const FitAsked &asked, Came came)>;
  explicit Fitting(Evaluate evaluate) : evaluate_(std::move(evaluate)) {}

  FitDraft &draft() { return draft_; }
  const FitDraft &settled() const { return settled_; }  // as of the last edit that was done
  void edited();                                        // an edit of the draft is done: it can be undone
  bool can_undo() const { return undo_.can_undo() || !(tidied(draft_) == settled_); }
  bool can_redo() const { return undo_.can_redo(); }
  void undo();
  void redo();

  nlohmann::json memory() const;
  void recall(const nlohmann::json &memory);  // of another project, or none

  void update(const Snapshot *project, const Catalogue &catalogue, Objects &objects);
  // Seconds until something is asked though nobody does anything; nothing: it is not.
  std::optional<double> due() const;
  bool busy() const { return in_flight_ || due().has_value(); }

  const core::ModelSpec *spec(const std::string &id) const;  // nullptr: there is no such model
  std::vector<const core::ModelSpec *> models() const;
  const std::string &id_of(const core::ModelSpec &spec) const { return ids_.at(&spec); }

  const ShownItem *table_item() const { return item_; }
  const core::Table *table() const { return table_; }  // nullptr: none is chosen, or it is being read
  const Evaluation *evaluation() const { return evaluation(draft_.model); }  // of this table
  const Evaluation *evaluation(const std::string &model) const;
  const std::optional<core::Error> &problem() const { return problem_; }  // of the latest that was asked for
  const std::vector<core::Error> &wrong() const { return wrong_; }        // with what is typed
  std::optional<FitAsked> wanted(const std::string &model, std::vector<core::Error> &errors) const;

  // Fits of this table, by model: the run, once it has ended.
  struct Fit {
    unsigned job = 0;
    std::string run;
  };
  std::map<std::string, Fit> &fits() { return fits_; }
  void ran(const std::string &model, const std::string &run) { fits_[model].run = run; }

 private:
  using Clock = std::chrono::steady_clock;
  void know(const Snapshot *project, const Catalogue &catalogue);
  std::vector<CellRange> ranges(const std::string &model, const nlohmann::json &values) const;
  void came(const FitAsked &asked, core::Result<std::shared_ptr<const Evaluation>> result);

  Evaluate evaluate_;
  FitDraft draft_, settled_;
  UndoOf<FitDraft> undo_;
  std::vector<std::pair<std::string, const core::ModelSpec *>> known_;  // by field, then label
  std::map<const core::ModelSpec *, std::string> ids_;
  std::vector<core::ModelSpec> saved_;
  const Snapshot *known_of_ = nullptr;
  const Catalogue *known_from_ = nullptr;
  const ShownItem *item_ = nullptr;
  std::string doses_;  // object; "": none
  const core::Table *table_ = nullptr;
  std::map<std::string, std::shared_ptr<const Evaluation>> evaluations_;  // the last that came, by model
  std::optional<core::Error> problem_;
  std::vector<core::Error> wrong_;
  std::optional<FitAsked> sent_;
  bool in_flight_ = false;
  std::string formula_;  // as it was seen last
  std::optional<Clock::time_point> ask_at_;
  std::map<std::string, Fit> fits_;
  std::shared_ptr<bool> alive_ = std::make_shared<bool>(true);  // answers that come too late find nobody
};

}  // namespace gantry::host::window
