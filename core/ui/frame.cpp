// SPDX-License-Identifier: Apache-2.0
#include <core/ui/frame.hpp>

#include <algorithm>
#include <cmath>
#include <core/data/plain_text.hpp>
#include <core/ui/frame_load.hpp>
#include <core/ui/frame_record.hpp>
#include <core/ui/ids.hpp>
#include <gantry/ui.h>
#include <nlohmann/json.hpp>

namespace gantry::core {
namespace {

constexpr std::size_t max_header_bytes = std::size_t{1} << 20;  // of a volume

bool finite(const FrameItem &item, std::initializer_list<std::size_t> words) {
  return std::all_of(words.begin(), words.end(), [&](std::size_t i) { return std::isfinite(item.number(i)); });
}

}  // namespace

class FrameReader {
 public:
  FrameReader(Frame &frame, const Frame *before) : frame_(frame), before_(before) {}

  Result<void> read() {
    const auto bytes = frame_.memory_->bytes();
    if (bytes.size() < frame_header_bytes || bytes.size() > max_frame_bytes + max_pixel_bytes)
      return malformed("its size");
    std::uint32_t magic = 0, records = 0;
    std::memcpy(&magic, bytes.data(), 4);
    std::memcpy(&records, bytes.data() + 4, 4);
    std::memcpy(&frame_.redraw_after_, bytes.data() + 8, 8);
    if (magic != frame_magic) return malformed("its beginning");
    if (records > max_records || records > bytes.size() / record_header_bytes) return malformed("its length");
    if (!(frame_.redraw_after_ >= 0)) return malformed("when it is to be drawn again");
    frame_.items_.reserve(records);
    std::size_t at = frame_header_bytes;
    for (std::uint32_t i = 0; i < records; ++i) {
      GANTRY_TRY(taken, record(bytes.subspan(at)));
      at += taken;
    }
    if (at != bytes.size()) return malformed("bytes after its end");
    if (bytes.size() - pixel_bytes_ > max_frame_bytes) return malformed("its size");
    if (!open_.empty())
      return malformed("a " + std::string(shape(frame_.items_[open_.back()].op).name) + " without end");
    if (parts_ != 0) return malformed("parts of nothing");
    return done();
  }

 private:
  // Takes one record off the front; returns its size.
  Result<std::size_t> record(std::span<const std::byte> bytes) {
    GANTRY_TRY(cut, cut_record(bytes));
    FrameItem &item = cut.item;
    const Shape &is = shape(item.op);
    std::size_t written = item.op == Op::choice ? item.blobs[0].size() : 0;
    for (std::size_t t = 0; t < is.texts; ++t) written += std::strlen(item.text(t));
    if (const char *excess = load_.add(item.op, written, item.op == Op::plot_series ? item.word(3) : 0))
      return malformed(excess);
    GANTRY_CHECK(place(item));
    GANTRY_CHECK(contents(item));
    frame_.items_.push_back(std::move(item));
    return cut.bytes;
  }

  // Names, and what surrounds it.
  Result<void> place(FrameItem &item) {
    const Shape &is = shape(item.op);
    const Op around = open_.empty() ? Op::next : frame_.items_[open_.back()].op;
    const bool named = is.role == Shape::widget || is.role == Shape::begins;
    if (named && !is_id(item.text(0))) return malformed(std::string("the id of a ") + is.name);
    if (parts_ != 0 && is.role != Shape::part && item.op != owner_) return malformed("parts of nothing");
    const bool cell = item.op == Op::grid_text || item.op == Op::grid_number;
    if (cell != (around == Op::grid_begin) && is.role != Shape::ends)
      return malformed(std::string("a ") + is.name + (cell ? " outside of a grid" : " within a grid"));
    if (item.op == Op::tab_begin && around != Op::tabs_begin) return malformed("a tab outside of tabs");
    if (is.role == Shape::begins || is.role == Shape::begins_unnamed) {
      if (open_.size() >= max_depth) return malformed("too much within each other");
      if (is.role == Shape::begins) item.path = ids_.enter(item.text(0));
      open_.push_back(static_cast<std::uint32_t>(frame_.items_.size()));
      used_.push_back(1);
    } else if (is.role == Shape::ends) {
      if (around != is.other || open_.empty()) return malformed(std::string("a ") + is.name + " of nothing");
      FrameItem &begun = frame_.items_[open_.back()];
      begun.end = static_cast<std::uint32_t>(frame_.items_.size());
      if (shape(begun.op).role == Shape::begins) ids_.leave();
      open_.pop_back();
      used_.pop_back();
    } else if (is.role == Shape::widget) {
      item.path = ids_.path(item.text(0));
    } else if (item.op == Op::column_next || item.op == Op::split_next) {
      const bool column = item.op == Op::column_next;
      if (around != (column ? Op::columns_begin : Op::split_begin) ||
          ++used_.back() > (column ? frame_.items_[open_.back()].word(0) : 2))
        return malformed(std::string("one ") + is.name + " too many");
    } else if (is.role == Shape::part) {
      if (++parts_ > max_records) return malformed("too many parts");
      const Op owner = item.op == Op::grid_column ? Op::grid_begin : item.op == Op::layer ? Op::image : Op::plot;
      if (parts_ > 1 && owner != owner_) return malformed("parts of different things");
      owner_ = owner;
      axes_ += item.op == Op::plot_axis ? 1 : 0;
    }
    return done();
  }

