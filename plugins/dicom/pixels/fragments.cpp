// SPDX-License-Identifier: Apache-2.0
#include "fragments.hpp"

#include "../bytes.hpp"

#include <algorithm>
#include <cstring>

namespace gantry::dicom {
namespace {

constexpr std::uint32_t item = 0xe000fffe;

struct Items {
  std::string_view table;  // the Basic Offset Table
  std::vector<std::string_view> fragments;
  std::vector<std::uint64_t> offsets;  // of each fragment's item, from the first one's
  bool truncated = false;
};

Items items_of(std::string_view value) {
  Items found;
  std::size_t at = 0, origin = 0;
  for (bool first = true; value.size() - at >= 8; first = false) {
    if (u32(value, at) != item) return found;
    std::uint64_t length = u32(value, at + 4);
    if (length > value.size() - at - 8) {
      found.truncated = true;
      length = value.size() - at - 8;
    }
    const std::string_view content = value.substr(at + 8, length);
    if (first) {
      found.table = content;
      origin = at + 8 + length;
    } else {
      found.fragments.push_back(content);
      found.offsets.push_back(at - origin);
    }
    at += 8 + length;
  }
  return found;
}

// The fragment at each of the offsets; empty when one of them points elsewhere.
std::vector<std::size_t> at_offsets(const Items &items, const std::vector<std::uint64_t> &offsets) {
  std::vector<std::size_t> first;
  for (const std::uint64_t offset : offsets) {
    const auto at = std::lower_bound(items.offsets.begin(), items.offsets.end(), offset);
    if (at == items.offsets.end() || *at != offset) return {};
    first.push_back(static_cast<std::size_t>(at - items.offsets.begin()));
  }
  if (!std::is_sorted(first.begin(), first.end()) || first.empty() || first.front() != 0) return {};
  return first;
}

std::vector<std::uint64_t> table_of(std::string_view bytes, unsigned width, std::size_t most) {
  std::vector<std::uint64_t> out;
  for (std::size_t at = 0; at + width <= bytes.size() && out.size() < most; at += width) {
    std::uint64_t v = u32(bytes, at);
    if (width == 8) v |= static_cast<std::uint64_t>(u32(bytes, at + 4)) << 32;
    out.push_back(v);
  }
  return out.size() == most ? out : std::vector<std::uint64_t>();
}

// JPEG, JPEG-LS: FFD8; JPEG 2000: FF4F FF51, or a JP2 signature box.
bool begins_codestream(std::string_view f) {
  if (f.size() < 4) return false;
  const std::string_view head = f.substr(0, 4);
  return head.substr(0, 3) == "\xff\xd8\xff" || head == "\xff\x4f\xff\x51" ||
         (f.size() >= 8 && f.substr(4, 4) == "jP  ");
}

std::vector<std::size_t> by_marks(const Items &items) {
  std::vector<std::size_t> first;
  for (std::size_t i = 0; i < items.fragments.size(); ++i) {
    if (begins_codestream(items.fragments[i])) first.push_back(i);
  }
  return first;
}

}  // namespace

std::string_view FrameBytes::bytes(std::size_t frame, std::string &joined) const {
  const std::size_t first = first_[frame], last = first_[frame + 1];
  if (last - first == 1) return fragments_[first];
  joined.clear();
  for (std::size_t i = first; i < last; ++i) joined.append(fragments_[i]);
  return joined;
}

FrameBytes frames_of(const Dataset &dataset, std::size_t frames) {
  const Element *pixels = dataset.pixel_data();
  Items items = items_of(pixels->value);
  FrameBytes out;
  out.truncated_ = items.truncated;
  std::vector<std::size_t> first;
  if (frames == 1 && !items.fragments.empty()) first = {0};
  if (first.empty()) first = at_offsets(items, table_of(dataset.bytes(DCM_ExtendedOffsetTable), 8, frames));
  if (first.empty()) first = at_offsets(items, table_of(items.table, 4, frames));
  if (first.empty() && items.fragments.size() == frames) {
    for (std::size_t i = 0; i < frames; ++i) first.push_back(i);
  }
  if (first.empty()) first = by_marks(items);
  if (first.size() != frames) {
    throw Error("dicom.fragments",
                "its " + std::to_string(items.fragments.size()) + " compressed fragments don't make up its " +
                    std::to_string(frames) + " frames",
                GANTRY_BAD_DATA)
        .hint(items.truncated ? "the file is cut off: fetch it again"
                              : "the offset table is damaged: have the archive send it uncompressed");
  }
  first.push_back(items.fragments.size());
  out.first_ = std::move(first);
  out.fragments_ = std::move(items.fragments);
  return out;
}

}  // namespace gantry::dicom
