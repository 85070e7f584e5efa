// SPDX-License-Identifier: Apache-2.0
// Plots and images: a place for each; what is in it is drawn by others.
#include <host/window/widgets/drawing.hpp>

#include <cmath>

namespace gantry::host::window {
namespace {

// `natural`: em, of its height.
View place_view(Drawing &d, const Item &item, double natural) {
  const float width = d.width_of(item.next, std::floor(d.left_over()));
  const float height = d.height_of(item.next, d.em(natural));
  d.place(width);
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const ImRect bb(at, at + ImVec2(width, height));
  ImGui::ItemSize(bb);
  View view;
  view.path = item.path;
  view.id = item.id;
  view.rect = rect_of(bb);
  view.enabled = !item.next.disabled;
  view.theme = &d.theme();
  view.fonts = &d.fonts();
  view.decimal = d.options.decimal;
  view.tr = d.options.tr;
  view.add = [&d](Seen seen) { d.add(std::move(seen)); };
  view.redraw_in = [&d](double seconds) { d.redraw_in(seconds); };
  return view;
}

void finish_view(Drawing &d, const Item &item, const View &view, Kind kind, const char *title) {
  const ImRect bb(view.rect.x0, view.rect.y0, view.rect.x1, view.rect.y1);
  d.finish(item, {.kind = kind, .rect = bb, .label = title, .stops = true});
}

std::uint32_t plot(const gantry_ui *ui, const char *id, const gantry_ui_plot *plot, gantry_ui_plot_state *state) {
  Drawing &d = of(ui);
  if (d.hidden() || plot == nullptr || state == nullptr || !d.options.plot) return d.skip();
  const Item item = d.item(id);
  const View view = place_view(d, item, 18);
  const std::uint32_t did = d.options.plot(view, *plot, *state);
  finish_view(d, item, view, Kind::plot, text_of(plot->title));
  return did;
}

std::uint32_t image(const gantry_ui *ui, const char *id, const gantry_ui_image *image, gantry_ui_image_state *state) {
  Drawing &d = of(ui);
  if (d.hidden() || image == nullptr || state == nullptr || !d.options.image) return d.skip();
  const Item item = d.item(id);
  const View view = place_view(d, item, 24);
  const std::uint32_t did = d.options.image(view, *image, *state);
  finish_view(d, item, view, Kind::image, text_of(image->volume));
  return did;
}

}  // namespace

void set_views(gantry_ui &table) {
  table.plot = plot;
  table.image = image;
}

}  // namespace gantry::host::window
