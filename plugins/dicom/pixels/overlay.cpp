// SPDX-License-Identifier: Apache-2.0
#include "overlay.hpp"

#include <algorithm>

namespace gantry::dicom {
namespace {

constexpr std::uint16_t rows_element = 0x10, columns_element = 0x11, frames_element = 0x15, description_element = 0x22,
                        type_element = 0x40, origin_element = 0x50, first_frame_element = 0x51,
                        allocated_element = 0x100, bit_element = 0x102, label_element = 0x1500, data_element = 0x3000;

std::string number_of(const Overlay &o) { return std::to_string((o.group - 0x6000) / 2 + 1); }

std::string name_of(const Dataset &d, const Overlay &o) {
  const std::string type = d.text(Tag(o.group, type_element));
  std::string name = "Overlay " + number_of(o) + (type == "R" ? " (region)" : " (graphics)");
  std::string label = d.text(Tag(o.group, label_element));
  if (label.empty()) label = d.text(Tag(o.group, description_element));
  return label.empty() ? name : name + ": " + label.substr(0, 64);
}

std::uint32_t size_of(const Dataset &d, const Tag &tag, std::int64_t fallback) {
  const std::int64_t v = d.integer(tag).value_or(fallback);
  return v >= 1 && v <= 65535 ? static_cast<std::uint32_t>(v) : 0;
}

void take_place(const Dataset &d, Overlay &o) {
  const auto origin = d.integers(Tag(o.group, origin_element));
  if (origin.size() >= 2) {  // SS, which some write as US
    o.row = static_cast<std::int16_t>(origin[0]) - 1;
    o.column = static_cast<std::int16_t>(origin[1]) - 1;
  }
  const auto frames = d.integer(Tag(o.group, frames_element)), first = d.integer(Tag(o.group, first_frame_element));
  if (!frames && !first) return;
  o.frames = static_cast<std::uint32_t>(std::clamp<std::int64_t>(frames.value_or(1), 1, 0x7fffffff));
  o.first_frame = static_cast<std::uint32_t>(std::clamp<std::int64_t>(first.value_or(1), 1, 0x7fffffff)) - 1;
}

// In PixelData, outside of the bits that hold its values.
bool is_embedded(const Dataset &d, const Overlay &o, const PixelFormat &f, std::int64_t bit) {
  const bool whole_cells = d.integer(Tag(o.group, allocated_element)).value_or(1) == f.allocated && f.allocated > 1;
  const std::int64_t low = std::int64_t{f.high_bit} + 1 - f.stored;
  const bool free = bit >= 0 && bit < f.allocated && (bit > f.high_bit || bit < low);
  return whole_cells && free && f.samples == 1 && !f.is_float;
}

std::optional<Overlay> overlay_of(const Dataset &d, std::uint16_t group, const PixelFormat &f,
                                  std::vector<std::string> &warnings) {
  Overlay o;
  o.group = group;
  o.name = name_of(d, o);
  o.rows = size_of(d, Tag(group, rows_element), f.rows);
  o.columns = size_of(d, Tag(group, columns_element), f.columns);
  o.bits = d.bytes(Tag(group, data_element));
  const std::string which = "overlay " + number_of(o);
  if (o.bits.empty()) {
    const auto bit = d.integer(Tag(group, bit_element));
    if (!bit || !is_embedded(d, o, f, *bit)) return std::nullopt;
    o.bit = static_cast<unsigned>(*bit);
    o.rows = f.rows;
    o.columns = f.columns;
    return o;
  }
  take_place(d, o);
  if (o.rows == 0 || o.columns == 0) {
    warnings.push_back(which + " makes no sense and is left out");
    return std::nullopt;
  }
  o.swapped = d.big_endian() && d.find(Tag(group, data_element))->vr == VR::OW;
  const std::uint64_t planes = std::max<std::uint32_t>(1, o.frames), wanted = planes * o.rows * o.columns;
  if (o.bits.size() < (wanted + 7) / 8) warnings.push_back(which + " is cut off: what is missing of it is empty");
  const bool outside = o.row < 0 || o.column < 0 || o.row + o.rows > f.rows || o.column + o.columns > f.columns;
  if (outside) warnings.push_back(which + " reaches beyond the image: what is outside is cut off");
  return o;
}

template <class T>
void mark_bit(const std::vector<std::uint64_t> &cells, unsigned bit, std::size_t count, std::uint8_t *mask) {
  const T *in = reinterpret_cast<const T *>(cells.data());
  for (std::size_t i = 0; i < count; ++i) {
    if (((in[i] >> bit) & 1) != 0) mask[i] = 1;
  }
}

void mark_embedded(const Frames &image, std::uint32_t frame, unsigned bit, std::uint8_t *mask) {
  const Frames whole = image.whole_cells();
  const PixelFormat &f = whole.format();
  const auto count = static_cast<std::size_t>(f.pixels());
  std::vector<std::uint64_t> cells((count * f.container_bytes() + 7) / 8);
  whole.stored(frame, cells.data());
  switch (f.container_bytes()) {
    case 1: return mark_bit<std::uint8_t>(cells, bit, count, mask);
    case 2: return mark_bit<std::uint16_t>(cells, bit, count, mask);
    default: return mark_bit<std::uint32_t>(cells, bit, count, mask);
  }
}

}  // namespace

void Overlay::mark(const Frames &image, std::uint32_t frame, std::uint8_t *mask) const {
  if (bit) return mark_embedded(image, frame, *bit, mask);
  if (frames != 0 && (frame < first_frame || frame - first_frame >= frames)) return;
  const PixelFormat &f = image.format();
  const std::uint64_t plane = frames == 0 ? 0 : frame - first_frame, begin = plane * rows * columns;
  const std::int64_t first_row = std::max<std::int64_t>(0, -row), first_column = std::max<std::int64_t>(0, -column);
  const std::int64_t last_row = std::min<std::int64_t>(rows, f.rows - row),
                     last_column = std::min<std::int64_t>(columns, f.columns - column);
  for (std::int64_t y = first_row; y < last_row; ++y) {
    std::uint8_t *line = mask + static_cast<std::uint64_t>(y + row) * f.columns;
    for (std::int64_t x = first_column; x < last_column; ++x) {
      const std::uint64_t at = begin + static_cast<std::uint64_t>(y) * columns + static_cast<std::uint64_t>(x);
      const std::uint64_t byte = swapped ? (at / 8) ^ 1 : at / 8;
      if (byte >= bits.size()) continue;
      if (((static_cast<unsigned char>(bits[byte]) >> (at % 8)) & 1) != 0) line[x + column] = 1;
    }
  }
}

std::vector<Overlay> overlays_of(const Dataset &d, const PixelFormat &f, std::vector<std::string> &warnings) {
  std::vector<Overlay> found;
  std::uint16_t last = 0;
  for (const Element &e : d.elements()) {
    const std::uint16_t group = e.tag.getGroup();
    if ((group & 0xff01) != 0x6000 || group == last) continue;
    last = group;
    if (auto overlay = overlay_of(d, group, f, warnings)) found.push_back(std::move(*overlay));
  }
  return found;
}

}  // namespace gantry::dicom
