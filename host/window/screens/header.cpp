// SPDX-License-Identifier: Apache-2.0
// What the file of an item said about itself, to be searched. "centre/image-1/header/find", "…/header/entries"
#include <host/window/screens/parts.hpp>

namespace gantry::host::window::screens {
namespace {

// Something that was made here has the header of what it was made from: of the first input, back to an import.
const ShownItem *origin_of(const Snapshot &project, const ShownItem &item) {
  constexpr int longest = 50;
  const ShownItem *at = &item;
  for (int steps = 0; steps < longest && at != nullptr; ++steps) {
    const core::RunRecord *const run = project.maker(*at);
    if (run == nullptr) return at;
    at = run->inputs.empty() ? nullptr : project.item_of_object(run->inputs.front().object);
  }
  return nullptr;
}

void draw_entries(Ui &ui, Workplace &w, const std::string &item, const Known &known) {
  ShownNow &view = w.view();
  ui.width(-0.01).text_field("find", "", view.header_text, {tr("Find a field or a value"), GANTRY_UI_SEARCH});
  std::vector<std::size_t> found;
  for (std::size_t i = 0; i < known.lines.size(); ++i)
    if (contains(known.lines[i].first + " " + known.lines[i].second, view.header_text)) found.push_back(i);
  ui.height(-0.01).grid("entries", {{"field", tr("Field"), "", 9, 0}, {"value", tr("Value"), "", 0, 0}}, found.size(),
                        view.grids["header/" + item],
                        view.header_text.empty() ? std::string(tr("The header is empty."))
                                                 : filled(tr("Nothing is called “{1}”."), {view.header_text}),
                        [&](const GridRow &row) {
                          const auto &[field, value] = known.lines[found[static_cast<std::size_t>(row.index())]];
                          row.text(0, field, GANTRY_UI_DIM);
                          row.text(1, value);
                        });
}

}  // namespace

void draw_header(Ui &ui, Workplace &w, const ShownItem &item) {
  const auto box = ui.height(-0.01).box("header", GANTRY_UI_QUIET);
  {
    const auto line = ui.row();
    ui.text("title", tr("Header"), GANTRY_UI_HEADING);
    ui.space(-1);
    if (ui.tooltip(tr("Close the header")).button("close", "", "times", GANTRY_UI_QUIET)) w.view().header = false;
  }
  const ShownItem *const origin = origin_of(*w.project(), item);
  const std::optional<std::string> hash = origin == nullptr ? std::string{} : w.header_of(origin->id);
  if (!hash) return ui.text("loading", tr("Reading…"), GANTRY_UI_DIM);
  if (hash->empty()) return ui.text("none", tr("Its file had no header, or it was not kept."), GANTRY_UI_DIM);
  if (origin != &item)
    ui.text("origin", filled(tr("Of “{1}”, from which this was made."), {origin->label}), GANTRY_UI_DIM);
  const Known &known = w.objects().get(*hash);
  if (!known.problem.empty()) return ui.text("problem", said(known.problem), GANTRY_UI_ERROR);
  if (!known.object) return ui.text("loading", tr("Reading…"), GANTRY_UI_DIM);
  draw_entries(ui, w, origin->id, known);
}

}  // namespace gantry::host::window::screens
