// SPDX-License-Identifier: Apache-2.0
// The slice, what lies over it, and what is written over both.
#include <host/window/image/frame.hpp>

#include <algorithm>
#include <cmath>
#include <core/report/text.hpp>
#include <core/report/ticks.hpp>
#include <host/window/theme/icons.hpp>
#include <host/window/theme/style.hpp>

namespace gantry::host::window {
namespace {

// Even voxels in one piece, uneven ones row by row or column by column.
void draw_texture(const ImageFrame &f, ImTextureID texture, float opacity) {
  ImDrawList &list = *ImGui::GetWindowDrawList();
  const core::view::SliceView &page = f.page();
  const ImU32 tint = colour(0xFFFFFF, opacity);
  const std::size_t uneven = page.even(0) ? 1 : 0;
  if (page.even(uneven)) {
    return list.AddImage(texture, f.place(0, 0), f.place(page.width(), page.height()), {0, 0}, {1, 1}, tint);
  }
  const auto &edges = page.edges(uneven);
  const auto count = static_cast<float>(edges.size() - 1);
  for (std::size_t i = 0; i + 1 < edges.size(); ++i) {
    const float from = static_cast<float>(i) / count;
    const float to = static_cast<float>(i + 1) / count;
    if (uneven == 1) {
      list.AddImage(texture, f.place(0, edges[i]), f.place(page.width(), edges[i + 1]), {0, from}, {1, to}, tint);
    } else {
      list.AddImage(texture, f.place(edges[i], 0), f.place(edges[i + 1], page.height()), {from, 0}, {to, 1}, tint);
    }
  }
}

// Millimetres on the page of the border before pixel `at` of `count`, which are the voxels or finer.
double along(const core::view::SliceView &page, std::size_t axis, std::uint32_t at, std::uint32_t count) {
  const auto &edges = page.edges(axis);
  const double cell = static_cast<double>(at) / count * static_cast<double>(edges.size() - 1);
  const std::size_t whole = std::min(static_cast<std::size_t>(cell), edges.size() - 2);
  return edges[whole] + (cell - static_cast<double>(whole)) * (edges[whole + 1] - edges[whole]);
}

// Each line lies within the pixels that it belongs to.
void draw_outlines(const ImageFrame &f, const LayerMemory &m, float opacity) {
  ImDrawList &list = *ImGui::GetWindowDrawList();
  const float thick = std::max(1.0F, em(f.view, 0.1));
  for (const core::view::Outline &line : m.outlines) {
    const auto place = [&](std::uint32_t across, std::uint32_t down) {
      return f.place(along(f.page(), 0, across, m.columns), along(f.page(), 1, down, m.rows));
    };
    const ImVec2 from = line.upright ? place(line.at, line.from) : place(line.from, line.at);
    const ImVec2 to = line.upright ? place(line.at, line.to) : place(line.to, line.at);
    const float in = line.after ? thick : -thick;
    const ImVec2 end = to + (line.upright ? ImVec2(in, 0) : ImVec2(0, in));
    const auto &c = line.colour;
    list.AddRectFilled(ImMin(from, end), ImMax(from, end),
                       colour(Rgb{c.red} << 16U | Rgb{c.green} << 8U | c.blue, opacity));
  }
}

void put_centred(ImFont *font, ImVec2 middle, std::string_view text) {
  put_on_image(*ImGui::GetWindowDrawList(), font, middle - measure(font, text) * 0.5F, text);
}

void draw_scale_bar(const ImageFrame &f) {
  ImDrawList &list = *ImGui::GetWindowDrawList();
  const double scale = f.scale();
  const double mm = core::report::nice_below(static_cast<double>(f.canvas.GetWidth()) / scale / 4);
  const auto length = static_cast<float>(std::round(mm * scale));
  const ImVec2 end = f.canvas.Max - ImVec2(em(f.view, 1.25), em(f.view, 0.75));
  const ImVec2 begin(end.x - length, end.y);
  list.AddRectFilled(begin - ImVec2(1, 1), end + ImVec2(1, em(f.view, 0.125) + 1), colour(0x000000, 0.6F));
  list.AddRectFilled(begin, end + ImVec2(0, em(f.view, 0.125)), colour(0xF2F4F7));
  put_centred(f.view.fonts->small, {(begin.x + end.x) / 2, end.y - em(f.view, 0.625)},
              localised(f.view, core::report::short_number(mm, 1)) + " mm");
}

void draw_letters(const ImageFrame &f) {
  const auto &view = f.page().layout();
  ImFont *const font = f.view.fonts->strong;
  const ImVec2 middle = f.canvas.GetCenter();
  const float in = em(f.view, 0.875);
  put_centred(font, {f.canvas.Min.x + in, middle.y}, view.left);
  put_centred(font, {f.canvas.Max.x - in - em(f.view, 0.5), middle.y}, view.right);
  put_centred(font, {middle.x, f.canvas.Min.y + in}, view.top);
  put_centred(font, {middle.x, f.canvas.Max.y - in}, view.bottom);
}

}  // namespace

void draw_slices(ImageFrame &f) {
  f.memory.refresh_image(f.choice(), f.window());
  draw_texture(f, f.memory.texture.id(), 1);
  for (std::uint32_t i = 0; i < f.image.layer_count; ++i) {
    const gantry_ui_layer &layer = *f.image.layers[i];
    const auto found = f.memory.layers.find(layer.id == nullptr ? "" : layer.id);
    if (layer.hidden != 0 || found == f.memory.layers.end()) continue;
    const auto opacity = static_cast<float>(std::clamp(layer.opacity, 0.0, 1.0));
    if (!found->second.texture.empty()) draw_texture(f, found->second.texture.id(), opacity);
    draw_outlines(f, found->second, opacity);
  }
}

void draw_marks(const ImageFrame &f) {
  const bool assumed = f.header().geometry.assumed;
  const View &v = f.view;
  ImDrawList &list = *ImGui::GetWindowDrawList();
  if (f.canvas.GetWidth() < em(v, 9) || f.canvas.GetHeight() < em(v, 9)) return;
  std::string position = std::to_string(f.state.slice + 1) + " / " + std::to_string(f.page().slices());
  if (!assumed) {
    draw_letters(f);
    draw_scale_bar(f);
    position += "   " + localised(v, core::report::slice_position(f.header(), f.page().layout(), f.state.slice));
  }
  const float left = f.canvas.Min.x + em(v, 0.625);
  put_on_image(list, v.fonts->small, {left, f.canvas.Min.y + em(v, 0.5)}, position);
  const auto &found = f.memory.found;
  if (found.loading()) {
    std::string words = found.activity.empty() ? v.tr("Reading") : found.activity;
    if (found.progress >= 0) words += " " + std::to_string(static_cast<int>(found.progress * 100)) + " %";
    put_on_image(list, v.fonts->small, {left, f.canvas.Min.y + em(v, 1.75)}, words);
  }
}

void draw_waiting(const ImageFrame &f) {
  const View &v = f.view;
  ImDrawList &list = *ImGui::GetWindowDrawList();
  const auto &found = f.memory.found;
  const bool none = (f.image.volume == nullptr || *f.image.volume == '\0') && f.image.made == nullptr;
  const bool wrong = !found.error.empty() || found.volume != nullptr;
  const std::string words = !found.error.empty()      ? found.error
                            : none                    ? v.tr("Choose an image to see it here")
                            : found.volume != nullptr ? v.tr("This image has no voxels")
                            : found.activity.empty()  ? v.tr("Reading")
                                                      : found.activity;
  const ImVec2 middle = f.canvas.GetCenter();
  const std::string icon = icon_text(wrong ? "exclamation-triangle" : none ? "image" : "hourglass-half");
  const ImU32 ink = colour(wrong ? 0xF0B849 : 0xA9B4C0);
  ImFont *const large = v.fonts->heading;
  put(list, large, middle - measure(large, icon) * 0.5F - ImVec2(0, em(v, 1.5)), ink, icon);
  const std::string line = fitted(v.fonts->body, words, f.canvas.GetWidth() - em(v, 2));
  put(list, v.fonts->body, middle - measure(v.fonts->body, line) * 0.5F, colour(0xE8ECF1), line);
  if (none || wrong || found.progress < 0) return;
  const ImVec2 size(std::min(em(v, 12), f.canvas.GetWidth() - em(v, 2)), em(v, 0.25));
  const ImVec2 at = middle + ImVec2(-size.x / 2, em(v, 1.25));
  const auto done = static_cast<float>(std::clamp(found.progress, 0.0, 1.0));
  list.AddRectFilled(at, at + size, colour(0x3A4453), size.y / 2);
  list.AddRectFilled(at, at + ImVec2(size.x * done, size.y), colour(0x66B3FF), size.y / 2);
}

}  // namespace gantry::host::window
