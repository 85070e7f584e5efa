// SPDX-License-Identifier: Apache-2.0
// Bytes packed by zlib, for writers. Equal bytes give equal results: no name, no time.
//
//   out += packed(job, data, size, Wrapping::gzip, 4);
#pragma once

#include <gantry/cpp/job.hpp>

#include <cstdint>
#include <string>

namespace gantry::pictures {

enum class Wrapping { gzip, zlib };

// `level` 1 to 9. Throws Cancelled.
std::string packed(const Job &job, const char *data, std::uint64_t size, Wrapping wrapping, int level);

}  // namespace gantry::pictures
