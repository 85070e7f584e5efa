// SPDX-License-Identifier: Apache-2.0
#include "read_voxels.hpp"

#include "element.hpp"

#include <algorithm>
#include <cstring>
#include <functional>
#include <map>
#include <utility>

namespace gantry::pictures {
namespace {

constexpr std::uint64_t block_bytes = std::uint64_t{1} << 20;

// In file order, block by block: f(bytes, first element, count).
using Take = std::function<void(const char *, std::uint64_t, std::uint64_t)>;

void read_blocks(const StoredVolume &stored, streams::Bytes &bytes, char *in_place, const Job &job, const Take &take) {
  const Element &type = element(stored.dtype);
  const std::uint64_t total = stored.elements(), each = block_bytes / type.bytes;
  std::vector<char> scratch(in_place == nullptr ? static_cast<std::size_t>(std::min(total, each) * type.bytes) : 0);
  for (std::uint64_t first = 0; first < total; first += each) {
    job.progress(static_cast<double>(first) / static_cast<double>(total), "reading voxels");
    const std::uint64_t count = std::min(each, total - first);
    char *into = in_place == nullptr ? scratch.data() : in_place + first * type.bytes;
    if (bytes.read(into, count * type.bytes) != count * type.bytes) {
      throw Error("file.truncated", "it ends before its last voxel", GANTRY_BAD_DATA)
          .hint("the copy was interrupted: fetch the file again");
    }
    if (stored.swapped) turn_round(type, into, count);
    take(into, first, count);
  }
  while (!bytes.finish()) job.check();
}

// Walks through the file's axes, and says where in the lease each element belongs.
class Places {
 public:
  explicit Places(const StoredVolume &stored) {
    const auto n = stored.shape();
    std::array<std::uint64_t, 5> stride{1, 1, 1, 1, 1};
    for (std::size_t d = 1; d < 5; ++d) stride[d] = stride[d - 1] * n[d - 1];
    for (const StoredAxis &axis : stored.axes) {
      if (axis.size > 1) axes_.push_back({axis.size, stride[axis.dimension], 0});
    }
  }
  bool in_order() const {
    std::uint64_t stride = 1;
    for (const Axis &axis : axes_) {
      if (axis.stride != stride) return false;
      stride *= axis.size;
    }
    return true;
  }
  std::uint64_t now() const { return place_; }
  void next() {
    for (Axis &axis : axes_) {
      place_ += axis.stride;
      if (++axis.index < axis.size) return;
      place_ -= axis.size * axis.stride;
      axis.index = 0;
    }
  }

 private:
  struct Axis {
    std::uint64_t size, stride, index;
  };
  std::vector<Axis> axes_;
  std::uint64_t place_ = 0;
};

template <std::size_t size>
void scatter(Places &places, const char *from, std::uint64_t count, char *to) {
  for (std::uint64_t i = 0; i < count; ++i) {
    std::memcpy(to + places.now() * size, from + i * size, size);
    places.next();
  }
}

void scatter(std::uint32_t size, Places &places, const char *from, std::uint64_t count, char *to) {
  switch (size) {
    case 1: return scatter<1>(places, from, count, to);
    case 2: return scatter<2>(places, from, count, to);
    case 3: return scatter<3>(places, from, count, to);
    case 4: return scatter<4>(places, from, count, to);
    case 8: return scatter<8>(places, from, count, to);
    default: return scatter<16>(places, from, count, to);
  }
}

template <class T>
std::int64_t value_at(const char *from, std::uint64_t i) {
  T value;
  std::memcpy(&value, from + i * sizeof value, sizeof value);
  return static_cast<std::int64_t>(value);
}

std::int64_t label_at(std::uint32_t dtype, const char *from, std::uint64_t i) {
  switch (dtype) {
    case GANTRY_I8: return value_at<std::int8_t>(from, i);
    case GANTRY_U16: return value_at<std::uint16_t>(from, i);
    case GANTRY_I16: return value_at<std::int16_t>(from, i);
    case GANTRY_U32: return value_at<std::uint32_t>(from, i);
    case GANTRY_I32: return value_at<std::int32_t>(from, i);
    case GANTRY_U64: return value_at<std::uint64_t>(from, i);
    case GANTRY_I64: return value_at<std::int64_t>(from, i);
    default: return value_at<std::uint8_t>(from, i);
  }
}

// Every segment's channel gets a 1 where the segment's layer holds the segment's value.
class Layers {
 public:
  Layers(const StoredVolume &stored, char *to) : to_(to) {
    const auto n = stored.shape();
    voxels_ = n[0] * n[1] * n[2];
    for (std::size_t s = 0; s < stored.segments.size(); ++s) {
      const auto &one = stored.segments[s];
      channels_.emplace(std::pair(one.layer, one.segment.value), s);
    }
  }
  void put(std::uint64_t place, std::int64_t label) {
    if (label == 0) return;
    const auto [begin, end] = channels_.equal_range({place / voxels_, label});
    for (auto s = begin; s != end; ++s) to_[s->second * voxels_ + place % voxels_] = 1;
  }

 private:
  std::multimap<std::pair<std::uint64_t, std::int64_t>, std::size_t> channels_;
  char *to_;
  std::uint64_t voxels_;
};

}  // namespace

void read_voxels(const StoredVolume &stored, streams::Bytes &bytes, const gantry_volume &lease, const Job &job) {
  Places places(stored);
  char *to = static_cast<char *>(lease.writable);
  const std::uint32_t size = element(stored.dtype).bytes;
  if (stored.layered()) {
    Layers layers(stored, to);
    read_blocks(stored, bytes, nullptr, job, [&](const char *from, std::uint64_t, std::uint64_t count) {
      for (std::uint64_t i = 0; i < count; ++i, places.next())
        layers.put(places.now(), label_at(stored.dtype, from, i));
    });
  } else if (places.in_order()) {
    read_blocks(stored, bytes, to, job, [&](const char *, std::uint64_t first, std::uint64_t count) {
      job.ready(lease, first * size, (first + count) * size);
    });
  } else {
    read_blocks(stored, bytes, nullptr, job,
                [&](const char *from, std::uint64_t, std::uint64_t count) { scatter(size, places, from, count, to); });
  }
}

}  // namespace gantry::pictures
