// SPDX-License-Identifier: Apache-2.0
// Files that are either wholly there or not at all, also after the machine lost its power.
//
//   GANTRY_CHECK(place_file(chunk, bytes));     // temporary name, then renamed: readers never see a part
//   GANTRY_CHECK(make_durable({chunk}));        // only now may a database refer to it
#pragma once

#include <core/result.hpp>
#include <cstddef>
#include <filesystem>
#include <span>
#include <vector>

namespace gantry::core::platform {

// Ending of the temporary names; what a killed process leaves behind has it.
inline constexpr const char *temporary_ending = ".part";

// Replaces a file that is there. Errors: "disk.full", "disk.write" with the system's reason; nothing is left behind.
Result<void> place_file(const std::filesystem::path &path, std::span<const std::byte> bytes);

enum class FileMode { usual, owner_only };

// A whole file for people: makes missing folders, places the file, and waits until it is on the disk. Errors as above.
Result<void> save_file(const std::filesystem::path &path, std::span<const std::byte> bytes,
                       FileMode mode = FileMode::usual);

// Waits until the contents of these files (or folders) and their names are on the disk. All on one file system: many at
// once cost one flush of it, few one each. Errors as above.
Result<void> make_durable(const std::vector<std::filesystem::path> &paths);
// The same for everything on the file system of this file or folder.
Result<void> flush_file_system(const std::filesystem::path &path);

// Makes a file that its owner alone may read (mode 0600), durable. "file.exists" when there is one already, also when
// another process made it at the same moment.
Result<void> make_private_file(const std::filesystem::path &path, std::span<const std::byte> bytes);

}  // namespace gantry::core::platform
