// SPDX-License-Identifier: Apache-2.0
// Text of any Specific Character Set (PS3.3, C.12.1.1.2), single-byte, multi-byte and with code extensions, as UTF-8.
//
//   to_utf8("\xC4neas^R\xFCdiger", "ISO_IR 100", VR::PN) == "Äneas^Rüdiger"
#pragma once

#include "vr.hpp"

#include <string>
#include <string_view>

namespace gantry::dicom {

// `charset` is the value of (0008,0005) with its backslashes. What can't be converted (an unknown character set, bytes
// outside it) keeps its ASCII; every other byte becomes U+FFFD. Safe to call from any thread. Needs no locale.
std::string to_utf8(std::string_view text, std::string_view charset, VR vr);

// False: to_utf8 would put U+FFFD into it.
bool is_convertible(std::string_view text, std::string_view charset, VR vr);

}  // namespace gantry::dicom
