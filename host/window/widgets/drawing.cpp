// SPDX-License-Identifier: Apache-2.0
#include <host/window/widgets/drawing.hpp>

#include <algorithm>
#include <cmath>
#include <host/window/widgets/keys.hpp>
#include <limits>

namespace gantry::host::window {
namespace {

bool is_text_being_typed() { return ImGui::GetIO().WantTextInput; }

// What is typed in has its own use for these.
bool of_text(const Chord &chord) {
  if (!chord.ctrl || chord.shift || chord.alt) return false;
  for (const char *key : {"v", "c", "x", "a"})
    if (chord.key == parse_chord(key)->key) return true;
  return false;
}

}  // namespace

// Names and nesting.

void Drawing::set_next(const gantry_ui_next *next) {
  if (hidden() || next == nullptr) return;
  next_ = {.disabled = next->disabled != 0,
           .focus = next->focus != 0,
           .width = next->width,
           .height = next->height,
           .tooltip = text_of(next->tooltip),
           .error = text_of(next->error),
           .shortcut = text_of(next->shortcut)};
}

Item Drawing::item_at(std::string path) {
  Item result;
  result.path = std::move(path);
  result.id = ImHashStr(result.path.c_str(), result.path.size());
  result.next = take_next();
  cut_ = false;
  ImGui::BeginDisabled(result.next.disabled);
  return result;
}

Open &Drawing::push(Level level, const Item &item, bool shown) {
  Open &open = open_.emplace_back();
  open.level = level;
  open.path = item.path;
  open.shown = shown;
  if (!shown) ++hidden_;
  return open;
}

Open &Drawing::push_unnamed(Level level) {
  Open &open = open_.emplace_back();
  open.level = level;
  open.named = false;
  return open;
}

void Drawing::push_hidden(Level level) {
  skip();
  Open &open = open_.emplace_back();
  open.level = level;
  open.named = false;
  open.shown = false;
  ++hidden_;
}

Open Drawing::pop() {
  Open open = std::move(open_.back());
  open_.pop_back();
  if (!open.shown) --hidden_;
  if (open.named) ids_.leave();
  return open;
}

Open *Drawing::inside(Level level) {
  const auto found = std::find_if(open_.rbegin(), open_.rend(), [level](const Open &o) { return o.level == level; });
  return found == open_.rend() ? nullptr : &*found;
}

int Drawing::count(Level level) const {
  return static_cast<int>(
      std::count_if(open_.begin(), open_.end(), [level](const Open &o) { return o.level == level; }));
}

// Arranging.

bool Drawing::in_row() const {
  for (auto o = open_.rbegin(); o != open_.rend(); ++o) {
    if (o->level != Level::scope) return o->level == Level::row;
  }
  return false;
}

bool Drawing::in_box() const {
  for (auto o = open_.rbegin(); o != open_.rend() && o->level != Level::split; ++o) {
    if (o->level == Level::box || o->level == Level::child) return true;
  }
  return false;
}

void Drawing::place(float width) {
  if (!in_row()) return;
  Open &row = *inside(Level::row);
  if (!row.first) {
    const ImGuiWindow *const window = ImGui::GetCurrentWindow();
    const float spacing = ImGui::GetStyle().ItemSpacing.x;
    const float right = window->Pos.x + ImGui::GetContentRegionMax().x;
    if (window->DC.CursorPosPrevLine.x + spacing + width <= right + 0.5F) ImGui::SameLine(0, spacing);
  }
  row.first = false;
}

float Drawing::left_over() const {
  const ImGuiWindow *const window = ImGui::GetCurrentWindow();
  const float right = window->Pos.x + ImGui::GetContentRegionMax().x;
  if (!in_row()) return right - window->DC.CursorPos.x;
  const auto row = std::find_if(open_.rbegin(), open_.rend(), [](const Open &o) { return o.level == Level::row; });
  if (row->first) return right - window->DC.CursorPos.x;
  return right - window->DC.CursorPosPrevLine.x - ImGui::GetStyle().ItemSpacing.x;
}

float Drawing::width_of(const Next &next, float natural) const {
  if (next.width > 0) return em(next.width);
  if (next.width < 0) return std::max(em(3), std::floor(left_over() + static_cast<float>(next.width) * em()));
  return natural;
}

float Drawing::height_of(const Next &next, float natural) const {
  if (next.height > 0) return em(next.height);
  if (next.height < 0) {
    return std::max(em(2), std::floor(ImGui::GetContentRegionAvail().y + static_cast<float>(next.height) * em()));
  }
  return natural;
}

// Pressing and looking.

Pressed Drawing::press(const Item &item, const ImRect &bb, ImGuiButtonFlags flags) {
  Pressed p;
  ImGui::KeepAliveID(item.id);  // ImGui does it where it makes the id: these are made elsewhere
  if (!ImGui::ItemAdd(bb, item.id)) return p;
  p.pressed = ImGui::ButtonBehavior(bb, item.id, &p.hovered, &p.held, flags);
  const ImGuiContext &g = *ImGui::GetCurrentContext();
  p.focused = g.NavId == item.id;
  p.ring = p.focused && !g.NavDisableHighlight;
  p.by_key = p.pressed && g.NavActivateId == item.id;
  // ImGui presses by Space; Enter does the same.
  if (p.focused && g.ActiveId == 0 && !item.next.disabled && !g.IO.KeyCtrl &&
      (ImGui::IsKeyPressed(ImGui::GetKeyIndex(ImGuiKey_Enter), false) ||
       ImGui::IsKeyPressed(ImGui::GetKeyIndex(ImGuiKey_KeyPadEnter), false))) {
    p.pressed = p.by_key = true;
  }
  return p;
}

bool Drawing::chord(const Item &item, std::string_view label) {
  if (item.next.shortcut.empty()) return false;
  shortcuts.push_back({item.next.shortcut, std::string(label.empty() ? item.next.tooltip : label), item.path});
  const auto chord = parse_chord(item.next.shortcut);
  if (!chord || item.next.disabled || (ImGui::GetCurrentContext()->CurrentItemFlags & ImGuiItemFlags_Disabled) != 0) {
    return false;
  }
  const ImGuiIO &io = ImGui::GetIO();
  if (chord->ctrl != io.KeyCtrl || chord->shift != io.KeyShift || chord->alt != io.KeyAlt) return false;
  const bool function_key = chord->key >= parse_chord("f1")->key && chord->key <= parse_chord("f12")->key;
  if (is_text_being_typed() && !chord->ctrl && !chord->alt && !function_key) return false;
  if (is_text_being_typed() && of_text(*chord)) return false;
  if (!ImGui::IsKeyPressed(chord->key, false)) return false;
  ImGuiWindow *const modal = ImGui::GetTopMostPopupModal();
  const bool closes_menu = chord->key == parse_chord("escape")->key && modal == nullptr &&
                           ImGui::IsPopupOpen(nullptr, ImGuiPopupFlags_AnyPopup);
  if (closes_menu) return false;
  if (modal != nullptr && !ImGui::IsWindowWithinBeginStackOf(ImGui::GetCurrentWindow()->RootWindow, modal))
    return false;
  // Of two with the same keys the first on the screen has them: those of the host come before those of panels.
  const std::pair pressed{ImGui::GetFrameCount(), chord->key};
  if (std::exchange(chord_taken_, pressed) == pressed) return false;
  ImGui::ClearActiveID();  // what is being typed is done with
  return true;
}

bool Drawing::hovers(const ImRect &rect) const {
  const ImGuiContext &g = *ImGui::GetCurrentContext();
  const ImGuiWindow *const window = g.CurrentWindow;
  if (g.HoveredWindow == nullptr || !rect.Contains(g.IO.MousePos) || !window->ClipRect.Contains(g.IO.MousePos)) {
    return false;
  }
  // ImGui gives the pointer to the pop-up in front alone.
  const ImGuiWindow *const front = g.NavWindow == nullptr ? nullptr : g.NavWindow->RootWindow;
  if (front != nullptr && front->WasActive && front != window->RootWindow &&
      (front->Flags & (ImGuiWindowFlags_Popup | ImGuiWindowFlags_Modal)) != 0) {
    return false;
  }
  // Fields of several lines are windows of their own inside this one.
  for (const ImGuiWindow *w = g.HoveredWindow; w != nullptr;
       w = (w->Flags & (ImGuiWindowFlags_ChildWindow | ImGuiWindowFlags_Popup)) == ImGuiWindowFlags_ChildWindow
               ? w->ParentWindow
               : nullptr) {
    if (w == window) return true;
  }
  return false;
}

void Drawing::focus_id(ImGuiID id) {
  ImGuiContext &g = *ImGui::GetCurrentContext();
  ImGui::SetFocusID(id, g.CurrentWindow);
  if (g.LastItemData.ID == id) ImGui::ScrollToItem();
  g.NavDisableHighlight = false;
  redraw_in(0);
}

bool Drawing::takes_focus(Item &item) {
  const bool takes = item.next.focus || (!focus_wanted.empty() && focus_wanted == item.path);
  if (focus_wanted == item.path) focus_wanted.clear();
  item.next.focus = false;
  if (takes) {
    ImGui::GetCurrentContext()->NavDisableHighlight = false;
    redraw_in(0);
  }
  return takes;
}

void Drawing::add(Seen seen) { drawing.seen.push_back(std::move(seen)); }

void Drawing::part(const std::string &path, const Drawn &what, bool enabled) {
  ImGuiContext &g = *ImGui::GetCurrentContext();
  if (what.stops && focus_wanted == path) {
    focus_id(what.focus_id);
    focus_wanted.clear();
  }
  ImRect visible = what.rect;
  visible.ClipWithFull(g.CurrentWindow->ClipRect);
  const ImGuiID id = what.focus_id;
  add({.path = path,
       .kind = what.kind,
       .rect = rect_of(what.rect),
       .visible = rect_of(visible),
       .enabled = enabled && (g.CurrentItemFlags & ImGuiItemFlags_Disabled) == 0,
       .hovered = hovers(what.rect),
       .focused = id != 0 && (g.ActiveId == id || (g.NavId == id && !g.NavDisableHighlight)),
       .on = what.on,
       .stops = what.stops,
       .cut = std::exchange(cut_, false),
       .layer = g.BeginPopupStack.Size,
       .label = std::string(what.label),
       .value = std::string(what.value),
       .error = {}});
}

void Drawing::finish(const Item &item, const Drawn &what) {
  if (item.next.focus) focus_wanted = item.path;
  Drawn drawn_as = what;
  if (drawn_as.focus_id == 0) drawn_as.focus_id = item.id;
  part(item.path, drawn_as);
  Seen &seen = drawing.seen.back();
  seen.error = item.next.error;
  ImGui::EndDisabled();
  // What is cut is to be read in its tooltip; lists have theirs at the side, where it covers none of its neighbours.
  const std::string &whole = seen.label.empty() ? seen.value : seen.label;
  std::string words = item.next.tooltip;
  if (seen.cut) words = words.empty() ? whole : whole + "\n" + words;
  if (seen.hovered && !words.empty()) tip(item.path, words, what.rect, what.kind == Kind::tree);
  last_ = item;
  last_rect_ = what.rect;
}

void Drawing::redraw_in(double seconds) { redraw = std::min(redraw, ImGui::GetTime() + std::max(seconds, 0.0)); }

}  // namespace gantry::host::window
