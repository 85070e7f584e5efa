// SPDX-License-Identifier: Apache-2.0
// Voxels from a stream, in the order of the file's axes, into the lease, in the order of Gantry's.
//
//   read_voxels(stored, *bytes, job.output_volume("volume", stored.spec()), job);
#pragma once

#include "stored_volume.hpp"

#include <plugins/streams/bytes.hpp>

#include <gantry/cpp/job.hpp>

namespace gantry::pictures {

// Byte order is turned, interleaved channels are parted, layered segments become channels of 0 and 1.
// Throws Error "file.truncated", "file.compressed"; Cancelled.
void read_voxels(const StoredVolume &stored, streams::Bytes &bytes, const gantry_volume &lease, const Job &job);

}  // namespace gantry::pictures
