// SPDX-License-Identifier: Apache-2.0
// Text of a stranger, made fit to be shown: UTF-8, without what would move a terminal's cursor.
//
//   plain_text("a\x1b[2J", 100);   // "a?[2J"
//   is_plain("naïef");             // true
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace gantry::core {

// Cuts text to at most `most` bytes and replaces what is not UTF-8 or a control character other than tab and newline.
std::string plain_text(std::string_view text, std::size_t most);
// plain_text would leave it as it is.
bool is_plain(std::string_view text);

}  // namespace gantry::core
