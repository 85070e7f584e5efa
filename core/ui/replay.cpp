// SPDX-License-Identifier: Apache-2.0
#include <core/ui/replay.hpp>

#include <algorithm>
#include <core/data/pointers.hpp>
#include <core/data/views.hpp>
#include <core/ui/image_state.hpp>

namespace gantry::core {
namespace {

using nlohmann::json;

constexpr std::size_t most_typed_at_once = std::size_t{64} << 10;

const double *values(const FrameItem &item, std::size_t blob) {
  return item.blobs[blob].empty() ? nullptr : item.numbers(blob).data();
}

class Replay {
 public:
  Replay(const Frame &frame, const gantry_ui &ui, Edits &edits, bool first)
      : frame_(frame), ui_(&ui), edits_(edits), first_(first) {}

  void run() {
    const auto &items = frame_.items();
    for (std::size_t i = 0; i < items.size();) {
      const bool shown = draw(items[i]);
      if (shown) {
        ++i;
      } else {
        i = items[i].end;
        draw(items[i++]);
      }
    }
  }

 private:
  // False: what is inside is not shown.
  bool draw(const FrameItem &i) {
    switch (i.op) {
      case Op::next: return next(i), true;
      case Op::scope_begin: return ui_->scope_begin(ui_, i.text(0)), true;
      case Op::scope_end: return ui_->scope_end(ui_), true;
      case Op::row_begin: return ui_->row_begin(ui_), true;
      case Op::row_end: return ui_->row_end(ui_), true;
      case Op::columns_begin: return ui_->columns_begin(ui_, i.text(0), i.flags(0), values(i, 0)), true;
      case Op::column_next: return ui_->column_next(ui_), true;
      case Op::columns_end: return ui_->columns_end(ui_), true;
      case Op::split_begin: return ui_->split_begin(ui_, i.text(0), i.flags(0), i.number(1)), true;
      case Op::split_next: return ui_->split_next(ui_), true;
      case Op::split_end: return ui_->split_end(ui_), true;
      case Op::box_begin: return container(i, ui_->box_begin(ui_, i.text(0), i.flags(0)));
      case Op::box_end: return ui_->box_end(ui_), true;
      case Op::section_begin: return folding(i, ui_->section_begin(ui_, i.text(0), i.text(1), i.flags(0)));
      case Op::section_end: return ui_->section_end(ui_), true;
      case Op::tabs_begin: return ui_->tabs_begin(ui_, i.text(0)), true;
      case Op::tab_begin: return tab(i);
      case Op::tab_end: return ui_->tab_end(ui_), true;
      case Op::tabs_end: return ui_->tabs_end(ui_), true;
      case Op::tree_begin: return folding(i, ui_->tree_begin(ui_, i.text(0), i.text(1), i.text(2), i.flags(0)));
      case Op::tree_end: return ui_->tree_end(ui_), true;
      case Op::menu_begin: return container(i, ui_->menu_begin(ui_, i.text(0), i.text(1), i.text(2)));
      case Op::menu_item: return did(i, ui_->menu_item(ui_, i.text(0), i.text(1), i.text(2), i.flags(0)), {});
      case Op::menu_end: return ui_->menu_end(ui_), true;
      case Op::dialog_begin: return dialog(i);
      case Op::dialog_end: return ui_->dialog_end(ui_), true;
      case Op::separator: return ui_->separator(ui_), true;
      case Op::space: return ui_->space(ui_, i.number(0)), true;
      case Op::text: return ui_->text(ui_, i.text(0), i.text(1), i.flags(0)), true;
      case Op::icon: return ui_->icon(ui_, i.text(0), i.text(1), i.flags(0)), true;
      case Op::progress: return ui_->progress(ui_, i.text(0), i.number(0), i.text(1)), true;
      case Op::picture: return picture(i), true;
      case Op::toast:
        if (first_) ui_->toast(ui_, i.flags(0), i.text(0));
        return true;
      case Op::button: return did(i, ui_->button(ui_, i.text(0), i.text(1), i.text(2), i.flags(0)), {});
      case Op::toggle: return toggle(i);
      case Op::choice: return choice(i);
      case Op::number: return number(i);
      case Op::text_field: return text_field(i);
      case Op::colour: return colour(i);
      case Op::grid_column:
        columns_.push_back({sizeof(gantry_ui_grid_column), i.flags(0), i.text(0), i.text(1), i.text(2), i.number(1)});
        return true;
      case Op::grid_begin: return grid(i);
      case Op::grid_text:
        if (seen(i)) ui_->grid_text(ui_, i.word(0), i.flags(1), i.text(0), i.flags(2));
        return true;
      case Op::grid_number:
        if (seen(i)) ui_->grid_number(ui_, i.word(0), i.flags(1), i.number(2), i.flags(3));
        return true;
      case Op::grid_end: return ui_->grid_end(ui_), true;
      case Op::plot_axis:
        axes_.push_back({sizeof(gantry_ui_axis), i.flags(0), i.text(0), i.text(1), i.number(1), i.number(2)});
        return true;
      case Op::plot_series:
        series_.push_back({sizeof(gantry_ui_series), i.flags(0), i.flags(1), i.flags(2), i.word(3), i.text(0),
                           i.text(1), values(i, 0), values(i, 1), values(i, 2), values(i, 3)});
        return true;
      case Op::plot: return plot(i);
      case Op::layer:
        layers_.push_back({sizeof(gantry_ui_layer), i.flags(0), i.text(0), i.text(1), i.text(2), i.text(3), i.number(1),
                           i.number(2), i.number(3), i.flags(4), 0});
        return true;
      case Op::image: return image(i);
      case Op::copy:
        if (first_) ui_->copy(ui_, i.text(0));
        return true;
      case Op::equation: return ui_->equation(ui_, i.text(0), i.text(1)), true;
    }
    return true;
  }

