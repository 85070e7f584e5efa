// SPDX-License-Identifier: Apache-2.0
#include "sidecars.hpp"

#include "companions.hpp"
#include "geometry.hpp"

#include <nlohmann/json.hpp>

#include <array>
#include <charconv>
#include <cmath>
#include <cstring>

namespace gantry::nifti {
namespace {

using nlohmann::json;

// The shortest text that reads back as the same number.
void append(std::string &text, double value) {
  std::array<char, 32> buffer;
  const auto [end, error] = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value);
  text.append(buffer.data(), end);
}

bool is_column(const gantry_axis &axis, std::uint32_t index, const char *name, const char *unit) {
  return index < axis.column_count && std::strcmp(axis.columns[index]->name, name) == 0 &&
         std::strcmp(axis.columns[index]->unit, unit) == 0;
}

bool is_b_alone(const gantry_axis &axis) { return axis.column_count == 1 && is_column(axis, 0, "b", "s/mm2"); }

bool is_b_with_directions(const gantry_axis &axis) {
  return axis.column_count == 4 && is_column(axis, 0, "b", "s/mm2") && is_column(axis, 1, "gx", "1") &&
         is_column(axis, 2, "gy", "1") && is_column(axis, 3, "gz", "1");
}

bool is_diffusion(const gantry_axis &axis) {
  return std::strcmp(axis.name, "diffusion") == 0 && (is_b_alone(axis) || is_b_with_directions(axis));
}

std::string bval_text(const gantry_axis &axis) {
  std::string text;
  for (std::uint64_t f = 0; f < axis.length; ++f) {
    if (f > 0) text += ' ';
    append(text, axis.columns[0]->values[f]);
  }
  return text + '\n';
}

std::string bvec_text(const gantry_axis &axis, const gantry_geometry &geometry) {
  std::array<std::string, 3> rows;
  for (std::uint64_t f = 0; f < axis.length; ++f) {
    const auto bvec = direction_to_fsl(
        geometry, {axis.columns[1]->values[f], axis.columns[2]->values[f], axis.columns[3]->values[f]});
    for (unsigned a = 0; a < 3; ++a) {
      if (f > 0) rows[a] += ' ';
      append(rows[a], bvec[a] + 0.0);
    }
  }
  return rows[0] + '\n' + rows[1] + '\n' + rows[2] + '\n';
}

json axis_json(const gantry_axis &axis) {
  json columns = json::array();
  for (std::uint32_t c = 0; c < axis.column_count; ++c) {
    const gantry_axis_column &column = *axis.columns[c];
    columns.push_back({{"name", column.name},
                       {"unit", column.unit},
                       {"values", std::vector<double>(column.values, column.values + axis.length)}});
  }
  return {{"name", axis.name}, {"columns", std::move(columns)}};
}

json segments_json(const gantry_volume &v) {
  json segments = json::array();
  for (std::uint32_t s = 0; s < v.segment_count; ++s) {
    const gantry_segment &segment = *v.segments[s];
    segments.push_back(
        {{"value", segment.value}, {"name", segment.name}, {"code", segment.code}, {"colour", segment.colour}});
  }
  return segments;
}

json sidecar_json(const VolumeView &view, bool with_axis) {
  const gantry_volume &v = view.c();
  json out = json::object();
  if (with_axis) out["axis"] = axis_json(*v.axis);
  if (v.unit[0] != '\0') out["unit"] = v.unit;
  if (v.quantity[0] != '\0') out["quantity"] = v.quantity;
  if (v.segment_count > 0) out["segments"] = segments_json(v);
  if (v.channel_name_count > 0) {
    out["channels"] = std::vector<std::string>(v.channel_names, v.channel_names + v.channel_name_count);
  }
  if (out.empty()) return out;
  if (v.modality[0] != '\0') out["modality"] = v.modality;
  out["schema"] = sidecar_schema;
  return out;
}

}  // namespace

std::optional<EvenTime> even_time(const VolumeView &view) {
  const gantry_axis *axis = view.c().axis;
  if (axis == nullptr || std::strcmp(axis->name, "time") != 0 || axis->column_count != 1 || axis->length < 2 ||
      !is_column(*axis, 0, "t", "s")) {
    return std::nullopt;
  }
  const double *t = axis->columns[0]->values;
  const EvenTime time{t[0], t[1] - t[0]};
  if (!(time.step > 0)) return std::nullopt;
  for (std::uint64_t f = 0; f < axis->length; ++f) {
    if (!(std::abs(t[f] - time.first - time.step * static_cast<double>(f)) <= 1e-6 * time.step)) return std::nullopt;
  }
  return time;
}

std::vector<Sidecar> sidecars_of(const VolumeView &view, const std::string &stem) {
  std::vector<Sidecar> out;
  const gantry_axis *axis = view.c().axis;
  const bool diffusion = axis != nullptr && is_diffusion(*axis);
  if (diffusion) out.push_back({"text/plain", stem + ".bval", bval_text(*axis)});
  if (diffusion && is_b_with_directions(*axis)) {
    out.push_back({"text/plain", stem + ".bvec", bvec_text(*axis, view.geometry())});
  }
  const json rest = sidecar_json(view, axis != nullptr && !diffusion && !even_time(view));
  if (!rest.empty()) out.push_back({"application/json", stem + ".json", rest.dump(1) + "\n"});
  return out;
}

}  // namespace gantry::nifti
