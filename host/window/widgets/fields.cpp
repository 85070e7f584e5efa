// SPDX-License-Identifier: Apache-2.0
// Text under edit.
#include <host/window/widgets/typing.hpp>

#include <algorithm>
#include <host/window/theme/icons.hpp>

namespace gantry::host::window {

Typed type_in(Drawing &d, Item &item, const Typing &t) {
  Typed typed;
  const ImVec2 after = ImGui::GetCursorScreenPos();
  if (d.takes_focus(item)) ImGui::SetKeyboardFocusHere();
  ImGui::PushOverrideID(item.id);
  ImGui::PushStyleColor(ImGuiCol_FrameBg, ImVec4(0, 0, 0, 0));
  ImGui::PushStyleColor(ImGuiCol_NavHighlight, ImVec4(0, 0, 0, 0));
  ImGui::PushStyleVar(ImGuiStyleVar_FrameBorderSize, 0.0F);
  ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, ImVec2(0, ImGui::GetStyle().FramePadding.y));
  ImGui::SetCursorScreenPos(t.text.Min);
  ImGui::SetNextItemWidth(std::max(1.0F, t.text.GetWidth()));
  if (*t.buffer == '\0' && d.measure(d.fonts().body, t.hint).x > t.text.GetWidth()) d.note_cut();
  typed.changed = ImGui::InputTextWithHint("##text", t.hint, t.buffer, t.capacity, t.flags, t.callback, t.user);
  typed.id = ImGui::GetItemID();
  typed.active = ImGui::IsItemActive();
  typed.left = ImGui::IsItemDeactivated();
  const bool enter = ImGui::IsKeyPressed(ImGui::GetKeyIndex(ImGuiKey_Enter), false) ||
                     ImGui::IsKeyPressed(ImGui::GetKeyIndex(ImGuiKey_KeyPadEnter), false);
  typed.entered = typed.left && enter;
  typed.committed = ImGui::IsItemDeactivatedAfterEdit() || typed.entered;
  ImGui::PopStyleVar(2);
  ImGui::PopStyleColor(2);
  ImGui::PopID();
  ImGui::SetCursorScreenPos(after);
  return typed;
}

