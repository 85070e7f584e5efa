// SPDX-License-Identifier: Apache-2.0
#include "phases.hpp"

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

namespace perfusion {
namespace {

// One image of those that stand in the volumes, counted through.
std::vector<double> image_of(const gantry::VolumeInput &images, std::int64_t which, const char *asked) {
  auto left = static_cast<std::uint64_t>(which);
  for (std::uint32_t i = 0; i < images.count(); ++i) {
    const gantry::VolumeView view = images.view(i);
    for (unsigned d = 0; d < 3; ++d)
      if (view.shape(d) != images.view(0).shape(d))
        throw gantry::Error("perfusion.shape", "the images have different shapes", GANTRY_BAD_DATA)
            .at("images")
            .hint("give images of the same slices");
    if (left >= view.shape(3)) {
      left -= view.shape(3);
      continue;
    }
    std::vector<double> values(view.voxels());
    gantry::visit(view, [&](const auto *voxels) {
      for (std::size_t v = 0; v < values.size(); ++v) values[v] = static_cast<double>(voxels[left * values.size() + v]);
    });
    return values;
  }
  throw gantry::Error("perfusion.image", "there is no image " + std::to_string(which), GANTRY_OUT_OF_RANGE)
      .at(asked)
      .hint("images are counted from 0");
}

}  // namespace

void EnhancementRatio::run(gantry::Job &job) {
  const auto s0 = image_of(images, before, "before"), s1 = image_of(images, early, "early"),
             s2 = image_of(images, late, "late");
  const double dark = background, at_least = enhancing, most = largest;
  const bool floored = static_cast<bool>(whole);
  auto spec = gantry::VolumeSpec::like(images.view(0));
  float *percent = pe.create<float>(spec.unit("%").quantity("enhancement"));
  float *ratio = ser.create<float>(spec.unit("1").quantity("signal enhancement ratio"));
  for (std::size_t i = 0; i < s0.size(); ++i) {
    if (i % 65536 == 0) job.progress(static_cast<double>(i) / static_cast<double>(s0.size()), "enhancement");
    if (!(s0[i] >= dark) || !(s0[i] > 0)) continue;
    const double rise = s1[i] - s0[i], later = s2[i] - s0[i], exact = 100 * rise / s0[i];
    const double shown = floored ? std::max(std::floor(exact), 0.0) : exact;
    percent[i] = static_cast<float>(shown);
    // What is back at its beginning, or below, has washed out altogether.
    if (shown >= at_least) ratio[i] = static_cast<float>(later > 0 ? std::min(rise / later, most) : most);
  }
}

}  // namespace perfusion
