// SPDX-License-Identifier: Apache-2.0
// Numbers that several of the plugin's formulas need.
//
//   const double turn = 2 * cardiovascular::pi;
#pragma once

namespace cardiovascular {

inline constexpr double pi = 3.14159265358979323846;
inline constexpr double pascals_per_mmhg = 133.322;  // NIST SP 811, table B.8

}  // namespace cardiovascular
