// SPDX-License-Identifier: Apache-2.0
#include "writer.hpp"

#include "file_set.hpp"
#include "geometry.hpp"
#include "header.hpp"
#include "sidecars.hpp"

#include <zlib.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>

namespace gantry::nifti {
namespace {

constexpr std::uint64_t chunk_bytes = std::uint64_t{1} << 20;

bool is_named(const std::string &name, const char *extension) {
  const std::string e = extension;
  return name.size() > e.size() && name.compare(name.size() - e.size(), e.size(), e) == 0;
}

// Slices may be listed one by one and still lie evenly: only a stack that the affine can't express is refused.
void check_slices(const gantry_geometry &g) {
  if (g.slice_positions == nullptr) return;
  for (std::uint64_t k = 0; k < g.slice_count; ++k) {
    for (unsigned r = 0; r < 3; ++r) {
      const double affine = g.origin[r] + g.direction[3 * r + 2] * g.spacing[2] * static_cast<double>(k);
      if (!(std::abs(g.slice_positions[3 * k + r] - affine) > 1e-3)) continue;
      throw Error("nifti.slices", "its slices are not evenly spaced, which NIfTI can't express", GANTRY_UNSUPPORTED)
          .at("volume")
          .hint("resample it to even slices first");
    }
  }
}

// Where nothing was known, codes 0 keep it unknown, if NIfTI's own assumption comes to the same.
bool stays_assumed(const gantry_geometry &g) {
  constexpr double axes[9] = {-1, 0, 0, 0, -1, 0, 0, 0, 1};
  return (g.flags & GANTRY_GEOMETRY_ASSUMED) != 0 && std::equal(axes, axes + 9, g.direction) && g.origin[0] == 0 &&
         g.origin[1] == 0 && g.origin[2] == 0;
}

void put_placement(const gantry_geometry &g, nifti_2_header &h) {
  for (unsigned a = 0; a < 3; ++a) h.pixdim[a + 1] = g.spacing[a];
  h.pixdim[0] = 1;
  if (stays_assumed(g)) return;
  const nifti_dmat44 affine = ras_affine(g);
  h.sform_code = NIFTI_XFORM_SCANNER_ANAT;
  std::copy(affine.m[0], affine.m[0] + 4, h.srow_x);
  std::copy(affine.m[1], affine.m[1] + 4, h.srow_y);
  std::copy(affine.m[2], affine.m[2] + 4, h.srow_z);
  if (!orthogonal(g)) return;  // a quaternion is a rotation
  h.qform_code = NIFTI_XFORM_SCANNER_ANAT;
  double dx = 0, dy = 0, dz = 0;
  nifti_dmat44_to_quatern(affine, &h.quatern_b, &h.quatern_c, &h.quatern_d, &h.qoffset_x, &h.qoffset_y, &h.qoffset_z,
                          &dx, &dy, &dz, &h.pixdim[0]);
}

nifti_2_header header_of(const VolumeView &view) {
  const gantry_volume &v = view.c();
  const StoredType &type = stored_type_of(v.dtype);
  nifti_2_header h{};
  h.sizeof_hdr = sizeof h;
  std::memcpy(h.magic, "n+2\0\r\n\032\n", 8);
  h.datatype = static_cast<std::int16_t>(type.code);
  h.bitpix = static_cast<std::int16_t>(8 * type.element_bytes);
  h.dim[0] = view.shape(4) > 1 ? 5 : view.shape(3) > 1 ? 4 : 3;
  std::fill(h.dim + 1, h.dim + 8, 1);
  for (unsigned d = 0; d < 5; ++d) {
    if (view.shape(d) > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max())) {
      throw Error("nifti.shape", "it is too large for NIfTI", GANTRY_UNSUPPORTED);
    }
    h.dim[d + 1] = static_cast<std::int64_t>(view.shape(d));
  }
  std::fill(h.pixdim, h.pixdim + 8, 1.0);
  put_placement(*v.geometry, h);
  h.vox_offset = sizeof(nifti_2_header) + 4;
  h.scl_slope = 1;
  h.xyzt_units = SPACE_TIME_TO_XYZT(NIFTI_UNITS_MM, NIFTI_UNITS_SEC);
  if (const auto time = even_time(view)) {
    h.pixdim[4] = time->step;
    h.toffset = time->first;
  }
  if (view.labels()) h.intent_code = NIFTI_INTENT_LABEL;
  else if (view.shape(4) > 1) h.intent_code = NIFTI_INTENT_VECTOR;
  std::strcpy(h.descrip, "Gantry");
  return h;
}

// The same in the older layout, whose numbers are float32 and int16.
nifti_1_header narrowed(const nifti_2_header &h) {
  const auto f = [](double x) { return static_cast<float>(x); };
  nifti_1_header n{};
  n.sizeof_hdr = sizeof n;
  n.regular = 'r';
  std::memcpy(n.magic, "n+1", 4);
  n.datatype = h.datatype;
  n.bitpix = h.bitpix;
  for (unsigned d = 0; d < 8; ++d) {
    n.dim[d] = static_cast<std::int16_t>(h.dim[d]);
    n.pixdim[d] = f(h.pixdim[d]);
  }
  n.vox_offset = static_cast<float>(sizeof n + 4);
  n.scl_slope = 1;
  n.toffset = f(h.toffset);
  n.xyzt_units = static_cast<char>(h.xyzt_units);
  n.intent_code = static_cast<std::int16_t>(h.intent_code);
  n.qform_code = static_cast<std::int16_t>(h.qform_code);
  n.sform_code = static_cast<std::int16_t>(h.sform_code);
  n.quatern_b = f(h.quatern_b);
  n.quatern_c = f(h.quatern_c);
  n.quatern_d = f(h.quatern_d);
  n.qoffset_x = f(h.qoffset_x);
  n.qoffset_y = f(h.qoffset_y);
  n.qoffset_z = f(h.qoffset_z);
  std::transform(h.srow_x, h.srow_x + 4, n.srow_x, f);
  std::transform(h.srow_y, h.srow_y + 4, n.srow_y, f);
  std::transform(h.srow_z, h.srow_z + 4, n.srow_z, f);
  std::memcpy(n.descrip, h.descrip, sizeof n.descrip);
  return n;
}

// The header as bytes, with the four that say that no extension follows.
std::string header_bytes(const VolumeView &view) {
  const nifti_2_header wide = header_of(view);
  const bool fits = std::all_of(wide.dim + 1, wide.dim + 8, [](std::int64_t n) { return n <= 32767; });
  std::string bytes;
  if (fits) {
    const nifti_1_header narrow = narrowed(wide);
    bytes.assign(reinterpret_cast<const char *>(&narrow), sizeof narrow);
  } else {
    bytes.assign(reinterpret_cast<const char *>(&wide), sizeof wide);
  }
  bytes.append(4, '\0');
  return bytes;
}

std::string plain(const std::string &header, const char *data, std::uint64_t size) {
  std::string out;
  out.reserve(header.size() + size);
  out.append(header).append(data, size);
  return out;
}

// gzip without name and time: equal volumes give equal files.
class Gzip {
 public:
  explicit Gzip(int level) {
    if (deflateInit2(&stream_, level, Z_DEFLATED, MAX_WBITS + 16, 8, Z_DEFAULT_STRATEGY) != Z_OK)
      throw std::bad_alloc();
  }
  ~Gzip() { deflateEnd(&stream_); }
  Gzip(const Gzip &) = delete;
  Gzip &operator=(const Gzip &) = delete;

