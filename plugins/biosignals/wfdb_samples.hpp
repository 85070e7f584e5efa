// SPDX-License-Identifier: Apache-2.0
// Samples of WFDB signal files, by format.
//
//   const std::uint64_t held = samples_in(212, bytes.size());
//   decode_samples(212, bytes, first, out, count);   // stored numbers; first: a multiple of block_samples
//
// Moody, WFDB Applications Guide, signal(5) (https://physionet.org/physiotools/wag/signal-5.htm).
#pragma once

#include <cstdint>
#include <string_view>

namespace gantry::biosignals {

inline constexpr std::uint64_t block_samples = 6;  // whole packets of every format

bool is_known_format(unsigned format);  // 8, 16, 24, 32, 61, 80, 160, 212, 310, 311
std::uint64_t samples_in(unsigned format, std::uint64_t bytes);
// The stored numbers of samples first to first + count, which lie in `bytes`. Format 8 gives the differences.
void decode_samples(unsigned format, std::string_view bytes, std::uint64_t first, std::int32_t *out,
                    std::uint64_t count);
// The number that means "not a sample"; none in format 8.
bool is_invalid(unsigned format, std::int32_t stored);

}  // namespace gantry::biosignals
