// SPDX-License-Identifier: Apache-2.0
// The files beside a written volume: what NIfTI's header has no place for. Read back by companions.hpp.
//
//   for (const Sidecar &s : sidecars_of(view, "dwi")) …   // dwi.bval, dwi.bvec
#pragma once

#include <gantry/cpp/volume.hpp>

#include <optional>
#include <string>
#include <vector>

namespace gantry::nifti {

struct Sidecar {
  const char *media_type;
  std::string name, text;
};

// A diffusion axis of b, or of b, gx, gy, gz: .bval and .bvec. Any other axis but even time, and unit, quantity, channel
// names and segments where there are any: .json.
std::vector<Sidecar> sidecars_of(const VolumeView &view, const std::string &stem);

// The fourth axis as the header can say it: one column "t" in s, evenly spaced.
struct EvenTime {
  double first, step;  // s
};
std::optional<EvenTime> even_time(const VolumeView &view);

}  // namespace gantry::nifti
