// SPDX-License-Identifier: Apache-2.0
// Whole files for people: complete or not there at all.
//
//   GANTRY_CHECK(save_file("maps/adc.nii.gz", bytes));   // written beside, then renamed
#pragma once

#include <core/result.hpp>
#include <cstddef>
#include <span>
#include <string>

namespace gantry::core::platform {

enum class FileMode { usual, owner_only };

// Makes missing folders. Replaces a file of that name. "file.write" with the system's reason; nothing is left behind then.
Result<void> save_file(const std::string &path, std::span<const std::byte> bytes, FileMode mode = FileMode::usual);

}  // namespace gantry::core::platform
