// SPDX-License-Identifier: Apache-2.0
#include <core/view/shown_volume.hpp>

#include <algorithm>
#include <atomic>

namespace gantry::core::view {
namespace {

std::uint64_t next_revision() {
  static std::atomic<std::uint64_t> last{0};
  return ++last;
}

}  // namespace

bool ShownVolume::is_ready(std::uint64_t byte) const {
  if (complete) return true;
  const auto after = std::upper_bound(ready.begin(), ready.end(), byte,
                                      [](std::uint64_t b, const auto &part) { return b < part.first; });
  return after != ready.begin() && byte < std::prev(after)->second;
}

Result<ShownVolumePtr> shown_volume(const ObjectPtr &object) {
  GANTRY_TRY(header, volume_header(object->header));
  auto shown = std::make_shared<ShownVolume>();
  shown->header = header;
  shown->bytes = object->bytes.bytes();
  shown->owner = object;
  shown->revision = next_revision();
  return ShownVolumePtr(std::move(shown));
}

ShownVolumePtr with_ready_part(const ShownVolumePtr &before, const VolumeHeader &header,
                               std::span<const std::byte> bytes, std::shared_ptr<const void> owner, std::uint64_t begin,
                               std::uint64_t end) {
  auto shown = std::make_shared<ShownVolume>();
  shown->header = header;
  shown->bytes = bytes;
  shown->owner = std::move(owner);
  shown->revision = next_revision();
  if (before != nullptr) shown->ready = before->ready;
  end = std::min<std::uint64_t>(end, bytes.size());
  if (begin < end) shown->ready.emplace_back(begin, end);
  std::sort(shown->ready.begin(), shown->ready.end());
  std::vector<std::pair<std::uint64_t, std::uint64_t>> joined;
  for (const auto &part : shown->ready) {
    if (!joined.empty() && part.first <= joined.back().second) {
      joined.back().second = std::max(joined.back().second, part.second);
    } else {
      joined.push_back(part);
    }
  }
  shown->ready = std::move(joined);
  shown->complete =
      shown->ready.size() == 1 && shown->ready[0] == std::pair<std::uint64_t, std::uint64_t>(0, bytes.size());
  return shown;
}

}  // namespace gantry::core::view
