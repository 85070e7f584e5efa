// SPDX-License-Identifier: Apache-2.0
// Saying: text, icons, progress, small pictures, toasts.
#include <host/window/widgets/drawing.hpp>

#include <algorithm>
#include <cmath>
#include <host/window/theme/icons.hpp>

namespace gantry::host::window {
namespace {

ImFont *font_of(const Drawing &d, std::uint32_t style) {
  switch (style) {
    case GANTRY_UI_STRONG: return d.fonts().strong;
    case GANTRY_UI_TITLE: return d.fonts().title;
    case GANTRY_UI_HEADING: return d.fonts().heading;
    case GANTRY_UI_SMALL: return d.fonts().small;
    case GANTRY_UI_FIXED: return d.fonts().fixed;
    default: return d.fonts().body;
  }
}

void text(const gantry_ui *ui, const char *id, const char *words, std::uint32_t style) {
  Drawing &d = of(ui);
  if (d.hidden()) return static_cast<void>(d.skip());
  const Item item = d.item(id);
  ImFont *const font = font_of(d, style);
  const std::string_view shown = text_of(words);
  const std::string_view icon = Drawing::severity_icon(style);
  const float indent = icon.empty() ? 0 : d.em(1.375);
  const bool row = d.in_row();
  LongText *const known = shown.size() < LongTexts::least ? nullptr : &d.long_texts.of(item.path, *font, shown);
  const float natural = (known == nullptr ? d.measure(font, shown).x : known->natural) + indent;
  d.place(d.width_of(item.next, natural));
  const float room = std::max(
      d.em(2), ImGui::GetCurrentWindow()->Pos.x + ImGui::GetContentRegionMax().x - ImGui::GetCursorScreenPos().x);
  const float width = std::min(item.next.width == 0 ? natural : d.width_of(item.next, natural), room);
  const bool one_line =
      item.next.width != 0;  // a given width is kept by leaving out, with the whole text in the tooltip
  const float wrap = one_line ? 0 : room - indent;
  if (known != nullptr && !one_line) known->wrap_at(wrap);
  const ImVec2 size = known == nullptr || one_line ? d.measure(font, shown, wrap) : ImVec2(width, known->height());
  const float height = row ? std::max(size.y, d.frame()) : size.y;
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const ImRect bb(at, at + ImVec2(width, height));
  ImGui::ItemSize(bb, row ? 0 : -1);
  if (ImGui::ItemAdd(bb, 0)) {
    const Rgb ink = style == GANTRY_UI_BODY ? d.theme().ink : d.severity(style);
    const float y = at.y + (row ? (height - size.y) / 2 : 0);
    if (!icon.empty()) d.put_icon({at.x, y, at.x + d.em(1), y + font->FontSize}, ink, icon);
    if (known != nullptr && !one_line)
      draw_lines(*ImGui::GetWindowDrawList(), {IM_ROUND(at.x + indent), IM_ROUND(y)}, colour(ink), *known);
    else d.put(font, {at.x + indent, y}, ink, shown, one_line ? bb.Max.x : FLT_MAX, wrap);
  }
  d.finish(item, {.kind = Kind::text, .rect = bb, .label = {}, .value = shown});
}

void icon(const gantry_ui *ui, const char *id, const char *icon, std::uint32_t rgb) {
  Drawing &d = of(ui);
  if (d.hidden()) return static_cast<void>(d.skip());
  const Item item = d.item(id);
  const float size = d.em(1.25);
  d.place(size);
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const ImRect bb(at, at + ImVec2(size, d.in_row() ? d.frame() : size));
  ImGui::ItemSize(bb);
  if (ImGui::ItemAdd(bb, 0)) d.put_icon(bb, rgb == 0 ? d.theme().dim : rgb, text_of(icon));
  d.finish(item, {.kind = Kind::icon, .rect = bb, .label = text_of(icon)});
}

void progress(const gantry_ui *ui, const char *id, double fraction, const char *label) {
  Drawing &d = of(ui);
  if (d.hidden()) return static_cast<void>(d.skip());
  const Item item = d.item(id);
  const bool known = fraction >= 0 && std::isfinite(fraction);
  const double part = known ? std::min(fraction, 1.0) : 0;
  const float width = d.width_of(item.next, d.in_row() ? d.em(12) : std::floor(d.left_over()));
  d.place(width);
  const bool labelled = *text_of(label) != '\0' || known;
  const float words = labelled ? d.fonts().small->FontSize + d.em(0.25) : 0;
  const float thick = d.em(0.375);
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const ImRect bb(at, at + ImVec2(width, words + thick));
  ImGui::ItemSize(bb);
  std::string percent;
  if (known) percent = std::to_string(static_cast<int>(std::floor(part * 100))) + " %";
  if (ImGui::ItemAdd(bb, 0)) {
    const float right = d.measure(d.fonts().small, percent).x;
    if (known) d.put(d.fonts().small, {bb.Max.x - right, at.y}, d.theme().dim, percent);
    d.put(d.fonts().small, at, d.theme().ink, text_of(label), bb.Max.x - right - d.em(0.5));
    ImDrawList *const list = ImGui::GetWindowDrawList();
    const ImVec2 min = {bb.Min.x, bb.Max.y - thick};
    list->AddRectFilled(min, bb.Max, colour(d.theme().held), thick / 2);
    if (known && part > 0) {
      list->AddRectFilled(min, {min.x + std::max(thick, width * static_cast<float>(part)), bb.Max.y},
                          colour(d.theme().accent), thick / 2);
    }
    if (!known) {
      const double turn = std::fmod(ImGui::GetTime() / 1.6, 1.0);
      const float third = width / 3;
      const float from = min.x + static_cast<float>(turn) * (width + third) - third;
      list->AddRectFilled({std::max(from, min.x), min.y}, {std::min(from + third, bb.Max.x), bb.Max.y},
                          colour(d.theme().accent), thick / 2);
      d.redraw_in(1.0 / 30);
    }
  }
  d.finish(item, {.kind = Kind::progress, .rect = bb, .label = text_of(label), .value = percent});
}

// Uploads the pixels when they are others than before.
ImTextureID texture_of(Drawing &d, const std::string &path, const gantry_ui_picture &p) {
  UploadedPicture &u = d.pictures[path];
  u.frame = ImGui::GetFrameCount();
  if (u.texture.empty() || u.revision != p.revision || u.width != p.width || u.height != p.height) {
    u.texture.upload(p.width, p.height, p.rgba, true);
    u.width = p.width;
    u.height = p.height;
    u.revision = p.revision;
  }
  return u.texture.id();
}

void picture(const gantry_ui *ui, const char *id, const gantry_ui_picture *p) {
  Drawing &d = of(ui);
  if (d.hidden() || p == nullptr || p->width == 0 || p->height == 0 || p->width > 4096 || p->height > 4096) {
    return static_cast<void>(d.skip());
  }
  const Item item = d.item(id);
  const float aspect = static_cast<float>(p->height) / static_cast<float>(p->width);
  const float scale = d.em() / 16;
  float width = d.width_of(item.next, static_cast<float>(p->width) * scale);
  if (item.next.width == 0 && item.next.height != 0) width = d.height_of(item.next, 0) / aspect;
  d.place(width);
  width = std::min(width, std::max(d.em(1), ImGui::GetContentRegionAvail().x));
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const bool framed = item.next.width != 0 && item.next.height != 0;  // as large as it gets in the middle of that
  const ImRect bb(at, at + ImVec2(width, framed ? d.height_of(item.next, 0) : width * aspect));
  ImGui::ItemSize(bb);
  if (ImGui::ItemAdd(bb, 0)) {
    const float wide = std::min(width, bb.GetHeight() / aspect);
    const ImVec2 half(wide / 2, wide * aspect / 2);
    ImGui::GetWindowDrawList()->AddImageRounded(texture_of(d, item.path, *p), bb.GetCenter() - half,
                                                bb.GetCenter() + half, {0, 0}, {1, 1}, colour(0xffffff),
                                                ImGui::GetStyle().FrameRounding);
  }
  d.finish(item, {.kind = Kind::picture, .rect = bb, .label = {}, .value = text_of(p->alt)});
}

void toast(const gantry_ui *ui, std::uint32_t severity, const char *text) {
  Drawing &d = of(ui);
  d.take_next();
  const double seconds = severity == GANTRY_UI_ERROR || severity == GANTRY_UI_WARNING ? 12 : 6;
  if (d.toasts.size() >= 4) d.toasts.erase(d.toasts.begin());
  d.toasts.push_back({severity, text_of(text), ImGui::GetTime() + seconds});
  d.redraw_in(0);
}

}  // namespace

void set_saying(gantry_ui &table) {
  table.text = text;
  table.icon = icon;
  table.progress = progress;
  table.picture = picture;
  table.toast = toast;
}

}  // namespace gantry::host::window
