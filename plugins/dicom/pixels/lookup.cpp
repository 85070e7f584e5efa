// SPDX-License-Identifier: Apache-2.0
#include "lookup.hpp"

#include <algorithm>

namespace gantry::dicom {
namespace {

[[noreturn]] void refuse(const char *code, const char *what) {
  throw Error(code, what, GANTRY_BAD_DATA).hint("the table is damaged: fetch the file again");
}

std::vector<std::uint16_t> words(const Item &item, const Tag &tag) {
  const std::string_view bytes = item.bytes(tag);
  std::vector<std::uint16_t> out(bytes.size() / 2);
  const unsigned low = item.big_endian() ? 1 : 0;
  for (std::size_t i = 0; i < out.size(); ++i) {
    const auto a = static_cast<unsigned char>(bytes[2 * i + low]),
               b = static_cast<unsigned char>(bytes[2 * i + 1 - low]);
    out[i] = static_cast<std::uint16_t>(a | (b << 8));
  }
  return out;
}

struct Descriptor {
  std::size_t count = 0;
  std::int64_t first = 0;
  unsigned bits = 16;
};

Descriptor descriptor_of(const Item &item, const Tag &tag, bool is_signed, const char *code) {
  const auto v = item.integers(tag);
  if (v.size() < 3) refuse(code, "a look-up table has no descriptor");
  Descriptor d;
  d.count = static_cast<std::size_t>(v[0] & 0xffff);
  if (d.count == 0) d.count = 65536;
  d.first = is_signed ? static_cast<std::int16_t>(v[1] & 0xffff) : (v[1] & 0xffff);
  d.bits = static_cast<unsigned>(v[2] & 0xffff);
  if (d.bits < 1 || d.bits > 16) refuse(code, "a look-up table has entries of an impossible depth");
  return d;
}

// Two entries of 8 bits may share a word, or have one each.
LookupTable table_of(const Descriptor &d, const std::vector<std::uint16_t> &data, const char *code) {
  LookupTable t{d.first, d.bits, {}};
  if (data.size() >= d.count) {
    t.entries.assign(data.begin(), data.begin() + static_cast<std::ptrdiff_t>(d.count));
  } else if (d.bits <= 8 && data.size() * 2 >= d.count) {
    for (const std::uint16_t word : data) {
      t.entries.push_back(word & 0xff);
      t.entries.push_back(word >> 8);
    }
    t.entries.resize(d.count);
  } else {
    refuse(code, "a look-up table is shorter than its descriptor says");
  }
  return t;
}

// C.7.9.2: opcode, length, then values: 0 discrete, 1 linear to the value given, 2 a repeat of earlier segments.
class Segments {
 public:
  Segments(const std::vector<std::uint16_t> &data, std::size_t count) : data_(data), count_(count) {}
  std::vector<std::uint16_t> expand() {
    run(0, data_.size(), data_.size(), true);
    if (out_.size() < count_) refuse("dicom.palette", "a segmented palette is shorter than its descriptor says");
    out_.resize(count_);
    return std::move(out_);
  }

 private:
  void run(std::size_t at, std::size_t end, std::size_t most_segments, bool may_repeat) {
    for (std::size_t n = 0; n < most_segments && at + 2 <= end && out_.size() < count_; ++n) {
      const unsigned opcode = data_[at], length = data_[at + 1];
      at += 2;
      if (opcode == 0 && length <= end - at) {
        out_.insert(out_.end(), data_.begin() + static_cast<std::ptrdiff_t>(at),
                    data_.begin() + static_cast<std::ptrdiff_t>(at + length));
        at += length;
      } else if (opcode == 1 && at < end && !out_.empty()) {
        ramp(length, data_[at++]);
      } else if (opcode == 2 && may_repeat && end - at >= 2) {
        const std::size_t from = (data_[at] | (static_cast<std::size_t>(data_[at + 1]) << 16)) / 2;
        at += 2;
        if (from >= data_.size()) refuse("dicom.palette", "a segmented palette points outside itself");
        run(from, data_.size(), length, false);
      } else {
        refuse("dicom.palette", "a segmented palette is damaged");
      }
    }
  }
  void ramp(unsigned length, double to) {
    const double from = out_.back();
    for (unsigned i = 1; i <= length; ++i)
      out_.push_back(static_cast<std::uint16_t>(from + (to - from) * i / length + 0.5));
  }

  const std::vector<std::uint16_t> &data_;
  std::size_t count_;
  std::vector<std::uint16_t> out_;
};

LookupTable channel(const Dataset &d, const Tag &descriptor, const Tag &data, const Tag &segmented, bool is_signed) {
  const Descriptor about = descriptor_of(d, descriptor, is_signed, "dicom.palette");
  LookupTable t{about.first, about.bits, {}};
  if (d.has_value(data)) t = table_of(about, words(d, data), "dicom.palette");
  else t.entries = Segments(words(d, segmented), about.count).expand();
  // Some say 16 bits and give 8.
  const std::uint16_t most = *std::max_element(t.entries.begin(), t.entries.end());
  if (about.bits > 8 && most > 255) {
    for (auto &v : t.entries) v = static_cast<std::uint16_t>(v >> (about.bits - 8));
  }
  return t;
}

}  // namespace

std::shared_ptr<const Palette> read_palette(const Dataset &d) {
  if (!d.has(DCM_RedPaletteColorLookupTableDescriptor)) return nullptr;
  const bool is_signed = d.integer(DCM_PixelRepresentation).value_or(0) == 1;
  auto p = std::make_shared<Palette>();
  p->red = channel(d, DCM_RedPaletteColorLookupTableDescriptor, DCM_RedPaletteColorLookupTableData,
                   DCM_SegmentedRedPaletteColorLookupTableData, is_signed);
  p->green = channel(d, DCM_GreenPaletteColorLookupTableDescriptor, DCM_GreenPaletteColorLookupTableData,
                     DCM_SegmentedGreenPaletteColorLookupTableData, is_signed);
  p->blue = channel(d, DCM_BluePaletteColorLookupTableDescriptor, DCM_BluePaletteColorLookupTableData,
                    DCM_SegmentedBluePaletteColorLookupTableData, is_signed);
  return p;
}

std::shared_ptr<const LookupTable> read_table(const Item &item, bool below_zero, const char *code) {
  const Descriptor about = descriptor_of(item, DCM_LUTDescriptor, below_zero, code);
  return std::make_shared<LookupTable>(table_of(about, words(item, DCM_LUTData), code));
}

std::shared_ptr<const LookupTable> read_modality_lut(const Dataset &d) {
  const Item item = d.item(DCM_ModalityLUTSequence);
  if (!item || !item.has(DCM_LUTData)) return nullptr;
  return read_table(item, d.integer(DCM_PixelRepresentation).value_or(0) == 1, "dicom.modality-lut");
}

}  // namespace gantry::dicom