  bool did(const FrameItem &i, std::uint32_t what, json value) {
    what &= ~GANTRY_UI_SHOWN;
    if (what != 0) edits_.did(i.path, what, std::move(value));
    return true;
  }

  void next(const FrameItem &i) {
    const gantry_ui_next next{sizeof next, i.flags(0), first_ ? i.flags(1) : 0, 0, i.number(2), i.number(3), i.text(0),
                              i.text(1),   i.text(2)};
    ui_->next(ui_, &next);
  }

  bool container(const FrameItem &i, std::uint32_t what) {
    did(i, what, {});
    return (what & GANTRY_UI_SHOWN) != 0;
  }
  bool folding(const FrameItem &i, std::uint32_t what) {
    const bool shown = container(i, what);
    const bool leaf = i.op == Op::tree_begin && (i.flags(0) & GANTRY_UI_LEAF) != 0;
    if (!leaf) edits_.keep(i.path, shown, i.word(1) != 0);
    return shown;
  }
  bool tab(const FrameItem &i) {
    const bool shown = (ui_->tab_begin(ui_, i.text(0), i.text(1), i.text(2)) & GANTRY_UI_SHOWN) != 0;
    if (shown) edits_.keep(i.path.substr(0, i.path.rfind('/')), i.text(0), i.word(0) != 0 ? json(i.text(0)) : json());
    return shown;
  }
  bool dialog(const FrameItem &i) {
    const bool wanted = i.word(0) != 0 && edits_.standing(i.path) == nullptr;
    std::uint32_t open = wanted ? 1 : 0;
    const std::uint32_t what = ui_->dialog_begin(ui_, i.text(0), i.text(1), &open);
    if (wanted && open == 0) edits_.did(i.path, GANTRY_UI_CHANGED, false);
    return (what & GANTRY_UI_SHOWN) != 0;
  }

  void picture(const FrameItem &i) {
    const auto pixels = frame_.pixels(i.path);
    const gantry_ui_picture picture{sizeof picture, i.flags(0), i.flags(1), i.flags(2), pixels.data(), i.text(1)};
    ui_->picture(ui_, i.text(0), &picture);
  }

  // What the user made of it, where that stands. A panel may put another kind of widget in the place of one.
  template <class T>
  T value(const FrameItem &i, T own) const {
    const json *standing = edits_.standing(i.path);
    if (standing == nullptr) return own;
    const bool same = std::is_same_v<T, bool>     ? standing->is_boolean()
                      : std::is_same_v<T, double> ? standing->is_number()
                                                  : standing->is_number_unsigned();
    return same ? standing->get<T>() : own;
  }
  bool toggle(const FrameItem &i) {
    std::uint32_t on = value(i, i.word(0) != 0) ? 1 : 0;
    const auto what = ui_->toggle(ui_, i.text(0), i.text(1), &on, i.flags(1));
    return did(i, what, on != 0);
  }
  bool choice(const FrameItem &i) {
    std::vector<const char *> items;
    const auto *at = reinterpret_cast<const char *>(i.blobs[0].data());
    for (std::uint64_t n = 0; n < i.word(0); ++n, at += std::strlen(at) + 1) items.push_back(at);
    std::uint32_t index = value(i, i.flags(1));
    const auto what = ui_->choice(ui_, i.text(0), i.text(1), items.data(), i.flags(0), &index, i.flags(2));
    return did(i, what, index);
  }
  bool number(const FrameItem &i) {
    const gantry_ui_number number{sizeof number, i.flags(0),  i.number(1), i.number(2),
                                  i.number(3),   i.number(4), i.text(2)};
    double now = value(i, i.number(5));
    const auto what = ui_->number(ui_, i.text(0), i.text(1), &number, &now);
    return did(i, what, now);
  }
  bool text_field(const FrameItem &i) {
    const gantry_ui_text_field field{sizeof field, i.flags(0), i.text(2)};
    const json *standing = edits_.standing(i.path);
    const bool stands = standing != nullptr && standing->is_string();
    const std::string_view now = stands ? standing->get_ref<const std::string &>() : std::string_view(i.text(3));
    // A panel that says it has room for more than anybody types must not cost the window its time.
    const std::size_t room = std::min<std::size_t>(i.word(1), now.size() + most_typed_at_once);
    buffer_.assign(std::max(room, now.size() + 1), '\0');
    std::copy(now.begin(), now.end(), buffer_.begin());
    const auto what = ui_->text_field(ui_, i.text(0), i.text(1), &field, buffer_.data(), buffer_.size());
    if ((what & ~GANTRY_UI_SHOWN) == 0) return true;
    return did(i, what, std::string(buffer_.data()));
  }
  bool colour(const FrameItem &i) {
    std::uint32_t rgb = value(i, i.flags(0));
    const auto what = ui_->colour(ui_, i.text(0), i.text(1), &rgb);
    return did(i, what, rgb);
  }

