// SPDX-License-Identifier: Apache-2.0
// Numbers under edit: typed, stepped by arrow keys and wheel, dragged on a slider, set back.
#include <host/window/widgets/number_words.hpp>
#include <host/window/widgets/typing.hpp>

#include <algorithm>
#include <cmath>
#include <core/report/text.hpp>
#include <cstring>
#include <host/window/theme/icons.hpp>

namespace gantry::host::window {
namespace {

// Replaces what is typed by a stepped value; the user goes on typing in it.
int replace_text(ImGuiInputTextCallbackData *data) {
  auto &text = *static_cast<std::string *>(data->UserData);
  if (text.empty()) return 0;
  data->DeleteChars(0, data->BufTextLen);
  data->InsertChars(0, text.c_str());
  data->SelectAll();
  text.clear();
  return 0;
}

double share_of(const gantry_ui_number &n, double value) {
  const bool log = (n.flags & GANTRY_UI_LOG) != 0 && n.minimum > 0;
  const double v = std::clamp(value, n.minimum, n.maximum);
  return log ? std::log(v / n.minimum) / std::log(n.maximum / n.minimum) : (v - n.minimum) / (n.maximum - n.minimum);
}

double value_at(const gantry_ui_number &n, double share) {
  share = std::clamp(share, 0.0, 1.0);
  if ((n.flags & GANTRY_UI_LOG) != 0 && n.minimum > 0) {
    const double value = n.minimum * std::pow(n.maximum / n.minimum, share);
    const double grain = std::pow(10, std::floor(std::log10(value)) - 2);  // three digits
    return clamped(n, std::round(value / grain) * grain);
  }
  const double step = step_of(n, 0);
  return clamped(n, n.minimum + std::round(share * (n.maximum - n.minimum) / step) * step);
}

std::uint32_t slider(Drawing &d, const Item &item, const gantry_ui_number &n, const ImRect &bb, double *value) {
  Item track;
  track.path = item.path + "/slider";
  track.id = ImHashStr(track.path.c_str());
  const Pressed p = d.press(track, bb, ImGuiButtonFlags_PressedOnClick);
  const float knob = d.em(0.4375);
  const float from = bb.Min.x + knob;
  const float length = std::max(1.0F, bb.GetWidth() - 2 * knob);
  double wanted = *value;
  if (p.held) wanted = value_at(n, (ImGui::GetIO().MousePos.x - from) / length);
  const bool focus = ImGui::GetCurrentContext()->NavId == track.id;
  const auto key = [&](ImGuiKey k) { return focus && ImGui::IsKeyPressed(ImGui::GetKeyIndex(k)); };
  const int steps = (key(ImGuiKey_RightArrow) ? 1 : 0) - (key(ImGuiKey_LeftArrow) ? 1 : 0);
  if (steps != 0) {
    wanted = clamped(n, *value + steps * step_of(n, *value));
    ImGui::NavMoveRequestCancel();
  }
  std::uint32_t did = wanted != *value ? GANTRY_UI_CHANGED : 0;
  *value = wanted;
  if ((ImGui::IsItemDeactivated() && !p.held) || (steps != 0 && did != 0)) did |= GANTRY_UI_COMMITTED;
  ImDrawList *const list = ImGui::GetWindowDrawList();
  const float y = IM_ROUND(bb.GetCenter().y);
  const float at = from + length * static_cast<float>(share_of(n, *value));
  const float half = d.em(0.125);
  if (ImGui::IsRectVisible(bb.Min, bb.Max)) {  // what is out of sight costs its place alone
    list->AddRectFilled({from, y - half / 2}, {from + length, y + half / 2}, colour(d.theme().edge), half);
    list->AddRectFilled({from, y - half}, {at, y + half}, colour(d.theme().accent), half);
    list->AddCircleFilled({at, y}, knob + (p.hovered || p.held ? d.em(0.0625) : 0), colour(d.theme().accent), 24);
    list->AddCircleFilled({at, y}, d.em(0.1875), colour(d.theme().on_accent), 16);
  }
  d.focus_ring(bb, track.id);
  d.part(track.path, {.kind = Kind::number, .rect = bb, .stops = true, .focus_id = track.id});
  if (did != 0) d.redraw_in(0);
  return did;
}

bool reset(Drawing &d, const Item &item, const gantry_ui_number &n, const ImRect &bb) {
  Item button;
  button.path = item.path + "/reset";
  button.id = ImHashStr(button.path.c_str());
  const Pressed p = d.press(button, bb);
  if (p.hovered || p.held) d.face(bb, p.held ? d.theme().held : d.theme().hover);
  d.put_icon(bb, d.theme().dim, "undo", d.fonts().small);
  d.focus_ring(bb, button.id);
  const std::string unit = core::report::unit_text(text_of(n.unit));
  const std::string words =
      Drawing::fill(d.tr("Back to {1}"), {d.number_text(n.initial, 10) + (unit.empty() ? "" : " " + unit)});
  d.part(button.path, {.kind = Kind::button, .rect = bb, .label = words, .stops = true, .focus_id = button.id});
  if (d.hovers(bb)) d.tip(button.path, words, bb);
  return p.pressed;
}

// What is wrong with what is typed, in words; "" when nothing is.
std::string wrong_with(const Drawing &d, const gantry_ui_number &n, std::optional<double> typed) {
  if (!typed) return d.tr("This is not a number.");
  const auto text = [&](double v) { return d.number_text(v, 10); };
  if (*typed >= n.minimum && *typed <= n.maximum) return {};
  if (std::isfinite(n.minimum) && std::isfinite(n.maximum)) {
    return Drawing::fill(d.tr("From {1} to {2}."), {text(n.minimum), text(n.maximum)});
  }
  return std::isfinite(n.minimum) ? Drawing::fill(d.tr("At least {1}."), {text(n.minimum)})
                                  : Drawing::fill(d.tr("At most {1}."), {text(n.maximum)});
}

// Arrow keys and wheel, while it is being edited: the steps since the last frame.
double steps_now(const Drawing &d, const ImRect &bb) {
  double steps = (ImGui::IsKeyPressed(ImGui::GetKeyIndex(ImGuiKey_UpArrow)) ? 1 : 0) -
                 (ImGui::IsKeyPressed(ImGui::GetKeyIndex(ImGuiKey_DownArrow)) ? 1 : 0);
  if (d.hovers(bb)) steps += std::round(static_cast<double>(ImGui::GetIO().MouseWheel));
  return steps;
}

std::uint32_t box(Drawing &d, Item &item, const char *label, const gantry_ui_number &n, const ImRect &bb,
                  double *value) {
  const bool integer = (n.flags & GANTRY_UI_INTEGER) != 0;
  const ImGuiID edit_id = ImHashStr("##text", 0, item.id);
  const bool active = ImGui::GetCurrentContext()->ActiveId == edit_id;
  const auto under_edit = d.edits.find(item.path);
  std::string text =
      under_edit != d.edits.end() && active ? under_edit->second.text : typed_text(*value, integer, d.options.decimal);
  if (under_edit != d.edits.end() && active && !under_edit->second.wrong.empty() && item.next.error.empty()) {
    item.next.error = under_edit->second.wrong;
  }
  std::string stepped;
  const double before = *value;
  if (active) {
    if (const double steps = steps_now(d, bb); steps != 0) {
      *value = clamped(n, *value + steps * step_of(n, *value));
      stepped = typed_text(*value, integer, d.options.decimal);
    }
  }
  const std::string unit = core::report::unit_text(text_of(n.unit));
  const float unit_width = unit.empty() ? 0 : d.measure(d.fonts().body, unit).x + d.em(0.5);
  const Rgb rim = !item.next.error.empty() ? d.theme().error
                  : active || d.hovers(bb) ? d.theme().accent
                                           : d.theme().edge;
  d.face(bb, d.theme().field, rim);
  if (active) ImGui::GetWindowDrawList()->AddRect(bb.Min, bb.Max, colour(rim), ImGui::GetStyle().FrameRounding, 0, 2);
  if (!unit.empty()) {
    d.put(d.fonts().body, {bb.Max.x - unit_width, bb.GetCenter().y - d.fonts().body->FontSize / 2}, d.theme().dim,
          unit);
  }
  char buffer[64] = {};
  std::strncpy(buffer, text.c_str(), sizeof buffer - 1);
  const Typed typed = type_in(d, item,
                              {.text = {bb.Min.x + d.em(0.625), bb.Min.y, bb.Max.x - unit_width - d.em(0.25), bb.Max.y},
                               .buffer = buffer,
                               .capacity = sizeof buffer,
                               .flags = ImGuiInputTextFlags_AutoSelectAll | ImGuiInputTextFlags_CallbackAlways,
                               .callback = replace_text,
                               .user = &stepped});
  if (typed.active) {
    ImGui::SetItemUsingMouseWheel();
    ImGui::GetCurrentContext()->ActiveIdUsingNavDirMask |= (1U << ImGuiDir_Up) | (1U << ImGuiDir_Down);
  }
  std::uint32_t did = 0;
  if (typed.changed) {
    const auto now = parse_typed(buffer);
    if (now && wrong_with(d, n, now).empty()) *value = clamped(n, *now);
  }
  if (typed.active) {
    Edit &edit = d.edits[item.path];
    edit.text = buffer;
    edit.wrong = wrong_with(d, n, parse_typed(buffer));
  } else if (typed.left) {
    d.edits.erase(item.path);
  }
  if (*value != before) did |= GANTRY_UI_CHANGED;
  if (typed.committed) did |= GANTRY_UI_COMMITTED;
  if (typed.changed || typed.left || did != 0) d.redraw_in(0);
  d.focus_ring(bb, typed.id);
  d.finish(item,
           {.kind = Kind::number, .rect = bb, .label = label, .value = buffer, .stops = true, .focus_id = typed.id});
  return did;
}

std::uint32_t number(const gantry_ui *ui, const char *id, const char *label, const gantry_ui_number *number,
                     double *value) {
  Drawing &d = of(ui);
  if (d.hidden() || number == nullptr || value == nullptr) return d.skip();
  Item item = d.item(id);
  const gantry_ui_number &n = *number;
  const bool resettable = !std::isnan(n.initial);
  const bool slides = (n.flags & GANTRY_UI_SLIDER) != 0 && std::isfinite(n.minimum) && std::isfinite(n.maximum) &&
                      n.maximum > n.minimum;
  ImRect bb = d.begin_field(item, text_of(label), slides ? 16 : 8);
  const float beside = resettable ? d.frame() + d.em(0.25) : 0;
  if (!slides && item.next.width == 0 && !d.in_row()) bb.Max.x = std::min(bb.Max.x, bb.Min.x + d.em(10) + beside);
  ImRect field = bb;
  field.Max.x -= beside;
  std::uint32_t did = 0;
  if (slides) {
    const float typed = std::min(d.em(7), field.GetWidth() * 0.5F);
    did |= slider(d, item, n, {field.Min.x, field.Min.y, field.Max.x - typed - d.em(0.5), field.Max.y}, value);
    field.Min.x = field.Max.x - typed;
  }
  if (resettable && *value != n.initial && reset(d, item, n, {bb.Max.x - d.frame(), bb.Min.y, bb.Max.x, bb.Max.y})) {
    *value = n.initial;
    d.redraw_in(0);
    did |= GANTRY_UI_CHANGED | GANTRY_UI_COMMITTED;
  }
  did |= box(d, item, text_of(label), n, field, value);
  ImGui::SetCursorScreenPos(bb.Min);
  ImGui::Dummy(bb.GetSize());
  d.end_field(item);
  return did;
}

}  // namespace

void set_numbers(gantry_ui &table) { table.number = number; }

}  // namespace gantry::host::window
