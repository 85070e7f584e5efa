// SPDX-License-Identifier: Apache-2.0
// What stands around the widgets of a frame: the window's ground, the Tab key, tooltips, the sheet of shortcuts.
#include <host/window/widgets/drawing.hpp>

#include <algorithm>
#include <host/window/theme/icons.hpp>
#include <host/window/widgets/keys.hpp>
#include <limits>

namespace gantry::host::window {
namespace {

constexpr double tip_delay = 0.5;  // s

// A dialog that nobody draws any more is closed: Dear ImGui keeps it, unseen, in front of all that appears later, and ends
// the program over that (1.86: FindBlockingModal).
void close_what_is_gone() {
  const ImGuiContext &g = *ImGui::GetCurrentContext();
  for (int level = 0; level < g.OpenPopupStack.Size; ++level) {
    const ImGuiWindow *const popup = g.OpenPopupStack[level].Window;
    if (popup == nullptr || popup->WasActive || (popup->Flags & ImGuiWindowFlags_Modal) == 0) continue;
    ImGui::ClosePopupToLevel(level, true);
    return;
  }
}

}  // namespace

void Drawing::begin_frame() {
  close_what_is_gone();
  drawing.seen.clear();
  shortcuts.clear();
  open_.clear();
  ids_.clear();
  hidden_ = 0;
  next_ = {};
  tip_.clear();
  tip_of_.clear();
  redraw = std::numeric_limits<double>::infinity();
  const ImGuiViewport *const viewport = ImGui::GetMainViewport();
  ImGui::SetNextWindowPos(viewport->Pos);
  ImGui::SetNextWindowSize(viewport->Size);
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(0, 0));
  ImGui::Begin(
      "##window", nullptr,
      // Its ground is there already: in software OpenGL each filling of the whole window is a good part of a frame.
      ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings |
          ImGuiWindowFlags_NoBackground | ImGuiWindowFlags_NoBringToFrontOnFocus | ImGuiWindowFlags_NoScrollWithMouse);
  ImGui::PopStyleVar();
  ImGui::PushFont(fonts().body);
}

void Drawing::end_frame() {
  draw_keys();
  ImGui::PopFont();
  ImGui::End();
  draw_toasts();
  move_focus();
  draw_tooltip();
  std::erase_if(pictures, [](const auto &entry) { return entry.second.frame < ImGui::GetFrameCount(); });
  // One that was not drawn, though asked for, is not waited for.
  if (!focus_wanted.empty() && drawing.find(focus_wanted) == nullptr) focus_wanted.clear();
  std::swap(drawing, drawn);
  std::swap(shortcuts, shortcuts_drawn);
}

// Tab goes through everything that stops it, in the order of drawing, across the panes: ImGui's own stays in one window.
void Drawing::move_focus() {
  const ImGuiIO &io = ImGui::GetIO();
  if (io.KeyCtrl || io.KeyAlt || !ImGui::IsKeyPressed(parse_chord("tab")->key, true)) return;
  int layer = 0;
  if (ImGui::GetTopMostPopupModal() != nullptr || ImGui::IsPopupOpen(nullptr, ImGuiPopupFlags_AnyPopup)) {
    for (const auto &s : drawing.seen) layer = std::max(layer, s.layer);
  }
  std::vector<const Seen *> stops;
  for (const auto &s : drawing.seen) {
    if (s.stops && s.enabled && s.layer == layer) stops.push_back(&s);
  }
  if (stops.empty()) return;
  const auto count = static_cast<std::ptrdiff_t>(stops.size());
  const auto now = std::find_if(stops.begin(), stops.end(), [](const Seen *s) { return s->focused; });
  std::ptrdiff_t to = io.KeyShift ? count - 1 : 0;
  if (now != stops.end()) to = ((now - stops.begin()) + (io.KeyShift ? count - 1 : 1)) % count;
  ImGui::ClearActiveID();
  focus_wanted = stops[static_cast<std::size_t>(to)]->path;
  redraw_in(0);
}

// Below what it is about, or at its right; where there is no room, on the other side. Beside the pointer in what is large.
ImVec2 Drawing::tip_place(ImVec2 size) const {
  const ImGuiViewport *const viewport = ImGui::GetMainViewport();
  const ImVec2 end = viewport->Pos + viewport->Size - ImVec2(em(0.25), em(0.25)) - size;
  const ImRect &r = tip_beside_;
  if (r.GetHeight() > em(6)) {
    const ImVec2 at = ImGui::GetIO().MousePos + ImVec2(em(1), em(1));
    return {std::min(at.x, end.x), std::min(at.y, end.y)};
  }
  if (tip_at_right_) {
    const float x = r.Max.x + em(0.5);
    return {x <= end.x ? x : r.Min.x - em(0.5) - size.x, std::min(r.Min.y, end.y)};
  }
  const float y = r.Max.y + em(0.25);
  return {std::min(r.Min.x, end.x), y <= end.y ? y : r.Min.y - em(0.25) - size.y};
}

void Drawing::draw_tooltip() {
  const double now = ImGui::GetTime();
  if (tip_of_ != tip_waits_) {
    tip_waits_ = tip_of_;
    tip_since_ = now;
  }
  if (tip_of_.empty() || ImGui::IsAnyMouseDown()) return;
  if (now - tip_since_ < tip_delay) return redraw_in(tip_delay - (now - tip_since_));
  const ImVec2 padding(em(0.625), em(0.375));
  const float wrap = em(20);
  ImGui::SetNextWindowPos(tip_place(measure(fonts().small, tip_, wrap) + padding * 2));
  ImGui::PushFont(fonts().small);
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, padding);
  ImGui::PushStyleColor(ImGuiCol_Border, colour4(theme().line));
  ImGui::BeginTooltip();
  ImGui::PushTextWrapPos(padding.x + wrap);
  ImGui::TextUnformatted(tip_.c_str());
  ImGui::PopTextWrapPos();
  ImGui::EndTooltip();
  ImGui::PopStyleColor();
  ImGui::PopStyleVar();
  ImGui::PopFont();
}

// F1: every shortcut that something on the screen has.
void Drawing::draw_keys() {
  if (ImGui::IsKeyPressed(parse_chord("f1")->key, false)) keys_shown = !keys_shown;
  if (!keys_shown) return;
  const auto listed = shortcuts_drawn;
  std::uint32_t open = 1;
  gantry_ui_next width{};
  width.size = sizeof width;
  width.width = 30;
  table.next(&table, &width);
  if (table.dialog_begin(&table, "keys", tr("Keys"), &open) != 0) {
    const std::pair<const char *, const char *> always[] = {{"Tab", tr("To the next field; with Shift back")},
                                                            {"Space", tr("Press what has the focus")},
                                                            {"F1", tr("This sheet")}};
    const double weights[] = {1, 2};
    table.columns_begin(&table, "list", 2, weights);
    std::set<std::string> once;
    const auto line = [&](const std::string &keys, const char *what) {
      if (!once.insert(keys).second) return;
      const std::string id = std::to_string(once.size());
      if (once.size() > 1) table.column_next(&table);
      table.text(&table, ("keys-" + id).c_str(), keys.c_str(), GANTRY_UI_STRONG);
      table.column_next(&table);
      table.text(&table, ("what-" + id).c_str(), what, GANTRY_UI_BODY);
    };
    for (const auto &s : listed) line(chord_text(s.keys), s.label.c_str());
    for (const auto &[keys, what] : always) line(keys, what);
    table.columns_end(&table);
  }
  table.dialog_end(&table);
  keys_shown = open != 0;
}

}  // namespace gantry::host::window
