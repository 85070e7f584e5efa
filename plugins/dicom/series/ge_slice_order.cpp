// SPDX-License-Identifier: Apache-2.0
#include "ge_slice_order.hpp"

#include <zlib.h>

#include <charconv>
#include <cmath>
#include <limits>
#include <string>

namespace gantry::dicom {
namespace {

// The block is gzip behind a length of four bytes; a protocol has a few kB.
std::string inflated(std::string_view block) {
  const std::size_t start = block.find("\x1f\x8b");
  if (start == std::string_view::npos || start > 8 || block.size() > (1u << 20)) return "";
  block.remove_prefix(start);
  std::string out(256 * 1024, '\0');
  std::string source(block);
  z_stream stream{};
  if (inflateInit2(&stream, 16 + MAX_WBITS) != Z_OK) return "";
  stream.next_in = reinterpret_cast<Bytef *>(source.data());
  stream.avail_in = static_cast<uInt>(source.size());
  stream.next_out = reinterpret_cast<Bytef *>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  inflate(&stream, Z_FINISH);
  out.resize(stream.total_out);
  inflateEnd(&stream);
  return out;
}

// SLICEORDER "1"
int setting(const std::string &protocol, const std::string &name) {
  const std::size_t at = protocol.find("\n" + name + " \"");
  if (at == std::string::npos) return -1;
  int value = -1;
  const char *from = protocol.data() + at + name.size() + 3;
  std::from_chars(from, protocol.data() + protocol.size(), value);
  return value;
}

}  // namespace

double ge_slice_time(const FrameView &view) {
  constexpr double nothing = std::numeric_limits<double>::quiet_NaN();
  const Item &root = view.root();
  if (root.text(DCM_ScanningSequence).find("EP") == std::string::npos || root.text(DCM_MRAcquisitionType) != "2D") {
    return nothing;
  }
  const auto tag = root.private_tag(0x0025, "GEMS_SERS_01", 0x1b);
  const auto place = root.integer(DCM_InStackPositionNumber);
  const double repetition = root.number(DCM_RepetitionTime).value_or(0) / 1000;
  if (!tag || !place || !(repetition > 0)) return nothing;
  const std::string protocol = inflated(root.bytes(*tag));
  const int order = setting(protocol, "SLICEORDER"), slices = setting(protocol, "NOSLC");
  if (slices < 1 || slices > 4096 || *place < 1 || *place > slices || order < 0 || order > 1) return nothing;
  const int k = static_cast<int>(*place) - 1;
  const int rank = order == 0 ? k : k % 2 == 0 ? k / 2 : (slices + 1) / 2 + k / 2;
  return rank * repetition / slices;
}

}  // namespace gantry::dicom
