// SPDX-License-Identifier: Apache-2.0
#include <core/ui/outline.hpp>

#include <algorithm>
#include <charconv>

namespace gantry::core {
namespace {

using nlohmann::json;

auto missing(const std::string &path) { return fail("outline.missing", "there is nothing at \"" + path + "\"", path); }
auto wrong_kind(const FrameItem &item, const char *deed) {
  return fail("outline.kind", std::string("a ") + shape(item.op).name + " can't be " + deed, item.path);
}

// What stands before an item with gantry_ui::next; nullptr: nothing.
const FrameItem *next_of(const std::vector<FrameItem> &items, const FrameItem &item) {
  for (const FrameItem *at = &item; at != items.data();) {
    --at;
    if (at->op == Op::next) return at;
    if (shape(at->op).role != Shape::part) return nullptr;
  }
  return nullptr;
}

std::optional<double> number_in(const std::string &text) {
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) return {};
  return value;
}

}  // namespace

Result<void> Outline::once(Drawing drawing) {
  const bool told = !drawing.states.empty();
  recorder_.begin(std::move(drawing));
  gantry::Ui ui(*recorder_.table());
  draw_(ui);
  GANTRY_TRY(memory, recorder_.end());
  GANTRY_TRY(frame, Frame::read(std::move(memory), frame_ ? &*frame_ : nullptr));
  frame_ = std::move(frame);
  for (const FrameItem &item : frame_->items())
    if (item.op == Op::toast) toasts_.emplace_back(item.text(0));
  // A tab that is called forward, as a window would show it.
  if (told) return done();
  for (const FrameItem &item : frame_->items()) {
    const FrameItem *next = item.op == Op::tab_begin ? next_of(frame_->items(), item) : nullptr;
    if (next == nullptr || next->word(1) == 0 || item.word(0) != 0) continue;
    return once({{}, {{std::string(item.path.substr(0, item.path.rfind('/'))), item.text(0)}}});
  }
  return done();
}

Result<void> Outline::draw() { return once({}); }

std::string Outline::text(std::string_view path) const { return frame_ ? outline(*frame_, path) : std::string{}; }

bool Outline::has(std::string_view path) const { return frame_ && frame_->find(path) != nullptr; }

// Twice: the first drawing hears of it, the second shows what came of it.
Result<void> Outline::edit(const std::string &path, std::uint32_t what, json value) {
  GANTRY_CHECK(once({{{path, what, std::move(value), 1}}, {}}));
  return draw();
}

Result<const FrameItem *> Outline::usable(const std::string &path) {
  if (!frame_) GANTRY_CHECK(draw());
  const FrameItem *item = frame_->find(path);
  if (item == nullptr) return missing(path);
  const FrameItem *next = next_of(frame_->items(), *item);
  if (next != nullptr && next->word(0) != 0)
    return fail("outline.disabled", "\"" + path + "\" is disabled: " + next->text(0), path);
  return item;
}

Result<void> Outline::press(const std::string &path) {
  GANTRY_TRY(item, usable(path));
  switch (item->op) {
    case Op::button:
    case Op::menu_item:
    case Op::box_begin:
    case Op::tree_begin: return edit(path, GANTRY_UI_PRESSED, {});
    case Op::toggle: return edit(path, GANTRY_UI_CHANGED | GANTRY_UI_COMMITTED, item->word(0) == 0);
    case Op::section_begin: return fold(path, item->word(1) == 0);
    case Op::tab_begin: {
      GANTRY_CHECK(once({{}, {{path.substr(0, path.rfind('/')), item->text(0)}}}));
      return draw();
    }
    default: return wrong_kind(*item, "pressed");
  }
}

Result<void> Outline::activate(const std::string &path) {
  GANTRY_TRY(item, usable(path));
  if (item->op != Op::tree_begin && item->op != Op::box_begin) return wrong_kind(*item, "activated");
  return edit(path, GANTRY_UI_ACTIVATED, {});
}

Result<void> Outline::fold(const std::string &path, bool open) {
  GANTRY_TRY(item, usable(path));
  if (item->op != Op::tree_begin && item->op != Op::section_begin) return wrong_kind(*item, "folded");
  return once({{}, {{path, open}}});
}

