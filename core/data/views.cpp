// SPDX-License-Identifier: Apache-2.0
#include <core/data/views.hpp>

#include <algorithm>
#include <array>
#include <core/data/pointers.hpp>

namespace gantry::core {
namespace {

std::string member(const Object &object, const char *name) {
  const auto found = object.header.find(name);
  return found != object.header.end() && found->is_string() ? found->get<std::string>() : std::string{};
}

}  // namespace

VolumeView::VolumeView(VolumeHeader given, const std::byte *data, std::byte *writable) : header(std::move(given)) {
  const VolumeHeader &h = header;
  const Geometry &g = h.geometry;
  geometry_.size = sizeof geometry_;
  geometry_.flags = (g.assumed ? GANTRY_GEOMETRY_ASSUMED : 0) | (g.sheared ? GANTRY_GEOMETRY_SHEARED : 0) |
                    (g.slice_positions.empty() ? 0 : GANTRY_GEOMETRY_UNEVEN);
  std::copy(g.origin.begin(), g.origin.end(), geometry_.origin);
  std::copy(g.spacing.begin(), g.spacing.end(), geometry_.spacing);
  std::copy(g.direction.begin(), g.direction.end(), geometry_.direction);
  geometry_.slice_positions = g.slice_positions.empty() ? nullptr : g.slice_positions.front().data();
  geometry_.slice_count = g.slice_positions.size();
  geometry_.frame_of_reference_uid = g.frame_of_reference.c_str();
  if (h.axis) {
    for (const auto &c : h.axis->columns)
      columns_.push_back({sizeof(gantry_axis_column), 0, c.name.c_str(), c.unit.c_str(), c.values.data()});
    column_pointers_ = pointers(columns_);
    axis_ = {sizeof axis_, count(columns_), h.shape[3], h.axis->name.c_str(), column_pointers_.data()};
  }
  for (const auto &s : h.segments)
    segments_.push_back({sizeof(gantry_segment), s.colour, s.value, s.name.c_str(), s.code.c_str()});
  segment_pointers_ = pointers(segments_);
  for (const auto &name : h.channels) channel_names_.push_back(name.c_str());

  volume.size = sizeof volume;
  volume.dtype = static_cast<std::uint32_t>(h.dtype);
  volume.flags = h.labels ? GANTRY_VOLUME_LABELS : 0;
  volume.dims = h.dims;
  auto stride = static_cast<std::int64_t>(byte_size(h.dtype));
  for (std::size_t d = 0; d < GANTRY_MAX_DIMS; ++d) {
    volume.shape[d] = h.shape[d];
    volume.stride[d] = stride;
    stride *= static_cast<std::int64_t>(h.shape[d]);
  }
  volume.data = data;
  volume.writable = writable;
  volume.byte_size = h.byte_size();
  volume.geometry = &geometry_;
  volume.axis = h.axis ? &axis_ : nullptr;
  volume.segments = segment_pointers_.data();
  volume.segment_count = count(segments_);
  volume.channel_name_count = count(channel_names_);
  volume.channel_names = channel_names_.data();
  volume.unit = h.unit.c_str();
  volume.quantity = h.quantity.c_str();
  volume.modality = h.modality.c_str();
}

SignalView::SignalView(SignalHeader given, const std::byte *data, std::byte *writable) : header(std::move(given)) {
  for (const auto &c : header.channels)
    channels_.push_back({sizeof(gantry_channel), 0, c.name.c_str(), c.unit.c_str()});
  channel_pointers_ = pointers(channels_);
  for (const auto &e : header.events)
    events_.push_back({sizeof(gantry_event), e.channel, e.onset, e.duration, e.code.c_str(), e.label.c_str()});
  event_pointers_ = pointers(events_);
  signal.size = sizeof signal;
  signal.dtype = static_cast<std::uint32_t>(header.dtype);
  signal.channel_count = count(channels_);
  signal.event_count = count(events_);
  signal.samples = header.samples;
  signal.rate = header.rate;
  signal.times = header.timed() ? reinterpret_cast<const double *>(data) : nullptr;
  signal.data = data == nullptr ? nullptr : data + header.times_bytes();
  signal.writable = writable == nullptr ? nullptr : writable + header.times_bytes();
  signal.channels = channel_pointers_.data();
  signal.events = event_pointers_.data();
}

TableView::TableView(Table given) : contents(std::move(given)) {
  texts_.reserve(contents.columns.size());
  constexpr std::array types{GANTRY_COLUMN_F64, GANTRY_COLUMN_I64, GANTRY_COLUMN_TEXT};
  for (const auto &c : contents.columns) {
    const void *data = nullptr;
    if (const auto *texts = std::get_if<std::vector<std::string>>(&c.values)) {
      auto &list = texts_.emplace_back();
      for (const auto &text : *texts) list.push_back(text.c_str());
      data = list.data();
    } else {
      data = std::visit([](const auto &values) { return static_cast<const void *>(values.data()); }, c.values);
    }
    columns_.push_back({sizeof(gantry_column), types[c.values.index()], c.name.c_str(), c.unit.c_str(), data});
  }
  column_pointers_ = pointers(columns_);
  table = {sizeof table, count(columns_), contents.rows(), column_pointers_.data()};
}

RecordView::RecordView(const Object &object)
    : schema_(member(object, "schema")),
      json_(reinterpret_cast<const char *>(object.bytes.bytes().data()), object.bytes.size()),
      hash_(content_hash(object)),
      parent_(member(object, "parent")) {
  record = {
      sizeof record, 0, schema_.c_str(), json_.c_str(), hash_.c_str(), parent_.empty() ? nullptr : parent_.c_str()};
}

FileView::FileView(const Object &object) : media_type_(member(object, "media_type")), name_(member(object, "name")) {
  file = {sizeof file, 0, media_type_.c_str(), name_.c_str(), object.bytes.bytes().data(), object.bytes.size()};
}

}  // namespace gantry::core
