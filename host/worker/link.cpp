// SPDX-License-Identifier: Apache-2.0
#include <host/worker/link.hpp>

#include <core/platform/parent_watch.hpp>

namespace gantry::worker {

using core::fail;
using namespace std::chrono_literals;

Result<core::platform::Frame> Link::receive() { return channel_.receive(-1ms); }

Result<void> Link::send(Message type, const nlohmann::json &payload, std::span<const int> descriptors) {
  const std::string text = core::protocol::text(payload);
  const std::lock_guard lock(sending_);
  // No time limit: a host that is busy reads later, a host that is gone closes the socket.
  auto sent = channel_.send(static_cast<std::uint16_t>(type), text, descriptors, -1ms);
  if (!sent && sent.error().code != "channel.too-large" && own_process_)
    core::platform::leave_now(core::platform::connection_lost);
  return sent;
}

Result<Link::Answer> Link::ask(Message type, const nlohmann::json &payload, Message answer,
                               std::span<const int> descriptors) {
  GANTRY_CHECK(send(type, payload, descriptors));
  auto frame = receive();
  if (!frame) {
    if (own_process_) core::platform::leave_now(core::platform::connection_lost);
    return fail(frame.error());
  }
  if (frame.value().type != static_cast<std::uint16_t>(answer))
    return fail("protocol.order", "the host answered something else than was asked");
  GANTRY_TRY(json, core::protocol::parse(frame.value().payload));
  return Answer{std::move(json), std::move(frame.value().descriptors)};
}

void Link::share(core::platform::SharedMemory control) {
  control_block_ = std::move(control);
  control_ = core::ControlPage::in(control_block_);
}

}  // namespace gantry::worker
