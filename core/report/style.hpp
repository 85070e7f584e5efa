// SPDX-License-Identifier: Apache-2.0
// The style sheet of a report. One type scale (1.25), one measure (42 rem for text, 62 rem for pictures and tables).
//
//   html += style_sheet;
#pragma once

#include <string_view>

namespace gantry::core::report {

extern const std::string_view style_sheet;

}  // namespace gantry::core::report