  void add(const char *bytes, std::uint64_t size, bool last) {  // size below 4 GiB
    stream_.next_in = reinterpret_cast<Bytef *>(const_cast<char *>(bytes));
    stream_.avail_in = static_cast<uInt>(size);
    int status = Z_OK;
    do {
      stream_.next_out = reinterpret_cast<Bytef *>(buffer_);
      stream_.avail_out = sizeof buffer_;
      status = deflate(&stream_, last ? Z_FINISH : Z_NO_FLUSH);
      out.append(buffer_, sizeof buffer_ - stream_.avail_out);
    } while (stream_.avail_out == 0 || (last && status != Z_STREAM_END));
  }

  std::string out;

 private:
  z_stream stream_{};
  char buffer_[65536];
};

std::string gzipped(const Job &job, const std::string &header, const char *data, std::uint64_t size, int level) {
  Gzip gzip(level);
  gzip.add(header.data(), header.size(), false);
  for (std::uint64_t done = 0; done < size; done += chunk_bytes) {
    job.progress(static_cast<double>(done) / static_cast<double>(size), "compressing");
    gzip.add(data + done, std::min(chunk_bytes, size - done), false);
  }
  gzip.add(nullptr, 0, true);
  return std::move(gzip.out);
}

}  // namespace

void NiftiWriter::write(Job &job, const std::string &name) {
  const bool compressed = is_named(name, ".nii.gz");
  if (!compressed && !is_named(name, ".nii")) {
    throw Error("nifti.name", "the name does not end in .nii or .nii.gz", GANTRY_INVALID_ARGUMENT)
        .hint("name the file NAME.nii.gz");
  }
  const VolumeView view = volume.view();
  check_slices(view.geometry());
  if ((view.geometry().flags & GANTRY_GEOMETRY_ASSUMED) != 0 && !stays_assumed(view.geometry())) {
    job.warning("the volume's place in the patient was assumed; the NIfTI file states it as if it were known");
  }
  const std::string stem = name.substr(0, name.size() - (compressed ? 7 : 4));
  const auto sidecars = sidecars_of(view, stem);  // before the voxels: what can't be written fails early
  const std::string header = header_bytes(view);
  const auto *data = static_cast<const char *>(view.c().data);
  const std::uint64_t size = view.elements() * stored_type_of(view.c().dtype).element_bytes;
  const std::string bytes =
      compressed ? gzipped(job, header, data, size, static_cast<int>(compression.value())) : plain(header, data, size);
  job.output_file("file", compressed ? "application/gzip" : "application/x-nifti", name.c_str(), bytes.data(),
                  bytes.size());
  for (const auto &sidecar : sidecars) {
    job.output_file("file", sidecar.media_type, sidecar.name.c_str(), sidecar.text.data(), sidecar.text.size());
  }
}

}  // namespace gantry::nifti
