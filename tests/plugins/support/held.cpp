// SPDX-License-Identifier: Apache-2.0
#include "held.hpp"

#include <algorithm>
#include <stdexcept>

namespace gantry::test {

struct HeldVolume::Parts {
  gantry_volume volume{};
  gantry_geometry geometry{};
  gantry_axis axis{};
  std::vector<double> slice_positions;
  std::vector<std::vector<double>> axis_values;
  std::vector<gantry_axis_column> columns;
  std::vector<const gantry_axis_column *> column_pointers;
  std::vector<gantry_segment> segments;
  std::vector<const gantry_segment *> segment_pointers;
  std::vector<const char *> channel_names;
  std::vector<std::unique_ptr<std::string>> texts;
  std::vector<double> voxels;  // double: aligned for every type

  const char *keep(const char *text) {
    texts.push_back(std::make_unique<std::string>(text));
    return texts.back()->c_str();
  }
};

std::size_t element_bytes(std::uint32_t dtype) {
  constexpr std::size_t bytes[] = {0, 1, 1, 2, 2, 4, 4, 8, 8, 4, 8, 8, 16, 3, 4};
  return bytes[dtype];
}

HeldVolume HeldVolume::like(const gantry_volume &wanted) {
  HeldVolume held;
  held.parts_ = std::make_shared<Parts>();
  Parts &p = *held.parts_;
  p.volume = wanted;
  p.geometry = *wanted.geometry;
  if (p.geometry.slice_positions != nullptr) {
    p.slice_positions.assign(p.geometry.slice_positions, p.geometry.slice_positions + 3 * p.geometry.slice_count);
    p.geometry.slice_positions = p.slice_positions.data();
  }
  p.geometry.frame_of_reference_uid = p.keep(p.geometry.frame_of_reference_uid);
  p.volume.geometry = &p.geometry;
  if (wanted.axis != nullptr) {
    p.axis = *wanted.axis;
    p.axis.name = p.keep(p.axis.name);
    for (std::uint32_t i = 0; i < p.axis.column_count; ++i) {
      gantry_axis_column column = *p.axis.columns[i];
      p.axis_values.emplace_back(column.values, column.values + p.axis.length);
      column.name = p.keep(column.name);
      column.unit = p.keep(column.unit);
      p.columns.push_back(column);
    }
    for (std::size_t i = 0; i < p.columns.size(); ++i) p.columns[i].values = p.axis_values[i].data();
    for (const auto &column : p.columns) p.column_pointers.push_back(&column);
    p.axis.columns = p.column_pointers.data();
    p.volume.axis = &p.axis;
  }
  for (std::uint32_t i = 0; i < wanted.segment_count; ++i) {
    gantry_segment segment = *wanted.segments[i];
    segment.name = p.keep(segment.name);
    segment.code = p.keep(segment.code);
    p.segments.push_back(segment);
  }
  for (const auto &segment : p.segments) p.segment_pointers.push_back(&segment);
  p.volume.segments = p.segment_pointers.data();
  for (std::uint32_t i = 0; i < wanted.channel_name_count; ++i)
    p.channel_names.push_back(p.keep(wanted.channel_names[i]));
  p.volume.channel_names = p.channel_names.data();
  p.volume.unit = p.keep(wanted.unit);
  p.volume.quantity = p.keep(wanted.quantity);
  p.volume.modality = p.keep(wanted.modality);
  std::uint64_t stride = element_bytes(wanted.dtype);
  for (unsigned d = 0; d < GANTRY_MAX_DIMS; ++d) {
    p.volume.stride[d] = static_cast<std::int64_t>(stride);
    stride *= wanted.shape[d];
  }
  p.voxels.resize((stride + 7) / 8);
  p.volume.byte_size = stride;
  p.volume.data = p.volume.writable = p.voxels.data();
  return held;
}

HeldVolume HeldVolume::copy(const gantry_volume &whole) {
  HeldVolume held = like(whole);
  std::memcpy(held.c().writable, whole.data, held.c().byte_size);
  return held;
}

gantry_volume &HeldVolume::c() const { return parts_->volume; }
gantry_geometry &HeldVolume::geometry() const { return parts_->geometry; }

double HeldVolume::value(std::uint64_t i) const {
  return visit(VolumeView(c()), [&](const auto *voxels) { return static_cast<double>(voxels[i]); });
}

struct HeldSignal::Parts {
  gantry_signal signal{};
  std::vector<double> times, samples;  // double: aligned for every type
  std::vector<gantry_channel> channels;
  std::vector<gantry_event> events;
  std::vector<const gantry_channel *> channel_pointers;
  std::vector<const gantry_event *> event_pointers;
  std::vector<std::unique_ptr<std::string>> texts;

