// SPDX-License-Identifier: Apache-2.0
#include <host/window/theme/style.hpp>

#include <cmath>

namespace gantry::host::window {

ImVec4 colour4(Rgb rgb, float alpha) {
  const auto part = [rgb](unsigned shift) { return static_cast<float>((rgb >> shift) & 0xffU) / 255.0F; };
  return {part(16), part(8), part(0), alpha};
}

ImU32 colour(Rgb rgb, float alpha) { return ImGui::GetColorU32(colour4(rgb, alpha)); }

void apply(const Theme &t, float em) {
  const auto px = [em](float parts) { return std::round(em * parts); };
  ImGuiStyle style;
  style.WindowPadding = {px(0.75F), px(0.75F)};
  style.FramePadding = {px(0.625F), px(0.375F)};
  style.ItemSpacing = {px(0.5F), px(0.5F)};
  style.ItemInnerSpacing = {px(0.5F), px(0.25F)};
  style.CellPadding = {px(0.5F), 0};
  style.IndentSpacing = px(1.25F);
  style.ScrollbarSize = px(0.625F);
  style.GrabMinSize = px(1);
  style.WindowRounding = 0;
  style.ChildRounding = px(0.375F);
  style.PopupRounding = px(0.375F);
  style.FrameRounding = px(0.25F);
  style.ScrollbarRounding = px(0.375F);
  style.GrabRounding = px(0.25F);
  style.WindowBorderSize = 0;
  style.ChildBorderSize = 1;
  style.PopupBorderSize = 1;
  style.FrameBorderSize = 1;
  style.DisabledAlpha = t.disabled;
  style.WindowMinSize = {1, 1};
  style.AntiAliasedLinesUseTex = true;
  ImVec4 *const c = style.Colors;
  for (int i = 0; i < ImGuiCol_COUNT; ++i) c[i] = colour4(t.surface);
  c[ImGuiCol_Text] = colour4(t.ink);
  c[ImGuiCol_TextDisabled] = colour4(t.dim);
  c[ImGuiCol_WindowBg] = colour4(t.background);
  c[ImGuiCol_ChildBg] = colour4(t.surface, 0);
  c[ImGuiCol_PopupBg] = colour4(t.raised);
  c[ImGuiCol_Border] = colour4(t.edge);
  c[ImGuiCol_BorderShadow] = colour4(t.surface, 0);
  c[ImGuiCol_FrameBg] = c[ImGuiCol_FrameBgHovered] = c[ImGuiCol_FrameBgActive] = colour4(t.field);
  c[ImGuiCol_ScrollbarBg] = colour4(t.surface, 0);
  c[ImGuiCol_ScrollbarGrab] = colour4(t.edge, t.name == ThemeName::contrast ? 1 : 0.55F);
  c[ImGuiCol_ScrollbarGrabHovered] = colour4(t.edge, 0.8F);
  c[ImGuiCol_ScrollbarGrabActive] = colour4(t.accent);
  c[ImGuiCol_Button] = colour4(t.raised);
  c[ImGuiCol_ButtonHovered] = colour4(t.hover);
  c[ImGuiCol_ButtonActive] = colour4(t.held);
  c[ImGuiCol_Separator] = colour4(t.line);
  c[ImGuiCol_TextSelectedBg] = colour4(t.accent, 0.4F);
  c[ImGuiCol_NavHighlight] = colour4(t.accent);
  c[ImGuiCol_ModalWindowDimBg] = {0, 0, 0, t.name == ThemeName::light ? 0.35F : 0.55F};
  ImGui::GetStyle() = style;
}

}  // namespace gantry::host::window
