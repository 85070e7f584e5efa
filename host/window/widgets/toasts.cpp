// SPDX-License-Identifier: Apache-2.0
// Short messages, one above the other at the foot of the list of data, which leaves them its room, so that they cover nothing;
// on pages without one at the left of the window, since what is pressed next is at the right.
#include <host/window/widgets/drawing.hpp>

#include <algorithm>

namespace gantry::host::window {
namespace {

constexpr double widest = 26.75, gap = 0.5, beside_words = 4.75;  // em

// What a toast takes, and its words' width.
struct ToastSize {
  ImVec2 whole;
  float wrap = 0;
};

ToastSize size_of(const Drawing &d, const std::string &words, float room) {
  const float wrap = room - d.em(beside_words);
  const ImVec2 text = d.measure(d.fonts().body, words, wrap);
  return {{room, std::max(text.y + d.em(1.25), d.em(2.25))}, wrap};
}

}  // namespace

// Where they stand: from the left, upwards from the bottom.
ImRect Drawing::toast_place() const {
  const ImGuiViewport *const viewport = ImGui::GetMainViewport();
  const float bottom = viewport->Pos.y + viewport->Size.y - em(gap);
  for (const std::string &path : options.toast_places) {
    const Seen *const pane = drawing.find(path);
    if (pane == nullptr || pane->visible.empty()) continue;
    return {pane->visible.x0 + em(gap), viewport->Pos.y, pane->visible.x1 - em(gap), bottom};
  }
  return {viewport->Pos.x + em(), viewport->Pos.y, viewport->Pos.x + em(1 + widest), bottom};
}

void Drawing::draw_toasts() {
  const double now = ImGui::GetTime();
  std::erase_if(toasts, [now](const Toast &t) { return t.until <= now; });
  const ImRect place = toast_place();
  float bottom = place.Max.y;
  for (std::size_t i = toasts.size(); i-- > 0;) {
    redraw_in(toasts[i].until - now);
    bottom -= draw_toast(toasts[i], i, {place.Min.x, bottom}, std::min(place.GetWidth(), em(widest))) + em(gap);
  }
  const float taken = toasts.empty() ? 0 : place.Max.y - bottom;
  if (taken != toasts_height) redraw_in(0);  // for those that leave them the room
  toasts_height = taken;
}

// With its lower left corner there; returns its height.
float Drawing::draw_toast(Toast &toast, std::size_t number, ImVec2 corner, float room) {
  const std::string words = options.toast ? options.toast(toast.text) : toast.text;
  const auto [size, wrap] = size_of(*this, words, room);
  ImGui::SetNextWindowPos({corner.x, corner.y - size.y});
  ImGui::SetNextWindowSize(size);
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(0, 0));
  ImGui::PushStyleVar(ImGuiStyleVar_WindowRounding, ImGui::GetStyle().PopupRounding);
  ImGui::PushStyleVar(ImGuiStyleVar_WindowBorderSize, 1.0F);
  ImGui::PushStyleColor(ImGuiCol_WindowBg, colour4(theme().raised));
  ImGui::PushStyleColor(ImGuiCol_Border, colour4(severity(toast.severity)));
  ImGui::Begin(("##toast" + std::to_string(number)).c_str(), nullptr,
               ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings |
                   ImGuiWindowFlags_NoFocusOnAppearing | ImGuiWindowFlags_NoNav);
  ImGui::BringWindowToDisplayFront(ImGui::GetCurrentWindow());
  const ImVec2 at = ImGui::GetWindowPos();
  const std::string path = "toasts/" + std::to_string(number);
  put_icon({at.x, at.y, at.x + em(2.25), at.y + size.y}, severity(toast.severity), severity_icon(toast.severity));
  const float height = measure(fonts().body, words, wrap).y;
  put(fonts().body, {at.x + em(2.25), at.y + (size.y - height) / 2}, theme().ink, words, FLT_MAX, wrap);
  part(path, {.kind = Kind::toast, .rect = {at, at + size}, .label = {}, .value = words});
  const ImRect cross = {at.x + size.x - em(2), at.y + (size.y - em(1.5F)) / 2, at.x + size.x - em(0.5),
                        at.y + (size.y + em(1.5F)) / 2};
  Item close;
  close.path = path + "/close";
  close.id = ImHashStr(close.path.c_str());
  const Pressed p = press(close, cross);
  if (p.hovered) face(cross, theme().hover);
  put_icon(cross, theme().dim, "times");
  part(close.path, {.kind = Kind::button, .rect = cross, .label = tr("Close")});
  if (p.pressed) {
    toast.until = 0;
    redraw_in(0);
  }
  ImGui::End();
  ImGui::PopStyleColor(2);
  ImGui::PopStyleVar(3);
  return size.y;
}

}  // namespace gantry::host::window
