// SPDX-License-Identifier: Apache-2.0
// A sequence that was written as a table: a row for each event.
//
//   const Sequence s = sequence_of(table, voxel_mm);
//
// Columns: duration [ms]; FA and phase [deg] of a pulse, its shape (hard, sinc, gauss) and its time-bandwidth product TBW;
// gradient [mT/m], which dephases across the voxel; echo and spoil (1: yes). What a column does not say is 0, hard, no.
#pragma once

#include "sequence.hpp"

#include <gantry/table.h>

namespace mri_physics {

// `voxel_mm`: how wide the voxel is along the gradient. Errors: gantry::Error with the row at fault.
Sequence sequence_of(const gantry_table &table, double voxel_mm);

// Turns across a voxel (mm) by a gradient (mT/m) in a time (ms): 42.577 MHz/T of hydrogen (CODATA 2018).
double gradient_turns(double gradient, double ms, double mm);

}  // namespace mri_physics
