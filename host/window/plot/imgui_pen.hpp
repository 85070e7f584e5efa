// SPDX-License-Identifier: Apache-2.0
// A pen for the window: plots drawn with it are those of reports.
//
//   ImGuiPen pen(*ImGui::GetWindowDrawList(), fonts, theme.ink);
//   core::report::draw_figure(pen, plot, layout, hidden, look, bins);
#pragma once

#include <core/report/pen.hpp>
#include <host/window/theme/fonts.hpp>
#include <host/window/theme/theme.hpp>
#include <imgui.h>
#include <vector>

namespace gantry::host::window {

// The size of a font as drawings count it: its em, px.
double text_size(const ImFont &font);

class ImGuiPen : public core::report::Pen {
 public:
  ImGuiPen(ImDrawList &list, const Fonts &fonts, Rgb ink) : list_(list), fonts_(fonts), ink_(ink) {}

  void line(double x0, double y0, double x1, double y1, const core::report::Stroke &stroke) override;
  void curve(std::span<const core::report::Point> points, const core::report::Stroke &stroke) override;
  void band(std::span<const core::report::Point> upper, std::span<const core::report::Point> lower,
            core::report::Colour colour, double opacity) override;
  void dot(double x, double y, double radius, core::report::Colour colour, double opacity) override;
  void box(core::report::Area area, core::report::Ink fill, double opacity, const core::report::Stroke &rim) override;
  void text(std::string_view text, double x, double y, const core::report::TextAt &style) override;
  double width(std::string_view text, double size, bool bold = false) const override;
  void begin_clip(core::report::Area area) override;
  void end_clip() override;

 private:
  ImU32 paint(const core::report::Ink &ink, double opacity) const;
  ImFont *font_of(double size, bool bold) const;

  ImDrawList &list_;
  const Fonts &fonts_;
  Rgb ink_;
  bool crowded(double x, double y, double radius, ImU32 ink);
  int dots_ = 0;
  std::vector<bool> crowd_;  // places of dots, a radius apart
  ImU32 crowd_ink_ = 0;
};

}  // namespace gantry::host::window
