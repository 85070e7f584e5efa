// SPDX-License-Identifier: Apache-2.0
// Where a frame of a parametric map stands on the fourth axis, by the numbers in the definition of its quantity
// (QuantityDefinitionSequence, PS3.3 C.7.6.16.2.11.1): how Gantry itself writes a named axis.
//
//   read_named_values(view, header);
//   header.named_values[0];              // {"b", "s/mm2", 500.5}
#pragma once

#include "frame.hpp"
#include "functional_groups.hpp"

namespace gantry::dicom {

void read_named_values(const FrameView &view, FrameHeader &header);

}  // namespace gantry::dicom
