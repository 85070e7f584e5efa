// SPDX-License-Identifier: Apache-2.0
// What a worker asks for while a job runs, and the host's answers. Every frame is taken for hostile.
//
//   Conversation talk(channel, request, watcher, services);
//   GANTRY_TRY(finished, talk.take(frame));   // nothing while the job goes on
//   GANTRY_TRY(outputs, talk.outputs());      // sealed
#pragma once

#include <core/platform/channel.hpp>
#include <core/worker/protocol.hpp>
#include <core/worker/worker_pool.hpp>
#include <optional>
#include <string>
#include <vector>

namespace gantry::core {

class Conversation {
 public:
  static constexpr std::size_t max_logs = 10'000;
  static constexpr std::size_t max_log_bytes = std::size_t{4} << 20;
  static constexpr std::size_t max_outputs = 16'384;
  static constexpr std::size_t max_parts = 1'000'000;

  Conversation(platform::Channel &channel, const JobRequest &request, const JobWatcher &watcher,
               const ServiceHandler &services)
      : channel_(channel), request_(request), watcher_(watcher), services_(services) {}

  // Errors "worker.flooded", "worker.protocol", "channel.…": the worker is to be ended.
  Result<std::optional<protocol::Finished>> take(platform::Frame frame);
  // In the order in which they were made. "memory.busy" when the worker can still write to one.
  Result<std::vector<PortObject>> outputs();

  bool output_limit_passed() const { return wanted_bytes_ > 0; }
  std::string output_limit_words() const;
  std::vector<std::string> warnings() { return std::move(warnings_); }

 private:
  struct Output {
    std::string port;
    nlohmann::json header;
    platform::SharedMemory memory;  // a lease, until it is sealed
    ObjectPtr object;               // or what came whole
  };

  Result<void> log(const nlohmann::json &json);
  Result<void> lease(const nlohmann::json &json);
  Result<void> output(const nlohmann::json &json, std::vector<platform::FileDescriptor> &descriptors);
  Result<void> part_ready(const nlohmann::json &json);
  Result<void> file(const nlohmann::json &json);
  Result<void> service(const nlohmann::json &json);
  bool grant(std::uint64_t bytes);

  platform::Channel &channel_;
  const JobRequest &request_;
  const JobWatcher &watcher_;
  const ServiceHandler &services_;
  std::vector<Output> outputs_;
  std::vector<std::string> warnings_;
  std::uint64_t output_bytes_ = 0;
  std::uint64_t wanted_bytes_ = 0;  // that would have passed the limit
  std::size_t logs_ = 0, log_bytes_ = 0, parts_ = 0;
};

}  // namespace gantry::core
