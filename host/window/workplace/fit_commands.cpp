// SPDX-License-Identifier: Apache-2.0
// What the screen for curves asks of the background: the curve at the start, a pasted table, a formula that is kept.
#include <host/window/workplace/workplace.hpp>

#include <core/import/read.hpp>
#include <gantry/ui.h>
#include <host/window/words/words.hpp>

namespace gantry::host::window {

using core::JobWatcher;

void Workplace::open_fitting(const std::string &id) {
  view_.page = Page::fit;
  const ShownItem *const item = project_ ? project_->item(id) : nullptr;
  if (item == nullptr || item->kind != core::Kind::table) return;
  fitting_.draft().table = id;
  fitting_.edited();
}

void Workplace::evaluate(const FitAsked &asked, Fitting::Came came) {
  submit(try_, "Working out a curve", 0,
         [asked, came = std::move(came), folder = project_->folder](Desk &desk,
                                                                    const JobWatcher &watcher) -> core::Result<After> {
           auto evaluated = [&]() -> core::Result<std::shared_ptr<const Evaluation>> {
             GANTRY_CHECK(desk.open_project(folder, core::Access::read));
             GANTRY_TRY(call, desk.session().fit_call(asked.model, core::JobKind::evaluate, asked.inputs(),
                                                      asked.values, asked.options, watcher));
             GANTRY_TRY(outcome, desk.session().run(call, watcher));
             return Evaluation::of(asked, outcome.outputs);
           }();
           return After([came, evaluated] { came(evaluated); });
         });
}

void Workplace::paste_table() {
  pasted_ = {options_.clipboard(), true, {}, {}, {}};
  view_.asked = Asked::paste;
  view_.path.clear();
  if (pasted_.text.find_first_not_of(" \t\r\n") == std::string::npos) {
    pasted_.waiting = false;
    pasted_.problem = core::Error{
        "clipboard.empty", "The clipboard holds no text.", "",
        "Copy the cells in the spreadsheet, the row of names above them too, then paste again.", core::Failure::usage};
    return;
  }
  submit(try_, "Reading the clipboard", 0,
         [this, text = pasted_.text, limits = options_.session.limits](
             Desk &desk, const JobWatcher &watcher) -> core::Result<After> {
           Pasted read{text, false, {}, {}, {}};
           const auto item = core::read_text(desk.bench(), text, "clipboard.tsv", {.limits = limits}, watcher);
           const auto table = item ? core::table_of(*item.value().data.front().object)
                                   : core::Result<core::Table>(core::fail(item.error()));
           if (table) {
             read.object = item.value().data.front().object;
             read.table = table.value();
           } else {
             read.problem = table.error();
           }
           return After([this, read] {
             if (pasted_.text == read.text && pasted_.waiting) pasted_ = read;
           });
         });
}

// Typed or pasted data are taken as given: a manual item, with no import behind it.
void Workplace::add_pasted(const std::string &label) {
  if (!project_ || !pasted_.object) return;
  if (busy()) tell(GANTRY_UI_INFO, [] { return tr("The table comes in as soon as the running jobs have ended."); });
  submit(work_, "Paste a table", 0,
         [this, object = pasted_.object, label, folder = project_->folder](Desk &desk,
                                                                           const JobWatcher &) -> core::Result<After> {
           if (desk.project() == nullptr || desk.project()->folder() != folder) return After();
           core::ItemDraft draft;
           GANTRY_TRY(hash, desk.project()->add_object(*object));
           draft.object = hash;
           draft.label = label;
           GANTRY_TRY(item, desk.project()->add_item(draft));
           GANTRY_TRY(project, Snapshot::of(*desk.project()));
           return After([this, project, id = item.id] {
             take_project(project, false);
             view_.item = id;
             fitting_.draft().table = id;
             fitting_.edited();
           });
         });
  forget_pasted();
}

void Workplace::save_formula(const std::string &name) {
  if (!project_) return;
  core::SavedModel model;
  model.name = name;
  model.formula = fitting_.draft().formula;
  model.x = fitting_.draft().known;
  if (const Evaluation *now = fitting_.evaluation(typed_model)) {
    for (const FitParameter &p : now->parameters) {
      core::ModelParameterSpec spec;
      spec.symbol = p.symbol;
      spec.minimum = p.low;
      spec.maximum = p.high;
      spec.start = p.value;
      model.parameters.push_back(spec);
    }
    if (model.x.empty())
      for (const FitColumn &axis : now->axis) model.axis.push_back(axis.name);
  }
  submit(work_, "Save a model", 0, [this, model](Desk &desk, const JobWatcher &watcher) -> core::Result<After> {
    if (desk.project() == nullptr) return core::fail("project.none", "no project is open");
    GANTRY_TRY(saved, core::save_model(desk.session(), model, watcher));
    GANTRY_TRY(project, Snapshot::of(*desk.project()));
    return After([this, project, saved] {
      take_project(project, false);
      fitting_.draft().model = saved.id();
      fitting_.edited();
      tell(GANTRY_UI_DONE, [name = saved.name] { return filled(tr("{1} is a model of this project now."), {name}); });
    });
  });
}

}  // namespace gantry::host::window
