// SPDX-License-Identifier: MIT
// gantry.ui/1 in C++: the same widgets, with containers that end by themselves and values that are C++'s own.
//
//   if (auto section = ui.section("image", "Image")) {
//     ui.number("level", "Level", level_, {"[hnsf'U]", -1024, 3071});
//     if (ui.disabled(!image_, "choose an image first").button("run", "Run", "play", GANTRY_UI_PRIMARY)) start();
//   }
//
// What a widget means stands in gantry/ui.h. width(), tooltip() and their like hold for the next widget alone.
#pragma once

#include <gantry/cpp/ui_parts.hpp>

#include <cstring>
#include <initializer_list>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

namespace gantry {

class Ui {
 public:
  explicit Ui(const gantry_ui &c) : c_(&c) {}
  Ui(const Ui &) = delete;
  Ui &operator=(const Ui &) = delete;
  const gantry_ui &c() const { return *c_; }

  // Of the next widget.
  Ui &width(double em) { return given_ = true, next_.width = em, *this; }
  Ui &height(double em) { return given_ = true, next_.height = em, *this; }
  Ui &tooltip(const TextRef &text) { return given_ = true, tooltip_ = text.c(), *this; }
  Ui &error(const TextRef &text) { return given_ = true, error_ = text.c(), *this; }  // "": none
  Ui &shortcut(const TextRef &keys) { return given_ = true, shortcut_ = keys.c(), *this; }
  Ui &focus(bool now = true) { return given_ = true, next_.focus = now ? 1 : 0, *this; }
  // `why`, where it is disabled, stands in its tooltip.
  Ui &disabled(bool is, const TextRef &why = "") {
    given_ = true;
    next_.disabled = is ? 1 : 0;
    if (is && *why.c() != '\0') tooltip_ = why.c();
    return *this;
  }

  // Arranging.
  Within scope(const TextRef &id) { return apply(), c_->scope_begin(c_, id.c()), Within(*c_, c_->scope_end); }
  Within row() { return apply(), c_->row_begin(c_), Within(*c_, c_->row_end); }
  Within columns(const TextRef &id, std::initializer_list<double> weights) {
    return columns(id, std::vector<double>(weights));
  }
  Within columns(const TextRef &id, const std::vector<double> &weights) {
    apply();
    c_->columns_begin(c_, id.c(), static_cast<std::uint32_t>(weights.size()), weights.data());
    return Within(*c_, c_->columns_end, GANTRY_UI_SHOWN, c_->column_next);
  }
  Within split(const TextRef &id, double fraction, std::uint32_t flags = 0) {
    apply();
    c_->split_begin(c_, id.c(), flags, fraction);
    return Within(*c_, c_->split_end, GANTRY_UI_SHOWN, c_->split_next);
  }
  Within box(const TextRef &id, std::uint32_t flags = 0) {
    return apply(), Within(*c_, c_->box_end, c_->box_begin(c_, id.c(), flags));
  }
  Within section(const TextRef &id, const TextRef &label, std::uint32_t flags = GANTRY_UI_OPEN) {
    return apply(), Within(*c_, c_->section_end, c_->section_begin(c_, id.c(), label.c(), flags));
  }
  Within tabs(const TextRef &id) { return apply(), c_->tabs_begin(c_, id.c()), Within(*c_, c_->tabs_end); }
  Within tab(const TextRef &id, const TextRef &label, const TextRef &icon = "") {
    return apply(), Within(*c_, c_->tab_end, c_->tab_begin(c_, id.c(), label.c(), icon.c()));
  }
  Within tree(const TextRef &id, const TextRef &label, const TextRef &icon = "", std::uint32_t flags = 0) {
    return apply(), Within(*c_, c_->tree_end, c_->tree_begin(c_, id.c(), label.c(), icon.c(), flags));
  }
  Within menu(const TextRef &id, const TextRef &label, const TextRef &icon = "") {
    return apply(), Within(*c_, c_->menu_end, c_->menu_begin(c_, id.c(), label.c(), icon.c()));
  }
  Within context_menu(const TextRef &id) { return menu(id, ""); }  // of the widget before it
  bool menu_item(const TextRef &id, const TextRef &label, const TextRef &icon = "", std::uint32_t flags = 0) {
    return apply(), Did(c_->menu_item(c_, id.c(), label.c(), icon.c(), flags)).pressed();
  }
  Within dialog(const TextRef &id, const TextRef &title, bool &open) {
    apply();
    std::uint32_t c_open = open ? 1 : 0;
    const std::uint32_t what = c_->dialog_begin(c_, id.c(), title.c(), &c_open);
    open = c_open != 0;
    return Within(*c_, c_->dialog_end, what);
  }
  void separator() { apply(), c_->separator(c_); }
  void space(double em = 0.5) { apply(), c_->space(c_, em); }

