// SPDX-License-Identifier: Apache-2.0
// What a running job can call: progress, cancel, log, fail and services, as its gantry_context table.
//
//   JobContext context(link, job, values->table(), io.table(), services);
//   const std::int32_t status = tool->run(tool, context.table());
//   if (status != GANTRY_OK) return core::fail(context.error(status));
#pragma once

#include <core/worker/protocol.hpp>
#include <gantry/context.h>
#include <host/worker/link.hpp>
#include <host/worker/services.hpp>
#include <mutex>
#include <optional>

namespace gantry::worker {

class JobContext {
 public:
  JobContext(Link &link, const core::protocol::Job &job, const gantry_values *values, const gantry_io *io,
             Services &services);
  JobContext(const JobContext &) = delete;

  const gantry_context *table() const { return &table_; }
  bool cancelled() const { return link_.control().cancel.load(std::memory_order_relaxed) != 0; }
  void progress(double fraction, const char *activity);

  // Why the job failed: the plugin's words, or what the status stands for where it gave none.
  core::Error error(std::int32_t status) const;

 private:
  static JobContext &of(const gantry_context *context) { return *static_cast<JobContext *>(context->host); }

  Link &link_;
  std::string job_;
  Services &services_;
  std::mutex activity_;
  std::optional<core::Error> said_;
  gantry_context table_{};
};

}  // namespace gantry::worker
