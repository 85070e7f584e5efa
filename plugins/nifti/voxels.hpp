// SPDX-License-Identifier: Apache-2.0
// Voxels from the file's bytes into the lease: byte order turned, scaling applied.
//
//   read_voxels(*bytes, header, lease.writable, job);
#pragma once

#include "header.hpp"

#include <gantry/cpp/job.hpp>

namespace gantry::nifti {

// The element type after scaling: the stored one where nothing is scaled, or it is real or complex floating point
// already; GANTRY_F32 for scaled integers.
std::uint32_t delivered_type(const Header &header);

// `into` holds header.elements() of delivered_type(header). `bytes` stands at the first voxel.
// Throws Error "nifti.truncated", "nifti.gzip"; Cancelled.
void read_voxels(Bytes &bytes, const Header &header, void *into, const Job &job);

}  // namespace gantry::nifti
