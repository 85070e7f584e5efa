// SPDX-License-Identifier: Apache-2.0
// One record of a drawing as it came, cut off the front of the bytes: it has the shape of its kind, and what it says lies
// within them. Whether it makes sense where it stands is FrameReader's question.
//
//   GANTRY_TRY(cut, cut_record(bytes));          // "frame.malformed"
//   cut.item.text(1);
//   bytes = bytes.subspan(cut.bytes);
#pragma once

#include <core/ui/frame.hpp>
#include <span>
#include <string>

namespace gantry::core {

struct CutRecord {
  FrameItem item;  // without its path
  std::size_t bytes = 0;
};

Result<CutRecord> cut_record(std::span<const std::byte> bytes);

inline auto malformed(const std::string &why) {
  return fail("frame.malformed", "a drawing that is not well formed: " + why);
}

}  // namespace gantry::core
