// SPDX-License-Identifier: Apache-2.0
// Volumes as the window shows them: there already, or still on their way.
//
//   const FoundVolume found = source.find("image-1");     // at once, whatever has to be read first
//   if (found.volume != nullptr) draw(*found.volume);     // perhaps with some slices missing
//   else say(found.activity, found.progress);
#pragma once

#include <core/data/object.hpp>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace gantry::core::view {

// Never changes: as more is read, a new one takes its place.
struct ShownVolume {
  VolumeHeader header;
  std::span<const std::byte> bytes;   // of all elements, x fastest; zeros where nothing has been read yet
  std::shared_ptr<const void> owner;  // of the bytes
  std::uint64_t revision = 0;         // another number for another content
  bool complete = true;
  std::vector<std::pair<std::uint64_t, std::uint64_t>> ready =
      {};  // begin and end of bytes, ascending, while incomplete

  bool is_ready(std::uint64_t byte) const;
};
using ShownVolumePtr = std::shared_ptr<const ShownVolume>;

// Error "data.header" when the object is no volume.
Result<ShownVolumePtr> shown_volume(const ObjectPtr &object);

// With one part more that will not change. `before` may be empty.
ShownVolumePtr with_ready_part(const ShownVolumePtr &before, const VolumeHeader &header,
                               std::span<const std::byte> bytes, std::shared_ptr<const void> owner, std::uint64_t begin,
                               std::uint64_t end);

struct FoundVolume {
  ShownVolumePtr volume = nullptr;
  double progress = -1;       // of what is still being read, 0 to 1; below 0: unknown
  std::string activity = {};  // "Reading"
  std::string error = {};     // why there is none, in words
  bool loading() const { return error.empty() && (volume == nullptr || !volume->complete); }
};

class VolumeSource {
 public:
  virtual ~VolumeSource() = default;
  // An item's id or an object's hash in the open project. Never waits: what is not there yet begins to be read.
  virtual FoundVolume find(std::string_view id) = 0;
};

}  // namespace gantry::core::view
