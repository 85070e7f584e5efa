// SPDX-License-Identifier: Apache-2.0
#include "meta_volume.hpp"

#include "data_files.hpp"
#include "element.hpp"
#include "space.hpp"
#include "text.hpp"

#include <gantry/cpp/error.hpp>

#include <algorithm>
#include <cmath>
#include <map>

namespace gantry::pictures {
namespace {

constexpr std::size_t most_header_bytes = std::size_t{16} << 20;

struct MetaHeader {
  std::vector<std::pair<std::string, std::string>> fields;  // in order
  std::map<std::string, std::string> by_name;               // lower case; the last of equal ones
  std::vector<std::string> listed_files;
  std::uint64_t data_offset = 0;

  // The first of these names that is there; "" for none.
  std::string any(std::initializer_list<const char *> names) const {
    for (const char *name : names) {
      const auto found = by_name.find(lower(name));
      if (found != by_name.end() && !found->second.empty()) return found->second;
    }
    return "";
  }
  bool flag(std::initializer_list<const char *> names) const {
    const std::string value = lower(any(names));
    return value == "true" || value == "t" || value == "1" || value == "yes";
  }
};

Error malformed(const std::string &message) {
  return Error("header.line", message, GANTRY_BAD_DATA).hint("the file is damaged or no MetaImage: fetch it again");
}

MetaHeader parse(std::string_view file) {
  if (!looks_like_meta(file)) throw malformed("it does not begin with a MetaImage header");
  MetaHeader header;
  std::string_view rest = file;
  while (const auto line = next_line(rest)) {
    if (file.size() - rest.size() > most_header_bytes) break;
    if (trimmed(*line).empty()) continue;
    std::size_t split = line->find('=');
    if (split == std::string_view::npos) split = line->find(':');
    if (split == std::string_view::npos) throw malformed("a line of its header has no \"=\"");
    const std::string name(trimmed(line->substr(0, split))), value(trimmed(line->substr(split + 1)));
    header.fields.emplace_back(name, value);
    header.by_name[lower(name)] = value;
    if (lower(name) != "elementdatafile") continue;
    header.data_offset = file.size() - rest.size();
    if (lower(value).rfind("list", 0) == 0) {
      while (const auto listed = next_line(rest)) {
        if (!trimmed(*listed).empty()) header.listed_files.emplace_back(base_name(trimmed(*listed)));
      }
    }
    return header;
  }
  throw Error("file.truncated", "it ends inside its header: there is no ElementDataFile", GANTRY_BAD_DATA)
      .hint("fetch the file again");
}

// MetaIO's "long" has four bytes on every machine. "_ARRAY" is an older way to say that there are channels.
std::uint32_t type_of(std::string name) {
  static const std::map<std::string, std::uint32_t> types{
      {"met_char", GANTRY_I8},       {"met_ascii_char", GANTRY_I8},  {"met_uchar", GANTRY_U8},
      {"met_short", GANTRY_I16},     {"met_ushort", GANTRY_U16},     {"met_int", GANTRY_I32},
      {"met_uint", GANTRY_U32},      {"met_long", GANTRY_I32},       {"met_ulong", GANTRY_U32},
      {"met_long_long", GANTRY_I64}, {"met_ulong_long", GANTRY_U64}, {"met_float", GANTRY_F32},
      {"met_double", GANTRY_F64}};
  name = lower(name);
  if (const std::size_t array = name.rfind("_array"); array != std::string::npos) name.erase(array);
  const auto found = types.find(name);
  if (found != types.end()) return found->second;
  throw Error("header.type", "its ElementType is not one of voxels", GANTRY_BAD_DATA)
      .hint("convert it to an integer or floating point type first");
}

void take_type(const MetaHeader &header, StoredVolume &stored) {
  stored.dtype = type_of(header.any({"ElementType"}));
  stored.swapped = header.flag({"ElementByteOrderMSB", "BinaryDataByteOrderMSB"});
  const std::string binary = lower(header.any({"BinaryData"}));
  if (header.flag({"CompressedData"})) stored.encoding = Encoding::zlib;
  else if (binary == "false" || binary == "f" || binary == "0") stored.encoding = Encoding::ascii;
  if (stored.encoding == Encoding::ascii) stored.swapped = false;
}

void take_axes(const MetaHeader &header, StoredVolume &stored) {
  const std::uint64_t dimensions = count_of(header.any({"NDims"}), "NDims");
  const std::string sizes_text = header.any({"DimSize"});
  const auto sizes = words(sizes_text);
  if (dimensions > 10 || sizes.size() < dimensions) throw malformed("its DimSize is not one number for each of NDims");
  const std::string channels = header.any({"ElementNumberOfChannels"});
  const std::uint64_t n = channels.empty() ? 1 : count_of(channels, "ElementNumberOfChannels");
  if (const std::uint32_t whole = joined(stored.dtype, n, false); whole != 0) stored.dtype = whole;
  else if (n > 1) stored.axes.push_back({n, 4});
  for (std::size_t d = 0; d < dimensions; ++d) {
    const std::uint64_t size = count_of(sizes[d], "DimSize");
    if (d < 4) stored.axes.push_back({size, static_cast<unsigned>(d)});
    else if (size > 1) throw malformed("it has more than four dimensions");
  }
}

// How many numbers of ElementSpacing there are for the axes in space.
Vector spacing_of(const MetaHeader &header) {
  const auto given = numbers(header.any({"ElementSpacing", "ElementSize"}), "ElementSpacing");
  Vector spacing{1, 1, 1};
  for (std::size_t d = 0; d < 3 && d < given.size(); ++d) {
    if (given[d] != 0) spacing[d] = std::abs(given[d]);
  }
  return spacing;
}

void take_space(const MetaHeader &header, StoredVolume &stored) {
  const auto dims = static_cast<std::size_t>(count_of(header.any({"NDims"}), "NDims"));
  const Vector spacing = spacing_of(header);
  const auto offset = numbers(header.any({"Offset", "Position", "Origin"}), "Offset");
  const auto matrix = numbers(header.any({"TransformMatrix", "Rotation", "Orientation"}), "TransformMatrix");
  if (matrix.empty() && offset.empty()) {
    stored.geometry = assumed_geometry(spacing);
    stored.warnings.emplace_back(header.any({"ElementSpacing", "ElementSize"}).empty()
                                     ? "the header gives no voxel size: 1 mm is assumed, and lengths measured in it "
                                       "mean nothing until ElementSpacing is written into it"
                                     : "the header does not say where its voxels are (Offset, TransformMatrix): their "
                                       "orientation is assumed");
    return;
  }
  if (!matrix.empty() && matrix.size() != dims * dims) throw malformed("its TransformMatrix is not NDims by NDims");
  std::vector<Vector> steps;
  Vector origin{};
  for (std::size_t a = 0; a < std::min<std::size_t>(3, dims); ++a) {
    Vector step{};
    for (std::size_t r = 0; r < std::min<std::size_t>(3, dims); ++r) {
      step[r] = spacing[a] * (matrix.empty() ? (r == a ? 1.0 : 0.0) : matrix[a * dims + r]);
    }
    steps.push_back(step);
    if (a < offset.size()) origin[a] = offset[a];
  }
  if (dims == 1) steps.push_back({0, 1, 0});
  stored.geometry = geometry_of(steps, origin);
  if (dims < 3) {
    stored.geometry.flags |= GANTRY_GEOMETRY_ASSUMED;
    stored.warnings.emplace_back("a plane's place in the patient is not in its header: it is assumed to be axial");
  }
  const auto centre = numbers(header.any({"CenterOfRotation"}), "CenterOfRotation");
  if (std::any_of(centre.begin(), centre.end(), [](double c) { return c != 0; })) {
    stored.warnings.emplace_back("its CenterOfRotation is passed over, as ITK does");
  }
}

void take_data_place(const MetaHeader &header, StoredVolume &stored) {
  const std::string file = header.any({"ElementDataFile"});
  const auto parts = words(file);
  const std::string first = parts.empty() ? "" : lower(parts[0]);
  if (first == "local" || first == "inline") {
    stored.data_offset = header.data_offset;
  } else if (first == "list") {
    stored.data_files = header.listed_files;
    if (stored.data_files.empty()) throw malformed("its list of data files is empty");
  } else if (parts.size() >= 4 && parts[0].find('%') != std::string_view::npos) {
    stored.data_files = numbered_files(parts[0], parts[1], parts[2], parts[3]);
  } else {
    stored.data_files.emplace_back(base_name(file));
  }
  const std::string skip = header.any({"HeaderSize"});
  stored.at_the_end = skip == "-1";
  if (!skip.empty() && skip != "0" && !stored.at_the_end) stored.byte_skip = count_of(skip, "HeaderSize");
}

void take_entries(const MetaHeader &header, StoredVolume &stored) {
  static const char *const plain[] = {"objecttype",
                                      "ndims",
                                      "binarydata",
                                      "binarydatabyteordermsb",
                                      "elementbyteordermsb",
                                      "compresseddata",
                                      "compresseddatasize",
                                      "transformmatrix",
                                      "rotation",
                                      "orientation",
                                      "offset",
                                      "position",
                                      "origin",
                                      "centerofrotation",
                                      "anatomicalorientation",
                                      "elementspacing",
                                      "elementsize",
                                      "dimsize",
                                      "headersize",
                                      "elementnumberofchannels",
                                      "elementtype",
                                      "modality",
                                      "elementmin",
                                      "elementmax",
                                      "distanceunits",
                                      "intercept",
                                      "slope"};
  stored.entries.add("format", "MetaImage");
  for (const auto &[name, value] : header.fields) {
    const std::string known = lower(name);
    if (std::any_of(std::begin(plain), std::end(plain), [&](const char *p) { return known == p; })) {
      stored.entries.add(name, value);
    } else {
      stored.entries.add_identifying(name, value);  // Comment, Name, ID, file names, whatever else its maker put there
    }
  }
}

std::string modality_of(const std::string &name) {
  static const std::map<std::string, std::string> codes{
      {"met_mod_ct", "CT"}, {"met_mod_mr", "MR"}, {"met_mod_nm", "NM"}, {"met_mod_us", "US"}, {"met_mod_pet", "PT"}};
  const auto found = codes.find(lower(name));
  return found == codes.end() ? "" : found->second;
}

}  // namespace

// Headers begin with ObjectType, or in older files with NDims; MetaIO has other objects too (tubes, meshes), which are no
// images.
bool looks_like_meta(std::string_view head) {
  std::string_view rest = head.substr(0, 4096);
  bool image = false, dimensions = false, sizes = false;
  for (int i = 0; i < 40; ++i) {
    const auto line = next_line(rest);
    if (!line) break;
    const std::size_t split = line->find('=');
    if (split == std::string_view::npos) break;
    const std::string name = lower(trimmed(line->substr(0, split)));
    const std::string_view value = trimmed(line->substr(split + 1));
    if (name == "objecttype" && lower(value) != "image") return false;
    image = image || name == "objecttype";
    dimensions = dimensions || (name == "ndims" && whole_number(value));
    sizes = sizes || name == "dimsize";
  }
  return dimensions && (image || sizes);
}

StoredVolume meta_volume(std::string_view file) {
  const MetaHeader header = parse(file);
  StoredVolume stored;
  stored.format = "MetaImage";
  take_entries(header, stored);
  take_type(header, stored);
  take_axes(header, stored);
  take_data_place(header, stored);
  take_space(header, stored);
  stored.modality = modality_of(header.any({"Modality"}));
  stored.check();
  return stored;
}

}  // namespace gantry::pictures
