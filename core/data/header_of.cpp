// SPDX-License-Identifier: Apache-2.0
#include <core/data/views.hpp>

#include <algorithm>

namespace gantry::core {
namespace {

constexpr std::uint32_t most = 65'536;  // columns, channels, segments: more is a mistake

auto invalid(const char *what) { return fail("plugin.invalid", what); }

std::string text(const char *words) { return words == nullptr ? std::string{} : std::string(words); }

Geometry geometry_of(const gantry_geometry &like) {
  Geometry g;
  std::copy_n(like.origin, 3, g.origin.begin());
  std::copy_n(like.spacing, 3, g.spacing.begin());
  std::copy_n(like.direction, 9, g.direction.begin());
  if (like.slice_positions != nullptr)
    for (std::uint64_t k = 0; k < like.slice_count; ++k)
      g.slice_positions.push_back(
          {like.slice_positions[3 * k], like.slice_positions[3 * k + 1], like.slice_positions[3 * k + 2]});
  g.frame_of_reference = text(like.frame_of_reference_uid);
  g.assumed = (like.flags & GANTRY_GEOMETRY_ASSUMED) != 0;
  g.sheared = (like.flags & GANTRY_GEOMETRY_SHEARED) != 0;
  return g;
}

Axis axis_of(const gantry_axis &like) {
  Axis axis{text(like.name), {}};
  for (std::uint32_t c = 0; c < like.column_count; ++c) {
    const gantry_axis_column &column = *like.columns[c];
    axis.columns.push_back({text(column.name), text(column.unit), {column.values, column.values + like.length}});
  }
  return axis;
}

}  // namespace

Result<VolumeHeader> header_of(const gantry_volume &like) {
  VolumeHeader h;
  const auto dtype = dtype_by_number(like.dtype);
  if (like.size < sizeof like || !dtype) return invalid("a volume of no known element type");
  if (like.dims < 2 || like.dims > GANTRY_MAX_DIMS) return invalid("a volume has 2 to 5 dimensions");
  if (like.segment_count > most || like.channel_name_count > most)
    return invalid("a volume with too many segments or channels");
  h.dtype = *dtype;
  h.dims = like.dims;
  for (std::size_t d = 0; d < like.dims; ++d) h.shape[d] = like.shape[d];
  if (like.geometry != nullptr) {
    if (like.geometry->slice_positions != nullptr && like.geometry->slice_count != h.shape[2])
      return invalid("a volume needs a position for every slice, or for none");
    h.geometry = geometry_of(*like.geometry);
  } else {
    h.geometry.assumed = true;
  }
  // A map made of a series keeps its description but not its fourth axis.
  if (like.axis != nullptr && like.axis->length == h.shape[3] && like.axis->column_count <= most)
    h.axis = axis_of(*like.axis);
  for (std::uint32_t s = 0; s < like.segment_count; ++s) {
    const gantry_segment &segment = *like.segments[s];
    h.segments.push_back({segment.value, text(segment.name), text(segment.code), segment.colour});
  }
  if (like.channel_name_count == h.shape[4])
    for (std::uint32_t c = 0; c < like.channel_name_count; ++c) h.channels.push_back(text(like.channel_names[c]));
  h.labels = (like.flags & GANTRY_VOLUME_LABELS) != 0;
  h.unit = text(like.unit);
  h.quantity = text(like.quantity);
  h.modality = text(like.modality);
  return h;
}

Result<SignalHeader> header_of(const gantry_signal &like) {
  SignalHeader h;
  const auto dtype = dtype_by_number(like.dtype);
  if (like.size < sizeof like || !dtype) return invalid("a signal of no known sample type");
  if (like.channel_count > most || like.event_count > (1u << 24))
    return invalid("a signal with too many channels or events");
  h.dtype = *dtype;
  h.samples = like.samples;
  h.rate = like.rate;
  if (h.timed() && like.times == nullptr) return invalid("a signal needs a rate or the times of its samples");
  for (std::uint32_t c = 0; c < like.channel_count; ++c)
    h.channels.push_back({text(like.channels[c]->name), text(like.channels[c]->unit)});
  for (std::uint32_t e = 0; e < like.event_count; ++e) {
    const gantry_event &event = *like.events[e];
    h.events.push_back({event.onset, event.duration, event.channel, text(event.code), text(event.label)});
  }
  return h;
}

Result<Table> table_of(const gantry_table &table) {
  Table out;
  if (table.size < sizeof table || table.column_count > most) return invalid("a table with too many columns");
  for (std::uint32_t c = 0; c < table.column_count; ++c) {
    const gantry_column &column = *table.columns[c];
    Column made{text(column.name), text(column.unit), {}};
    if (column.data == nullptr && table.rows > 0) return invalid("a column without data");
    if (column.type == GANTRY_COLUMN_F64) {
      const auto *values = static_cast<const double *>(column.data);
      made.values = std::vector<double>(values, values + table.rows);
    } else if (column.type == GANTRY_COLUMN_I64) {
      const auto *values = static_cast<const std::int64_t *>(column.data);
      made.values = std::vector<std::int64_t>(values, values + table.rows);
    } else if (column.type == GANTRY_COLUMN_TEXT) {
      const auto *values = static_cast<const char *const *>(column.data);
      std::vector<std::string> texts;
      for (std::uint64_t r = 0; r < table.rows; ++r) texts.push_back(text(values[r]));
      made.values = std::move(texts);
    } else {
      return invalid("a column of no known type");
    }
    out.columns.push_back(std::move(made));
  }
  return out;
}

}  // namespace gantry::core
