// SPDX-License-Identifier: Apache-2.0
#include <core/ui/recorder.hpp>
#include <core/ui/recorder_parts.hpp>

namespace gantry::core {

void Recorder::fill_arranging() {
  table_.next = [](const gantry_ui *ui, const gantry_ui_next *next) {
    Recorder &self = of(ui);
    if (next == nullptr || next->size < sizeof *next)
      return self.mistake("panel.struct", "gave a struct of wrong size");
    if (!self.open_.empty() && self.open_.back().op == Op::grid_begin) return;
    self.disabled_ = next->disabled != 0;
    self.put(Op::next, {shown(next->tooltip), shown(next->error), shown(next->shortcut)},
             {next->disabled, next->focus, finite(next->width), finite(next->height)});
  };
  table_.scope_begin = [](const gantry_ui *ui, const char *id) {
    of(ui).push(Op::scope_begin, id == nullptr ? "" : id, true);
    of(ui).put(Op::scope_begin, {name_of(id)});
  };
  table_.scope_end = [](const gantry_ui *ui) { of(ui).pop(Op::scope_end); };
  table_.row_begin = [](const gantry_ui *ui) {
    of(ui).push(Op::row_begin, nullptr, true);
    of(ui).put(Op::row_begin);
  };
  table_.row_end = [](const gantry_ui *ui) { of(ui).pop(Op::row_end); };
  table_.columns_begin = [](const gantry_ui *ui, const char *id, std::uint32_t count, const double *weights) {
    Recorder &self = of(ui);
    if (count < 1 || count > max_columns) self.mistake("panel.too-much", "drew no columns, or more than 512");
    std::vector<double> clean(self.error_ ? 1 : count, 1.0);
    for (std::size_t c = 0; weights != nullptr && c < clean.size(); ++c)
      if (std::isfinite(weights[c]) && weights[c] > 0) clean[c] = weights[c];
    self.push(Op::columns_begin, id == nullptr ? "" : id, true).of = count;
    self.put(Op::columns_begin, {name_of(id)}, {count}, {bytes_of(clean.data(), clean.size())});
  };
  table_.column_next = [](const gantry_ui *ui) { of(ui).next_part(Op::columns_begin, Op::column_next); };
  table_.columns_end = [](const gantry_ui *ui) { of(ui).pop(Op::columns_end); };
  table_.split_begin = [](const gantry_ui *ui, const char *id, std::uint32_t flags, double fraction) {
    of(ui).push(Op::split_begin, id == nullptr ? "" : id, true).of = 2;
    of(ui).put(Op::split_begin, {name_of(id)}, {flags, std::clamp(finite(fraction, 0.5), 0.0, 1.0)});
  };
  table_.split_next = [](const gantry_ui *ui) { of(ui).next_part(Op::split_begin, Op::split_next); };
  table_.split_end = [](const gantry_ui *ui) { of(ui).pop(Op::split_end); };
  table_.separator = [](const gantry_ui *ui) { of(ui).put(Op::separator); };
  table_.space = [](const gantry_ui *ui, double em) { of(ui).put(Op::space, {}, {finite(em)}); };
}

void Recorder::next_part(Op of, Op part) {
  if (error_) return;
  if (open_.empty() || open_.back().op != of || ++open_.back().parts > open_.back().of)
    return mistake("panel.nesting", "went to the next " + std::string(shape(part).name) + " where there is none");
  put(part);
}

// Boxes, sections, trees: open or not as the host last said, at first as their flags have it.
std::uint32_t Recorder::container(Op op, const char *id, const char *label, const char *icon, std::uint32_t flags) {
  const std::string name = name_of(id);
  std::string path;
  Open &open = push(op, name.c_str(), true, &path);
  const Edit *done = edit(path);
  bool inside = op == Op::box_begin || (flags & GANTRY_UI_OPEN) != 0;
  if (const auto *told = state(path)) inside = told->is_boolean() ? told->get<bool>() : inside;
  if (op == Op::tree_begin && (flags & GANTRY_UI_LEAF) != 0) inside = false;
  if (op == Op::box_begin) put(op, {name}, {flags, std::uint32_t{1}});
  else if (op == Op::section_begin) put(op, {name, shown(label)}, {flags, inside ? 1u : 0u});
  else put(op, {name, shown(label), shown(icon)}, {flags, inside ? 1u : 0u});
  open.shown = open.shown && inside;
  return (open.shown ? GANTRY_UI_SHOWN : 0u) | (done == nullptr ? 0u : done->what);
}

void Recorder::fill_containers() {
  table_.box_begin = [](const gantry_ui *ui, const char *id, std::uint32_t flags) {
    return of(ui).container(Op::box_begin, id, "", "", flags);
  };
  table_.box_end = [](const gantry_ui *ui) { of(ui).pop(Op::box_end); };
  table_.section_begin = [](const gantry_ui *ui, const char *id, const char *label, std::uint32_t flags) {
    return of(ui).container(Op::section_begin, id, label, "", flags);
  };
  table_.section_end = [](const gantry_ui *ui) { of(ui).pop(Op::section_end); };
  table_.tree_begin = [](const gantry_ui *ui, const char *id, const char *label, const char *icon,
                         std::uint32_t flags) { return of(ui).container(Op::tree_begin, id, label, icon, flags); };
  table_.tree_end = [](const gantry_ui *ui) { of(ui).pop(Op::tree_end); };
  table_.tabs_begin = [](const gantry_ui *ui, const char *id) {
    Recorder &self = of(ui);
    const std::string name = name_of(id);
    std::string path;
    Open &open = self.push(Op::tabs_begin, name.c_str(), true, &path);
    if (const auto *told = self.state(path); told != nullptr && told->is_string()) open.tab = *told;
    self.put(Op::tabs_begin, {name});
  };
  table_.tab_begin = [](const gantry_ui *ui, const char *id, const char *label, const char *icon) -> std::uint32_t {
    Recorder &self = of(ui);
    const std::string name = name_of(id);
    if (self.open_.empty() || self.open_.back().op != Op::tabs_begin)
      self.mistake("panel.nesting", "drew a tab outside of tabs");
    std::string chosen = name;
    if (!self.open_.empty() && self.open_.back().tab.empty()) self.open_.back().tab = name;
    else if (!self.open_.empty()) chosen = self.open_.back().tab;
    Open &open = self.push(Op::tab_begin, name.c_str(), true);
    self.put(Op::tab_begin, {name, shown(label), shown(icon)}, {chosen == name ? 1u : 0u});
    open.shown = open.shown && chosen == name;
    return open.shown ? GANTRY_UI_SHOWN : 0u;
  };
  table_.tab_end = [](const gantry_ui *ui) { of(ui).pop(Op::tab_end); };
  table_.tabs_end = [](const gantry_ui *ui) { of(ui).pop(Op::tabs_end); };
  // All of a menu is drawn, so that it opens at once.
  table_.menu_begin = [](const gantry_ui *ui, const char *id, const char *label, const char *icon) -> std::uint32_t {
    const std::string name = name_of(id);
    const Open &open = of(ui).push(Op::menu_begin, name.c_str(), true);
    of(ui).put(Op::menu_begin, {name, shown(label), shown(icon)});
    return open.shown ? GANTRY_UI_SHOWN : 0u;
  };
  table_.menu_item = [](const gantry_ui *ui, const char *id, const char *label, const char *icon,
                        std::uint32_t flags) -> std::uint32_t {
    const Edit *done = of(ui).edit(of(ui).widget(id));
    of(ui).put(Op::menu_item, {name_of(id), shown(label), shown(icon)}, {flags});
    return done == nullptr ? 0u : done->what;
  };
  table_.menu_end = [](const gantry_ui *ui) { of(ui).pop(Op::menu_end); };
  table_.dialog_begin = [](const gantry_ui *ui, const char *id, const char *title,
                           std::uint32_t *wanted) -> std::uint32_t {
    Recorder &self = of(ui);
    const std::string name = name_of(id);
    std::string path;
    Open &open = self.push(Op::dialog_begin, name.c_str(), true, &path);
    const Edit *done = self.edit(path);
    if (done != nullptr && wanted != nullptr) *wanted = 0;
    const bool inside = wanted != nullptr && *wanted != 0;
    self.put(Op::dialog_begin, {name, shown(title)}, {inside ? 1u : 0u});
    open.shown = open.shown && inside;
    return (open.shown ? GANTRY_UI_SHOWN : 0u) | (done == nullptr ? 0u : done->what);
  };
  table_.dialog_end = [](const gantry_ui *ui) { of(ui).pop(Op::dialog_end); };
}

}  // namespace gantry::core
