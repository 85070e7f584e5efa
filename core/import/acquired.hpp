// SPDX-License-Identifier: Apache-2.0
// Numbers that the header of an image says of how it was measured.
//
//   acquired_value(entries, "TR", "s");        // 0.005: the entry RepetitionTime, in the unit that is asked for
//   acquired("FA")->unit;                      // "deg"
//
// TR, TE, TI (ms), FA (deg), B0 (T): standard keywords of DICOM, in the units that DICOM gives them where the entry has none.
#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>

namespace gantry::core {

struct Acquired {
  std::string_view name, keyword, unit;
};

const Acquired *acquired(std::string_view name);  // nullptr: a name that no header says
std::string acquired_names();                     // "TR, TE, TI, FA, B0"

// Nothing when the entry is absent, has several numbers or none, or is of another kind of unit.
std::optional<double> acquired_value(const nlohmann::json &entries, std::string_view name, const std::string &unit);

}  // namespace gantry::core
