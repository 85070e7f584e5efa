// SPDX-License-Identifier: Apache-2.0
// What of a patient's data stays: the options of DICOM PS3.15, annex E, by short words.
//
//   GANTRY_TRY(keep, keep_of({"device", "graphics"}));   // and the usual ones
//   keep.count("modified-dates")                         // 1
#pragma once

#include <core/result.hpp>
#include <set>
#include <string>
#include <vector>

namespace gantry::core {

// The options of PS3.15 that apply where nothing else is said: dates moved, private attributes by the list of safe ones.
const std::set<std::string> &usual_keep();
// "uids", "device", "institution", "characteristics", "dates", "modified-dates", "descriptors", "structured", "graphics",
// "private"; what may be given to --keep, besides "none".
const std::vector<std::string> &keep_names();
// Words of --keep added to the usual options; "none" alone leaves the basic profile. Error "usage" for other words.
Result<std::set<std::string>> keep_of(const std::vector<std::string> &words);

}  // namespace gantry::core