  // Saying.
  void text(const TextRef &id, const TextRef &text, std::uint32_t style = GANTRY_UI_BODY) {
    apply(), c_->text(c_, id.c(), text.c(), style);
  }
  void equation(const TextRef &id, const TextRef &equation) {
    apply();
    if (GANTRY_HAS(c_, equation)) c_->equation(c_, id.c(), equation.c());
    else c_->text(c_, id.c(), equation.c(), GANTRY_UI_FIXED);
  }
  void icon(const TextRef &id, const TextRef &icon, std::uint32_t colour = 0) {
    apply(), c_->icon(c_, id.c(), icon.c(), colour);
  }
  void progress(const TextRef &id, double fraction, const TextRef &label = "") {
    apply(), c_->progress(c_, id.c(), fraction, label.c());
  }
  void picture(const TextRef &id, const Picture &p) {
    const gantry_ui_picture picture{sizeof picture, p.width, p.height, p.revision, p.rgba, p.alt.c_str()};
    apply(), c_->picture(c_, id.c(), &picture);
  }
  void toast(std::uint32_t severity, const TextRef &text) { c_->toast(c_, severity, text.c()); }

  // Asking.
  bool button(const TextRef &id, const TextRef &label, const TextRef &icon = "", std::uint32_t flags = 0) {
    return apply(), Did(c_->button(c_, id.c(), label.c(), icon.c(), flags)).pressed();
  }
  Did toggle(const TextRef &id, const TextRef &label, bool &on, std::uint32_t flags = 0) {
    apply();
    std::uint32_t c_on = on ? 1 : 0;
    const Did did(c_->toggle(c_, id.c(), label.c(), &c_on, flags));
    on = c_on != 0;
    return did;
  }
  // `index`: of any integer type, or an enum whose values count from 0.
  template <class Index>
  Did choice(const TextRef &id, const TextRef &label, const std::vector<std::string> &items, Index &index,
             std::uint32_t flags = 0) {
    std::vector<const char *> texts;
    texts.reserve(items.size());
    for (const std::string &item : items) texts.push_back(item.c_str());
    return choose(id, label, texts.data(), texts.size(), index, flags);
  }
  template <class Index>
  Did choice(const TextRef &id, const TextRef &label, std::initializer_list<const char *> items, Index &index,
             std::uint32_t flags = 0) {
    return choose(id, label, items.begin(), items.size(), index, flags);
  }
  // `value`: a double, or any integer, which is asked for as one.
  template <class Value>
  Did number(const TextRef &id, const TextRef &label, Value &value, const NumberField &field = {}) {
    static_assert(std::is_arithmetic_v<Value>, "a number is edited");
    const std::uint32_t flags = field.flags | (std::is_integral_v<Value> ? GANTRY_UI_INTEGER : 0u);
    const gantry_ui_number number{sizeof number, flags,         field.minimum,     field.maximum,
                                  field.step,    field.initial, field.unit.c_str()};
    apply();
    auto c_value = static_cast<double>(value);
    const Did did(c_->number(c_, id.c(), label.c(), &number, &c_value));
    if (did) value = static_cast<Value>(c_value);
    return did;
  }
  Did text_field(const TextRef &id, const TextRef &label, std::string &text, const TextField &field = {}) {
    const gantry_ui_text_field c_field{sizeof c_field, field.flags, field.hint.c_str()};
    apply();
    buffer_.assign(text.size() < field.capacity ? field.capacity : text.size() + 1, '\0');
    std::memcpy(buffer_.data(), text.data(), text.size());
    const Did did(c_->text_field(c_, id.c(), label.c(), &c_field, buffer_.data(), buffer_.size()));
    if (did) text = buffer_.data();
    return did;
  }
  Did colour(const TextRef &id, const TextRef &label, std::uint32_t &rgb) {
    return apply(), Did(c_->colour(c_, id.c(), label.c(), &rgb));
  }

  // Looking. `row(const GridRow &)` is called for each visible row.
  template <class Row>
  Did grid(const TextRef &id, const std::vector<GridColumn> &columns, std::uint64_t rows, GridState &state,
           const TextRef &empty, Row &&row);
  Did plot(const TextRef &id, const Plot &plot, PlotState &state);
  Did plot(const TextRef &id, const Plot &shown) {
    PlotState nobodys;
    return plot(id, shown, nobodys);
  }
  Did image(const TextRef &id, const Image &image, ImageState &state);

