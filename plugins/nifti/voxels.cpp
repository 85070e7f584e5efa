// SPDX-License-Identifier: Apache-2.0
#include "voxels.hpp"

#include <algorithm>
#include <cstring>
#include <vector>

namespace gantry::nifti {
namespace {

constexpr std::uint64_t chunk_elements = std::uint64_t{1} << 18;

void read_exactly(Bytes &bytes, void *into, std::uint64_t size) {
  if (bytes.read(into, size) == size) return;
  throw Error("nifti.truncated", "it ends before its last voxel", GANTRY_BAD_DATA)
      .hint("the copy was interrupted: fetch the file again");
}

void turn_round(const Header &header, void *elements, std::uint64_t count) {
  if (!header.swapped || header.type->swap_bytes < 2) return;
  const std::uint64_t parts = count * (header.type->element_bytes / header.type->swap_bytes);
  nifti_swap_Nbytes(static_cast<std::int64_t>(parts), static_cast<int>(header.type->swap_bytes), elements);
}

// value = slope * stored + intercept, computed in double.
template <class From, class To>
void scale(const Header &header, const void *from, void *to, std::uint64_t count) {
  const auto *in = static_cast<const From *>(from);
  auto *out = static_cast<To *>(to);
  for (std::uint64_t i = 0; i < count; ++i) {
    out[i] = static_cast<To>(header.slope * static_cast<double>(in[i]) + header.intercept);
  }
}

void scale_as_stored(const Header &header, const void *from, void *to, std::uint64_t count) {
  switch (header.type->dtype) {
    case GANTRY_U8: return scale<std::uint8_t, float>(header, from, to, count);
    case GANTRY_I8: return scale<std::int8_t, float>(header, from, to, count);
    case GANTRY_U16: return scale<std::uint16_t, float>(header, from, to, count);
    case GANTRY_I16: return scale<std::int16_t, float>(header, from, to, count);
    case GANTRY_U32: return scale<std::uint32_t, float>(header, from, to, count);
    case GANTRY_I32: return scale<std::int32_t, float>(header, from, to, count);
    case GANTRY_U64: return scale<std::uint64_t, float>(header, from, to, count);
    case GANTRY_I64: return scale<std::int64_t, float>(header, from, to, count);
    case GANTRY_F32: return scale<float, float>(header, from, to, count);
    case GANTRY_F64: return scale<double, double>(header, from, to, count);
    case GANTRY_C64: return scale<float, float>(header, from, to, 2 * count);  // the standard: both parts alike
    case GANTRY_C128: return scale<double, double>(header, from, to, 2 * count);
    default: throw Error("nifti.type", "colours can't be scaled", GANTRY_BAD_DATA);
  }
}

}  // namespace

std::uint32_t delivered_type(const Header &header) {
  const std::uint32_t dtype = header.type->dtype;
  return header.scaled && dtype <= GANTRY_I64 ? GANTRY_F32 : dtype;
}

void read_voxels(Bytes &bytes, const Header &header, void *into, const Job &job) {
  const std::uint64_t total = header.elements();
  const std::uint64_t stored = header.type->element_bytes;
  const std::uint64_t delivered = delivered_type(header) == header.type->dtype ? stored : sizeof(float);
  std::vector<char> scratch(header.scaled ? static_cast<std::size_t>(std::min(total, chunk_elements) * stored) : 0);
  for (std::uint64_t done = 0; done < total; done += chunk_elements) {
    job.progress(static_cast<double>(done) / static_cast<double>(total), "reading voxels");
    const std::uint64_t count = std::min(chunk_elements, total - done);
    char *out = static_cast<char *>(into) + done * delivered;
    char *landing = header.scaled ? scratch.data() : out;
    read_exactly(bytes, landing, count * stored);
    turn_round(header, landing, count);
    if (header.scaled) scale_as_stored(header, landing, out, count);
  }
  while (!bytes.finish()) job.check();
}

}  // namespace gantry::nifti
