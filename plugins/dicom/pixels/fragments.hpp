// SPDX-License-Identifier: Apache-2.0
// Which bytes of encapsulated pixel data (PS3.5, A.4) belong to which frame: by the offset tables where there are any
// that hold, else by counting fragments, else by the marks that a codestream begins with.
//
//   FrameBytes frames = frames_of(dataset, 10);
//   std::string joined;  frames.bytes(3, joined);   // a view, into `joined` where a frame has several fragments
#pragma once

#include "../dataset.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace gantry::dicom {

class FrameBytes {
 public:
  std::size_t count() const { return first_.empty() ? 0 : first_.size() - 1; }
  std::string_view bytes(std::size_t frame, std::string &joined) const;
  bool truncated() const { return truncated_; }

 private:
  friend FrameBytes frames_of(const Dataset &dataset, std::size_t frames);
  std::vector<std::string_view> fragments_;
  std::vector<std::size_t> first_;  // fragment of each frame, and one past the last
  bool truncated_ = false;
};

// Throws Error "dicom.fragments" where frames can't be told apart.
FrameBytes frames_of(const Dataset &dataset, std::size_t frames);

}  // namespace gantry::dicom
