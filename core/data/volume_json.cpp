// SPDX-License-Identifier: Apache-2.0
// The header of a volume to JSON and, trusting nothing, back.
#include <cmath>
#include <core/data/read_json.hpp>
#include <core/data/volume.hpp>
#include <nlohmann/json.hpp>

namespace gantry::core {
namespace {

using nlohmann::json;

constexpr std::uint64_t max_bytes = std::uint64_t{1} << 46;

json geometry_json(const Geometry &g) {
  json result{{"origin", g.origin}, {"spacing", g.spacing}, {"direction", g.direction}};
  if (!g.slice_positions.empty()) result["slice_positions"] = g.slice_positions;
  if (!g.frame_of_reference.empty()) result["frame_of_reference"] = g.frame_of_reference;
  if (g.assumed) result["assumed"] = true;
  if (g.sheared) result["sheared"] = true;
  return result;
}

Result<Geometry> read_geometry(const JsonReader &in, std::uint64_t slices) {
  Geometry g;
  GANTRY_TRY(origin, in.numbers("origin", 3));
  GANTRY_TRY(spacing, in.numbers("spacing", 3));
  GANTRY_TRY(direction, in.numbers("direction", 9));
  std::copy(origin.begin(), origin.end(), g.origin.begin());
  std::copy(spacing.begin(), spacing.end(), g.spacing.begin());
  std::copy(direction.begin(), direction.end(), g.direction.begin());
  for (const double s : g.spacing) {
    if (!(s > 0)) return in.wrong("spacing", "must be above 0 mm");
  }
  if (in.has("slice_positions")) {
    GANTRY_TRY(rows, in.array("slice_positions"));
    if (rows->size() != slices) return in.wrong("slice_positions", "must have one row for each slice");
    for (const auto &row : *rows) {
      GANTRY_TRY(values, finite_numbers(row, "slice_positions", 3));
      g.slice_positions.push_back({values[0], values[1], values[2]});
    }
  }
  GANTRY_TRY(frame, in.text("frame_of_reference", ""));
  g.frame_of_reference = frame;
  GANTRY_TRY(assumed, in.flag("assumed"));
  GANTRY_TRY(sheared, in.flag("sheared"));
  g.assumed = assumed;
  g.sheared = sheared;
  return g;
}

json axis_json(const Axis &axis) {
  json columns = json::array();
  for (const auto &c : axis.columns) columns.push_back({{"name", c.name}, {"unit", c.unit}, {"values", c.values}});
  return {{"name", axis.name}, {"columns", columns}};
}

Result<Axis> read_axis(const JsonReader &in, std::uint64_t length) {
  Axis axis;
  GANTRY_TRY(axis_name, in.text("name"));
  axis.name = axis_name;
  GANTRY_TRY(columns, in.array("columns"));
  for (const auto &entry : *columns) {
    const JsonReader column{entry, "axis.columns"};
    GANTRY_TRY(column_name, column.text("name"));
    GANTRY_TRY(unit, column.text("unit", ""));
    GANTRY_TRY(values, column.numbers("values", length));
    axis.columns.push_back({column_name, unit, values});
  }
  return axis;
}

Result<std::vector<Segment>> read_segments(const json &entries) {
  std::vector<Segment> segments;
  for (const auto &entry : entries) {
    const JsonReader in{entry, "segments"};
    GANTRY_TRY(value, in.integer("value"));
    GANTRY_TRY(segment_name, in.text("name"));
    GANTRY_TRY(code, in.text("code", ""));
    GANTRY_TRY(colour, in.integer("colour", 0));
    if (colour < 0 || colour > 0xFFFFFF) return in.wrong("colour", "must be 0 to 0xFFFFFF");
    segments.push_back({value, segment_name, code, static_cast<std::uint32_t>(colour)});
  }
  return segments;
}

Result<void> read_shape(const JsonReader &in, VolumeHeader &h) {
  GANTRY_TRY(shape, in.array("shape"));
  if (shape->size() < 2 || shape->size() > h.shape.size()) return in.wrong("shape", "must have 2 to 5 numbers");
  h.dims = static_cast<std::uint32_t>(shape->size());
  std::uint64_t bytes = core::byte_size(h.dtype);
  for (std::size_t d = 0; d < shape->size(); ++d) {
    const auto &n = (*shape)[d];
    if (!n.is_number_unsigned() || n == 0U) return in.wrong("shape", "must be whole numbers above 0");
    h.shape[d] = n.get<std::uint64_t>();
    if (h.shape[d] > max_bytes / bytes) return in.wrong("shape", "is larger than any memory");
    bytes *= h.shape[d];
  }
  return done();
}

}  // namespace

json to_json(const VolumeHeader &h) {
  json result{{"kind", "volume"},
              {"dtype", name(h.dtype)},
              {"shape", std::vector<std::uint64_t>(h.shape.begin(), h.shape.begin() + h.dims)},
              {"geometry", geometry_json(h.geometry)}};
  if (h.axis) result["axis"] = axis_json(*h.axis);
  if (!h.channels.empty()) result["channels"] = h.channels;
  if (h.labels) result["labels"] = true;
  for (const auto &s : h.segments) {
    result["segments"].push_back({{"value", s.value}, {"name", s.name}, {"code", s.code}, {"colour", s.colour}});
  }
  if (!h.unit.empty()) result["unit"] = h.unit;
  if (!h.quantity.empty()) result["quantity"] = h.quantity;
  if (!h.modality.empty()) result["modality"] = h.modality;
  return result;
}

Result<VolumeHeader> volume_header(const json &source) {
  const JsonReader in{source, "volume"};
  VolumeHeader h;
  GANTRY_TRY(kind, in.text("kind"));
  if (kind != "volume") return in.wrong("kind", "is \"" + kind + "\" where a volume is wanted");
  GANTRY_TRY(type_name, in.text("dtype"));
  const auto type = dtype_by_name(type_name);
  if (!type) return in.wrong("dtype", "is unknown: \"" + type_name + "\"");
  h.dtype = *type;
  GANTRY_CHECK(read_shape(in, h));
  GANTRY_TRY(geometry, in.object("geometry"));
  GANTRY_TRY(g, read_geometry(geometry, h.shape[2]));
  h.geometry = g;
  if (in.has("axis")) {
    GANTRY_TRY(axis_in, in.object("axis"));
    GANTRY_TRY(axis, read_axis(axis_in, h.shape[3]));
    h.axis = axis;
  }
  if (in.has("channels")) {
    GANTRY_TRY(channels, in.texts("channels"));
    if (channels.size() != h.shape[4]) return in.wrong("channels", "must name each channel");
    h.channels = channels;
  }
  if (in.has("segments")) {
    GANTRY_TRY(entries, in.array("segments"));
    GANTRY_TRY(segments, read_segments(*entries));
    h.segments = segments;
  }
  GANTRY_TRY(labels, in.flag("labels"));
  h.labels = labels;
  GANTRY_TRY(unit, in.text("unit", ""));
  GANTRY_TRY(quantity, in.text("quantity", ""));
  GANTRY_TRY(modality, in.text("modality", ""));
  h.unit = unit;
  h.quantity = quantity;
  h.modality = modality;
  return h;
}

}  // namespace gantry::core
