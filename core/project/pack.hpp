// SPDX-License-Identifier: Apache-2.0
// A whole project as one file (tar, compressed by zstd), and back. What comes back is checked before it is there.
//
//   GANTRY_CHECK(pack(project, "study.gantry"));
//   GANTRY_TRY(copy, unpack("study.gantry", "copy-of-study"));
#pragma once

#include <core/project/project.hpp>
#include <filesystem>

namespace gantry::core {

// Writes the database as it is now and every chunk that it refers to; nothing else of the folder. The file appears whole
// or not at all. A reader may do it while another process writes. "disk.full", "disk.write", "project.integrity" when a
// chunk is missing; "pack.exists" when there is a file of that name.
Result<void> pack(const Project &project, const std::filesystem::path &file);

struct UnpackLimits {
  std::uint64_t database_bytes = std::uint64_t{1} << 30;
  std::uint64_t chunks = std::uint64_t{1} << 20;  // of at most 1 MiB
};

// Into a folder that isn't there yet, or is empty. The archive may come from anywhere: only regular files of a project's own
// names are taken, each within its limit; then everything is checked, and only then the folder gets its name.
// Errors: "unpack.folder", "unpack.refused" (what is wrong with the archive), "project.integrity", "project.newer",
// "project.foreign", "disk.full". After an error no folder is left behind.
Result<Project> unpack(const std::filesystem::path &file, const std::filesystem::path &folder,
                       const UnpackLimits &limits = {});

}  // namespace gantry::core
