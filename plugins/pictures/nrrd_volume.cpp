// SPDX-License-Identifier: Apache-2.0
#include "nrrd_volume.hpp"

#include "data_files.hpp"
#include "element.hpp"
#include "text.hpp"

#include <gantry/cpp/error.hpp>

#include <algorithm>
#include <iterator>
#include <map>

namespace gantry::pictures {
namespace {

std::uint32_t type_of(const std::string &name) {
  static const std::map<std::string, std::uint32_t> types{{"signed char", GANTRY_I8},
                                                          {"int8", GANTRY_I8},
                                                          {"int8_t", GANTRY_I8},
                                                          {"uchar", GANTRY_U8},
                                                          {"unsigned char", GANTRY_U8},
                                                          {"uint8", GANTRY_U8},
                                                          {"uint8_t", GANTRY_U8},
                                                          {"short", GANTRY_I16},
                                                          {"short int", GANTRY_I16},
                                                          {"signed short", GANTRY_I16},
                                                          {"signed short int", GANTRY_I16},
                                                          {"int16", GANTRY_I16},
                                                          {"int16_t", GANTRY_I16},
                                                          {"ushort", GANTRY_U16},
                                                          {"unsigned short", GANTRY_U16},
                                                          {"unsigned short int", GANTRY_U16},
                                                          {"uint16", GANTRY_U16},
                                                          {"uint16_t", GANTRY_U16},
                                                          {"int", GANTRY_I32},
                                                          {"signed int", GANTRY_I32},
                                                          {"int32", GANTRY_I32},
                                                          {"int32_t", GANTRY_I32},
                                                          {"uint", GANTRY_U32},
                                                          {"unsigned int", GANTRY_U32},
                                                          {"uint32", GANTRY_U32},
                                                          {"uint32_t", GANTRY_U32},
                                                          {"longlong", GANTRY_I64},
                                                          {"long long", GANTRY_I64},
                                                          {"long long int", GANTRY_I64},
                                                          {"signed long long", GANTRY_I64},
                                                          {"signed long long int", GANTRY_I64},
                                                          {"int64", GANTRY_I64},
                                                          {"int64_t", GANTRY_I64},
                                                          {"ulonglong", GANTRY_U64},
                                                          {"unsigned long long", GANTRY_U64},
                                                          {"unsigned long long int", GANTRY_U64},
                                                          {"uint64", GANTRY_U64},
                                                          {"uint64_t", GANTRY_U64},
                                                          {"float", GANTRY_F32},
                                                          {"double", GANTRY_F64}};
  const auto found = types.find(name);
  if (found != types.end()) return found->second;
  throw Error("header.type", name == "block" ? "its voxels are opaque blocks" : "its header gives an unknown type",
              GANTRY_BAD_DATA)
      .hint("convert it to an integer or floating point type first");
}

Encoding encoding_of(const std::string &name) {
  if (name == "raw") return Encoding::raw;
  if (name == "gz" || name == "gzip") return Encoding::gzip;
  if (name == "bz2" || name == "bzip2") return Encoding::bzip2;
  if (name == "txt" || name == "text" || name == "ascii") return Encoding::ascii;
  if (name == "hex") return Encoding::hex;
  throw Error("header.encoding", "its voxels are packed in a way that is not known here", GANTRY_UNSUPPORTED)
      .hint("save it with the encoding raw or gzip");
}

void take_type(const NrrdHeader &header, StoredVolume &stored) {
  stored.dtype = type_of(lower(header.required("type")));
  stored.encoding = encoding_of(lower(header.required("encoding")));
  const std::string endian = lower(header.field("endian"));
  const bool text = stored.encoding == Encoding::ascii;
  if (endian.empty() && element(stored.dtype).part_bytes > 1 && !text) header.required("endian");
  if (!endian.empty() && endian != "little" && endian != "big") {
    throw Error("header.field", "its \"endian\" is neither little nor big", GANTRY_BAD_DATA).hint("correct that line");
  }
  stored.swapped = endian == "big" && !text;
}

std::uint64_t skip_of(const NrrdHeader &header, const char *field) {
  const std::string text = header.field(field);
  if (text.empty() || text == "0") return 0;
  return count_of(text, field);
}

void take_data_place(const NrrdHeader &header, StoredVolume &stored) {
  const std::string file = header.field("data file");
  const auto parts = words(file);
  if (file.empty()) {
    if (!header.ended) {
      throw Error("file.truncated", "it ends inside its header", GANTRY_BAD_DATA).hint("fetch the file again");
    }
    stored.data_offset = header.data_offset;
  } else if (!header.listed_files.empty() || lower(parts[0]) == "list") {
    for (const auto &name : header.listed_files) stored.data_files.emplace_back(base_name(name));
    if (stored.data_files.empty()) stored.data_files.emplace_back("");
  } else if (parts.size() >= 4 && parts[0].find('%') != std::string_view::npos) {
    stored.data_files = numbered_files(parts[0], parts[1], parts[2], parts[3]);
  } else {
    stored.data_files.emplace_back(base_name(file));
  }
  stored.line_skip = skip_of(header, "line skip");
  stored.at_the_end = header.field("byte skip") == "-1" && stored.encoding == Encoding::raw;
  stored.byte_skip = header.field("byte skip") == "-1" ? 0 : skip_of(header, "byte skip");
}

bool is_harmless_key(const std::string &key) {
  return key == "modality" || key.rfind("DWMRI_", 0) == 0 || key.find("LabelValue") != std::string::npos ||
         key.find("_Layer") != std::string::npos || key.find("_Color") != std::string::npos ||
         key.find("_Extent") != std::string::npos;
}

void take_entries(const NrrdHeader &header, StoredVolume &stored) {
  static const char *const free_text[] = {"content", "data file", "labels", "number"};
  stored.entries.add("format", "NRRD");
  for (const auto &[name, value] : header.fields) {
    const bool identifying =
        std::any_of(std::begin(free_text), std::end(free_text), [&name = name](const char *f) { return name == f; });
    if (identifying) stored.entries.add_identifying(name, value);
    else stored.entries.add(name, value);
  }
  for (const auto &[key, value] : header.keys) {
    if (key == "org.gantry.volume") continue;  // the volume says it all again
    if (is_harmless_key(key)) stored.entries.add(key, value);
    else stored.entries.add_identifying(key, value);
  }
  for (const auto &comment : header.comments) stored.entries.add_identifying("comment", comment);
}

}  // namespace

StoredVolume nrrd_volume(std::string_view file) {
  const NrrdHeader header = parse_nrrd(file);
  StoredVolume stored;
  stored.format = "NRRD";
  take_entries(header, stored);
  take_type(header, stored);
  take_axes(header, stored);
  take_data_place(header, stored);
  take_space(header, stored);
  if (is_diffusion(header)) take_diffusion(header, stored);
  if (is_segmentation(header)) take_segments(header, stored);
  take_own_key(header, stored);
  stored.unit = header.field("sample units");
  if (stored.unit.size() >= 2 && stored.unit.front() == '"')
    stored.unit = stored.unit.substr(1, stored.unit.size() - 2);
  stored.check();
  return stored;
}

}  // namespace gantry::pictures
