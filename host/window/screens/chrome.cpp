// SPDX-License-Identifier: Apache-2.0
// What surrounds the work: the top bar, the dialogs, the tour. "top/search", "dialog/ok", "work/tour/next"
#include <host/window/screens/fit.hpp>

#include <array>
#include <utility>

namespace gantry::host::window::screens {
namespace {

constexpr double margin = 0.25;  // em, beside the space between things: as far from the edge as what is in the panes

void draw_place(Ui &ui, Workplace &w) {
  ShownNow &view = w.view();
  const auto line = ui.row();
  ui.space(margin);
  if (ui.tooltip(tr("Projects")).shortcut("ctrl+home").button("home", "", "home", GANTRY_UI_QUIET))
    view.page = Page::start;
  if (w.project() == nullptr) return ui.text("name", "Gantry", GANTRY_UI_STRONG);
  if (ui.tooltip(w.project()->folder.string())
          .button("project", w.project()->name, "folder-open-o", view.page == Page::work ? GANTRY_UI_QUIET : 0u))
    view.page = Page::work;
  if (!w.project()->writable) ui.text("read-only", tr("read only"), GANTRY_UI_WARNING);
}

void draw_edits(Ui &ui, Workplace &w) {
  ShownNow &view = w.view();
  const Task *const task = view.page == Page::work && w.project() != nullptr ? w.catalogue().task(view.task) : nullptr;
  Fitting *const curves = view.page == Page::fit ? &w.fitting() : nullptr;
  const bool undo = curves != nullptr ? curves->can_undo() : w.can_undo(task);
  const bool redo = curves != nullptr ? curves->can_redo() : w.can_redo(task);
  if (ui.disabled(!undo)
          .tooltip(tr("Undo the last change of the form, or of a name"))
          .shortcut("ctrl+z")
          .button("undo", "", "undo", GANTRY_UI_QUIET))
    curves != nullptr ? curves->undo() : w.undo(task);
  if (ui.disabled(!redo)
          .tooltip(tr("Redo what was undone"))
          .shortcut("ctrl+shift+z")
          .button("redo", "", "repeat", GANTRY_UI_QUIET))
    curves != nullptr ? curves->redo() : w.redo(task);
}

void draw_look(Ui &ui, Workplace &w) {
  ShownNow &view = w.view();
  const auto line = ui.row();
  ui.space(-1);
  if (const auto menu = ui.tooltip(tr("Language")).menu("language", own_name(spoken()), "globe"))
    for (const Language language : all_languages)
      if (ui.menu_item(code(language), own_name(language), "", language == spoken() ? GANTRY_UI_CHECKED : 0u))
        w.set_language(std::string(code(language)));
  core::Preferences &p = w.preferences();
  if (const auto menu = ui.tooltip(tr("Theme")).menu("theme", "", "adjust")) {
    for (const auto &[id, name] : shown_themes())
      if (ui.menu_item(id, name, "", p.theme == id ? GANTRY_UI_CHECKED : 0u)) p.theme = id;
  }
  if (ui.tooltip(tr("Plugins")).shortcut("ctrl+shift+p").button("plugins", "", "plug", GANTRY_UI_QUIET))
    view.page = Page::plugins;
  if (ui.tooltip(tr("Preferences")).shortcut("ctrl+comma").button("preferences", "", "cog", GANTRY_UI_QUIET))
    view.page = Page::preferences;
  ui.space(margin);
}

struct Question {
  const char *title, *what, *label, *hint, *ok;
};

Question question(Asked asked) {
  switch (asked) {
    case Asked::create_project:
      return {tr("New project"), tr("A project is a folder: its data, its runs and its results are kept there."),
              tr("Folder"), tr("a folder that is not there yet, or is empty"), tr("Create")};
    case Asked::open_project:
      return {tr("Open a project"), tr("Give the folder of the project, or drop it on the window."), tr("Folder"), "",
              tr("Open")};
    case Asked::report:
      return {tr("Write a report"),
              tr("One page with pictures, plots, tables, methods and provenance, to be opened in any browser."),
              tr("File"), "report.html", tr("Write")};
    case Asked::export_item:
      return {tr("Export"), tr("The ending says the format: .nii.gz, .csv, .edf, .png; DICOM is written with .dcm."),
              tr("File"), "", tr("Export")};
    case Asked::relabel:
      return {tr("Rename"), tr("Its place, its number and what was done with it stay as they are."), tr("Name"), "",
              tr("Rename")};
    case Asked::import_data:
    case Asked::paste:
    case Asked::save_model:
    case Asked::nothing: break;
  }
  return {"", "", "", "", ""};
}

void answer(Workplace &w, Asked asked, const std::string &path) {
  switch (asked) {
    case Asked::create_project: return w.create_project(path);
    case Asked::open_project: return w.open_project(path);
    case Asked::report: w.write_report(path); return;
    case Asked::export_item: w.export_item(w.view().item, path); return;
    case Asked::relabel: return w.relabel(w.view().item, path);
    case Asked::import_data:
    case Asked::paste:
    case Asked::save_model:
    case Asked::nothing: return;
  }
}

// Where a report or a new project would go, unless the user says something else.
std::string proposed(Workplace &w, Asked asked) {
  if (asked == Asked::report && w.project() != nullptr) return w.project()->folder.string() + "-report.html";
  const ShownItem *const item = w.project() == nullptr ? nullptr : w.project()->item(w.view().item);
  if (asked == Asked::relabel && item != nullptr) return item->label;
  return {};
}

struct TourStep {
  const char *title, *words;
};

std::array<TourStep, 6> tour() {
  return {
      {{tr("The data"), tr("On the left is what the project holds. Choose “brain T1” to look at it: scroll through "
                           "the slices, drag with the right button to change the window.")},
       {tr("A tool"), tr("On the right is what can be done. Choose “K-means of intensities”, give it the brain and the "
                         "skull-stripped brain as mask, and press Run.")},
       {tr("What came out"), tr("Below, Results shows the volumes of the tissues. “Show” puts the segmentation "
                                "into the middle; Overlays lays it over the brain.")},
       {tr("A fit"), tr("Average the diffusion series over its directions, then fit the ADC to every voxel. Click "
                        "a voxel of the map: its curve and the fit appear.")},
       {tr("Two runs"), tr("Run a tool again with other settings. In Results, Compare says what changed, in the "
                           "settings and in the numbers.")},
       {tr("A report"), tr("In History, write a report: pictures, tables, methods and provenance on one page. "
                           "Ctrl+P finds everything else, F1 shows the keys.")}}};
}

}  // namespace

void draw_top_bar(Ui &ui, Workplace &w) {
  const auto scope = ui.scope("top");
  ui.space();
  const auto columns = ui.columns("bar", {3, 4, 3});
  draw_place(ui, w);
  columns.next();
  {
    const auto line = ui.row();
    if (ui.width(18)
            .tooltip(tr("Every tool, model, data set and setting by its name"))
            .shortcut("ctrl+p")
            .button("search", tr("Search…"), "search")) {
      w.view().palette = w.view().palette_appears = true;
      w.view().grids["palette"] = {};
      w.view().palette_text.clear();
    }
    draw_edits(ui, w);
  }
  columns.next();
  draw_look(ui, w);
}

void draw_dialogs(Ui &ui, Workplace &w) {
  ShownNow &view = w.view();
  const Asked asked = view.asked;
  if (asked == Asked::import_data) return draw_import(ui, w);
  if (asked == Asked::paste) return draw_paste(ui, w);
  if (asked == Asked::save_model) return draw_save_model(ui, w);
  bool open = asked != Asked::nothing;
  const Question q = question(asked);
  {
    const auto dialog = ui.width(36).dialog("dialog", q.title, open);
    if (dialog) {
      if (view.path.empty() && !view.path_proposed) view.path = proposed(w, asked);
      const bool appears = !std::exchange(view.path_proposed, true);
      ui.text("what", q.what, GANTRY_UI_DIM);
      const Did typed = ui.width(-0.01).focus(appears).text_field("path", q.label, view.path, {q.hint});
      const std::string path = cleaned_path(view.path);
      ui.space();
      const auto line = ui.row();
      ui.space(-1);
      if (ui.button("cancel", tr("Cancel"))) open = false;
      const bool go = ui.disabled(path.empty(), tr("Say where first.")).button("ok", q.ok, "check", GANTRY_UI_PRIMARY);
      if (go || (typed.activated() && !path.empty())) {
        open = false;
        answer(w, asked, path);
      }
    }
  }
  if (open || view.asked != asked) return;
  view.asked = Asked::nothing;
  view.path_proposed = false;
}

void draw_tour(Ui &ui, Workplace &w) {
  ShownNow &view = w.view();
  const auto steps = tour();
  if (view.tour < 0) return;
  if (view.tour >= static_cast<int>(steps.size())) {
    view.tour = -1;
    return;
  }
  const TourStep &step = steps[static_cast<std::size_t>(view.tour)];
  const auto box = ui.box("tour", GANTRY_UI_QUIET);
  const auto line = ui.columns("halves", {4, 1});
  ui.text("title",
          filled(tr("{1} of {2}: {3}"), {std::to_string(view.tour + 1), std::to_string(steps.size()), step.title}),
          GANTRY_UI_STRONG);
  ui.text("words", step.words);
  line.next();
  const auto buttons = ui.row();
  ui.space(-1);
  if (ui.disabled(view.tour == 0).tooltip(tr("Back")).button("back", "", "chevron-left", GANTRY_UI_QUIET)) --view.tour;
  const bool last = view.tour + 1 == static_cast<int>(steps.size());
  if (ui.button("next", last ? tr("Done") : tr("Next"), last ? "check" : "chevron-right", GANTRY_UI_PRIMARY))
    ++view.tour;
  if (ui.tooltip(tr("End the tour")).button("end", "", "times", GANTRY_UI_QUIET)) view.tour = -1;
}

}  // namespace gantry::host::window::screens
