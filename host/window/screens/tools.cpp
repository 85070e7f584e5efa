// SPDX-License-Identifier: Apache-2.0
// Right: what can be done, by category; the form of what was chosen; panels to open. "work/panes/sides/tools/list/panels/…"
#include <host/window/screens/parts.hpp>
#include <host/window/screens/search.hpp>

#include <string>
#include <vector>

namespace gantry::host::window::screens {

namespace {

constexpr std::size_t many =
    40;  // so many tools and models are looked through by field: the fields are folded at first

void draw_task(Ui &ui, Workplace &w, const Task &task) {
  const bool held = w.catalogue().state(task.plugin->manifest.id).quarantined;
  const auto node = ui.disabled(held, tr("Its plugin is in quarantine: see Plugins."))
                        .tooltip(held ? tr("Its plugin is in quarantine: see Plugins.") : tr(task.help()))
                        .tree(id_of(task.key), tr(task.label()), task.fit() ? "line-chart" : "wrench", GANTRY_UI_LEAF);
  if (node.pressed() || node.activated()) w.choose_task(task.key);
}

// What was found by its name lies open; else a field is folded as it was left.
void draw_category(Ui &ui, Workplace &w, const std::string &own, const std::vector<const Task *> &tasks) {
  const std::string id = "category-" + id_of(own.empty() ? "Other" : own);
  const std::string name = own.empty() ? tr("Other") : field_name(own);
  const auto draw_all = [&] {
    for (const Task *task : tasks) draw_task(ui, w, *task);
  };
  if (!w.view().tool_text.empty()) {
    const auto scope = ui.scope(id);
    ui.space(0.25);
    ui.text("name", name, GANTRY_UI_STRONG);
    return draw_all();
  }
  const bool folded = w.catalogue().tasks().size() > many;
  const std::string label = folded ? name + " · " + shown(std::uint64_t{tasks.size()}) : name;
  if (const auto section = ui.section(id, label, folded ? 0 : GANTRY_UI_OPEN)) draw_all();
}

}  // namespace

void draw_tools(Ui &ui, Workplace &w) {
  ShownNow &view = w.view();
  if (const Task *task = w.catalogue().task(view.task)) return draw_form(ui, w, *task);
  const auto box = ui.height(-0.01).box("tools", GANTRY_UI_QUIET);
  ui.text("title", tr("What to do"), GANTRY_UI_HEADING);
  ui.width(-0.01)
      .tooltip(tr("A tool, model or panel by its name, in either language"))
      .text_field("find", "", view.tool_text, {tr("Find…"), GANTRY_UI_SEARCH});
  const auto list = ui.box("list", GANTRY_UI_QUIET | GANTRY_UI_SCROLL);  // what is looked for by stays in sight
  if (fitness(tr("Fit a curve…"), view.tool_text)) {
    const auto node = ui.tooltip(tr("A table, models, and the curve over its points"))
                          .tree("fit-curve", tr("Fit a curve…"), "line-chart", GANTRY_UI_LEAF);
    if (node.pressed() || node.activated()) w.open_fitting(view.item);
  }
  if (!w.catalogue_ready()) return ui.text("reading", tr("Reading the plugins…"), GANTRY_UI_DIM);
  if (w.catalogue().tasks().empty() && w.catalogue().panels().empty())
    return ui.text("none", tr("No plugin is installed that brings a tool, a model or a panel. Put plugins beside the "
                              "program, or name their folder in GANTRY_PLUGIN_PATH."));
  // Tasks come by category: a section ends where the next category begins.
  const auto &tasks = w.catalogue().tasks();
  bool any = draw_panel_list(ui, w);
  for (std::size_t i = 0; i < tasks.size();) {
    std::size_t end = i;
    std::vector<const Task *> listed;
    for (; end < tasks.size() && tasks[end].category() == tasks[i].category(); ++end)
      if (found(tasks[end], view.tool_text)) listed.push_back(&tasks[end]);
    if (!listed.empty()) draw_category(ui, w, tasks[i].category(), listed);
    any = any || !listed.empty();
    i = end;
  }
  if (!any) ui.text("nothing", filled(tr("Nothing is called “{1}”."), {view.tool_text}), GANTRY_UI_DIM);
}

}  // namespace gantry::host::window::screens