Result<void> Outline::type(const std::string &path, const std::string &text) {
  constexpr std::uint32_t typed = GANTRY_UI_CHANGED | GANTRY_UI_COMMITTED;
  if (!frame_) GANTRY_CHECK(draw());
  if (frame_->find(path) == nullptr && path.find('/') != std::string::npos) {
    const std::size_t column_at = path.rfind('/'), row_at = path.rfind('/', column_at - 1);
    const auto row =
        row_at == std::string::npos ? std::nullopt : number_in(path.substr(row_at + 1, column_at - row_at - 1));
    const FrameItem *grid = row ? frame_->find(path.substr(0, row_at)) : nullptr;
    if (grid == nullptr || grid->op != Op::grid_begin) return missing(path);
    GANTRY_CHECK(usable(grid->path));
    const FrameItem *first = grid - grid->word(0);
    for (std::uint64_t c = 0; c < grid->word(0); ++c) {
      if (first[c].text(0) != path.substr(column_at + 1)) continue;
      if ((first[c].flags(0) & GANTRY_UI_GRID_EDITABLE) == 0) return wrong_kind(first[c], "typed in");
      return grid_edit(*grid, typed, {{"row", static_cast<std::int64_t>(*row)}, {"column", c}, {"text", text}});
    }
    return missing(path);
  }
  GANTRY_TRY(item, usable(path));
  if (item->op == Op::text_field) {
    if (text.size() >= item->word(1)) return fail("outline.value", "there is no room for so long a text", path);
    return edit(path, typed, text);
  }
  if (item->op != Op::number) return wrong_kind(*item, "typed in");
  const auto value = number_in(text);
  if (!value || *value < item->number(1) || *value > item->number(2))
    return fail("outline.value", "\"" + text + "\" is no number that may be given there", path);
  return edit(path, typed, *value);
}

Result<void> Outline::choose(const std::string &path, const std::string &wanted) {
  GANTRY_TRY(item, usable(path));
  if (item->op != Op::choice) return wrong_kind(*item, "chosen from");
  const auto *at = reinterpret_cast<const char *>(item->blobs[0].data());
  for (std::uint32_t n = 0; n < item->word(0); ++n, at += std::strlen(at) + 1)
    if (wanted == at) return edit(path, GANTRY_UI_CHANGED | GANTRY_UI_COMMITTED, n);
  return fail("outline.value", "there is no \"" + wanted + "\" to choose", path);
}

Result<void> Outline::close(const std::string &path) {
  GANTRY_TRY(item, usable(path));
  if (item->op != Op::dialog_begin || item->word(0) == 0) return wrong_kind(*item, "closed");
  return edit(path, GANTRY_UI_CHANGED, false);
}

Result<void> Outline::grid_edit(const FrameItem &grid, std::uint32_t what, const json &change) {
  json value{{"descending", grid.word(2)}, {"selected", grid.integer(3)}, {"sorted_by", grid.integer(4)}};
  value.update(change);
  return edit(std::string(grid.path), what, std::move(value));
}

Result<void> Outline::select(const std::string &path, std::int64_t row, bool twice) {
  GANTRY_TRY(item, usable(path));
  if (item->op != Op::grid_begin) return wrong_kind(*item, "selected in");
  if (row >= static_cast<std::int64_t>(item->word(1))) return fail("outline.value", "there is no such row", path);
  return grid_edit(*item, GANTRY_UI_CHANGED | (twice ? GANTRY_UI_ACTIVATED : 0), {{"selected", row}});
}

Result<void> Outline::sort(const std::string &path, const std::string &column, bool descending) {
  GANTRY_TRY(item, usable(path));
  if (item->op != Op::grid_begin) return wrong_kind(*item, "sorted");
  const FrameItem *first = item - item->word(0);
  for (std::uint64_t c = 0; c < item->word(0); ++c)
    if (first[c].text(0) == column && (first[c].flags(0) & GANTRY_UI_GRID_SORTABLE) != 0)
      return grid_edit(*item, GANTRY_UI_CHANGED, {{"sorted_by", c}, {"descending", descending ? 1 : 0}});
  return fail("outline.value", "there is no column \"" + column + "\" to sort by", path);
}

Result<void> Outline::scroll(const std::string &path, std::uint64_t first, std::uint64_t count) {
  GANTRY_TRY(item, usable(path));
  if (item->op != Op::grid_begin) return wrong_kind(*item, "scrolled");
  return once({{}, {{path, json::array({first, count})}}});
}

Result<void> Outline::point(const std::string &path, std::int64_t series, std::int64_t point) {
  GANTRY_TRY(item, usable(path));
  if (item->op != Op::plot) return wrong_kind(*item, "pointed at");
  const FrameItem *first = item - item->word(0);
  if (series < 0 || series >= static_cast<std::int64_t>(item->word(0)) || point < 0 ||
      point >= static_cast<std::int64_t>(first[series].word(3)))
    return fail("outline.value", "the plot has no such point", path);
  const auto at = [&](std::size_t blob) {
    const auto values = first[series].numbers(blob);
    return values.empty() ? 0.0 : values[static_cast<std::size_t>(point)];
  };
  return edit(path, GANTRY_UI_PRESSED | GANTRY_UI_CHANGED,
              {{"hovered", 1}, {"series", series}, {"point", point}, {"x", at(0)}, {"y", at(1)}});
}

}  // namespace gantry::core
