// SPDX-License-Identifier: Apache-2.0
#include <host/window/workplace/fitting.hpp>

#include <algorithm>
#include <cmath>
#include <core/data/read_json.hpp>
#include <limits>
#include <tuple>

namespace gantry::host::window {
namespace {

using nlohmann::json;

constexpr auto pause = std::chrono::milliseconds(300);  // in the typing of a formula, before it is asked about

double number_or(const json &value, double otherwise) { return value.is_number() ? value.get<double>() : otherwise; }

std::pair<double, double> ends(const json &parameter, const char *member) {
  constexpr double infinity = std::numeric_limits<double>::infinity();
  const auto found = parameter.find(member);
  if (found == parameter.end() || !found->is_array() || found->size() != 2) return {-infinity, infinity};
  return {number_or((*found)[0], -infinity), number_or((*found)[1], infinity)};
}

double number_in(const json &object, const char *member) {
  const auto found = object.find(member);
  return found == object.end() ? std::nan("") : number_or(*found, std::nan(""));
}

FitParameter parameter_of(const json &given) {
  FitParameter p{core::member_text(given, "symbol"), core::member_text(given, "label"),
                 core::member_text(given, "help"), core::member_text(given, "unit")};
  p.value = number_in(given, "value");
  p.own = number_in(given, "own");
  std::tie(p.low, p.high) = ends(given, "bounds");
  std::tie(p.minimum, p.maximum) = ends(given, "declared");
  p.fixed = given.contains("fixed") && given["fixed"] == true;
  p.curve = core::member_text(given, "curve");
  return p;
}

template <class Take>
void each_in(const json &record, const char *member, Take take) {
  const auto found = record.find(member);
  if (found == record.end() || !found->is_array()) return;
  for (const json &entry : *found)
    if (entry.is_object()) take(entry);
}

}  // namespace

std::vector<std::pair<std::string, std::string>> FitAsked::inputs() const {
  std::vector<std::pair<std::string, std::string>> all{{"data", table}};
  if (!doses.empty()) all.emplace_back("doses", doses);
  return all;
}

core::Result<std::shared_ptr<const Evaluation>> Evaluation::of(FitAsked asked,
                                                               const std::vector<core::PortObject> &outputs) {
  auto made = std::make_shared<Evaluation>();
  made->asked = std::move(asked);
  json record;
  for (const auto &output : outputs) {
    if (output.port == "evaluation") {
      GANTRY_TRY(content, core::record_of(*output.object));
      record = std::move(content);
    } else if (output.port == "curve" || output.port == "band") {
      GANTRY_TRY(table, core::table_of(*output.object));
      (output.port == "curve" ? made->curve : made->band) = std::move(table);
    }
  }
  if (!record.is_object()) return core::fail("data.header", "the worker gave no evaluation");
  each_in(record, "parameters", [&](const json &p) { made->parameters.push_back(parameter_of(p)); });
  for (const auto &[member, columns] : {std::pair{"axis", &made->axis}, std::pair{"outputs", &made->outputs}})
    each_in(record, member, [into = columns](const json &q) {
      into->push_back({core::member_text(q, "name"), core::member_text(q, "label"), core::member_text(q, "unit"),
                       core::member_text(q, "column")});
    });
  made->unit = core::member_text(record, "unit");
  if (const double sd = number_in(record, "residual_sd"); std::isfinite(sd)) made->residual_sd = sd;
  return std::shared_ptr<const Evaluation>(std::move(made));
}

// Edits.

void Fitting::edited() {
  FitDraft now = tidied(draft_);
  if (settled_ == now) return;
  undo_.note(settled_);
  settled_ = std::move(now);
}

void Fitting::undo() {
  edited();
  settled_ = draft_ = undo_.undo(draft_);
}

void Fitting::redo() { settled_ = draft_ = undo_.redo(draft_); }

json Fitting::memory() const {
  json memory = to_json(draft_), runs = json::object();
  for (const auto &[model, fit] : fits_)
    if (!fit.run.empty()) runs[model] = fit.run;
  memory["runs"] = runs;
  return memory;
}

void Fitting::recall(const json &memory) {
  draft_ = settled_ = FitDraft::from(memory);
  undo_ = {};
  fits_.clear();
  for (const auto &[model, run] : core::member_object(memory, "runs").items())
    if (run.is_string()) fits_[model].run = run.get<std::string>();
  evaluations_.clear();
  problem_.reset();
  wrong_.clear();
  sent_.reset();
  formula_ = draft_.formula;
  ask_at_.reset();
  known_of_ = nullptr;
  known_from_ = nullptr;
  item_ = nullptr;
  table_ = nullptr;
}

// What there is.

void Fitting::know(const Snapshot *project, const Catalogue &catalogue) {
  if (known_of_ == project && known_from_ == &catalogue) return;
  known_of_ = project;
  known_from_ = &catalogue;
  known_.clear();
  saved_.clear();
  const core::ModelSpec *formula = nullptr;
  for (const Task &task : catalogue.tasks()) {
    if (!task.fit()) continue;
    known_.emplace_back(task.id, task.model);
    if (task.id == typed_model) formula = task.model;
  }
  if (project != nullptr && formula != nullptr)
    for (const core::SavedModel &model : project->models) saved_.push_back(core::spec_of(model, *formula));
  for (const core::ModelSpec &spec : saved_) known_.emplace_back(spec.id, &spec);
  std::stable_sort(known_.begin(), known_.end(), [](const auto &a, const auto &b) {
    return std::tie(a.second->category, a.second->label) < std::tie(b.second->category, b.second->label);
  });
  ids_.clear();
  for (const auto &[id, spec] : known_) ids_[spec] = id;
}

const core::ModelSpec *Fitting::spec(const std::string &id) const {
  for (const auto &[known, spec] : known_)
    if (known == id) return spec;
  return nullptr;
}

std::vector<const core::ModelSpec *> Fitting::models() const {
  std::vector<const core::ModelSpec *> all;
  for (const auto &[id, spec] : known_)
    if (id != typed_model) all.push_back(spec);
  return all;
}

const Evaluation *Fitting::evaluation(const std::string &model) const {
  const auto found = evaluations_.find(model);
  const bool of_it = found != evaluations_.end() && item_ != nullptr && found->second->asked.table == item_->object;
  return of_it ? found->second.get() : nullptr;
}

// Of a model that is made for its fit, those that it had when it was made last, if that was by the same choices.
std::vector<CellRange> Fitting::ranges(const std::string &model, const json &values) const {
  std::vector<CellRange> all;
  const Evaluation *const last = evaluation(model);
  if (last != nullptr && last->asked.values == values) {
    for (const FitParameter &p : last->parameters)  // of several curves, those of the first
      if (std::none_of(all.begin(), all.end(), [&](const CellRange &one) { return one.symbol == p.symbol; }))
        all.push_back({p.symbol, p.minimum, p.maximum});
  } else if (const core::ModelSpec *known = spec(model); known != nullptr && !known->parameters.empty()) {
    for (const auto &p : known->parameters) all.push_back({p.symbol, p.minimum, p.maximum});
  } else if (model != draft_.model) {  // the one that is looked at is asked without them first
    constexpr double infinity = std::numeric_limits<double>::infinity();
    for (const auto &[symbol, cell] : draft_.of(model).cells) all.push_back({symbol, -infinity, infinity});
  }
  return all;
}

std::optional<FitAsked> Fitting::wanted(const std::string &model, std::vector<core::Error> &errors) const {
  const core::ModelSpec *const known = spec(model);
  if (known == nullptr || table_ == nullptr || (model == typed_model && draft_.formula.empty())) return {};
  const bool dosed = known->ode && !known->ode->doses.empty();
  FitAsked asked{model, item_->object, dosed ? doses_ : "", draft_.values(*known, model, *table_), {}};
  asked.options = draft_.options(*known, model, *table_, ranges(model, asked.values), errors);
  return asked;
}

// The curve at the start.

void Fitting::update(const Snapshot *project, const Catalogue &catalogue, Objects &objects) {
  know(project, catalogue);
  item_ = project == nullptr ? nullptr : project->item(draft_.table);
  if (item_ != nullptr && item_->kind != core::Kind::table) item_ = nullptr;
  const ShownItem *const doses = project == nullptr ? nullptr : project->item(draft_.doses);
  doses_ = doses != nullptr && doses->kind == core::Kind::table ? doses->object : "";
  const Known *const read = item_ == nullptr ? nullptr : &objects.get(item_->object);
  table_ = read != nullptr && read->object && read->problem.empty() ? &read->table : nullptr;
  wrong_.clear();
  const auto now = wanted(draft_.model, wrong_);
  if (formula_ != draft_.formula && draft_.model == typed_model) ask_at_ = Clock::now() + pause;
  formula_ = draft_.formula;
  if (!now) {
    problem_.reset();
    sent_.reset();
    ask_at_.reset();
    return;
  }
  if (ask_at_ && Clock::now() < *ask_at_) return;
  ask_at_.reset();
  if (sent_ && sent_->model != now->model) problem_.reset();
  if (in_flight_ || !wrong_.empty() || sent_ == now) return;
  sent_ = now;
  in_flight_ = true;
  evaluate_(*now, [this, asked = *now, alive = std::weak_ptr(alive_)](auto result) {
    if (!alive.expired()) came(asked, std::move(result));
  });
}

void Fitting::came(const FitAsked &asked, core::Result<std::shared_ptr<const Evaluation>> result) {
  in_flight_ = false;
  if (!sent_ || sent_->model != asked.model) return;  // another model is looked at
  problem_.reset();
  if (result) evaluations_[asked.model] = std::move(result).value();
  else problem_ = std::move(result).error();
}

std::optional<double> Fitting::due() const {
  if (!ask_at_) return {};
  return std::max(0.0, std::chrono::duration<double>(*ask_at_ - Clock::now()).count());
}

}  // namespace gantry::host::window
