// SPDX-License-Identifier: Apache-2.0
// The inputs and outputs of one job, by port, as its gantry_io table.
//
//   JobIo io(link, ports_of(inputs), ports_of(outputs), job.inputs);
//   GANTRY_CHECK(io.check_inputs());
//   context.io = io.table();   … run …
//   GANTRY_CHECK(io.finish(status == GANTRY_OK));
#pragma once

#include <core/data/object.hpp>
#include <core/data/views.hpp>
#include <gantry/fill.h>
#include <gantry/io.h>
#include <host/worker/link.hpp>
#include <map>
#include <memory>
#include <mutex>
#include <shared_mutex>
#include <optional>
#include <span>
#include <string>
#include <variant>
#include <vector>

namespace gantry::worker {

using core::FileView;
using core::RecordView;
using core::SignalView;
using core::TableView;
using core::VolumeView;

struct Port {
  std::string key;
  std::uint32_t kind = 0, flags = 0;
};
std::vector<Port> ports_of(std::span<const gantry_port *const> declared);

class JobIo {
 public:
  // `outputs` absent: any port may be filled (fits, whose ports follow from the model).
  JobIo(Link &link, std::vector<Port> inputs, std::optional<std::vector<Port>> outputs,
        std::vector<core::PortObject> given);
  JobIo(const JobIo &) = delete;

  const gantry_io *table() const { return &table_; }
  // gantry.fill/1 of the job that this table is of.
  static const gantry_fill *fill_service(const gantry_io *table) { return &of(table).fill_; }
  // No volume and no signal is wanted: {"port", "header"} of one that is asked for is added to `list`, and whoever asks is
  // told that the job is cancelled.
  void describe_only(nlohmann::json &list) { described_ = &list; }
  const std::vector<core::PortObject> &given() const { return given_; }

  // "job.input": one is missing, too many, undeclared or of another kind.
  Result<void> check_inputs() const;
  // Ends all leases. "worker.lease" (Failure::crashed) when one was written outside; when `complete`, also
  // "plugin.output-missing" for a declared output that was not made.
  Result<void> finish(bool complete);

  // For what is linked in: no declaration is asked for. Zeroed memory of the header's size, until finish().
  Result<std::byte *> lease(const std::string &port, const nlohmann::json &header, std::uint64_t bytes);
  Result<void> give(const std::string &port, core::ObjectPtr object);

 private:
  using View = std::variant<std::unique_ptr<VolumeView>, std::unique_ptr<SignalView>, std::unique_ptr<TableView>,
                            std::unique_ptr<RecordView>, std::unique_ptr<FileView>>;
  struct Lease {
    std::string port;
    core::platform::SharedMemory memory;
  };

  static JobIo &of(const gantry_io *io) { return *static_cast<JobIo *>(io->host); }
  const core::Object *input(const char *port, std::uint32_t index, std::uint32_t kind, std::int32_t &status) const;
  template <class V>
  V *view(const core::Object &object);
  bool only_described(const std::string &port, const nlohmann::json &header);
  // GANTRY_OK when this output may be made now.
  std::int32_t may_make(const char *port, std::uint32_t kind) const;
  std::int32_t made(const char *port, const Result<core::ObjectPtr> &object);
  std::int32_t volume(const char *port, const gantry_volume *like, gantry_volume **out);
  std::int32_t signal(const char *port, const gantry_signal *like, gantry_signal **out);
  void ready(const gantry_volume *lease, std::uint64_t begin, std::uint64_t end);
  std::int32_t put(const gantry_volume *lease, std::uint64_t begin, const void *bytes, std::uint64_t byte_size);
  void fill_table();

  Link &link_;
  std::vector<Port> inputs_;
  std::optional<std::vector<Port>> outputs_;
  std::vector<core::PortObject> given_;
  std::map<const core::Object *, View> views_;  // of inputs, made when asked for
  std::vector<std::unique_ptr<VolumeView>> volume_leases_;
  std::vector<std::unique_ptr<SignalView>> signal_leases_;
  std::vector<Lease> leases_;
  std::map<std::string, std::uint32_t, std::less<>> made_;
  nlohmann::json *described_ = nullptr;
  std::size_t outputs_ever_ = 0;  // leases and whole ones, as the host counts them
  // Volume leases, for calls from any thread. Nobody else puts anything into one once finish() holds the lock.
  struct Place {
    std::size_t output;  // as the host counts them
    int descriptor;
  };
  std::shared_mutex shown_;
  std::map<const gantry_volume *, Place> places_;
  gantry_fill fill_{};
  gantry_io table_{};
};

}  // namespace gantry::worker
