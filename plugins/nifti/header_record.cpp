// SPDX-License-Identifier: Apache-2.0
#include "header_record.hpp"

#include <plugins/headers/header_entries.hpp>

#include <algorithm>
#include <cstring>

namespace gantry::nifti {
namespace {

using nlohmann::json;

constexpr std::size_t most_shown_bytes = 65536;

// Headers are bytes in whatever code page their maker had: what is not ASCII becomes '?'.
std::string printable(const char *bytes, std::size_t size) {
  std::string out(bytes, strnlen(bytes, size));
  for (char &c : out) {
    if ((c < ' ' && c != '\n' && c != '\t') || c == '\x7f') c = '?';
  }
  return out;
}

template <std::size_t n>
void add_text(HeaderEntries &entries, const char *key, const char (&field)[n]) {
  entries.add_identifying(key, printable(field, n));
}

json rows_of(const nifti_dmat44 &m) {
  json rows = json::array();
  for (int r = 0; r < 3; ++r) rows.push_back({m.m[r][0], m.m[r][1], m.m[r][2], m.m[r][3]});
  return rows;
}

std::int32_t int_at(const std::string &bytes, std::size_t at, bool swapped) {
  std::int32_t value = 0;
  std::memcpy(&value, bytes.data() + at, sizeof value);
  if (swapped) nifti_swap_4bytes(1, &value);
  return value;
}

// NIfTI-1.1 extensions: four bytes of which the first says whether there are any; then size, code and content of each.
void add_extensions(const Header &header, HeaderEntries &entries) {
  const std::string &bytes = header.extensions;
  if (bytes.size() < 4 || bytes[0] == 0) return;
  std::size_t shown = 0;
  for (std::size_t at = 4; at + 8 <= bytes.size();) {
    const std::int32_t size = int_at(bytes, at, header.swapped), code = int_at(bytes, at + 4, header.swapped);
    if (size < 8) return;
    const std::size_t wanted = static_cast<std::size_t>(size) - 8;
    const std::size_t content = std::min({wanted, bytes.size() - at - 8, most_shown_bytes - shown});
    const bool text = code == NIFTI_ECODE_COMMENT || code == NIFTI_ECODE_AFNI || code == NIFTI_ECODE_CIFTI;
    json value{{"code", code}, {"bytes", size}};
    if (text) value["text"] = printable(bytes.data() + at + 8, content);
    entries.add_identifying("extension", std::move(value));
    shown += text ? content : 0;
    if (wanted > bytes.size() - at - 8) return;
    at += static_cast<std::size_t>(size);
  }
}

// ANALYZE 7.5's data_history: one byte "orient", then texts of ten.
void add_history(const Header &header, HeaderEntries &entries) {
  entries.add("orient", static_cast<int>(static_cast<unsigned char>(header.history[0])));
  const char *at = header.history.data() + 1;
  for (const char *key : {"originator", "generated", "scannum", "patient_id", "exp_date", "exp_time"}) {
    entries.add_identifying(key, printable(at, 10));
    at += 10;
  }
}

}  // namespace

std::string header_record(const Header &header) {
  const nifti_image &n = *header.image;
  HeaderEntries e;
  e.add("format",
        header.analyze ? "ANALYZE 7.5" : "NIfTI-" + std::to_string(header.version) + (header.pair ? " pair" : ""));
  e.add("byte_order", header.swapped ? "big endian" : "little endian");
  e.add("dim", json::array({n.dim[0], n.dim[1], n.dim[2], n.dim[3], n.dim[4], n.dim[5], n.dim[6], n.dim[7]}));
  e.add("pixdim", json::array({n.pixdim[0], n.pixdim[1], n.pixdim[2], n.pixdim[3], n.pixdim[4], n.pixdim[5]}));
  e.add("datatype", header.type->name);
  e.add("vox_offset", header.data_offset);
  e.add("scl_slope", n.scl_slope);
  e.add("scl_inter", n.scl_inter);
  e.add("cal_min", n.cal_min);
  e.add("cal_max", n.cal_max);
  e.add("xyz_units", nifti_units_string(n.xyz_units));
  e.add("time_units", nifti_units_string(n.time_units));
  e.add("toffset", n.toffset);
  e.add("qform_code", nifti_xform_string(n.qform_code));
  e.add("sform_code", nifti_xform_string(n.sform_code));
  if (n.qform_code > 0) e.add("qform", rows_of(n.qto_xyz));
  if (n.sform_code > 0) e.add("sform", rows_of(n.sto_xyz));
  e.add("intent_code", n.intent_code);
  e.add("intent_p", json::array({n.intent_p1, n.intent_p2, n.intent_p3}));
  e.add("dim_info", json{{"frequency", n.freq_dim}, {"phase", n.phase_dim}, {"slice", n.slice_dim}});
  e.add("slice_code", n.slice_code);
  e.add("slice_start", n.slice_start);
  e.add("slice_end", n.slice_end);
  e.add("slice_duration", n.slice_duration);
  add_text(e, "intent_name", n.intent_name);
  add_text(e, "descrip", n.descrip);
  add_text(e, "aux_file", n.aux_file);
  e.add_identifying("db_name", printable(header.db_name.data(), header.db_name.size()));
  if (header.analyze) add_history(header, e);
  add_extensions(header, e);
  return e.dump();
}

}  // namespace gantry::nifti