  Result<void> take_parts(std::uint64_t wanted, std::uint64_t axes = 0) {
    if (parts_ != wanted + axes || axes_ != axes) return malformed("other parts than it says");
    parts_ = axes_ = 0;
    return done();
  }

  Result<void> contents(const FrameItem &item) {
    switch (item.op) {
      case Op::next: return finite(item, {2, 3}) ? done() : Result<void>(malformed("a width"));
      case Op::columns_begin: return columns(item);
      case Op::split_begin:
        return item.number(1) >= 0 && item.number(1) <= 1 ? done() : Result<void>(malformed("a fraction"));
      case Op::space: return finite(item, {0}) ? done() : Result<void>(malformed("a space"));
      case Op::progress: return finite(item, {0}) ? done() : Result<void>(malformed("a fraction"));
      case Op::picture: return picture(item);
      case Op::choice: return choice(item);
      case Op::number:
        if (std::isnan(item.number(1)) || std::isnan(item.number(2)) || !finite(item, {3}))
          return malformed("the range of a number");
        return done();
      case Op::text_field:
        if (item.word(1) <= std::strlen(item.text(3)) || item.word(1) > max_frame_bytes)
          return malformed("the room of a text field");
        return done();
      case Op::grid_column: return finite(item, {1}) ? done() : Result<void>(malformed("a width"));
      case Op::grid_begin:
        if (item.word(0) > max_columns || item.word(6) > max_grid_rows_drawn || item.word(5) > item.word(1) ||
            item.word(6) > item.word(1) - item.word(5))
          return malformed("the rows of a grid");
        return take_parts(item.word(0));
      case Op::grid_text:
      case Op::grid_number: return cell(item);
      case Op::plot_series: return series(item);
      case Op::plot:
        if (item.word(0) > max_records || item.word(1) < 2 || item.word(1) > 3) return malformed("the axes of a plot");
        return take_parts(item.word(0), item.word(1));
      case Op::layer:
        return item.number(3) >= 0 && item.number(3) <= 1 ? done() : Result<void>(malformed("how a layer is covered"));
      case Op::image:
        if (!finite(item, {4, 5, 6, 7, 8})) return malformed("the view of an image");
        GANTRY_CHECK(take_parts(item.word(0)));
        return made(item);
      default: return done();
    }
  }

  static Result<void> columns(const FrameItem &item) {
    const auto weights = item.numbers(0);
    if (item.word(0) < 1 || item.word(0) > max_columns || item.blobs[0].size() != 8 * item.word(0) ||
        !std::all_of(weights.begin(), weights.end(), [](double w) { return std::isfinite(w) && w > 0; }))
      return malformed("the weights of columns");
    return done();
  }

  static Result<void> choice(const FrameItem &item) {
    const auto blob = item.blobs[0];
    const std::string_view texts(reinterpret_cast<const char *>(blob.data()), blob.size());
    std::uint64_t found = 0;
    for (std::size_t at = 0; at < texts.size(); ++found) {
      const std::size_t end = texts.find('\0', at);
      if (end == std::string_view::npos || !is_plain(texts.substr(at, end - at))) return malformed("a choice");
      at = end + 1;
    }
    return found == item.word(0) ? done() : Result<void>(malformed("the number of choices"));
  }

  Result<void> cell(const FrameItem &item) {
    const FrameItem &grid = frame_.items_[open_.back()];
    const std::uint64_t row = item.word(0), column = item.word(1);
    if (row < grid.word(5) || row - grid.word(5) >= grid.word(6) || column >= grid.word(0))
      return malformed("a cell outside of its grid");
    return done();
  }

