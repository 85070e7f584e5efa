// SPDX-License-Identifier: Apache-2.0
// Centre: what is selected, as an image, a signal, a table or a record. "work/centre/image"
#include <host/window/screens/parts.hpp>

#include <algorithm>
#include <core/data/volume.hpp>

namespace gantry::host::window::screens {
namespace {

bool same_place(const ShownItem &a, const ShownItem &b) {
  if (!a.volume || !b.volume) return false;
  for (std::size_t d = 0; d < 3; ++d)
    if (a.volume->shape[d] != b.volume->shape[d]) return false;
  return core::same_space(a.volume->geometry, b.volume->geometry, a.volume->shape);
}

// The run whose map a voxel belongs to: that of the image itself, or of the topmost map over it.
const core::RunRecord *fitted_by(const Snapshot &project, const ShownItem &item, const std::vector<Over> &over) {
  const auto by = [&](const ShownItem &of) -> const core::RunRecord * {
    const core::RunRecord *const run = project.maker(of);
    return run != nullptr && run->kind == core::JobKind::fit_map ? run : nullptr;
  };
  for (auto o = over.rbegin(); o != over.rend(); ++o)
    if (const ShownItem *map = project.item(o->item); map != nullptr && !o->hidden)
      if (const auto *run = by(*map)) return run;
  return by(item);
}

void draw_overlays(Ui &ui, Workplace &w, const ShownItem &item) {
  auto &over = w.view().over[item.id];
  const Snapshot &project = *w.project();
  const auto line = ui.row();
  {
    if (const auto menu =
            ui.tooltip(tr("Segmentations and maps to lay over the image")).menu("overlays", tr("Overlays"), "clone")) {
      bool any = false;
      for (const ShownItem &other : project.items) {
        if (other.id == item.id || other.frames() > 1 || !same_place(item, other)) continue;
        any = true;
        const auto found = std::find_if(over.begin(), over.end(), [&](const Over &o) { return o.item == other.id; });
        if (!ui.menu_item(other.id, other.label, icon_of(other), found != over.end() ? GANTRY_UI_CHECKED : 0u))
          continue;
        if (found != over.end()) over.erase(found);
        else over.push_back({other.id, other.labels() ? 0.5 : 0.8});
      }
      if (!any) ui.text("none", tr("Nothing else in the project lies in the same place."), GANTRY_UI_DIM);
    }
  }
  for (Over &o : over) {
    const ShownItem *const other = project.item(o.item);
    if (other == nullptr) continue;
    const auto scope = ui.scope("over-" + o.item);
    bool shown_now = !o.hidden;
    ui.width(11).toggle("shown", other->label, shown_now);
    o.hidden = !shown_now;
    if (other->labels())
      ui.disabled(o.hidden).choice("as", "", {tr("Filled"), tr("Outlines")}, o.outlines, GANTRY_UI_SEGMENTS);
    ui.width(11)
        .disabled(o.hidden)
        .tooltip(tr("Opacity"))
        .number("opacity", "", o.opacity, {"", 0, 1, 0.05, 0.5, GANTRY_UI_SLIDER});
  }
  if (fitted_by(project, item, over) != nullptr)
    ui.text("click", tr("Click a voxel to see its curve and fit."), GANTRY_UI_DIM);
}

void draw_image(Ui &ui, Workplace &w, const ShownItem &item) {
  draw_overlays(ui, w, item);
  const auto &over = w.view().over[item.id];
  Image image;
  image.volume = item.id;
  for (const Over &o : over) {
    const ShownItem *const other = w.project()->item(o.item);
    if (other == nullptr) continue;
    const std::uint32_t kind = !other->labels() ? GANTRY_UI_LAYER_MAP
                               : o.outlines     ? GANTRY_UI_LAYER_OUTLINES
                                                : GANTRY_UI_LAYER_LABELS;
    image.layers.push_back({o.item, other->label, o.item, kind, o.opacity, "viridis"});
    image.layers.back().hidden = o.hidden;
  }
  const core::RunRecord *const run = fitted_by(*w.project(), item, over);
  const bool curve = run != nullptr && w.voxel_curve().run == run->id;
  ImageState &state = w.view().images[item.id];
  const auto draw = [&] {
    const Did did = ui.height(-0.01).image("image", image, state);
    if (did.pressed() && run != nullptr) w.look_at_voxel(run->id, {state.voxel[0], state.voxel[1], state.voxel[2]});
  };
  if (!curve) return draw();
  const auto split = ui.split("curve", 0.55);
  draw();
  split.next();
  draw_voxel(ui, w);
}

void draw_signal(Ui &ui, Workplace &w, const ShownItem &item, const Known &known) {
  Plot plot;
  plot.title = item.label;
  plot.x = {tr("Time"), "s"};
  const auto &channels = known.signal.channels;
  const bool alike = std::all_of(channels.begin(), channels.end(),
                                 [&](const auto &channel) { return channel.unit == channels.front().unit; });
  for (std::size_t c = 0; c < known.channels.size(); ++c)
    plot.series.push_back({"channel-" + std::to_string(c),
                           alike ? channels[c].name : headed(channels[c].name, channels[c].unit), GANTRY_UI_LINE,
                           known.times, known.channels[c]});
  plot.y = {tr("Amplitude"), alike && !channels.empty() ? channels.front().unit : ""};
  std::vector<double> onsets;
  for (const auto &event : known.signal.events) onsets.push_back(event.onset);
  if (!onsets.empty() && onsets.size() <= 5000)
    plot.series.push_back({"events", tr("Events"), GANTRY_UI_MARKERS, onsets, {}});
  ui.height(-0.01).plot("signal", plot, w.view().plots[item.id]);
}

void draw_table_plot(Ui &ui, Workplace &w, const ShownItem &item, const core::Table &table) {
  std::vector<std::string> names{tr("row")};
  std::vector<std::vector<double>> values;
  std::vector<std::string> units{""};
  auto &rows = values.emplace_back();
  for (std::size_t r = 0; r < table.rows(); ++r) rows.push_back(static_cast<double>(r + 1));
  for (const core::Column &column : table.columns) {
    if (std::holds_alternative<std::vector<std::string>>(column.values)) continue;
    names.push_back(column.name);
    units.push_back(column.unit);
    values.push_back(column.numbers());
  }
  if (values.size() < 2) return ui.text("none", tr("No column of this table holds numbers."), GANTRY_UI_DIM);
  int &x = w.view().plot_x.try_emplace(item.id, values.size() > 2 ? 1 : 0).first->second;
  int &y = w.view().plot_y.try_emplace(item.id, values.size() > 2 ? 2 : 1).first->second;
  {
    const auto line = ui.row();
    ui.width(10).choice("x", tr("Across"), names, x);
    ui.width(10).choice("y", tr("Upwards"), names, y);
  }
  const auto last = static_cast<int>(values.size()) - 1;
  const auto at_x = static_cast<std::size_t>(std::clamp(x, 0, last)),
             at_y = static_cast<std::size_t>(std::clamp(y, 0, last));
  Plot plot;
  plot.title = item.label;
  plot.x = {names[at_x], units[at_x]};
  plot.y = {names[at_y], units[at_y]};
  plot.series.push_back({"values", names[at_y], GANTRY_UI_LINE_POINTS, values[at_x], values[at_y]});
  ui.height(-0.01).plot("plot", plot, w.view().plots[item.id]);
}

void draw_content(Ui &ui, Workplace &w, const ShownItem &item) {
  if (item.kind == core::Kind::volume) return draw_image(ui, w, item);
  const Known &known = w.objects().get(item.object);
  if (!known.problem.empty()) return ui.text("problem", said(known.problem), GANTRY_UI_ERROR);
  if (!known.object) return ui.text("loading", tr("Reading…"), GANTRY_UI_DIM);
  if (item.kind == core::Kind::signal) return draw_signal(ui, w, item, known);
  if (item.kind == core::Kind::record) return draw_record(ui, w, item.id, known, -0.01);
  if (item.kind == core::Kind::file)
    return ui.text("file", filled(tr("A file of {1} bytes. Export it to open it elsewhere."),
                                  {shown(std::uint64_t{known.object->bytes.size()})}));
  const auto tabs = ui.tabs("views");
  if (const auto tab = ui.tab("table", tr("Table"), "table")) draw_table(ui, w, item.id, known.table, -0.01);
  if (const auto tab = ui.tab("plot", tr("Plot"), "line-chart")) draw_table_plot(ui, w, item, known.table);
}

void draw_item(Ui &ui, Workplace &w, const ShownItem &item) {
  {
    const auto line = ui.row();
    ui.icon("kind", icon_of(item));
    ui.text("label", item.label, GANTRY_UI_HEADING);
    ui.text("facts", said_facts(item.facts), GANTRY_UI_DIM);
    ui.space(-1);
    if (item.kind == core::Kind::table && ui.tooltip(tr("Models, starting values and the curve over these points"))
                                              .shortcut("ctrl+shift+f")
                                              .button("fit", tr("Fit a curve"), "line-chart"))
      w.open_fitting(item.id);
    if (ui.disabled(!w.project()->writable, tr("The project can't be changed."))
            .tooltip(tr("Rename"))
            .shortcut("f2")
            .button("rename", "", "pencil", GANTRY_UI_QUIET))
      ask_for_label(w, item);
    if (ui.tooltip(tr("What the file said about itself")).button("about", tr("Header"), "list-alt", GANTRY_UI_QUIET))
      w.view().header = !w.view().header;
  }
  if (!w.view().header) return draw_content(ui, w, item);
  const auto split = ui.split("beside", 0.6);
  draw_content(ui, w, item);
  split.next();
  draw_header(ui, w, item);
}

}  // namespace

void draw_centre(Ui &ui, Workplace &w) {
  const auto box = ui.height(-0.01).box("centre", GANTRY_UI_QUIET);
  if (const ShownItem *item = w.project()->item(w.view().item)) {
    const auto scope = ui.scope(item->id);
    return draw_item(ui, w, *item);
  }
  ui.text("empty", tr("Nothing is selected"), GANTRY_UI_HEADING);
  ui.text("how",
          w.project()->items.empty() ? tr("Drop files or folders on the window to begin.")
                                     : tr("Choose data on the left to look at it here."),
          GANTRY_UI_DIM);
}

}  // namespace gantry::host::window::screens
