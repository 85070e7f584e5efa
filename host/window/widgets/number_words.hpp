// SPDX-License-Identifier: Apache-2.0
// Numbers as people type them: with a decimal comma or point, and either minus sign.
//
//   parse_typed("1,5");                 // 1.5
//   typed_text(1.5, false, ',');        // "1,5"
//   step_of(number, 20);                // what an arrow key adds
#pragma once

#include <gantry/ui.h>
#include <optional>
#include <string>
#include <string_view>

namespace gantry::host::window {

// A finite number that is the whole text, but for blanks around it. One comma or point is the decimal sign; powers of ten
// as they are shown, 8,1×10⁻⁴, or typed, 8.1e-4.
std::optional<double> parse_typed(std::string_view text);
// What is shown, with keys that a keyboard has: "−8,1×10⁻⁴" as "-8,1e-4".
std::string typeable(std::string_view shown);
// Ten significant digits at most, without trailing noise; to be typed in again.
std::string typed_text(double value, bool integer, char decimal);
double step_of(const gantry_ui_number &number, double value);
// Within the range, and whole where that is asked for.
double clamped(const gantry_ui_number &number, double value);

}  // namespace gantry::host::window
