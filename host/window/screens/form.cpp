// SPDX-License-Identifier: Apache-2.0
// A form made from the parameters that a plugin declares. "…/form/run", "…/form/fields/inputs/image",
// "…/form/fields/settings/level"
#include <host/window/screens/parts.hpp>

#include <algorithm>
#include <cmath>
#include <core/plugins/parameters.hpp>

namespace gantry::host::window::screens {
namespace {

using nlohmann::json;

// What is wrong with one field: what the checks say, or what the last run said of it.
struct Wrong {
  std::vector<core::Error> now;
  std::optional<core::Error> last;

  std::string at(const std::string &where) const {
    for (const core::Error &e : now)
      if (e.parameter == where && e.code != "input.missing") {
        const core::Error words = said(e);
        return words.message + (words.hint.empty() ? "" : ": " + words.hint);
      }
    if (last && last->parameter == where) return said(*last).message;
    return {};
  }
};

// The latest job of this task.
const JobEntry *latest(const Workplace &w, const Task &task) {
  for (auto job = w.jobs().rbegin(); job != w.jobs().rend(); ++job)
    if (job->task == task.key) return &*job;
  return nullptr;
}

void draw_input(Ui &ui, Workplace &w, const Task &task, Draft &draft, const core::PortSpec &port, const Wrong &wrong) {
  const auto items = candidates(*w.project(), port, task.fit() && port.key == "image");
  std::vector<std::string> &given = draft.inputs[port.key];
  const std::string label = headline(tr(port.label)) + (port.optional ? std::string(" ") + tr("(optional)") : "");
  // One field for each that is given, and an empty one: where several are taken, or none is given yet.
  const std::size_t fields = port.many ? given.size() + 1 : 1;
  for (std::size_t n = 0; n < fields; ++n) {
    std::vector<std::string> names{items.empty() ? tr("there is none in the project") : tr("choose…")};
    std::size_t index = 0;
    for (std::size_t i = 0; i < items.size(); ++i) {
      names.push_back(items[i]->label + "  (" + items[i]->id + ")");
      if (n < given.size() && items[i]->id == given[n]) index = i + 1;
    }
    ui.tooltip(tr(port.help)).error(wrong.at(port.key)).disabled(items.empty());
    const std::string id = n == 0 ? id_of(port.key) : id_of(port.key) + "-" + std::to_string(n + 1);
    if (!ui.choice(id, n == 0 ? label : "", names, index)) continue;
    if (index == 0 && n < given.size()) given.erase(given.begin() + static_cast<std::ptrdiff_t>(n));
    else if (index > 0 && n < given.size()) given[n] = items[index - 1]->id;
    else if (index > 0) given.push_back(items[index - 1]->id);
    w.edited(task);
    break;
  }
}

void draw_settings(Ui &ui, Workplace &w, const Task &task, Draft &draft, const Wrong &wrong, bool advanced) {
  for (const core::ParameterSpec &p : task.parameters()) {
    if (p.advanced != advanced || !visible(p, task.parameters(), draft)) continue;
    ui.error(wrong.at(p.key));
    if (draw_parameter(ui, p, draft.values[p.key])) w.edited(task);
    if (!p.help.empty()) ui.text("help-" + id_of(p.key), tr(p.help), GANTRY_UI_DIM);
  }
}

void draw_fit(Ui &ui, Workplace &w, const Task &task, Draft &draft, const Wrong &wrong) {
  if (const auto section = ui.section("parameters", tr("Parameters of the model"))) {
    for (const core::ModelParameterSpec &p : task.model->parameters) {
      const CellRow row{p.symbol, tr(p.label), p.unit == "signal" ? "" : p.unit, p.start, p.minimum, p.maximum};
      if (draw_cell(ui, row, draft.cells[p.symbol], [&](const std::string &where) { return wrong.at(where); }))
        w.edited(task);
    }
    ui.text("cells-help", tr("Dim numbers are the model's own. Type to change one; empty a field to go back."),
            GANTRY_UI_DIM);
  }
  if (const auto section = ui.section("points", tr("Points to use"), 0)) {
    for (const core::QuantitySpec &axis : task.model->axis) {
      auto &range = draft.where[axis.name];
      const auto line = ui.columns(id_of(axis.name), {1, 1});
      const std::string label = tr(axis.label.empty() ? axis.name : axis.label);
      if (ui.error(wrong.at(axis.name + "/from"))
              .text_field("from", headed(filled(tr("{1} from"), {label}), axis.unit), range.first)
              .committed())
        w.edited(task);
      line.next();
      if (ui.error(wrong.at(axis.name + "/to")).text_field("to", tr("to"), range.second).committed()) w.edited(task);
    }
    ui.text("points-help", tr("Left empty, all points are used."), GANTRY_UI_DIM);
  }
  if (!has_constants(*task.model)) return;
  if (const auto section = ui.section("constants", tr("Constants"), task.model->constants.empty() ? 0 : GANTRY_UI_OPEN))
    if (draw_constants(ui, *task.model, draft.constants, [&](const std::string &where) { return wrong.at(where); }))
      w.edited(task);
}

// How the values of a map are found.
void draw_method(Ui &ui, Workplace &w, const Task &task, Draft &draft, const Wrong &wrong) {
  const auto section = ui.section("method", tr("Method"), 0);
  if (!section) return;
  MapDraft &maps = draft.maps;
  auto kind = static_cast<std::size_t>(maps.method);
  bool edited =
      ui.tooltip(tr("A dictionary holds the curves of many values, and each voxel gets those of the nearest"))
          .choice("search", tr("Values by"), {tr("Search"), tr("Dictionary"), tr("Both")}, kind, GANTRY_UI_SEGMENTS)
          .changed();
  maps.method = static_cast<MapMethod>(kind);
  if (maps.method != MapMethod::search) {
    edited |= ui.error(wrong.at("sizes"))
                  .tooltip(tr("How many values each parameter has between its bounds: T1=60, T2=60"))
                  .text_field("sizes", tr("Values in the dictionary"), maps.sizes, {tr("as many as suit")})
                  .committed();
    ui.text("method-help", tr("Each parameter needs both bounds, but for one that all values are in proportion to."),
            GANTRY_UI_DIM);
  }
  if (edited) w.edited(task);
}

// What the fit of a map alone is told: the kind of noise, which voxels are saturated, whether errors become maps.
void draw_noise(Ui &ui, Workplace &w, const Task &task, Draft &draft, const Wrong &wrong) {
  const auto section = ui.section("noise", tr("Noise and errors"), 0);
  if (!section) return;
  MapDraft &maps = draft.maps;
  std::size_t kind = maps.rician ? 1 : 0;
  bool edited = ui.tooltip(tr("Rician: of magnitude images, where the signal falls towards the noise"))
                    .choice("kind", tr("Noise"), {tr("Gaussian"), tr("Rician")}, kind, GANTRY_UI_SEGMENTS)
                    .changed();
  maps.rician = kind == 1;
  const auto image = draft.inputs.find("image");
  const ShownItem *const item =
      image == draft.inputs.end() || image->second.empty() ? nullptr : w.project()->item(image->second.front());
  const std::string unit = item != nullptr && item->volume ? item->volume->unit : "";
  edited |= ui.error(wrong.at("sigma"))
                .disabled(!draft.inputs["sigma"].empty(), tr("An image of it is given under Data."))
                .text_field("sigma", headed(tr("Its standard deviation"), unit), maps.sigma, {tr("not known")})
                .committed();
  if (maps.rician)
    ui.text("sigma-help", tr("Measured in air: the mean over 1.253, or the standard deviation over 0.655."),
            GANTRY_UI_DIM);
  edited |= ui.error(wrong.at("saturation"))
                .tooltip(tr("A voxel that reaches this value at a point is not fitted"))
                .text_field("saturation", headed(tr("Saturated from"), unit), maps.saturation,
                            {tr("the largest number of its type")})
                .committed();
  edited |= ui.tooltip(tr("An image beside each map: how well its values are determined"))
                .toggle("errors", tr("Maps of standard errors"), maps.errors, GANTRY_UI_SWITCH)
                .committed();
  if (edited) w.edited(task);
}

void draw_presets(Ui &ui, Workplace &w, const Task &task, Draft &draft) {
  auto &presets = w.preferences().presets[task.key];
  const auto menu = ui.tooltip(tr("Settings under a name, for next time")).menu("presets", tr("Presets"), "bookmark");
  if (!menu) return;
  for (const core::Preset &preset : presets) {
    if (!ui.menu_item("preset-" + id_of(preset.name), preset.name, "check")) continue;
    const auto inputs = draft.inputs;  // settings, not data
    draft = Draft::from(preset.draft);
    draft.inputs = inputs;
    w.edited(task);
  }
  std::string &name = w.view().preset_name[task.key];
  ui.width(12).text_field("preset-name", "", name, {tr("name of a new preset")});
  if (ui.disabled(name.empty(), tr("Give it a name first.")).menu_item("preset-save", tr("Save as a preset"), "save")) {
    std::erase_if(presets, [&](const core::Preset &p) { return p.name == name; });
    Draft kept = draft;
    kept.inputs.clear();
    for (const auto &p : task.parameters())
      if (p.secret) kept.values.erase(p.key);
    presets.push_back({name, to_json(kept)});
    w.tell(GANTRY_UI_DONE, [name] { return filled(tr("Saved as “{1}”."), {name}); });
    name.clear();
  }
  if (!presets.empty() && ui.menu_item("preset-forget", tr("Forget all presets of this form"), "trash-o"))
    presets.clear();
}

void draw_job(Ui &ui, Workplace &w, const JobEntry &job) {
  const core::JobProgress progress = job.job->progress();
  if (progress.state == core::JobState::failed) {
    if (const auto error = job.job->error()) draw_error(ui, "error", *error);
  }
  if (progress.state > core::JobState::running) return;
  std::string words = progress.state == core::JobState::waiting ? tr("waiting") : said(progress.activity);
  if (progress.seconds_left) words += " · " + filled(tr("{1} left"), {shown_span(*progress.seconds_left)});
  ui.progress("progress", progress.state == core::JobState::waiting || progress.fraction <= 0 ? -1 : progress.fraction,
              words);
  if (ui.shortcut("escape").button("cancel", tr("Cancel"), "stop")) w.cancel(job.number);
}

void draw_buttons(Ui &ui, Workplace &w, const Task &task, Draft &draft, const Wrong &wrong) {
  std::string why;
  if (!w.project()->writable) why = tr("The project can't be changed.");
  else if (!wrong.now.empty()) {
    const core::Error &first = wrong.now.front();
    why = first.code == "input.missing" ? filled(tr("Choose an input for “{1}” first."), {first.parameter})
                                        : said(first).message;
  }
  const auto line = ui.row();
  if (ui.disabled(!why.empty(), why)
          .shortcut("ctrl+enter")
          .button("run", task.fit() ? tr("Fit") : tr("Run"), "play", GANTRY_UI_PRIMARY))
    w.run(task, draft);
  if (ui.tooltip(tr("All settings as the plugin has them")).button("reset", "", "undo", GANTRY_UI_QUIET)) {
    const auto inputs = draft.inputs;
    draft = Draft::first(task);
    draft.inputs = inputs;
    w.edited(task);
  }
  draw_presets(ui, w, task, draft);
}

// In a line what it does; all of it, and where it comes from, for those who unfold it.
void draw_about(Ui &ui, const Task &task) {
  const std::string help = tr(task.help()), lead = first_words(help);
  if (!lead.empty()) ui.text("lead", lead, GANTRY_UI_DIM);
  if (task.fit() && !task.model->equation.empty()) ui.equation("equation", task.model->equation);
  if (task.source().empty() && help == lead) return;
  const auto section = ui.section("about", task.fit() ? tr("About this model") : tr("About this tool"), 0);
  if (!section) return;
  if (help != lead) ui.text("help", help);
  if (!task.source().empty()) ui.text("source", task.source(), GANTRY_UI_DIM);
}

// What is asked for: it scrolls below what is pressed.
void draw_fields(Ui &ui, Workplace &w, const Task &task, Draft &draft, const Wrong &wrong) {
  const auto box = ui.box("fields", GANTRY_UI_QUIET | GANTRY_UI_SCROLL);
  draw_about(ui, task);
  if (task.fit()) {
    std::size_t curve = draft.map ? 0 : 1;
    if (ui.choice("kind", "", {tr("Every voxel"), tr("One curve")}, curve, GANTRY_UI_SEGMENTS)) {
      draft.map = curve == 0;
      w.edited(task);
    }
  }
  const auto inputs = task.inputs(draft.map);
  if (!inputs.empty())
    if (const auto section = ui.section("inputs", tr("Data")))
      for (const core::PortSpec &port : inputs) draw_input(ui, w, task, draft, port, wrong);
  if (task.fit()) draw_fit(ui, w, task, draft, wrong);
  if (task.fit() && draft.map) draw_method(ui, w, task, draft, wrong);
  if (task.fit() && draft.map) draw_noise(ui, w, task, draft, wrong);
  const auto &all = task.parameters();
  const bool plain = std::any_of(all.begin(), all.end(), [](const auto &p) { return !p.advanced; });
  const bool more = std::any_of(all.begin(), all.end(), [](const auto &p) { return p.advanced; });
  if (plain)
    if (const auto section = ui.section("settings", tr("Settings"))) draw_settings(ui, w, task, draft, wrong, false);
  if (more)
    if (const auto section = ui.section("advanced", tr("Advanced"), 0)) draw_settings(ui, w, task, draft, wrong, true);
  if (ui.text_field("label", tr("Name of the result"), draft.label, {tr("as the tool calls it")}).committed())
    w.edited(task);
}

}  // namespace

void draw_form(Ui &ui, Workplace &w, const Task &task) {
  const auto box = ui.height(-0.01).box("form", GANTRY_UI_QUIET);
  if (ui.shortcut("alt+left").button("back", tr("All tools"), "chevron-left", GANTRY_UI_QUIET)) {
    w.view().task.clear();
    return;
  }
  ui.text("title", tr(task.label()), GANTRY_UI_HEADING);
  const JobEntry *const job = latest(w, task);
  Draft &draft = w.draft(task);
  Wrong wrong{troubles(task, draft, *w.project()), {}};
  if (job != nullptr) wrong.last = job->job->error();
  // What is pressed and what comes of it stay in sight, however long the form is.
  draw_buttons(ui, w, task, draft, wrong);
  if (job != nullptr) draw_job(ui, w, *job);
  ui.separator();
  draw_fields(ui, w, task, draft, wrong);
}

}  // namespace gantry::host::window::screens
