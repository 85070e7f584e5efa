// SPDX-License-Identifier: Apache-2.0
#include "frame.hpp"
#include "tools.hpp"

namespace gantry::segmentation {
namespace {

bool is_among(double value, const std::vector<double> &values) {
  return std::find(values.begin(), values.end(), value) != values.end();
}

std::vector<std::uint8_t> inside_second(const VolumeInput &other, const Frame &frame) {
  const VolumeView view = other.view();
  require_same_space(frame.view(), view, other.key());
  std::vector<std::uint8_t> inside(frame.voxels());
  Frame(view, 0, other.key()).visit([&](const auto *m) {
    for (std::uint64_t i = 0; i < inside.size(); ++i) inside[i] = m[i] > 0;
  });
  return inside;
}

}  // namespace

void Mask::run(Job &job) {
  const Frame first(image.view(), frame, image.key());
  const auto values = chosen.value();
  const auto second = other.present() ? inside_second(other, first) : std::vector<std::uint8_t>{};
  const bool either = combine == "or", without = combine == "without", inverted = invert.value();
  std::uint8_t *inside = mask.create<std::uint8_t>(VolumeSpec::like(first.view()).labels({{1, "inside"}}));
  std::uint64_t nan = 0;
  first.visit([&](const auto *voxels) {
    in_chunks(job, first.voxels(), "masking", [&](std::uint64_t begin, std::uint64_t end) {
      for (std::uint64_t i = begin; i < end; ++i) {
        const auto value = static_cast<double>(voxels[i]);
        nan += is_nan(value) ? 1 : 0;
        bool in = values.empty() ? value > 0 : is_among(value, values);
        if (!second.empty()) {
          const bool also = second[i] != 0;
          in = either ? in || also : without ? in && !also : in && also;
        }
        inside[i] = in != inverted && !is_nan(value);
      }
    });
  });
  warn_of_valueless(job, nan);
}

}  // namespace gantry::segmentation
