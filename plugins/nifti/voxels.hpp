// SPDX-License-Identifier: Apache-2.0
// Voxels from the file's bytes into the lease, by as many threads as the job may use.
//
//   read_voxels(*bytes, header, job.output_volume("volume", spec), job);
#pragma once

#include "conversion.hpp"

#include <gantry/cpp/job.hpp>

namespace gantry::nifti {

// `lease` holds header.elements() of delivered_type(header). `bytes` stands at the first voxel. Uncompressed voxels are
// copied from the map once; compressed ones are inflated into the lease, or through blocks that stay in the cache where
// they are converted. Throws Error "nifti.truncated", "file.compressed"; Cancelled.
void read_voxels(Bytes &bytes, const Header &header, const gantry_volume &lease, const Job &job);

}  // namespace gantry::nifti
