// SPDX-License-Identifier: Apache-2.0
// The look that all widgets share: text, icons, faces, fields with their labels, numbers.
#include <host/window/widgets/drawing.hpp>

#include <algorithm>
#include <cmath>
#include <core/report/text.hpp>
#include <host/window/theme/icons.hpp>

namespace gantry::host::window {

ImVec2 Drawing::measure(ImFont *font, std::string_view text, float wrap) const {
  const ImVec2 size = font->CalcTextSizeA(font->FontSize, FLT_MAX, wrap, text.data(), text.data() + text.size());
  return {std::ceil(size.x), text.empty() ? font->FontSize : size.y};
}

void Drawing::put(ImFont *font, ImVec2 at, Rgb ink, std::string_view text, float right, float wrap) const {
  ImDrawList *const list = ImGui::GetWindowDrawList();
  at = {IM_ROUND(at.x), IM_ROUND(at.y)};
  if (wrap <= 0 && outside(*list, at, {FLT_MAX, at.y + font->FontSize})) return;
  if (wrap <= 0 && right < FLT_MAX && at.x + measure(font, text).x > right + 1) {
    cut_ = true;
    ImGui::PushFont(font);
    ImGui::PushStyleColor(ImGuiCol_Text, colour4(ink));
    ImGui::RenderTextEllipsis(list, at, {right, at.y + font->FontSize}, right, right, text.data(),
                              text.data() + text.size(), nullptr);
    ImGui::PopStyleColor();
    ImGui::PopFont();
    return;
  }
  if (wrap > 0) return draw_lines(*list, *font, at, colour(ink), text, wrap);
  list->AddText(font, font->FontSize, at, colour(ink), text.data(), text.data() + text.size());
}

void Drawing::put_icon(ImRect in, Rgb ink, std::string_view icon, ImFont *font) const {
  if (font == nullptr) font = fonts().body;
  const std::string text = icon_text(icon);
  if (text.empty()) return;
  const ImVec2 size = measure(font, text);
  put(font, in.GetCenter() - size * 0.5F, ink, text);
}

void Drawing::face(const ImRect &bb, Rgb fill, std::optional<Rgb> rim, float alpha) const {
  round_face(bb, fill, rim, alpha, ImGui::GetStyle().FrameRounding);
}

void Drawing::pane(const ImRect &bb, Rgb fill) const {
  round_face(bb, fill, theme().line, 1, ImGui::GetStyle().ChildRounding);
}

void Drawing::round_face(const ImRect &bb, Rgb fill, std::optional<Rgb> rim, float alpha, float rounding) const {
  ImDrawList &list = *ImGui::GetWindowDrawList();
  if (alpha > 0) fill_rounded(list, fonts().corners, bb.Min, bb.Max, colour(fill, alpha), rounding);
  if (rim) rim_rounded(list, fonts().corners, bb.Min, bb.Max, colour(*rim), rounding);
}

void Drawing::focus_ring(const ImRect &bb, ImGuiID id) const {
  const ImGuiContext &g = *ImGui::GetCurrentContext();
  if (g.NavId != id || g.NavDisableHighlight) return;
  const float out = em(0.125);
  ImDrawList *const list = ImGui::GetWindowDrawList();
  ImRect ring = bb;
  ring.Expand(out);
  const ImRect clip = g.CurrentWindow->ClipRect;
  if (!clip.Contains(ring)) {
    ring = bb;
    ring.Expand(-1);
  }
  list->AddRect(ring.Min, ring.Max, colour(theme().accent), ImGui::GetStyle().FrameRounding + out, 0, em(0.125));
}

Rgb Drawing::severity(std::uint32_t style) const {
  switch (style) {
    case GANTRY_UI_DONE: return theme().done;
    case GANTRY_UI_INFO: return theme().info;
    case GANTRY_UI_WARNING: return theme().warning;
    case GANTRY_UI_ERROR: return theme().error;
    case GANTRY_UI_DIM: return theme().dim;
    default: return theme().ink;
  }
}

const char *Drawing::severity_icon(std::uint32_t style) {
  switch (style) {
    case GANTRY_UI_DONE: return "check-circle";
    case GANTRY_UI_INFO: return "info-circle";
    case GANTRY_UI_WARNING: return "exclamation-triangle";
    case GANTRY_UI_ERROR: return "exclamation-circle";
    default: return "";
  }
}

// Fields.

ImRect Drawing::begin_field(const Item &item, const char *label, double natural_em) {
  const bool row = in_row();
  const bool labelled = *label != '\0';
  const float gap = ImGui::GetStyle().ItemSpacing.x;
  const float label_width = labelled ? measure(fonts().body, label).x : 0;
  if (row) {
    const float width = width_of(item.next, em(natural_em));
    place(width + (labelled ? label_width + gap : 0));
    ImGui::BeginGroup();
    const ImVec2 at = ImGui::GetCursorScreenPos();
    if (labelled) put(fonts().body, {at.x, at.y + (frame() - fonts().body->FontSize) / 2}, theme().dim, label);
    field_x_ = at.x + (labelled ? label_width + gap : 0);
    return {field_x_, at.y, field_x_ + width, at.y + frame()};
  }
  ImGui::BeginGroup();
  const float room = std::max(em(4), ImGui::GetContentRegionAvail().x);
  ImVec2 at = ImGui::GetCursorScreenPos();
  if (labelled && room >= em(22)) {
    const float column = std::clamp(std::floor(room * 0.4F), em(9), em(14));
    put(fonts().body, {at.x, at.y + (frame() - fonts().body->FontSize) / 2}, theme().dim, label, at.x + column - gap);
    field_x_ = at.x + column;
  } else {
    field_x_ = at.x;
    if (labelled) {
      put(fonts().small, at, theme().dim, label, at.x + room);
      at.y += fonts().small->FontSize + em(0.25);
    }
  }
  const float rest = at.x + room - field_x_;
  const float width = item.next.width == 0 ? std::min(rest, em(24)) : std::min(rest, width_of(item.next, rest));
  return {field_x_, at.y, field_x_ + width, at.y + frame()};
}

void Drawing::end_field(const Item &item) {
  if (!item.next.error.empty()) {
    const ImVec2 at = {field_x_, ImGui::GetCursorScreenPos().y};
    const float icon = em(1.125);
    const float wrap = std::max(em(6), ImGui::GetCurrentWindow()->Pos.x + ImGui::GetContentRegionMax().x - at.x - icon);
    const ImVec2 size = measure(fonts().small, item.next.error, wrap);
    put(fonts().small, at, theme().error, icon_text("exclamation-circle"));
    put(fonts().small, {at.x + icon, at.y}, theme().error, item.next.error, FLT_MAX, wrap);
    ImGui::SetCursorScreenPos(at);
    ImGui::Dummy({size.x + icon, size.y});
  }
  ImGui::EndGroup();
}

std::string Drawing::fill(std::string format, std::initializer_list<std::string> parts) {
  int number = 1;
  for (const auto &part : parts) {
    const std::string place = "{" + std::to_string(number++) + "}";
    if (const auto at = format.find(place); at != std::string::npos) format.replace(at, place.size(), part);
  }
  return format;
}

std::string Drawing::number_text(double value, int digits) const {
  // Whole numbers are counts and codes: all of their figures.
  const bool whole = std::abs(value) < 1e15 && value == std::floor(value);
  std::string text = whole ? core::report::fixed_text(value, 0) : core::report::short_number(value, digits);
  std::replace(text.begin(), text.end(), '.', options.decimal);
  return text;
}

}  // namespace gantry::host::window
