// SPDX-License-Identifier: Apache-2.0
// The gantry_io and gantry_fill tables of a job: its inputs as views, its outputs checked and handed on.
#include <algorithm>
#include <host/worker/io.hpp>

namespace gantry::worker {

using nlohmann::json;

template <class V>
V *JobIo::view(const core::Object &object) {
  const auto found = views_.find(&object);
  if (found != views_.end()) return std::get<std::unique_ptr<V>>(found->second).get();
  std::unique_ptr<V> made;
  const std::byte *data = object.bytes.bytes().data();
  if constexpr (std::is_same_v<V, VolumeView>) {
    if (auto header = core::volume_header(object.header))
      made = std::make_unique<V>(std::move(header.value()), data, nullptr);
  } else if constexpr (std::is_same_v<V, SignalView>) {
    if (auto header = core::signal_header(object.header))
      made = std::make_unique<V>(std::move(header.value()), data, nullptr);
  } else if constexpr (std::is_same_v<V, TableView>) {
    if (auto table = core::table_of(object)) made = std::make_unique<V>(std::move(table.value()));
  } else {
    made = std::make_unique<V>(object);
  }
  V *view = made.get();
  views_.emplace(&object, std::move(made));
  return view;
}

void JobIo::fill_table() {
  fill_.size = sizeof fill_;
  fill_.host = this;
  fill_.put = [](const gantry_fill *fill, const gantry_volume *lease, std::uint64_t begin, const void *bytes,
                 std::uint64_t byte_size) {
    return static_cast<JobIo *>(fill->host)->put(lease, begin, bytes, byte_size);
  };
  table_.size = sizeof table_;
  table_.host = this;
  table_.input_count = [](const gantry_io *io, const char *port) {
    JobIo &self = of(io);
    self.link_.control().beat();
    return static_cast<std::uint32_t>(std::count_if(self.given_.begin(), self.given_.end(),
                                                    [&](const auto &g) { return port != nullptr && g.port == port; }));
  };
  table_.input_volume = [](const gantry_io *io, const char *port, std::uint32_t index, const gantry_volume **out) {
    std::int32_t status = 0;
    if (const auto *object = of(io).input(port, index, GANTRY_KIND_VOLUME, status))
      *out = &of(io).view<VolumeView>(*object)->volume;
    return status;
  };
  table_.input_signal = [](const gantry_io *io, const char *port, std::uint32_t index, const gantry_signal **out) {
    std::int32_t status = 0;
    if (const auto *object = of(io).input(port, index, GANTRY_KIND_SIGNAL, status))
      *out = &of(io).view<SignalView>(*object)->signal;
    return status;
  };
  table_.input_table = [](const gantry_io *io, const char *port, std::uint32_t index, const gantry_table **out) {
    std::int32_t status = 0;
    if (const auto *object = of(io).input(port, index, GANTRY_KIND_TABLE, status))
      *out = &of(io).view<TableView>(*object)->table;
    return status;
  };
  table_.input_record = [](const gantry_io *io, const char *port, std::uint32_t index, const gantry_record **out) {
    std::int32_t status = 0;
    if (const auto *object = of(io).input(port, index, GANTRY_KIND_RECORD, status))
      *out = &of(io).view<RecordView>(*object)->record;
    return status;
  };
  table_.input_file = [](const gantry_io *io, const char *port, std::uint32_t index, const gantry_file **out) {
    std::int32_t status = 0;
    if (const auto *object = of(io).input(port, index, GANTRY_KIND_FILE, status))
      *out = &of(io).view<FileView>(*object)->file;
    return status;
  };
  table_.output_volume = [](const gantry_io *io, const char *port, const gantry_volume *like, gantry_volume **out) {
    return of(io).volume(port, like, out);
  };
  table_.ready = [](const gantry_io *io, const gantry_volume *lease, std::uint64_t begin, std::uint64_t end) {
    of(io).ready(lease, begin, end);
  };
  table_.output_signal = [](const gantry_io *io, const char *port, const gantry_signal *like, gantry_signal **out) {
    return of(io).signal(port, like, out);
  };
  table_.output_table = [](const gantry_io *io, const char *port, const gantry_table *table) -> std::int32_t {
    JobIo &self = of(io);
    if (const auto status = self.may_make(port, GANTRY_KIND_TABLE); status != GANTRY_OK) return status;
    if (table == nullptr) return GANTRY_INVALID_ARGUMENT;
    const auto copied = core::table_of(*table);
    return copied ? self.made(port, core::make_table(copied.value())) : GANTRY_INVALID_ARGUMENT;
  };
  table_.output_record = [](const gantry_io *io, const char *port, const gantry_record *record) -> std::int32_t {
    JobIo &self = of(io);
    if (const auto status = self.may_make(port, GANTRY_KIND_RECORD); status != GANTRY_OK) return status;
    if (record == nullptr || record->schema == nullptr || record->json == nullptr) return GANTRY_INVALID_ARGUMENT;
    const json content = json::parse(record->json, nullptr, false);
    if (content.is_discarded()) return GANTRY_INVALID_ARGUMENT;
    return self.made(port, core::make_record(record->schema, content, record->parent == nullptr ? "" : record->parent));
  };
  table_.output_file = [](const gantry_io *io, const char *port, const gantry_file *file) -> std::int32_t {
    JobIo &self = of(io);
    if (const auto status = self.may_make(port, GANTRY_KIND_FILE); status != GANTRY_OK) return status;
    if (file == nullptr || file->media_type == nullptr || file->name == nullptr ||
        (file->data == nullptr && file->byte_size > 0))
      return GANTRY_INVALID_ARGUMENT;
    return self.made(port, core::make_file(file->media_type, file->name,
                                           {static_cast<const std::byte *>(file->data), file->byte_size}));
  };
}

}  // namespace gantry::worker
