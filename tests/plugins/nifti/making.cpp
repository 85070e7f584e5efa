// SPDX-License-Identifier: Apache-2.0
#include "making.hpp"

#include <zlib.h>

#include <stdexcept>

namespace gantry::test {

nifti_1_header small_header() {
  nifti_1_header h{};
  h.sizeof_hdr = 348;
  std::memcpy(h.magic, "n+1", 4);
  const short dim[8] = {3, 4, 3, 2, 1, 1, 1, 1};
  std::copy(dim, dim + 8, h.dim);
  std::fill(h.pixdim, h.pixdim + 8, 1.0f);
  h.datatype = NIFTI_TYPE_UINT8;
  h.bitpix = 8;
  h.vox_offset = 352;
  return h;
}

nifti_2_header small_header2() {
  nifti_2_header h{};
  h.sizeof_hdr = 540;
  std::memcpy(h.magic, "n+2\0\r\n\032\n", 8);
  const std::int64_t dim[8] = {3, 4, 3, 2, 1, 1, 1, 1};
  std::copy(dim, dim + 8, h.dim);
  std::fill(h.pixdim, h.pixdim + 8, 1.0);
  h.datatype = NIFTI_TYPE_UINT8;
  h.bitpix = 8;
  h.vox_offset = 544;
  return h;
}

std::string counting_bytes(std::size_t count) {
  std::string out;
  for (std::size_t i = 0; i < count; ++i) out.push_back(static_cast<char>(i));
  return out;
}

std::string nii(const nifti_1_header &header, const std::string &voxels) {
  return std::string(reinterpret_cast<const char *>(&header), sizeof header) + std::string(4, '\0') + voxels;
}

std::string nii(const nifti_2_header &header, const std::string &voxels) {
  return std::string(reinterpret_cast<const char *>(&header), sizeof header) + std::string(4, '\0') + voxels;
}

std::string gzipped(const std::string &bytes) {
  z_stream s{};
  if (deflateInit2(&s, 6, Z_DEFLATED, MAX_WBITS + 16, 8, Z_DEFAULT_STRATEGY) != Z_OK) throw std::runtime_error("zlib");
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

NamedBytes small_file(const std::string &name) { return {name, nii(small_header(), counting_bytes())}; }

Outcome read_first(const std::vector<NamedBytes> &files, const std::string &key) {
  return PluginBench(nifti_entry).read("nifti", files, key);
}

}  // namespace gantry::test
