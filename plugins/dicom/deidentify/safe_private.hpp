// SPDX-License-Identifier: Apache-2.0
// Private attributes that are known to hold nothing of a person: PS3.15 table E.3.10-1, and numbers of the acquisition
// without which a diffusion series, a mosaic or a scale could not be read any more (marked as ours in the table).
//
//   is_safe_private(0x0019100C, "SIEMENS MR HEADER")   // true: the b-value
#pragma once

#include <cstdint>
#include <string_view>

namespace gantry::dicom {

// `creator` is what reserved the block of this tag, without padding.
bool is_safe_private(std::uint32_t tag, std::string_view creator);

}  // namespace gantry::dicom
