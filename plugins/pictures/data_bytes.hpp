// SPDX-License-Identifier: Apache-2.0
// The voxels of a StoredVolume as one stream of bytes, whatever they are packed in and however many files they fill.
//
//   auto bytes = open_data(stored, {files.map(1), files.map(2)});
//   bytes->read(lease, n);
#pragma once

#include "stored_volume.hpp"

#include <plugins/streams/bytes.hpp>

#include <memory>
#include <string_view>
#include <vector>

namespace gantry::pictures {

// `parts`: the mapped files that hold the voxels, in order; at least one. They and `stored` must outlive the result. Text
// becomes elements of the volume's type. Throws Error "file.truncated" where the parts can't hold what the header
// announces.
std::unique_ptr<streams::Bytes> open_data(const StoredVolume &stored, const std::vector<std::string_view> &parts);

}  // namespace gantry::pictures
