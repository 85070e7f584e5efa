// SPDX-License-Identifier: Apache-2.0
// DICOM's dates and times as seconds, of which only differences count.
//
//   seconds_of("20180526", "152509.02");  seconds_of_datetime("20180526152509.02000");
#pragma once

#include <string_view>

namespace gantry::dicom {

// s since 1970-01-01 of the same clock; from midnight when the date can't be read; NaN when the time can't.
// TM as of PS3.5 6.2 and, as older files have it, with colons.
double seconds_of(std::string_view date, std::string_view time);
// DT; an offset from UTC is not applied, since one object has one.
double seconds_of_datetime(std::string_view datetime);

}  // namespace gantry::dicom
