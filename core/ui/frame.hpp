// SPDX-License-Identifier: Apache-2.0
// One whole drawing of a screen, as made by a Recorder, perhaps in another process: taken for hostile until it is read.
//
//   GANTRY_TRY(frame, Frame::read(std::move(memory), last.get()));
//   for (const FrameItem &item : frame.items()) … item.op, item.path, item.text(1), item.number(0) …
//
// What has been read keeps every rule of gantry.ui/1: texts are UTF-8, begins have their ends, counts and sizes agree with
// what is there, numbers are finite where they must be. Replaying it needs no more checks.
#pragma once

#include <core/data/volume.hpp>
#include <core/platform/shared_memory.hpp>
#include <core/result.hpp>
#include <core/ui/frame_format.hpp>
#include <cstring>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace gantry::core {

struct FrameItem {
  Op op = Op::next;
  std::uint32_t end = 0;  // begins: the place of its end
  std::string path;       // of widgets and containers
  std::array<const char *, max_texts> texts{};
  const std::byte *words = nullptr;
  std::array<std::span<const std::byte>, max_blobs> blobs{};

  const char *text(std::size_t i) const { return texts[i]; }
  std::uint64_t word(std::size_t i) const { return read<std::uint64_t>(i); }
  std::uint32_t flags(std::size_t i) const { return static_cast<std::uint32_t>(word(i)); }
  std::int64_t integer(std::size_t i) const { return read<std::int64_t>(i); }
  double number(std::size_t i) const { return read<double>(i); }
  std::span<const double> numbers(std::size_t blob) const {
    return {reinterpret_cast<const double *>(blobs[blob].data()), blobs[blob].size() / sizeof(double)};
  }

 private:
  template <class T>
  T read(std::size_t i) const {
    T value;
    std::memcpy(&value, words + 8 * i, sizeof value);
    return value;
  }
};

class Frame {
 public:
  // `before`: the frame that the same recorder made just before this; its pictures may stand for those of this one.
  // Error "frame.malformed".
  static Result<Frame> read(platform::SharedMemory memory, const Frame *before = nullptr);

  const std::vector<FrameItem> &items() const { return items_; }
  const FrameItem *find(std::string_view path) const;    // nullptr: not drawn
  double redraw_after() const { return redraw_after_; }  // s; infinity: never
  // Of a picture or of an image's own volume.
  std::span<const std::byte> pixels(const std::string &path) const;
  // What that volume is; nullptr when it has none.
  const VolumeHeader *made(const std::string &path) const;

 private:
  friend class FrameReader;
  struct Pixels {
    std::shared_ptr<const platform::SharedMemory> memory;
    std::span<const std::byte> bytes;
    std::uint64_t revision = 0, width = 0, height = 0;
    std::shared_ptr<const VolumeHeader> header;  // of a volume
  };

  std::shared_ptr<const platform::SharedMemory> memory_;
  std::vector<FrameItem> items_;
  std::map<std::string, Pixels> pixels_;  // by path
  double redraw_after_ = 0;
};

}  // namespace gantry::core