  static Result<void> series(const FrameItem &item) {
    for (const auto &blob : item.blobs)
      if (!blob.empty() && (blob.size() % 8 != 0 || blob.size() / 8 != item.word(3)))
        return malformed("the values of a series");
    const std::uint64_t style = item.word(0);
    const bool has_x = !item.blobs[0].empty() || style == GANTRY_UI_HISTOGRAM;
    const bool has_y = !item.blobs[1].empty() || style == GANTRY_UI_MARKERS;
    const bool has_y2 = !item.blobs[2].empty() || style != GANTRY_UI_BAND;
    if (item.word(3) > 0 && !(has_x && has_y && has_y2)) return malformed("a series without its values");
    return done();
  }

  Result<void> picture(const FrameItem &item) {
    const std::uint64_t width = item.word(0), height = item.word(1);
    if (width > 4096 || height > 4096) return malformed("the size of a picture");
    Frame::Pixels pixels{frame_.memory_, item.blobs[0], item.word(2), width, height, {}};
    if (item.word(3) != 0) {
      const Frame::Pixels *kept = kept_pixels(item.path);
      if (kept == nullptr || kept->revision != pixels.revision || kept->width != width || kept->height != height ||
          !item.blobs[0].empty())
        return malformed("a picture that was never sent");
      pixels = *kept;
    } else {
      GANTRY_CHECK(count_pixels(item.blobs[0].size()));
    }
    if (pixels.bytes.size() != width * height * 4) return malformed("the pixels of a picture");
    frame_.pixels_[item.path] = std::move(pixels);
    return done();
  }

  Result<void> made(const FrameItem &item) {
    if (item.word(10) == 0) return item.blobs[0].empty() ? done() : Result<void>(malformed("voxels of nothing"));
    if (item.word(11) != 0) {
      const Frame::Pixels *kept = kept_pixels(item.path);
      if (kept == nullptr || kept->revision != item.word(9) || kept->header == nullptr || !item.blobs[0].empty())
        return malformed("voxels that were never sent");
      frame_.pixels_[item.path] = *kept;
      return done();
    }
    GANTRY_CHECK(count_pixels(item.blobs[0].size()));
    const std::string_view described = item.text(2);
    const auto json = nlohmann::json::parse(described.substr(0, max_header_bytes), nullptr, false);
    auto header = volume_header(json);
    if (!header || header.value().byte_size() != item.blobs[0].size()) return malformed("the voxels of an image");
    frame_.pixels_[item.path] = {
        frame_.memory_, item.blobs[0], item.word(9), 0, 0, std::make_shared<VolumeHeader>(std::move(header.value()))};
    return done();
  }

  const Frame::Pixels *kept_pixels(const std::string &path) const {
    if (before_ == nullptr) return nullptr;
    const auto found = before_->pixels_.find(path);
    return found == before_->pixels_.end() ? nullptr : &found->second;
  }

  Result<void> count_pixels(std::size_t bytes) {
    pixel_bytes_ += bytes;
    return pixel_bytes_ <= max_pixel_bytes ? done() : Result<void>(malformed("too many pixels"));
  }

  Frame &frame_;
  const Frame *before_;
  FrameLoad load_;
  IdStack ids_;
  std::vector<std::uint32_t> open_;  // places of what has begun
  std::vector<std::uint64_t> used_;  // columns or panes of each so far
  std::uint64_t parts_ = 0, axes_ = 0;
  Op owner_ = Op::next;
  std::size_t pixel_bytes_ = 0;
};

Result<Frame> Frame::read(platform::SharedMemory memory, const Frame *before) {
  Frame frame;
  frame.memory_ = std::make_shared<const platform::SharedMemory>(std::move(memory));
  GANTRY_CHECK(FrameReader(frame, before).read());
  return frame;
}

const FrameItem *Frame::find(std::string_view path) const {
  const auto found =
      std::find_if(items_.begin(), items_.end(), [&](const FrameItem &item) { return item.path == path; });
  return found == items_.end() || path.empty() ? nullptr : &*found;
}

std::span<const std::byte> Frame::pixels(const std::string &path) const {
  const auto found = pixels_.find(path);
  return found == pixels_.end() ? std::span<const std::byte>{} : found->second.bytes;
}

const VolumeHeader *Frame::made(const std::string &path) const {
  const auto found = pixels_.find(path);
  return found == pixels_.end() ? nullptr : found->second.header.get();
}

}  // namespace gantry::core
