// SPDX-License-Identifier: Apache-2.0
#include <core/view/paint/change.hpp>

#include <limits>
#include <optional>

namespace gantry::core::view {
namespace {

void put_number(std::vector<std::byte> &bytes, std::uint64_t number) {
  for (; number >= 0x80; number >>= 7) bytes.push_back(static_cast<std::byte>(0x80 | (number & 0x7F)));
  bytes.push_back(static_cast<std::byte>(number));
}

std::optional<std::uint64_t> take_number(std::span<const std::byte> &bytes) {
  std::uint64_t number = 0;
  for (unsigned shift = 0; shift < 63 && !bytes.empty(); shift += 7) {
    const auto byte = static_cast<std::uint64_t>(bytes.front());
    bytes = bytes.subspan(1);
    number |= (byte & 0x7F) << shift;
    if (byte < 0x80) return number;
  }
  return std::nullopt;
}

}  // namespace

std::uint64_t Change::voxels() const {
  std::uint64_t sum = 0;
  for (const ChangedRun &run : runs) sum += run.count;
  return sum;
}

std::vector<std::byte> packed(const Change &change) {
  std::vector<std::byte> bytes;
  std::uint64_t end = 0;
  for (const ChangedRun &run : change.runs) {
    put_number(bytes, run.first - end);
    put_number(bytes, run.count);
    put_number(bytes, run.before);
    put_number(bytes, run.after);
    end = run.first + run.count;
  }
  return bytes;
}

Result<Change> unpacked(std::span<const std::byte> bytes, std::uint64_t voxels) {
  const auto wrong = [] { return fail("paint.change", "a recorded change of a label map can't be read"); };
  Change change;
  std::uint64_t end = 0;
  while (!bytes.empty()) {
    const auto gap = take_number(bytes), count = take_number(bytes), before = take_number(bytes),
               after = take_number(bytes);
    if (!gap || !count || !before || !after) return wrong();
    constexpr std::uint64_t most = std::numeric_limits<Label>::max();
    if (*gap > voxels - end || *count == 0 || *count > voxels - end - *gap || *before > most || *after > most)
      return wrong();
    change.runs.push_back({end + *gap, *count, static_cast<Label>(*before), static_cast<Label>(*after)});
    end += *gap + *count;
  }
  return change;
}

}  // namespace gantry::core::view
