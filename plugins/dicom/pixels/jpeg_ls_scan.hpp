// SPDX-License-Identifier: Apache-2.0
// The samples of one JPEG-LS scan (ITU-T T.87, annex A; Weinberger, Seroussi and Sapiro 2000), lossless and
// near-lossless. CharLS, as Debian 12 has it (2.4.1), takes billions of steps within one sample of a damaged stream
// (mended in 2.4.3); here a sample takes a bounded number of them. Its encoder is what the tests compare with.
//
//   JpegLsScan scan{.columns = 128, .rows = 128, .maximum = 255, .t1 = 3, .t2 = 7, .t3 = 21};
//   decode_scan(bytes, scan, [&](unsigned component, std::uint32_t row, const std::int32_t *line) { … });
#pragma once

#include <cstdint>
#include <functional>
#include <string_view>

namespace gantry::dicom {

struct JpegLsScan {
  std::uint32_t columns = 0, rows = 0;
  unsigned components = 1;  // 1 to 4
  bool by_sample = false;   // components of a pixel side by side; else line after line
  std::int32_t maximum = 0, near = 0, t1 = 0, t2 = 0, t3 = 0, reset = 64;
  std::uint32_t restart_interval = 0;  // rows; 0: none
};

// A whole line of a component; the pointer is good during the call.
using TakeLine = std::function<void(unsigned component, std::uint32_t row, const std::int32_t *line)>;

// `bytes` begin behind the start-of-scan segment. Returns how many were used, up to a few before the next mark. Throws
// Error "dicom.codec" when they end early or hold what no encoder writes.
std::size_t decode_scan(std::string_view bytes, const JpegLsScan &scan, const TakeLine &take);

}  // namespace gantry::dicom
