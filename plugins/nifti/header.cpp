// SPDX-License-Identifier: Apache-2.0
#include "header.hpp"

#include <gantry/cpp/error.hpp>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>

namespace gantry::nifti {
namespace {

constexpr std::uint64_t header1_bytes = 348, header2_bytes = 540;
constexpr std::size_t history_offset = 252, history_bytes = 64;  // ANALYZE 7.5: orient … exp_time, hist_un0
constexpr const char *any_name = "volume.nii";                   // niftiio wants one; nothing is opened by it
constexpr std::uint64_t kept_extension_bytes = 1 << 20;
constexpr std::uint64_t most_extension_bytes = 1 << 30;

constexpr StoredType types[] = {
    {NIFTI_TYPE_UINT8, GANTRY_U8, 1, 1, "uint8"},          {NIFTI_TYPE_INT8, GANTRY_I8, 1, 1, "int8"},
    {NIFTI_TYPE_UINT16, GANTRY_U16, 2, 2, "uint16"},       {NIFTI_TYPE_INT16, GANTRY_I16, 2, 2, "int16"},
    {NIFTI_TYPE_UINT32, GANTRY_U32, 4, 4, "uint32"},       {NIFTI_TYPE_INT32, GANTRY_I32, 4, 4, "int32"},
    {NIFTI_TYPE_UINT64, GANTRY_U64, 8, 8, "uint64"},       {NIFTI_TYPE_INT64, GANTRY_I64, 8, 8, "int64"},
    {NIFTI_TYPE_FLOAT32, GANTRY_F32, 4, 4, "float32"},     {NIFTI_TYPE_FLOAT64, GANTRY_F64, 8, 8, "float64"},
    {NIFTI_TYPE_COMPLEX64, GANTRY_C64, 8, 4, "complex64"}, {NIFTI_TYPE_COMPLEX128, GANTRY_C128, 16, 8, "complex128"},
    {NIFTI_TYPE_RGB24, GANTRY_RGB8, 3, 1, "RGB"},          {NIFTI_TYPE_RGBA32, GANTRY_RGBA8, 4, 1, "RGBA"},
    {NIFTI_TYPE_FLOAT128, GANTRY_F64, 16, 16, "float128"}, {NIFTI_TYPE_COMPLEX256, GANTRY_C128, 32, 16, "complex256"},
};

Error bad(const std::string &message, const std::string &hint) {
  return Error("nifti.header", message, GANTRY_BAD_DATA).hint(hint);
}

constexpr const char *damaged_hint = "the file is damaged or no NIfTI file: fetch it again from where it came";

const StoredType &checked_type(int code) {
  if (const StoredType *type = stored_type(code)) return *type;
  std::string what = "data type " + std::to_string(code) + " is unknown";
  if (code == DT_BINARY) {
    what = "one-bit voxels can't be read";
  } else if (code == DT_UNKNOWN) {
    what = "the header does not say what type its voxels have";
  }
  throw Error("nifti.type", what, GANTRY_BAD_DATA).hint("convert it to float64, float32 or an integer type first");
}

// `dim` is dim[0] to dim[7] in this machine's byte order.
void take_shape(const std::int64_t *dim, Header &header) {
  if (dim[0] < 1 || dim[0] > 7) {
    throw bad("the header gives " + std::to_string(dim[0]) + " dimensions, where 1 to 7 are possible", damaged_hint);
  }
  std::uint64_t bytes = header.type->element_bytes;
  for (std::int64_t d = 1; d <= dim[0]; ++d) {
    const std::int64_t n = dim[d];
    if (n < 1) throw bad("dimension " + std::to_string(d) + " has size " + std::to_string(n), damaged_hint);
    if (d > 5 && n > 1) {
      throw bad("it has more than five dimensions", "split it into volumes of at most five dimensions");
    }
    if (bytes > (std::uint64_t{1} << 62) / static_cast<std::uint64_t>(n)) {
      throw bad("its dimensions multiply to more bytes than any machine holds", damaged_hint);
    }
    bytes *= static_cast<std::uint64_t>(n);
    if (d <= 5) header.shape[static_cast<std::size_t>(d) - 1] = static_cast<std::uint64_t>(n);
  }
}

// Files written with vox_offset 0 mean "right after the header"; niftiio and nibabel read them so too.
void take_offset(double offset, std::uint64_t header_bytes, Header &header) {
  if (!std::isfinite(offset) || offset < 0 || offset > 9.0e18) {
    throw bad("vox_offset, where its voxels begin, is no place in a file", damaged_hint);
  }
  header.data_offset = static_cast<std::uint64_t>(offset);
  if (header.pair) return;
  if (header.data_offset == 0) header.data_offset = header_bytes + 4;
  if (header.data_offset > most_extension_bytes) {
    throw bad("vox_offset, where its voxels begin, lies more than 1 GiB into the file", damaged_hint);
  }
  if (header.data_offset < header_bytes) {
    throw bad("vox_offset, where its voxels begin, lies inside the header", damaged_hint);
  }
}

void take_scaling(double slope, double intercept, Header &header) {
  const bool colour = header.type->dtype == GANTRY_RGB8 || header.type->dtype == GANTRY_RGBA8;
  if (colour || slope == 0 || !std::isfinite(slope)) return;  // the standard: no scaling is meant
  header.slope = slope;
  header.intercept = std::isfinite(intercept) ? intercept : 0;
  header.scaled = header.slope != 1 || header.intercept != 0;
}

template <std::size_t n>
std::string text_of(const char (&field)[n]) {
  return {field, strnlen(field, n)};
}

// What ANALYZE 7.5 has elsewhere or not at all is taken out. NIfTI's scl_slope stands where SPM wrote its factor.
void forget_what_is_not_analyze(nifti_1_header &raw) {
  nifti_1_header kept{};
  kept.sizeof_hdr = raw.sizeof_hdr;
  std::copy(std::begin(raw.db_name), std::end(raw.db_name), kept.db_name);
  std::copy(std::begin(raw.dim), std::end(raw.dim), kept.dim);
  std::copy(std::begin(raw.pixdim), std::end(raw.pixdim), kept.pixdim);
  std::copy(std::begin(raw.descrip), std::end(raw.descrip), kept.descrip);
  std::copy(std::begin(raw.aux_file), std::end(raw.aux_file), kept.aux_file);
  kept.datatype = raw.datatype;
  kept.bitpix = raw.bitpix;
  kept.vox_offset = raw.vox_offset;
  kept.scl_slope = raw.scl_slope;
  kept.cal_max = raw.cal_max;
  kept.cal_min = raw.cal_min;
  std::memcpy(kept.magic, "ni1", 4);
  raw = kept;
}

void take_header1(nifti_1_header raw, bool analyze, Header &header) {
  header.version = 1;
  header.analyze = analyze;
  header.swapped = raw.sizeof_hdr != static_cast<int>(header1_bytes);
  if (header.swapped) nifti_swap_as_nifti1(&raw);
  if (analyze) forget_what_is_not_analyze(raw);
  header.pair = std::memcmp(raw.magic, "ni1", 4) == 0;
  header.type = &checked_type(raw.datatype);
  std::int64_t dim[8];
  std::copy(std::begin(raw.dim), std::end(raw.dim), dim);
  take_shape(dim, header);
  take_offset(static_cast<double>(raw.vox_offset), header1_bytes, header);
  take_scaling(static_cast<double>(raw.scl_slope), static_cast<double>(raw.scl_inter), header);
  header.db_name = text_of(raw.db_name);
  raw.vox_offset = 0;  // checked above; niftiio converts it without a check
  raw.magic[1] = '+';  // niftiio would look for an .img on the disk
  header.image.reset(nifti_convert_n1hdr2nim(raw, any_name));
}

void take_header2(nifti_2_header raw, Header &header) {
  header.version = 2;
  header.swapped = raw.sizeof_hdr != static_cast<int>(header2_bytes);
  if (header.swapped) nifti_swap_as_nifti2(&raw);
  header.pair = std::memcmp(raw.magic, "ni2", 4) == 0;
  header.type = &checked_type(raw.datatype);
  take_shape(raw.dim, header);
  take_offset(static_cast<double>(raw.vox_offset), header2_bytes, header);
  take_scaling(raw.scl_slope, raw.scl_inter, header);
  raw.vox_offset = 0;
  raw.magic[1] = '+';
  header.image.reset(nifti_convert_n2hdr2nim(raw, any_name));
}

// What is between the header and the voxels; of a pair, what follows in the header's own file.
void take_extensions(Bytes &bytes, Header &header) {
  const std::uint64_t gap = header.pair ? kept_extension_bytes : header.data_offset - bytes.position();
  header.extensions.resize(static_cast<std::size_t>(std::min(gap, kept_extension_bytes)));
  header.extensions.resize(bytes.read(header.extensions.data(), header.extensions.size()));
  if (header.pair) return;
  if (!bytes.skip(header.data_offset - bytes.position())) {
    throw Error("nifti.truncated", "it ends before its voxels begin (vox_offset lies beyond the end)", GANTRY_BAD_DATA)
        .hint(damaged_hint);
  }
}

std::int32_t swapped32(std::int32_t value) {
  nifti_swap_4bytes(1, &value);
  return value;
}

bool is_size(std::int32_t size, std::uint64_t wanted) {
  const auto n = static_cast<std::int32_t>(wanted);
  return size == n || swapped32(size) == n;
}

}  // namespace

const StoredType *stored_type(int code) {
  const auto found = std::find_if(std::begin(types), std::end(types), [&](const auto &t) { return t.code == code; });
  return found == std::end(types) ? nullptr : found;
}

const StoredType &stored_type_of(std::uint32_t dtype) {
  const auto found = std::find_if(std::begin(types), std::end(types), [&](const auto &t) { return t.dtype == dtype; });
  if (found == std::end(types)) throw Error("nifti.type", "NIfTI has no such data type", GANTRY_UNSUPPORTED);
  return *found;
}

bool looks_like_nifti(const std::string &head) {
  std::int32_t size = 0;
  if (head.size() < header1_bytes) return false;
  std::memcpy(&size, head.data(), sizeof size);
  const char *magic = head.data() + (is_size(size, header1_bytes) ? 344 : 4);
  const char version = is_size(size, header1_bytes) ? '1' : '2';
  if (version == '2' && !is_size(size, header2_bytes)) return false;
  return magic[0] == 'n' && (magic[1] == '+' || magic[1] == 'i') && magic[2] == version && magic[3] == '\0';
}

// niftiio turns the fields round by NIfTI's layout, which is ANALYZE's for those that are used here.
bool looks_like_analyze(const std::string &head) {
  nifti_1_header raw;
  if (head.size() < header1_bytes || looks_like_nifti(head)) return false;
  std::memcpy(&raw, head.data(), sizeof raw);
  if (!is_size(raw.sizeof_hdr, header1_bytes)) return false;
  if (raw.sizeof_hdr != static_cast<int>(header1_bytes)) nifti_swap_as_nifti1(&raw);
  const StoredType *type = stored_type(raw.datatype);
  const bool known = type != nullptr && type->code <= NIFTI_TYPE_FLOAT64;  // the types after it are NIfTI's
  return known && raw.bitpix == static_cast<int>(8 * type->element_bytes) && raw.dim[0] >= 1 && raw.dim[0] <= 7 &&
         std::all_of(raw.dim + 1, raw.dim + 1 + raw.dim[0], [](short n) { return n > 0; });
}

Header read_header(Bytes &bytes) {
  std::string head(header1_bytes, '\0');
  head.resize(bytes.read(head.data(), head.size()));
  std::int32_t size = 0;
  if (head.size() == header1_bytes) std::memcpy(&size, head.data(), sizeof size);
  const bool analyze = looks_like_analyze(head);
  if (!analyze && !looks_like_nifti(head)) {
    throw bad("it does not begin with a NIfTI header", damaged_hint);
  }
  Header header;
  nifti_set_debug_level(0);
  if (is_size(size, header1_bytes)) {
    nifti_1_header raw;
    std::memcpy(&raw, head.data(), sizeof raw);
    take_header1(raw, analyze, header);
    if (analyze) header.history = head.substr(history_offset, history_bytes);
  } else {
    head.resize(header2_bytes);
    if (bytes.read(head.data() + header1_bytes, header2_bytes - header1_bytes) != header2_bytes - header1_bytes) {
      throw Error("nifti.truncated", "it ends inside its header", GANTRY_BAD_DATA).hint(damaged_hint);
    }
    nifti_2_header raw;
    std::memcpy(&raw, head.data(), sizeof raw);
    take_header2(raw, header);
  }
  if (!header.image) throw bad("niftiio refuses its header", damaged_hint);
  take_extensions(bytes, header);
  return header;
}

}  // namespace gantry::nifti
