// SPDX-License-Identifier: Apache-2.0
// Phases of one acquisition that were sent as a series each (dynamic MR and CT of some makers and archives).
//
//   const Joined joined = phases_of_several_series(frames);
//   joined.at(frames[0].series_uid);                         // the series that it is joined to
#pragma once

#include "frame.hpp"

#include <map>
#include <string>
#include <vector>

namespace gantry::dicom {

using Joined = std::map<std::string, std::string>;  // SeriesInstanceUID → that of the first phase

constexpr const char *said_of_joined =
    "its times were sent as a series each: they are joined, since their headers number them as the temporal positions "
    "of "
    "one acquisition, and place, settings and kind of all are the same";

// Series of one study that cover exactly the same places with the same settings and kind of image, each of one
// TemporalPositionIdentifier of its own, as many as every one of them says that there are (NumberOfTemporalPositions).
// Equal geometry and different times alone join nothing: a scan that was repeated looks like that too.
Joined phases_of_several_series(const std::vector<FrameHeader> &frames);

}  // namespace gantry::dicom