  void redraw_after(double seconds) { c_->redraw_after(c_, seconds); }
  void copy(const TextRef &text) { c_->copy(c_, text.c()); }

 private:
  void apply() {
    if (!given_) return;
    next_.size = sizeof next_;
    next_.tooltip = tooltip_.c_str();
    next_.error = error_.c_str();
    next_.shortcut = shortcut_.c_str();
    c_->next(c_, &next_);
    given_ = false;
    next_ = {};
    tooltip_.clear();
    error_.clear();
    shortcut_.clear();
  }
  template <class Index>
  Did choose(const TextRef &id, const TextRef &label, const char *const *items, std::size_t count, Index &index,
             std::uint32_t flags) {
    apply();
    auto c_index = static_cast<std::uint32_t>(index);
    const Did did(c_->choice(c_, id.c(), label.c(), items, static_cast<std::uint32_t>(count), &c_index, flags));
    if (did) index = static_cast<Index>(c_index);
    return did;
  }

  const gantry_ui *c_;
  gantry_ui_next next_{};
  bool given_ = false;
  std::string tooltip_, error_, shortcut_;
  std::vector<char> buffer_;
};

template <class Row>
Did Ui::grid(const TextRef &id, const std::vector<GridColumn> &columns, std::uint64_t rows, GridState &state,
             const TextRef &empty, Row &&row) {
  std::vector<gantry_ui_grid_column> c_columns;
  std::vector<const gantry_ui_grid_column *> pointers;
  c_columns.reserve(columns.size());
  for (const GridColumn &c : columns) {
    c_columns.push_back(
        {sizeof(gantry_ui_grid_column), c.flags, c.id.c_str(), c.label.c_str(), c.unit.c_str(), c.width});
    pointers.push_back(&c_columns.back());
  }
  const gantry_ui_grid grid{sizeof grid, static_cast<std::uint32_t>(pointers.size()), rows, pointers.data(), empty.c()};
  apply();
  const Within within(*c_, c_->grid_end, c_->grid_begin(c_, id.c(), &grid, &state));
  if (within)
    for (std::uint64_t r = state.first; r < state.first + state.count && r < rows; ++r) row(GridRow(*c_, r));
  return within;
}

namespace detail {
inline gantry_ui_axis c_axis(const PlotAxis &a) {
  return {
      sizeof(gantry_ui_axis), a.log ? GANTRY_UI_AXIS_LOG : 0u, a.label.c_str(), a.unit.c_str(), a.minimum, a.maximum};
}
}  // namespace detail

inline Did Ui::plot(const TextRef &id, const Plot &p, PlotState &state) {
  std::vector<gantry_ui_series> c_series;
  std::vector<const gantry_ui_series *> pointers;
  c_series.reserve(p.series.size());
  bool residual = false;
  for (const PlotSeries &s : p.series) {
    residual = residual || s.residual;
    c_series.push_back({sizeof(gantry_ui_series), s.style, s.colour, s.residual ? 1u : 0u, s.count(), s.id.c_str(),
                        s.name.c_str(), s.x.data(), s.y.data(), s.y2.data(), s.error.data()});
    pointers.push_back(&c_series.back());
  }
  const gantry_ui_axis x = detail::c_axis(p.x), y = detail::c_axis(p.y), below = detail::c_axis(p.residual);
  const gantry_ui_plot plot{
      sizeof plot,    static_cast<std::uint32_t>(pointers.size()), pointers.data(), &x, &y, residual ? &below : nullptr,
      p.title.c_str()};
  return apply(), Did(c_->plot(c_, id.c(), &plot, &state));
}

inline Did Ui::image(const TextRef &id, const Image &i, ImageState &state) {
  std::vector<gantry_ui_layer> layers;
  std::vector<const gantry_ui_layer *> pointers;
  layers.reserve(i.layers.size());
  for (const ImageLayer &l : i.layers) {
    layers.push_back({sizeof(gantry_ui_layer), l.kind, l.id.c_str(), l.name.c_str(), l.volume.c_str(),
                      l.colour_map.c_str(), l.minimum, l.maximum, l.opacity, l.hidden ? 1u : 0u, 0});
    pointers.push_back(&layers.back());
  }
  const gantry_ui_image image{
      sizeof image,   static_cast<std::uint32_t>(pointers.size()), i.volume.c_str(), i.made, i.made_revision, 0,
      pointers.data()};
  return apply(), Did(c_->image(c_, id.c(), &image, &state));
}

}  // namespace gantry
