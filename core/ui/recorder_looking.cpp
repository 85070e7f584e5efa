// SPDX-License-Identifier: Apache-2.0
#include <core/ui/recorder.hpp>

#include <core/data/views.hpp>
#include <core/ui/image_state.hpp>
#include <core/ui/recorder_parts.hpp>

namespace gantry::core {
namespace {

using nlohmann::json;

template <class T>
T member(const json &value, const char *name, T otherwise) {
  const auto found = value.is_object() ? value.find(name) : value.end();
  if (!value.is_object() || found == value.end()) return otherwise;
  if constexpr (std::is_same_v<T, std::string>) return found->is_string() ? found->template get<T>() : otherwise;
  else return found->is_number() ? found->template get<T>() : otherwise;
}

}  // namespace

void Recorder::visible_rows(const std::string &path, std::uint64_t rows, gantry_ui_grid_state &grid) {
  std::uint64_t first = 0, count = rows_at_first;
  if (const auto *told = state(path); told != nullptr && told->is_array() && told->size() == 2) {
    first = told->at(0);
    count = told->at(1);
  }
  grid.first = std::min(first, rows);
  grid.count = std::min({count, rows - grid.first, max_grid_rows_drawn});
}

void Recorder::fill_grid() {
  table_.grid_begin = [](const gantry_ui *ui, const char *id, const gantry_ui_grid *grid,
                         gantry_ui_grid_state *state) -> std::uint32_t {
    Recorder &self = of(ui);
    std::string path;
    Open &open = self.push(Op::grid_begin, name_of(id).c_str(), true, &path);
    if (grid == nullptr || grid->size < sizeof *grid || state == nullptr || grid->column_count > max_columns)
      return self.mistake("panel.struct", "gave a grid without its state, or with more than 512 columns"), 0;
    self.visible_rows(path, grid->rows, *state);
    state->edited_row = -1;
    state->edited_text = "";
    const Edit *done = self.edit(path);
    if (done != nullptr) {
      state->selected = member<std::int64_t>(done->value, "selected", state->selected);
      state->sorted_by = member<std::int64_t>(done->value, "sorted_by", state->sorted_by);
      state->descending = member<std::uint32_t>(done->value, "descending", state->descending);
      state->edited_row = member<std::int64_t>(done->value, "row", -1);
      state->edited_column = member<std::uint32_t>(done->value, "column", 0);
      self.edited_text_ = member<std::string>(done->value, "text", "");
      state->edited_text = self.edited_text_.c_str();
    }
    for (std::uint32_t c = 0; c < grid->column_count; ++c) {
      const gantry_ui_grid_column &column = *grid->columns[c];
      self.put(Op::grid_column, {name_of(column.id), shown(column.label), shown(column.unit)},
               {column.flags, finite(column.width)});
    }
    self.put(Op::grid_begin, {name_of(id), shown(grid->empty)},
             {grid->column_count, grid->rows, state->descending, state->selected, state->sorted_by, state->first,
              state->count});
    open.first = state->first;
    open.count = state->count;
    open.columns = grid->column_count;
    if (!open.shown) state->count = 0;
    return (open.shown ? GANTRY_UI_SHOWN : 0u) | (done == nullptr ? 0u : done->what);
  };
  table_.grid_text = [](const gantry_ui *ui, std::uint64_t row, std::uint32_t column, const char *text,
                        std::uint32_t style) {
    if (of(ui).cell(row, column)) of(ui).put(Op::grid_text, {shown(text)}, {row, column, style});
  };
  table_.grid_number = [](const gantry_ui *ui, std::uint64_t row, std::uint32_t column, double value,
                          std::uint32_t digits) {
    if (of(ui).cell(row, column)) of(ui).put(Op::grid_number, {}, {row, column, value, digits});
  };
  table_.grid_end = [](const gantry_ui *ui) { of(ui).pop(Op::grid_end); };
}

// Cells that are not seen are left out; a column that is not there is a mistake.
bool Recorder::cell(std::uint64_t row, std::uint32_t column) {
  if (silent()) return false;
  if (open_.empty() || open_.back().op != Op::grid_begin || column >= open_.back().columns) {
    mistake("panel.nesting", "drew a cell outside of its grid");
    return false;
  }
  return row >= open_.back().first && row - open_.back().first < open_.back().count;
}

void Recorder::axis(const gantry_ui_axis *axis) {
  if (axis == nullptr) return put(Op::plot_axis, {"", ""}, {0u, std::nan(""), std::nan("")});
  put(Op::plot_axis, {shown(axis->label), shown(axis->unit)}, {axis->flags, axis->minimum, axis->maximum});
}

void Recorder::series(const gantry_ui_series &s) {
  const bool histogram = s.style == GANTRY_UI_HISTOGRAM, markers = s.style == GANTRY_UI_MARKERS;
  const bool missing =
      (s.x == nullptr && !histogram) || (s.y == nullptr && !markers) || (s.y2 == nullptr && s.style == GANTRY_UI_BAND);
  if (s.count > max_frame_bytes / sizeof(double) || (s.count > 0 && missing))
    return mistake("panel.struct", "gave a series without its values, or with more than 16 MiB of them");
  put(Op::plot_series, {name_of(s.id), shown(s.name)}, {s.style, s.colour, s.residual, s.count},
      {bytes_of(s.x, s.count), bytes_of(s.y, s.count), bytes_of(s.y2, s.count), bytes_of(s.error, s.count)});
}

void Recorder::fill_plot() {
  table_.plot = [](const gantry_ui *ui, const char *id, const gantry_ui_plot *plot,
                   gantry_ui_plot_state *state) -> std::uint32_t {
    Recorder &self = of(ui);
    const Edit *done = self.edit(self.widget(id));
    if (plot == nullptr || plot->size < sizeof *plot || plot->series_count > max_records)
      return self.mistake("panel.struct", "gave a plot of wrong size"), 0;
    if (done != nullptr && state != nullptr) {
      state->hovered = member<std::uint32_t>(done->value, "hovered", 0);
      state->x = member<double>(done->value, "x", 0);
      state->y = member<double>(done->value, "y", 0);
      state->series = member<std::int64_t>(done->value, "series", -1);
      state->point = member<std::int64_t>(done->value, "point", -1);
    }
    self.axis(plot->x);
    self.axis(plot->y);
    if (plot->residual != nullptr) self.axis(plot->residual);
    for (std::uint32_t s = 0; s < plot->series_count; ++s) self.series(*plot->series[s]);
    self.put(Op::plot, {name_of(id), shown(plot->title)}, {plot->series_count, plot->residual == nullptr ? 2u : 3u});
    return done == nullptr ? 0u : done->what;
  };
}

void Recorder::image(const std::string &path, const char *id, const gantry_ui_image &image,
                     const gantry_ui_image_state &view) {
  std::string header;
  std::vector<std::byte> voxels;
  bool old = false;
  if (image.made != nullptr && !silent()) {
    auto described = header_of(*image.made);
    if (!described || described.value().byte_size() > max_pixel_bytes)
      return mistake("panel.too-much", "gave an image of its own that is none, or larger than 64 MiB");
    old = kept(path, {image.made_revision, 0, 0}, described.value().byte_size());
    if (!old) {
      header = to_json(described.value()).dump();
      voxels = packed_voxels(*image.made, described.value());
    }
  }
  for (std::uint32_t l = 0; l < image.layer_count; ++l) {
    const gantry_ui_layer &layer = *image.layers[l];
    put(Op::layer, {name_of(layer.id), shown(layer.name), shown(layer.volume), shown(layer.colour_map)},
        {layer.kind, layer.minimum, layer.maximum, std::clamp(finite(layer.opacity, 1), 0.0, 1.0), layer.hidden});
  }
  put(Op::image, {name_of(id), shown(image.volume), header},
      {image.layer_count, view.plane, view.slice, view.axis_index, finite(view.centre), finite(view.width),
       finite(view.zoom), finite(view.pan[0]), finite(view.pan[1]), image.made_revision,
       image.made == nullptr ? 0u : 1u, old ? 1u : 0u},
      {voxels});
}

void Recorder::fill_image() {
  table_.image = [](const gantry_ui *ui, const char *id, const gantry_ui_image *image,
                    gantry_ui_image_state *state) -> std::uint32_t {
    Recorder &self = of(ui);
    const std::string path = self.widget(id);
    const Edit *done = self.edit(path);
    if (image == nullptr || image->size < sizeof *image || state == nullptr || image->layer_count > max_columns)
      return self.mistake("panel.struct", "gave an image without its state, or with more than 512 layers"), 0;
    if (done != nullptr) read_image_state(done->value, *state);
    self.image(path, id, *image, *state);
    return done == nullptr ? 0u : done->what;
  };
}

}  // namespace gantry::core
