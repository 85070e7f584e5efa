// SPDX-License-Identifier: Apache-2.0
// Reference data: $GANTRY_REFERENCE_DATA, or the folder shared/data beside the checkout. Never part of the repository.
//
//   const auto root = reference_data();   // absent: std::nullopt; with CI=true: throws
//   NamedBytes brain = load(*root / "nifti/misc/nibabel_standard.nii.gz");
#pragma once

#include "plugin_bench.hpp"

#include <filesystem>
#include <optional>

namespace gantry::test {

std::optional<std::filesystem::path> reference_data();
NamedBytes load(const std::filesystem::path &path);

}  // namespace gantry::test
