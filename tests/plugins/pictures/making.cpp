// SPDX-License-Identifier: Apache-2.0
#include "making.hpp"

#include <catch2/catch.hpp>

#include <zlib.h>

#include <algorithm>
#include <stdexcept>

namespace gantry::test {

std::string zlib_packed(const std::string &bytes, bool gzip) {
  z_stream s{};
  if (deflateInit2(&s, 6, Z_DEFLATED, MAX_WBITS + (gzip ? 16 : 0), 8, Z_DEFAULT_STRATEGY) != Z_OK) {
    throw std::runtime_error("zlib");
  }
  std::string out(deflateBound(&s, bytes.size()) + 64, '\0');
  s.next_in = reinterpret_cast<Bytef *>(const_cast<char *>(bytes.data()));
  s.avail_in = static_cast<uInt>(bytes.size());
  s.next_out = reinterpret_cast<Bytef *>(out.data());
  s.avail_out = static_cast<uInt>(out.size());
  deflate(&s, Z_FINISH);
  out.resize(s.total_out);
  deflateEnd(&s);
  return out;
}

std::string swapped(std::string bytes, std::size_t size) {
  for (auto at = bytes.begin(); at < bytes.end(); at += static_cast<std::ptrdiff_t>(size)) {
    std::reverse(at, at + static_cast<std::ptrdiff_t>(size));
  }
  return bytes;
}

std::string nrrd(const std::string &type, const std::string &encoding, const std::string &data,
                 const std::string &more) {
  return "NRRD0004\n# made by a test\ntype: " + type +
         "\ndimension: 3\nspace: left-posterior-superior\nsizes: 4 3 2\n"
         "space directions: (0.5,0,0) (0,0.6,0) (0,0,2)\nspace origin: (10,-20,30.5)\nencoding: " +
         encoding + "\n" + more + "\n" + data;
}

std::string mha(const std::string &type, const std::string &data, const std::string &more) {
  return "ObjectType = Image\nNDims = 3\nBinaryData = True\n" + more +
         "TransformMatrix = 1 0 0 0 1 0 0 0 1\nOffset = 10 -20 30.5\nElementSpacing = 0.5 0.6 2\nDimSize = 4 3 2\n"
         "ElementType = " +
         type + "\nElementDataFile = LOCAL\n" + data;
}

Outcome read_volume(const std::vector<NamedBytes> &files, const std::string &key) {
  return PluginBench(pictures_entry).threads(2).read("nrrd-metaimage", files, key);
}

Outcome read_picture(const std::vector<NamedBytes> &files, const std::string &key) {
  return PluginBench(pictures_entry).threads(2).read("pictures", files, key);
}

void check_counting(const Outcome &o, std::uint64_t count) {
  INFO(o.message);
  REQUIRE(o.status == GANTRY_OK);
  for (std::uint64_t i = 0; i < count; ++i) REQUIRE(o.volume("volume").value(i) == static_cast<double>(i));
}

}  // namespace gantry::test
