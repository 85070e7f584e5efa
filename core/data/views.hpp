// SPDX-License-Identifier: Apache-2.0
// Objects as the structs of the C interface. A view owns the small arrays that its struct points to, not the bytes.
//
//   VolumeView view(header, bytes, nullptr);   // a read view; with `writable` a lease
//   const gantry_volume *v = &view.volume;
#pragma once

#include <core/data/object.hpp>
#include <core/data/signal.hpp>
#include <gantry/io.h>
#include <string>
#include <vector>

namespace gantry::core {

// None may be copied or moved: their structs point into them.
struct VolumeView {
  VolumeView(VolumeHeader header, const std::byte *data, std::byte *writable);
  VolumeView(const VolumeView &) = delete;

  VolumeHeader header;
  gantry_volume volume{};

 private:
  gantry_geometry geometry_{};
  gantry_axis axis_{};
  std::vector<gantry_axis_column> columns_;
  std::vector<const gantry_axis_column *> column_pointers_;
  std::vector<gantry_segment> segments_;
  std::vector<const gantry_segment *> segment_pointers_;
  std::vector<const char *> channel_names_;
};

struct SignalView {
  // The bytes begin with the times when the header says so.
  SignalView(SignalHeader header, const std::byte *data, std::byte *writable);
  SignalView(const SignalView &) = delete;

  SignalHeader header;
  gantry_signal signal{};

 private:
  std::vector<gantry_channel> channels_;
  std::vector<const gantry_channel *> channel_pointers_;
  std::vector<gantry_event> events_;
  std::vector<const gantry_event *> event_pointers_;
};

struct TableView {
  explicit TableView(Table table);
  TableView(const TableView &) = delete;

  Table contents;
  gantry_table table{};

 private:
  std::vector<gantry_column> columns_;
  std::vector<const gantry_column *> column_pointers_;
  std::vector<std::vector<const char *>> texts_;
};

struct RecordView {
  explicit RecordView(const Object &object);
  RecordView(const RecordView &) = delete;

  gantry_record record{};

 private:
  std::string schema_, json_, hash_, parent_;
};

struct FileView {
  explicit FileView(const Object &object);
  FileView(const FileView &) = delete;

  gantry_file file{};

 private:
  std::string media_type_, name_;
};

// The other way round: what a plugin describes, as a header. Error "plugin.invalid" for what can't be.
Result<VolumeHeader> header_of(const gantry_volume &like);
Result<SignalHeader> header_of(const gantry_signal &like);
Result<Table> table_of(const gantry_table &table);

}  // namespace gantry::core
