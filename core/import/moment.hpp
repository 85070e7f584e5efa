// SPDX-License-Identifier: Apache-2.0
// Dates and times moved by one interval for each patient, so that all distances in time stay as they were.
//
//   moved({-15000, 5400}, {"20200131", "235000"})   // → {"19790107", "012000"}
#pragma once

#include <string>

namespace gantry::core {

struct Shift {
  int days = 0;
  int seconds = 0;  // within a day
};

// DICOM's forms (20260131, 202601, 2026; 101530.25, 1015, 10) or ISO 8601's (2026-01-31, 10:15:30). Either may be empty.
struct Moment {
  std::string date, time;
};

// In the form and to the precision given; a member that can't be read as one, or whose date leaves the years 1 to 9999,
// comes back empty. A time without its date turns round at midnight.
Moment moved(const Shift &shift, const Moment &original);

// Date and time in one: "20260131101530.25+0100", "2026-01-31T10:15:30Z". An offset from UTC is left out, since it tells
// where somebody is; "" when it can't be read.
std::string moved_datetime(const Shift &shift, const std::string &original);

}  // namespace gantry::core