  bool grid(const FrameItem &i) {
    const auto columns = pointers(columns_);
    const gantry_ui_grid grid{sizeof grid, i.flags(0), i.word(1), columns.data(), i.text(1)};
    gantry_ui_grid_state state{
        sizeof state, i.flags(2), i.integer(3), i.integer(4), i.word(5), i.word(6), -1, 0, 0, ""};
    if (const json *standing = edits_.standing(i.path); standing != nullptr && standing->contains("sorted_by")) {
      state.descending = standing->at("descending");
      state.selected = standing->at("selected");
      state.sorted_by = standing->at("sorted_by");
    }
    const auto what = ui_->grid_begin(ui_, i.text(0), &grid, &state);
    json edit{{"descending", state.descending}, {"selected", state.selected}, {"sorted_by", state.sorted_by}};
    if ((what & GANTRY_UI_COMMITTED) != 0 && state.edited_row >= 0)
      edit.update({{"row", state.edited_row},
                   {"column", state.edited_column},
                   {"text", state.edited_text == nullptr ? "" : state.edited_text}});
    did(i, what, std::move(edit));
    columns_.clear();
    visible_first_ = state.first;
    visible_count_ = state.count;
    const std::uint64_t end = std::min(state.first + state.count, i.word(1));
    if (state.first < i.word(5) || end > i.word(5) + i.word(6)) {
      // As many again before and after, so that scrolling finds them there.
      const std::uint64_t before = std::min(state.first, state.count);
      edits_.keep(i.path, {state.first - before, before + 2 * state.count}, {});
    }
    return (what & GANTRY_UI_SHOWN) != 0;
  }
  bool seen(const FrameItem &cell) const {
    return cell.word(0) >= visible_first_ && cell.word(0) - visible_first_ < visible_count_;
  }

  bool plot(const FrameItem &i) {
    const auto series = pointers(series_);
    const gantry_ui_plot plot{sizeof plot, i.flags(0), series.data(),
                              &axes_[0],   &axes_[1],  axes_.size() > 2 ? &axes_[2] : nullptr,
                              i.text(1)};
    gantry_ui_plot_state &state = edits_.plot(i.path);
    const auto what = ui_->plot(ui_, i.text(0), &plot, &state);
    series_.clear();
    axes_.clear();
    return did(
        i, what,
        {{"hovered", state.hovered}, {"x", state.x}, {"y", state.y}, {"series", state.series}, {"point", state.point}});
  }

  bool image(const FrameItem &i) {
    const auto layers = pointers(layers_);
    gantry_ui_image image{sizeof image, i.flags(0), i.text(1), nullptr, i.flags(9), 0, layers.data()};
    std::optional<VolumeView> made;
    if (const VolumeHeader *header = frame_.made(i.path)) {
      made.emplace(*header, frame_.pixels(i.path).data(), nullptr);
      image.made = &made->volume;
    }
    gantry_ui_image_state state{};
    state.size = sizeof state;
    state.plane = i.flags(1);
    state.slice = i.word(2);
    state.axis_index = i.word(3);
    state.centre = i.number(4);
    state.width = i.number(5);
    state.zoom = i.number(6);
    state.pan[0] = i.number(7);
    state.pan[1] = i.number(8);
    if (const json *standing = edits_.standing(i.path)) read_image_state(*standing, state);
    const auto what = ui_->image(ui_, i.text(0), &image, &state);
    layers_.clear();
    return did(i, what, to_json(state));
  }

  const Frame &frame_;
  const gantry_ui *ui_;
  Edits &edits_;
  bool first_;
  std::vector<gantry_ui_grid_column> columns_;
  std::vector<gantry_ui_axis> axes_;
  std::vector<gantry_ui_series> series_;
  std::vector<gantry_ui_layer> layers_;
  std::vector<char> buffer_;
  std::uint64_t visible_first_ = 0, visible_count_ = 0;
};

}  // namespace

void replay(const Frame &frame, std::uint64_t sequence, const gantry_ui &ui, Edits &edits) {
  Replay(frame, ui, edits, edits.first_time(sequence)).run();
}

}  // namespace gantry::core