namespace {

std::uint32_t result_of(Drawing &d, const Typed &typed) {
  if (typed.changed || typed.left) d.redraw_in(0);
  return (typed.changed ? GANTRY_UI_CHANGED : 0) | (typed.committed ? GANTRY_UI_COMMITTED : 0) |
         (typed.entered ? GANTRY_UI_ACTIVATED : 0);
}

// Several lines: ImGui scrolls them in a window of their own.
std::uint32_t lines(Drawing &d, Item &item, const char *label, const gantry_ui_text_field &field, char *text,
                    std::size_t capacity) {
  ImRect bb = d.begin_field(item, label, 16);
  bb.Max.y = bb.Min.y + d.height_of(item.next, d.em(6));
  Typed typed;
  if (d.takes_focus(item)) ImGui::SetKeyboardFocusHere();
  ImGui::SetCursorScreenPos(bb.Min);
  ImGui::PushOverrideID(item.id);
  ImGui::PushStyleColor(ImGuiCol_Border, colour4(item.next.error.empty() ? d.theme().edge : d.theme().error));
  ImGui::PushStyleVar(ImGuiStyleVar_ChildRounding, ImGui::GetStyle().FrameRounding);
  typed.changed = ImGui::InputTextMultiline("##text", text, capacity, bb.GetSize());
  typed.id = ImGui::GetItemID();
  typed.active = ImGui::IsItemActive();
  typed.left = ImGui::IsItemDeactivated();
  typed.committed = ImGui::IsItemDeactivatedAfterEdit();
  ImGui::PopStyleVar();
  ImGui::PopStyleColor();
  ImGui::PopID();
  if (*text == '\0' && !typed.active) {
    d.put(d.fonts().body, bb.Min + ImGui::GetStyle().FramePadding, d.theme().dim, text_of(field.hint),
          bb.Max.x - d.em(0.5));
  }
  if (typed.active)
    ImGui::GetWindowDrawList()->AddRect(bb.Min, bb.Max, colour(d.theme().accent), ImGui::GetStyle().FrameRounding, 0,
                                        2);
  d.finish(item,
           {.kind = Kind::text_field, .rect = bb, .label = label, .value = text, .stops = true, .focus_id = typed.id});
  d.end_field(item);
  return result_of(d, typed);
}

// Empties the search.
bool cross(Drawing &d, const Item &item, const ImRect &bb) {
  Item empty;
  empty.path = item.path + "/empty";
  empty.id = ImHashStr(empty.path.c_str());
  const Pressed p = d.press(empty, bb);
  if (p.hovered) {
    ImRect face = bb;
    face.Expand(-d.em(0.25));
    d.face(face, d.theme().hover);
  }
  d.put_icon(bb, d.theme().dim, "times", d.fonts().small);
  d.part(empty.path, {.kind = Kind::button, .rect = bb, .label = d.tr("Empty")});
  return p.pressed;
}

std::uint32_t text_field(const gantry_ui *ui, const char *id, const char *label, const gantry_ui_text_field *field,
                         char *text, std::uint64_t capacity) {
  Drawing &d = of(ui);
  if (d.hidden() || field == nullptr || capacity == 0) return d.skip();
  Item item = d.item(id);
  if ((field->flags & GANTRY_UI_LINES) != 0) return lines(d, item, text_of(label), *field, text, capacity);
  const bool search = (field->flags & GANTRY_UI_SEARCH) != 0;
  const bool secret = (field->flags & GANTRY_UI_SECRET) != 0;
  const ImRect bb = d.begin_field(item, text_of(label), 12);
  ImRect inner = bb;
  inner.Min.x += d.em(search ? 1.875 : 0.625);
  inner.Max.x -= d.em(search ? 1.75 : 0.375);
  const ImGuiContext &g = *ImGui::GetCurrentContext();
  const ImGuiID edit_id = ImHashStr("##text", 0, item.id);
  const bool active = g.ActiveId == edit_id;
  const Rgb rim = !item.next.error.empty() ? d.theme().error
                  : active || d.hovers(bb) ? d.theme().accent
                                           : d.theme().edge;
  d.face(bb, d.theme().field, rim);
  if (active) ImGui::GetWindowDrawList()->AddRect(bb.Min, bb.Max, colour(rim), ImGui::GetStyle().FrameRounding, 0, 2);
  if (search)
    d.put_icon({bb.Min.x, bb.Min.y, bb.Min.x + d.em(1.875), bb.Max.y}, d.theme().dim, "search", d.fonts().small);
  const Typed typed = type_in(d, item,
                              {.text = inner,
                               .hint = text_of(field->hint),
                               .buffer = text,
                               .capacity = static_cast<std::size_t>(capacity),
                               .flags = secret ? ImGuiInputTextFlags_Password : 0});
  d.focus_ring(bb, typed.id);
  d.finish(item, {.kind = Kind::text_field,
                  .rect = bb,
                  .label = text_of(label),
                  .value = secret ? "" : text,
                  .stops = true,
                  .focus_id = typed.id});
  std::uint32_t did = result_of(d, typed);
  if (search && *text != '\0' && cross(d, item, {bb.Max.x - d.em(1.75), bb.Min.y, bb.Max.x, bb.Max.y})) {
    *text = '\0';
    ImGui::ClearActiveID();
    d.focus_wanted = item.path;
    d.redraw_in(0);
    did |= GANTRY_UI_CHANGED | GANTRY_UI_COMMITTED;
  }
  ImGui::SetCursorScreenPos(bb.Min);
  ImGui::Dummy(bb.GetSize());
  d.end_field(item);
  return did;
}

}  // namespace

void set_fields(gantry_ui &table) { table.text_field = text_field; }

}  // namespace gantry::host::window
