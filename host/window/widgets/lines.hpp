// SPDX-License-Identifier: Apache-2.0
// Wrapped text: the lines that are seen are drawn, and of a long text it is remembered where they begin, for to find them
// again in each frame takes longer than all the rest of it.
//
//   draw_lines(list, font, at, ink, text, wrap);        // ImGui ends the program over a wrapped text of 16,000 letters
//   LongText &known = d.long_texts.of(path, font, text);
//   known.wrap_at(wrap); draw_lines(list, at, ink, known);
#pragma once

#include <cstdint>
#include <imgui.h>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace gantry::host::window {

struct LongText {
  std::string text;
  ImFont *font = nullptr;
  float natural = 0;                                           // width, not wrapped
  float wrap = -1;                                             // width that the lines are for
  std::vector<std::pair<std::uint32_t, std::uint32_t>> lines;  // from, to
  int frame = 0;                                               // when it was asked for last

  void wrap_at(float width);
  float height() const { return static_cast<float>(lines.size()) * font->FontSize; }
};

void draw_lines(ImDrawList &list, ImFont &font, ImVec2 at, ImU32 ink, std::string_view text, float wrap);
void draw_lines(ImDrawList &list, ImVec2 at, ImU32 ink, const LongText &text);

class LongTexts {
 public:
  static constexpr std::size_t least = 2048;  // bytes: shorter ones are measured anew
  LongText &of(const std::string &path, ImFont &font, std::string_view text);

 private:
  std::unordered_map<std::string, LongText> texts_;  // by path
};

}  // namespace gantry::host::window
