// SPDX-License-Identifier: Apache-2.0
#include "nrrd_writer.hpp"

#include "element.hpp"
#include "packing.hpp"
#include "writing.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <vector>

namespace gantry::pictures {
namespace {

using nlohmann::json;

const char *type_word(std::uint32_t dtype) {
  switch (dtype) {
    case GANTRY_I8: return "int8";
    case GANTRY_U16: return "uint16";
    case GANTRY_I16: return "int16";
    case GANTRY_U32: return "uint32";
    case GANTRY_I32: return "int32";
    case GANTRY_U64: return "uint64";
    case GANTRY_I64: return "int64";
    case GANTRY_F32:
    case GANTRY_C64: return "float";
    case GANTRY_F64:
    case GANTRY_C128: return "double";
    default: return "uint8";
  }
}

// Sizes, kinds and directions, axis by axis.
struct AxisLines {
  int count = 0;
  std::string sizes, kinds, directions, spacings;

  void add(std::uint64_t size, const char *kind, const std::string &direction, const std::string &spacing) {
    ++count;
    sizes += " " + std::to_string(size);
    kinds += std::string(" ") + kind;
    directions += " " + direction;
    spacings += " " + spacing;
  }
};

AxisLines axes_of(const VolumeView &view) {
  const gantry_geometry &g = view.geometry();
  const std::uint32_t dtype = view.c().dtype;
  AxisLines axes;
  if (dtype == GANTRY_RGB8) axes.add(3, "RGB-color", "none", "nan");
  if (dtype == GANTRY_RGBA8) axes.add(4, "RGBA-color", "none", "nan");
  if (dtype == GANTRY_C64 || dtype == GANTRY_C128) axes.add(2, "complex", "none", "nan");
  for (unsigned a = 0; a < 3; ++a) {
    const auto part = [&](unsigned r) { return text_of(g.direction[3 * r + a] * g.spacing[a]); };
    axes.add(view.shape(a), "domain", "(" + part(0) + "," + part(1) + "," + part(2) + ")", text_of(g.spacing[a]));
  }
  if (view.shape(3) > 1 || view.c().axis != nullptr) axes.add(view.shape(3), "list", "none", "nan");
  if (view.shape(4) > 1) axes.add(view.shape(4), view.labels() ? "list" : "vector", "none", "nan");
  return axes;
}

bool is_diffusion(const VolumeView &view) {
  if (view.c().axis == nullptr || std::string(view.c().axis->name) != "diffusion") return false;
  for (const char *name : {"b", "gx", "gy", "gz"}) {
    if (view.axis_column(name) == nullptr) return false;
  }
  return true;
}

// NA-MIC's convention: lengths of gradients say what part of the nominal b-value each frame has.
std::string diffusion_keys(const VolumeView &view) {
  const gantry_axis_column &b = *view.axis_column("b");
  const double nominal = *std::max_element(b.values, b.values + view.shape(3));
  std::string text = "modality:=DWMRI\nDWMRI_b-value:=" + text_of(nominal) + "\n";
  for (std::uint64_t f = 0; f < view.shape(3); ++f) {
    char index[24];
    std::snprintf(index, sizeof index, "%04llu", static_cast<unsigned long long>(f));
    const double length = nominal > 0 ? std::sqrt(std::max(0.0, b.values[f]) / nominal) : 0;
    text += std::string("DWMRI_gradient_") + index + ":=";
    for (const char *name : {"gx", "gy", "gz"}) text += " " + text_of(length * view.axis_column(name)->values[f]);
    text += '\n';
  }
  return text;
}

std::string one_line(std::string text) {
  std::replace_if(
      text.begin(), text.end(), [](char c) { return c == '\n' || c == '\r' || c == '~' || c == '^'; }, ' ');
  return text;
}

std::string segment_keys(const VolumeView &view) {
  const gantry_volume &v = view.c();
  std::string text;
  for (std::uint32_t s = 0; s < v.segment_count; ++s) {
    const gantry_segment &segment = *v.segments[s];
    const std::string key = "Segment" + std::to_string(s) + "_", name = one_line(segment.name), code = segment.code;
    const bool layers = view.shape(4) > 1;
    text += key + "ID:=Segment_" + std::to_string(s + 1) + "\n" + key + "Name:=" + name + "\n" + key + "Color:=";
    for (const int shift : {16, 8, 0})
      text += text_of(((segment.colour >> shift) & 0xFF) / 255.0) + (shift > 0 ? " " : "\n");
    text += key + "LabelValue:=" + std::to_string(layers ? 1 : segment.value) + "\n";
    text += key + "Layer:=" + std::to_string(layers ? s : 0) + "\n";
    if (const std::size_t colon = code.find(':'); colon != std::string::npos) {
      text += key + "Tags:=TerminologyEntry:Gantry~SCT^123037004^Anatomical Structure~" + code.substr(0, colon) + "^" +
              one_line(code.substr(colon + 1)) + "^" + name + "~^^~Anatomic codes~^^~^^|\n";
    }
  }
  return text;
}

// What NRRD has no field for, exactly; nrrd_keys.cpp reads it back.
std::string own_key(const VolumeView &view) {
  const gantry_volume &v = view.c();
  json own = json::object();
  if (v.axis != nullptr) {
    json columns = json::array();
    for (std::uint32_t c = 0; c < v.axis->column_count; ++c) {
      const gantry_axis_column &column = *v.axis->columns[c];
      columns.push_back({{"name", column.name},
                         {"unit", column.unit},
                         {"values", std::vector<double>(column.values, column.values + v.axis->length)}});
    }
    own["axis"] = {{"name", v.axis->name}, {"columns", std::move(columns)}};
  }
  if (v.channel_name_count > 0) {
    own["channels"] = std::vector<std::string>(v.channel_names, v.channel_names + v.channel_name_count);
  }
  if (v.quantity[0] != '\0') own["quantity"] = v.quantity;
  if (v.modality[0] != '\0') own["modality"] = v.modality;
  if (own.empty()) return "";
  std::string text;
  for (const char c : own.dump()) text += c == '\\' ? "\\\\" : std::string(1, c);  // NRRD's escape of a backslash
  return "org.gantry.volume:=" + text + "\n";
}

std::string nrrd_header(const VolumeView &view, bool gzip) {
  const gantry_geometry &g = view.geometry();
  const AxisLines axes = axes_of(view);
  std::string text =
      "NRRD0005\ntype: " + std::string(type_word(view.c().dtype)) + "\ndimension: " + std::to_string(axes.count) + "\n";
  const bool placed = !is_unplaced(g);
  if (placed) text += "space: left-posterior-superior\n";
  text += "sizes:" + axes.sizes + "\n";
  if (placed) text += "space directions:" + axes.directions + "\n";
  else text += "spacings:" + axes.spacings + "\n";
  text += "kinds:" + axes.kinds + "\nendian: little\nencoding: " + (gzip ? "gzip" : "raw") + "\n";
  if (placed) {
    text += "space origin: (" + text_of(g.origin[0]) + "," + text_of(g.origin[1]) + "," + text_of(g.origin[2]) + ")\n";
  }
  if (view.c().unit[0] != '\0') text += "sample units: \"" + std::string(view.c().unit) + "\"\n";
  if (is_diffusion(view) && placed) text += "measurement frame: (1,0,0) (0,1,0) (0,0,1)\n" + diffusion_keys(view);
  if (view.labels()) text += segment_keys(view);
  return text + own_key(view) + "\n";
}

}  // namespace

void NrrdWriter::write(Job &job, const std::string &name) {
  stem_of(name, {".nrrd"});
  const VolumeView view = volume.view();
  require_even_slices(view.geometry(), "NRRD");
  const bool gzip = std::string(encoding.value()) == "gzip";
  std::string bytes = nrrd_header(view, gzip);
  const auto *data = static_cast<const char *>(view.c().data);
  const std::uint64_t size = view.elements() * element(view.c().dtype).bytes;
  if (gzip) bytes += packed(job, data, size, Wrapping::gzip, static_cast<int>(compression.value()));
  else bytes.append(data, size);
  job.output_file("file", "application/x-nrrd", name.c_str(), bytes.data(), bytes.size());
}

}  // namespace gantry::pictures
