// SPDX-License-Identifier: Apache-2.0
// The worker's end of the connection to the host, and its sign of life.
//
//   Link link(std::move(socket), true);
//   GANTRY_TRY(reply, link.ask(Message::file_wanted, {{"index", 0}}, Message::file));
#pragma once

#include <atomic>
#include <core/platform/channel.hpp>
#include <core/worker/control_page.hpp>
#include <core/worker/protocol.hpp>
#include <mutex>

namespace gantry::worker {

using core::Result;
using core::protocol::Message;

class Link {
 public:
  // own_process: this process is the worker, and ends when the connection does.
  Link(core::platform::FileDescriptor socket, bool own_process)
      : channel_(std::move(socket)), own_process_(own_process) {}

  // Waits for ever. [main]
  Result<core::platform::Frame> receive();
  // From any thread. "channel.too-large" when it is more than a message may carry; the connection then still works.
  Result<void> send(Message type, const nlohmann::json &payload, std::span<const int> descriptors = {});
  // Sends, and waits for the answer of the type that belongs to it. [main]
  struct Answer {
    nlohmann::json json;
    std::vector<core::platform::FileDescriptor> descriptors;
  };
  Result<Answer> ask(Message type, const nlohmann::json &payload, Message answer,
                     std::span<const int> descriptors = {});

  void share(core::platform::SharedMemory control);
  core::ControlPage &control() { return *control_; }
  std::atomic<bool> &busy() { return busy_; }
  bool own_process() const { return own_process_; }

 private:
  core::platform::Channel channel_;
  bool own_process_;
  std::mutex sending_;
  core::platform::SharedMemory control_block_;
  core::ControlPage *control_ = nullptr;
  std::atomic<bool> busy_ = false;
};

}  // namespace gantry::worker