  const char *keep(const char *text) {
    texts.push_back(std::make_unique<std::string>(text));
    return texts.back()->c_str();
  }
};

HeldSignal HeldSignal::like(const gantry_signal &wanted) {
  HeldSignal held;
  held.parts_ = std::make_shared<Parts>();
  Parts &p = *held.parts_;
  p.signal = wanted;
  if (wanted.times != nullptr) p.times.assign(wanted.times, wanted.times + wanted.samples);
  p.signal.times = wanted.times == nullptr ? nullptr : p.times.data();
  for (std::uint32_t i = 0; i < wanted.channel_count; ++i) {
    const gantry_channel &c = *wanted.channels[i];
    p.channels.push_back({sizeof c, 0, p.keep(c.name), p.keep(c.unit)});
  }
  for (std::uint32_t i = 0; i < wanted.event_count; ++i) {
    gantry_event e = *wanted.events[i];
    e.code = p.keep(e.code);
    e.label = p.keep(e.label);
    p.events.push_back(e);
  }
  for (const auto &c : p.channels) p.channel_pointers.push_back(&c);
  for (const auto &e : p.events) p.event_pointers.push_back(&e);
  p.signal.channels = p.channel_pointers.data();
  p.signal.events = p.event_pointers.data();
  p.samples.resize((wanted.samples * wanted.channel_count * element_bytes(wanted.dtype) + 7) / 8);
  p.signal.data = p.signal.writable = p.samples.data();
  return held;
}

gantry_signal &HeldSignal::c() const { return parts_->signal; }

double HeldSignal::value(std::size_t channel, std::uint64_t sample) const {
  const std::uint64_t i = channel * c().samples + sample;
  switch (c().dtype) {
    case GANTRY_I16: return static_cast<const std::int16_t *>(c().data)[i];
    case GANTRY_I32: return static_cast<const std::int32_t *>(c().data)[i];
    case GANTRY_F32: return static_cast<double>(static_cast<const float *>(c().data)[i]);
    default: return static_cast<const double *>(c().data)[i];
  }
}

HeldTable HeldTable::copy(const gantry_table &table) {
  HeldTable held;
  held.rows = table.rows;
  for (std::uint32_t c = 0; c < table.column_count; ++c) {
    const gantry_column &column = *table.columns[c];
    held.names.emplace_back(column.name);
    held.units.emplace_back(column.unit);
    if (column.type == GANTRY_COLUMN_F64) {
      const auto *v = static_cast<const double *>(column.data);
      held.columns.emplace_back(std::vector<double>(v, v + table.rows));
    } else if (column.type == GANTRY_COLUMN_I64) {
      const auto *v = static_cast<const std::int64_t *>(column.data);
      held.columns.emplace_back(std::vector<std::int64_t>(v, v + table.rows));
    } else {
      const auto *v = static_cast<const char *const *>(column.data);
      held.columns.emplace_back(std::vector<std::string>(v, v + table.rows));
    }
  }
  return held;
}

std::size_t HeldTable::index(const std::string &name) const {
  const auto found = std::find(names.begin(), names.end(), name);
  if (found == names.end()) throw std::out_of_range("no column " + name);
  return static_cast<std::size_t>(found - names.begin());
}

double HeldTable::number(const std::string &column, std::size_t row) const {
  const auto &values = columns[index(column)];
  if (const auto *f = std::get_if<0>(&values)) return f->at(row);
  return static_cast<double>(std::get<1>(values).at(row));
}

std::string HeldTable::text(const std::string &column, std::size_t row) const {
  return std::get<2>(columns[index(column)]).at(row);
}

}  // namespace gantry::test
