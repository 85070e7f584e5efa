// SPDX-License-Identifier: Apache-2.0
// A head of ellipses with tissues in it, for pictures where no data is at hand.
//
//   const auto labels = head_phantom(128);      // 128 * 128, of head_tissues()
#pragma once

#include "tissue.hpp"

namespace mri_physics {

// Fat, grey matter, white matter and fluid, labels 1 to 4, at 1.5 T (Kwan, Evans and Pike 1999, IEEE Trans Med Imaging
// 18:1085).
std::vector<NamedTissue> head_tissues();
// Labels of a square, rows from back to front; 0 is air. The ellipses of Shepp and Logan (1974, IEEE Trans Nucl Sci
// 21:21, table 1), each with a tissue.
std::vector<std::int64_t> head_phantom(std::size_t side);

}  // namespace mri_physics
