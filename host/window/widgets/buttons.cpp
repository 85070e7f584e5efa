// SPDX-License-Identifier: Apache-2.0
// Asking by a press: buttons, toggles, colours.
#include <host/window/widgets/drawing.hpp>

#include <algorithm>
#include <cmath>
#include <host/window/theme/icons.hpp>
#include <host/window/widgets/keys.hpp>

namespace gantry::host::window {
namespace {

struct Look {
  Rgb fill, ink;
  float alpha;
  std::optional<Rgb> rim;
};

Look look_of(const Theme &t, std::uint32_t flags, const Pressed &p) {
  const bool over = p.hovered || p.held;
  if ((flags & GANTRY_UI_PRIMARY) != 0) return {t.accent, t.on_accent, p.held ? 0.8F : over ? 0.9F : 1.0F, {}};
  if ((flags & GANTRY_UI_DANGER) != 0) {
    if (over) return {t.error, t.on_error, p.held ? 0.85F : 1.0F, {}};
    return {t.raised, t.error, 1, t.error};
  }
  const Rgb fill = p.held ? t.held : over ? t.hover : t.raised;
  if ((flags & GANTRY_UI_QUIET) != 0) return {fill, t.ink, over ? 1.0F : 0.0F, {}};
  return {fill, t.ink, 1, t.name == ThemeName::contrast ? t.edge : t.line};
}

// At the right of a button that has room for it.
void put_shortcut(const Drawing &d, const Item &item, const ImRect &bb, float inner, Rgb ink) {
  if (item.next.shortcut.empty()) return;
  const std::string keys = chord_text(item.next.shortcut);
  const ImVec2 size = d.measure(d.fonts().small, keys);
  const float right = bb.Max.x - d.em(0.75);
  if (bb.GetCenter().x + inner / 2 + d.em(1) > right - size.x) return;
  d.put(d.fonts().small, {right - size.x, bb.GetCenter().y - size.y / 2}, ink, keys);
}

std::uint32_t button(const gantry_ui *ui, const char *id, const char *label, const char *icon, std::uint32_t flags) {
  Drawing &d = of(ui);
  if (d.hidden()) return d.skip();
  const Item item = d.item(id);
  const std::string_view words = text_of(label);
  const bool has_icon = !icon_text(text_of(icon)).empty();
  ImFont *const font = (flags & GANTRY_UI_PRIMARY) != 0 ? d.fonts().strong : d.fonts().body;
  const float words_width = words.empty() ? 0 : d.measure(font, words).x;
  const float inner = words_width + (has_icon ? d.em(1.125) : 0) + (has_icon && !words.empty() ? d.em(0.5) : 0);
  const float natural = words.empty() ? d.frame() : inner + d.em(1.5);
  const float width = d.width_of(item.next, natural);
  d.place(width);
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const ImRect bb(at, at + ImVec2(width, d.height_of(item.next, d.frame())));
  ImGui::ItemSize(bb);
  const Pressed p = d.press(item, bb);
  const Look look = look_of(d.theme(), flags, p);
  d.face(bb, look.fill, look.rim, look.alpha);
  if (words.empty()) {
    d.put_icon(bb, look.ink, text_of(icon));
  } else {
    float x = bb.GetCenter().x - std::min(inner, width - d.em(0.5)) / 2;
    if (has_icon) {
      d.put_icon({x, bb.Min.y, x + d.em(1.125), bb.Max.y}, look.ink, text_of(icon));
      x += d.em(1.625);
    }
    d.put(font, {x, bb.GetCenter().y - font->FontSize / 2}, look.ink, words, bb.Max.x - d.em(0.25));
    put_shortcut(d, item, bb, inner, (flags & GANTRY_UI_PRIMARY) != 0 ? look.ink : d.theme().dim);
  }
  d.focus_ring(bb, item.id);
  const bool chord = d.chord(item, words);
  d.finish(item, {.kind = Kind::button, .rect = bb, .label = words, .stops = true});
  if (!p.pressed && !chord) return 0;
  d.redraw_in(0);
  return GANTRY_UI_PRESSED;
}

void draw_switch(const Drawing &d, const ImRect &mark, bool on, bool over) {
  ImDrawList *const list = ImGui::GetWindowDrawList();
  const float radius = mark.GetHeight() / 2;
  list->AddRectFilled(mark.Min, mark.Max,
                      colour(on     ? d.theme().accent
                             : over ? d.theme().hover
                                    : d.theme().field),
                      radius);
  if (!on) list->AddRect(mark.Min, mark.Max, colour(d.theme().edge), radius);
  const ImVec2 knob = {on ? mark.Max.x - radius : mark.Min.x + radius, mark.GetCenter().y};
  list->AddCircleFilled(knob, radius - d.em(0.1875), colour(on ? d.theme().on_accent : d.theme().edge), 24);
}

void draw_box(const Drawing &d, const ImRect &mark, bool on, bool over) {
  d.face(mark,
         on     ? d.theme().accent
         : over ? d.theme().hover
                : d.theme().field,
         on ? d.theme().accent : d.theme().edge);
  if (on) d.put_icon(mark, d.theme().on_accent, "check", d.fonts().small);
}

std::uint32_t toggle(const gantry_ui *ui, const char *id, const char *label, std::uint32_t *on, std::uint32_t flags) {
  Drawing &d = of(ui);
  if (d.hidden()) return d.skip();
  const Item item = d.item(id);
  const bool is_switch = (flags & GANTRY_UI_SWITCH) != 0;
  const float box = d.em(is_switch ? 2 : 1.125);
  const float high = is_switch ? d.em(1.125) : box;
  const float words = d.measure(d.fonts().body, text_of(label)).x;
  const float width = d.width_of(item.next, box + (*text_of(label) == '\0' ? 0 : d.em(0.625) + words));
  d.place(width);
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const ImRect bb(at, at + ImVec2(width, d.frame()));
  ImGui::ItemSize(bb);
  const Pressed p = d.press(item, bb);
  const bool chord = d.chord(item, text_of(label));
  if (p.pressed || chord) *on = *on == 0 ? 1 : 0;
  const float y = IM_ROUND(bb.GetCenter().y - high / 2);
  const ImRect mark = {at.x, y, at.x + box, y + high};
  if (is_switch) draw_switch(d, mark, *on != 0, p.hovered);
  else draw_box(d, mark, *on != 0, p.hovered);
  d.put(d.fonts().body, {mark.Max.x + d.em(0.625), at.y + (d.frame() - d.fonts().body->FontSize) / 2}, d.theme().ink,
        text_of(label), bb.Max.x + 1);
  d.focus_ring(bb, item.id);
  d.finish(item, {.kind = Kind::toggle,
                  .rect = bb,
                  .label = text_of(label),
                  .value = *on != 0 ? "on" : "off",
                  .on = *on != 0,
                  .stops = true});
  if (!p.pressed && !chord) return 0;
  d.redraw_in(0);
  return GANTRY_UI_CHANGED | GANTRY_UI_COMMITTED | GANTRY_UI_PRESSED;
}

std::uint32_t colour_field(const gantry_ui *ui, const char *id, const char *label, std::uint32_t *rgb) {
  Drawing &d = of(ui);
  if (d.hidden()) return d.skip();
  const Item item = d.item(id);
  ImRect bb = d.begin_field(item, text_of(label), 6);
  bb.Max.x = std::min(bb.Max.x, bb.Min.x + d.em(6));
  ImGui::SetCursorScreenPos(bb.Min);
  ImGui::ItemSize(bb);
  const Pressed p = d.press(item, bb);
  const ImGuiID popup = ImHashStr("popup", 0, item.id);
  if (p.pressed) ImGui::OpenPopupEx(popup);
  d.face(bb, d.theme().field, p.hovered ? d.theme().accent : d.theme().edge);
  const float inset = d.em(0.3125);
  ImGui::GetWindowDrawList()->AddRectFilled(bb.Min + ImVec2(inset, inset), {bb.Min.x + d.em(1.5), bb.Max.y - inset},
                                            colour(*rgb), ImGui::GetStyle().FrameRounding);
  char hex[8];
  std::snprintf(hex, sizeof hex, "#%06x", *rgb & 0xffffffU);
  d.put(d.fonts().fixed, {bb.Min.x + d.em(1.875), bb.GetCenter().y - d.fonts().fixed->FontSize / 2}, d.theme().ink,
        hex);
  d.focus_ring(bb, item.id);
  d.finish(item, {.kind = Kind::colour, .rect = bb, .label = text_of(label), .value = hex, .stops = true});
  std::uint32_t did = 0;
  ImGui::SetNextWindowPos({bb.Min.x, bb.Max.y + d.em(0.125)}, ImGuiCond_Appearing);
  if (ImGui::BeginPopupEx(
          popup, ImGuiWindowFlags_AlwaysAutoResize | ImGuiWindowFlags_NoTitleBar | ImGuiWindowFlags_NoSavedSettings)) {
    const ImVec4 now = colour4(*rgb);
    float parts[3] = {now.x, now.y, now.z};
    ImGui::SetNextItemWidth(d.em(12));
    if (ImGui::ColorPicker3(
            "##picker", parts,
            ImGuiColorEditFlags_NoSidePreview | ImGuiColorEditFlags_NoSmallPreview | ImGuiColorEditFlags_DisplayHex)) {
      *rgb = 0;
      for (const float part : parts) *rgb = (*rgb << 8U) | static_cast<std::uint32_t>(std::lround(part * 255));
      did |= GANTRY_UI_CHANGED;
    }
    if (ImGui::IsItemDeactivatedAfterEdit()) did |= GANTRY_UI_COMMITTED;
    ImGui::EndPopup();
  }
  d.end_field(item);
  return did;
}

}  // namespace

void set_buttons(gantry_ui &table) {
  table.button = button;
  table.toggle = toggle;
  table.colour = colour_field;
}

}  // namespace gantry::host::window
