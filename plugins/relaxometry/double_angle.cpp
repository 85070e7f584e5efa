// SPDX-License-Identifier: Apache-2.0
#include "double_angle.hpp"

#include "flip_angle.hpp"

#include <cmath>
#include <limits>
#include <vector>

namespace relaxometry {
namespace {

std::vector<double> first_image(const gantry::VolumeView &in) {
  std::vector<double> values(in.voxels());
  gantry::visit(in, [&](const auto *voxels) {
    for (std::size_t i = 0; i < values.size(); ++i) values[i] = static_cast<double>(voxels[i]);
  });
  return values;
}

}  // namespace

double double_angle(double single, double twice, double angle) {
  const double cosine = twice / (2 * single);
  if (!(single > 0) || !(cosine >= -1 && cosine <= 1)) return std::numeric_limits<double>::quiet_NaN();
  return std::acos(cosine) / angle;
}

void DoubleAngle::run(gantry::Job &job) {
  const gantry::VolumeView a = single.view(), b = twice.view();
  for (unsigned d = 0; d < 3; ++d) {
    if (a.shape(d) == b.shape(d)) continue;
    throw gantry::Error("relaxometry.shape", "the two images have different shapes", GANTRY_BAD_DATA)
        .at("double")
        .hint("give two images of the same slices");
  }
  const auto once = first_image(a), both = first_image(b);
  job.progress(0.5, "B1");
  auto spec = gantry::VolumeSpec::like(a);
  spec.unit("1").quantity("B1, relative");
  float *out = b1.create<float>(spec);
  for (std::size_t i = 0; i < once.size(); ++i)
    out[i] = static_cast<float>(double_angle(once[i], both[i], angle * degree));
}

}  // namespace relaxometry
