// SPDX-License-Identifier: Apache-2.0
// Right: what can be done, by category; the form of what was chosen; panels to open. "work/panes/sides/tools/panels/…"
#include <host/window/screens/parts.hpp>
#include <host/window/screens/search.hpp>

namespace gantry::host::window::screens {

void draw_tools(Ui &ui, Workplace &w) {
  ShownNow &view = w.view();
  if (const Task *task = w.catalogue().task(view.task)) return draw_form(ui, w, *task);
  const auto box = ui.box("tools", GANTRY_UI_QUIET | GANTRY_UI_SCROLL);
  ui.text("title", tr("What to do"), GANTRY_UI_HEADING);
  ui.width(-0.01)
      .tooltip(tr("A tool, model or panel by its name, in either language"))
      .text_field("find", "", view.tool_text, {tr("Find…"), GANTRY_UI_SEARCH});
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
    const std::string own = tasks[i].category();
    const std::string category = own.empty() ? tr("Other") : headline(tr(own));
    i = end;
    if (listed.empty()) continue;
    any = true;
    const auto section = ui.section("category-" + id_of(own.empty() ? "Other" : own), category);
    if (!section) continue;
    for (const Task *task : listed) {
      const bool held = w.catalogue().state(task->plugin->manifest.id).quarantined;
      const auto node =
          ui.disabled(held, tr("Its plugin is in quarantine: see Plugins."))
              .tooltip(held ? tr("Its plugin is in quarantine: see Plugins.") : tr(task->help()))
              .tree(id_of(task->key), tr(task->label()), task->fit() ? "line-chart" : "wrench", GANTRY_UI_LEAF);
      if (node.pressed() || node.activated()) w.choose_task(task->key);
    }
  }
  if (!any) ui.text("nothing", filled(tr("Nothing is called “{1}”."), {view.tool_text}), GANTRY_UI_DIM);
}

}  // namespace gantry::host::window::screens
