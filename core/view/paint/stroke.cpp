// SPDX-License-Identifier: Apache-2.0
#include <core/view/paint/stroke.hpp>

#include <algorithm>

namespace gantry::core::view {

void Stroke::note(std::uint64_t first, std::uint64_t count, Label before) {
  runs_.push_back({first, count, before, label_});
  const auto &shape = canvas_.header().shape;
  // A run may go on into the next rows and slices.
  const std::uint64_t end = first + count - 1;
  const bool one_row = first / shape[0] == end / shape[0];
  const bool one_slice = first / (shape[0] * shape[1]) == end / (shape[0] * shape[1]);
  const std::array<std::uint64_t, 3> low{one_row ? first % shape[0] : 0, one_slice ? first / shape[0] % shape[1] : 0,
                                         first / (shape[0] * shape[1])};
  const std::array<std::uint64_t, 3> high{one_row ? end % shape[0] : shape[0] - 1,
                                          one_slice ? end / shape[0] % shape[1] : shape[1] - 1,
                                          end / (shape[0] * shape[1])};
  if (!box_) box_ = Box{low, high};
  for (std::size_t a = 0; a < 3; ++a) {
    box_->first[a] = std::min(box_->first[a], low[a]);
    box_->last[a] = std::max(box_->last[a], high[a]);
  }
}

void Stroke::set(std::uint64_t first, std::uint64_t count) {
  const auto voxels = canvas_.voxels();
  const std::uint64_t end = std::min<std::uint64_t>(first + count, voxels.size());
  for (std::uint64_t i = first; i < end;) {
    const Label before = voxels[i];
    std::uint64_t next = i + 1;
    while (next < end && voxels[next] == before) ++next;
    if (may(before)) {
      note(i, next - i, before);
      canvas_.fill(i, next - i, label_);
    }
    i = next;
  }
}

std::optional<Stroke::Box> Stroke::changed_box() { return std::exchange(box_, std::nullopt); }

Change Stroke::finish() {
  std::sort(runs_.begin(), runs_.end(), [](const auto &a, const auto &b) { return a.first < b.first; });
  Change change;
  for (const ChangedRun &run : runs_) {
    if (!change.runs.empty()) {
      ChangedRun &last = change.runs.back();
      if (last.first + last.count == run.first && last.before == run.before) {
        last.count += run.count;
        continue;
      }
    }
    change.runs.push_back(run);
  }
  runs_.clear();
  return change;
}

}  // namespace gantry::core::view
