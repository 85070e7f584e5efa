// SPDX-License-Identifier: Apache-2.0
#include <host/window/widgets/lines.hpp>

#include <algorithm>
#include <cmath>

namespace gantry::host::window {
namespace {

// visit(from, to) of each line until it says false.
template <class Visit>
void each_line(const ImFont &font, std::string_view text, float wrap, Visit visit) {
  const char *const end = text.data() + text.size();
  for (const char *line = text.data(); line < end;) {
    const char *const stop = std::find(line, end, '\n');
    const char *to = font.CalcWordWrapPositionA(1, line, stop, wrap);
    if (to == line && to < stop) ++to;
    if (!visit(line, to)) return;
    line = std::find_if(to, stop, [](char c) { return c != ' ' && c != '\t'; });
    if (line == stop && stop < end) ++line;
  }
}

}  // namespace

void draw_lines(ImDrawList &list, ImFont &font, ImVec2 at, ImU32 ink, std::string_view text, float wrap) {
  const ImVec4 clip = list._CmdHeader.ClipRect;
  each_line(font, text, wrap, [&](const char *from, const char *to) {
    if (at.y + font.FontSize >= clip.y) list.AddText(&font, font.FontSize, at, ink, from, to);
    at.y += font.FontSize;
    return at.y <= clip.w;
  });
}

void draw_lines(ImDrawList &list, ImVec2 at, ImU32 ink, const LongText &known) {
  const ImVec4 clip = list._CmdHeader.ClipRect;
  const float high = known.font->FontSize;
  const auto first = static_cast<std::size_t>(std::max(0.0F, std::floor((clip.y - at.y) / high)));
  for (std::size_t i = first; i < known.lines.size(); ++i) {
    const ImVec2 place(at.x, at.y + static_cast<float>(i) * high);
    if (place.y > clip.w) return;
    const auto &[from, to] = known.lines[i];
    list.AddText(known.font, high, place, ink, known.text.data() + from, known.text.data() + to);
  }
}

void LongText::wrap_at(float width) {
  if (wrap == width) return;
  wrap = width;
  lines.clear();
  each_line(*font, text, wrap, [this](const char *from, const char *to) {
    lines.emplace_back(from - text.data(), to - text.data());
    return true;
  });
}

LongText &LongTexts::of(const std::string &path, ImFont &font, std::string_view text) {
  const int now = ImGui::GetFrameCount();
  const auto found = texts_.find(path);
  if (found != texts_.end() && found->second.text == text && found->second.font == &font) {
    found->second.frame = now;
    return found->second;
  }
  std::erase_if(texts_, [now](const auto &one) { return one.second.frame < now - 1; });
  LongText &made = texts_[path];
  made = {};
  made.text = text;
  made.font = &font;
  made.frame = now;
  const char *const from = made.text.data();
  made.natural = std::ceil(font.CalcTextSizeA(font.FontSize, FLT_MAX, 0, from, from + made.text.size()).x);
  return made;
}

}  // namespace gantry::host::window
