// SPDX-License-Identifier: Apache-2.0
// The whole: top bar, the page below it, and what stands in front.
#include <host/window/screens/screens.hpp>

#include <host/window/screens/parts.hpp>

namespace gantry::host::window::screens {
namespace {

// Left what there is, right what can be done, in the middle what it looks like and what came out.
void draw_desk(Ui &ui, Workplace &w) {
  draw_tour(ui, w);
  if (w.view().tour >= 0) ui.separator();
  const auto panes = ui.split("panes", 0.2);
  draw_tree(ui, w);
  panes.next();
  const auto sides = ui.split("sides", 0.7);
  {
    const auto rows = ui.split("rows", 0.66, GANTRY_UI_VERTICAL);
    draw_centre(ui, w);
    rows.next();
    draw_bottom(ui, w);
  }
  sides.next();
  draw_tools(ui, w);
}

void draw_work(Ui &ui, Workplace &w) {
  // The same paths with panels beside it and without.
  const bool beside = !w.panels().all().empty();
  const auto all = beside ? ui.split("work", 0.74) : ui.scope("work");
  draw_desk(ui, w);
  if (!beside) return;
  all.next();
  draw_panels(ui, w);
}

void draw_beginning(Ui &ui, Workplace &w) {
  if (w.panels().all().empty()) return draw_start(ui, w);
  const auto all = ui.split("beside", 0.7);
  draw_start(ui, w);
  all.next();
  draw_panels(ui, w);
}

void draw_trouble(Ui &ui, Workplace &w) {
  if (!w.trouble()) return;
  const auto margin = ui.row();
  ui.space(0.25);
  const auto line = ui.width(-0.75).columns("trouble", {24, 1});
  draw_error(ui, "error", *w.trouble());
  line.next();
  if (ui.tooltip(tr("Put this message away")).button("close", "", "times", GANTRY_UI_QUIET)) w.forget_trouble();
}

}  // namespace

void draw(Ui &ui, Workplace &w) {
  for (const Notice &notice : w.take_notices()) ui.toast(notice.severity, notice.text);
  draw_top_bar(ui, w);
  ui.separator();
  draw_trouble(ui, w);
  const Page page = w.view().page;
  if (page == Page::plugins) draw_plugins(ui, w);
  else if (page == Page::preferences) draw_preferences(ui, w);
  else if (w.project() != nullptr && page == Page::work) draw_work(ui, w);
  else if (w.project() != nullptr && page == Page::fit) draw_fitting(ui, w);
  else draw_beginning(ui, w);
  draw_dialogs(ui, w);
  draw_palette(ui, w);
  if (w.busy() || w.opening() || w.voxel_curve().waiting) ui.redraw_after(0.2);
  if (const auto due = w.fitting().due()) ui.redraw_after(*due);
}

}  // namespace gantry::host::window::screens
