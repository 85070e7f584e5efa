// SPDX-License-Identifier: Apache-2.0
// At the right edge: the panels that are open, one below the other. "work/panels/PLUGIN.PANEL/view/…"
#include <host/window/screens/parts.hpp>

#include <algorithm>

namespace gantry::host::window::screens {
namespace {

using State = OpenPanel::State;

// em
constexpr double head = 2.5;         // of a panel: its name, and its border
constexpr double around = 5;         // above and below all of them
constexpr double least_height = 14;  // of what a panel draws; the dock scrolls where there is less
constexpr double unknown_height = 40;
constexpr double patience = 1;  // s; until it is said that a panel takes its time

void draw_head(Ui &ui, Workplace &w, const OpenPanel &panel) {
  const PanelOffer *const offer = w.catalogue().panel(panel.id);
  const auto line = ui.columns("head", {9, 1});
  {
    const auto row = ui.row();
    if (ui.tooltip(panel.folded ? tr("Unfold the panel") : tr("Fold the panel"))
            .button("fold", "", panel.folded ? "chevron-right" : "chevron-down", GANTRY_UI_QUIET))
      w.panels().fold(panel.id, !panel.folded);
    ui.text("name", offer == nullptr ? panel.id : tr(offer->panel->label), GANTRY_UI_STRONG);
    const double busy = panel.client ? std::chrono::duration<double>(panel.client->busy_for()).count() : 0;
    if (busy > patience) ui.text("busy", filled(tr("at work for {1}"), {shown_span(busy)}), GANTRY_UI_WARNING);
    else if (offer != nullptr) ui.text("plugin", tr(offer->plugin->manifest.name), GANTRY_UI_DIM);
    if (busy > 0) ui.redraw_after(patience / 2);
  }
  line.next();
  if (ui.tooltip(tr("Close the panel; what it saved is kept")).button("close", "", "times", GANTRY_UI_QUIET))
    w.panels().close(panel.id);
}

void draw_problem(Ui &ui, Workplace &w, const OpenPanel &panel) {
  const core::WorkerFailure &why = *panel.problem;
  const bool held = why.error.code == "plugin.quarantined" || w.catalogue().state(panel.plugin).quarantined;
  draw_error(ui, "error", why.error);
  if (held) {
    ui.text("held", tr("Its plugin is in quarantine, since it broke while it was loaded."), GANTRY_UI_DIM);
    if (ui.tooltip(tr("Forget what is held against it, and try it again"))
            .button("retry", tr("Retry"), "refresh", GANTRY_UI_PRIMARY)) {
      w.retry_plugin(panel.plugin);
      w.panels().restart(panel.id);  // once the plugin is released
    }
  } else {
    if (ui.button("restart", tr("Restart"), "refresh", GANTRY_UI_PRIMARY)) w.panels().restart(panel.id);
    ui.text("kept", tr("Everything else goes on. What the panel saved is kept."), GANTRY_UI_DIM);
  }
  if (why.stderr_tail.empty()) return;
  if (const auto section = ui.section("tail", tr("What it said last")))
    ui.text("log", why.stderr_tail, GANTRY_UI_FIXED);
}

void draw_view(Ui &ui, Workplace &w, const OpenPanel &panel, double height) {
  const auto box = ui.height(height).box("view", GANTRY_UI_SCROLL);
  switch (panel.state) {
    case State::waiting_for_project:
      return ui.text("waiting", tr("This panel works on a project. It begins as soon as one is open."), GANTRY_UI_INFO);
    case State::opening: return ui.text("opening", tr("Opening…"), GANTRY_UI_DIM);
    case State::stopped: return draw_problem(ui, w, panel);
    case State::showing: break;
  }
  panel.client->draw(ui.c());
}

}  // namespace

void draw_panels(Ui &ui, Workplace &w) {
  const auto box = ui.box("panels", GANTRY_UI_QUIET | GANTRY_UI_SCROLL);
  std::vector<std::string> ids;  // a press may close one
  std::size_t last = 0, unfolded = 0;
  for (const OpenPanel &panel : w.panels().all()) {
    if (!panel.folded) last = ids.size(), ++unfolded;
    ids.push_back(panel.id);
  }
  if (unfolded == 0) last = ids.size();
  const double whole = w.view().height > 0 ? w.view().height : unknown_height;
  const double all = whole - around - head * static_cast<double>(ids.size());
  const double each = std::max(least_height, all / static_cast<double>(std::max<std::size_t>(unfolded, 1)));
  // The last one takes what the others leave, but for the heads below it.
  const double rest = -0.25 - head * static_cast<double>(ids.size() - std::min(last + 1, ids.size()));
  for (std::size_t i = 0; i < ids.size(); ++i) {
    const auto scope = ui.scope(id_of(ids[i]));
    draw_head(ui, w, *w.panels().find(ids[i]));
    const OpenPanel *const panel = w.panels().find(ids[i]);
    if (panel != nullptr && !panel->folded) draw_view(ui, w, *panel, i == last && each > least_height ? rest : each);
  }
}

bool draw_panel_list(Ui &ui, Workplace &w) {
  std::vector<const PanelOffer *> found;
  for (const PanelOffer &offer : w.catalogue().panels())
    if (fitness(std::string(tr(offer.panel->label)) + " " + offer.id, w.view().tool_text)) found.push_back(&offer);
  if (found.empty()) return false;
  const auto section = ui.section("panels", tr("Panels"));
  if (!section) return true;
  for (const PanelOffer *offer : found) {
    const bool open = w.panels().find(offer->id) != nullptr;
    const std::string icon = offer->panel->icon.empty() ? "columns" : offer->panel->icon;
    const auto node =
        ui.tooltip(tr(offer->panel->help))
            .tree(id_of(offer->id), tr(offer->panel->label), icon, GANTRY_UI_LEAF | (open ? GANTRY_UI_CHECKED : 0u));
    if (node.pressed() || node.activated()) w.open_panel(offer->id);
  }
  return true;
}

}  // namespace gantry::host::window::screens
