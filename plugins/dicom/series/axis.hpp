// SPDX-License-Identifier: Apache-2.0
// What the fourth axis of a volume is called and what its values are.
//
//   Axis axis = axis_of(frames, points);
//   axis.name == "diffusion";  axis.columns[0].name == "b";      // s/mm2
#pragma once

#include "points.hpp"

namespace gantry::dicom {

struct Axis {
  std::string name;  // "" for one point
  std::string noun;  // for summaries: "times", "echoes"
  std::vector<AxisColumnValues> columns;
  std::vector<double> slice_times;  // s from the start of a volume
  std::vector<std::string> warnings;
};

// A parametric map names its axis itself. Else what was varied names it, the first of it where there are several (diffusion, echo, inversion, flip angle,
// repetition, label, energy); its columns are all of them, with the time where it tells points apart. Else it is
// "phase" (trigger times within a heart beat) or "time" (from AcquisitionTime, FrameReferenceTime, TriggerTime,
// TemporalPositionTimeOffset or ContentTime, the first that differs from point to point), and where there is no time
// multiples of RepetitionTime, which is said.
Axis axis_of(const std::vector<FrameHeader> &frames, const Points &points);

}  // namespace gantry::dicom
