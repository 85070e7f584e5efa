// SPDX-License-Identifier: Apache-2.0
// Framed messages with descriptors between two processes. The peer is taken for hostile: a frame is refused by its
// header before anything is allocated for it, and nobody waits longer than he says.
//
//   GANTRY_TRY(ends, Channel::pair());
//   GANTRY_CHECK(ends.first.send(7, "{}", {}, 1000ms));
//   GANTRY_TRY(frame, ends.second.receive(1000ms));   // frame.type == 7
//
// A frame: magic "GTRY", protocol version (u16), type (u16), payload bytes (u32), descriptors (u16), 0 (u16), payload.
#pragma once

#include <array>
#include <chrono>
#include <core/platform/file_descriptor.hpp>
#include <core/result.hpp>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace gantry::core::platform {

struct Frame {
  std::uint16_t type = 0;
  std::string payload;
  std::vector<FileDescriptor> descriptors;
};

// send may be called by one thread at a time, receive by another.
// Errors: "channel.closed" (the peer is gone), "channel.timeout", "channel.malformed" (not a frame of this version),
// "channel.too-large" (beyond the limits below). After any but a timeout between frames the channel is of no more use.
class Channel {
 public:
  static constexpr std::uint16_t version = 1;
  static constexpr std::size_t max_payload = std::size_t{16} << 20;
  static constexpr std::size_t max_descriptors = 64;
  static constexpr std::size_t header_bytes = 16;

  Channel() = default;
  explicit Channel(FileDescriptor socket) : socket_(std::move(socket)) {}

  static Result<std::pair<Channel, Channel>> pair();

  Result<void> send(std::uint16_t type, std::string_view payload, std::span<const int> descriptors,
                    std::chrono::milliseconds timeout);
  // What has arrived so far; nothing when a frame is not complete yet. Never waits.
  Result<std::optional<Frame>> try_receive();
  Result<Frame> receive(std::chrono::milliseconds timeout);  // negative: for ever
  bool in_frame() const { return received_ != 0; }           // part of a frame has come

  int descriptor() const { return socket_.get(); }
  FileDescriptor release() { return std::move(socket_); }

 private:
  Result<void> check_header();
  Result<std::size_t> read_some(char *into, std::size_t bytes);  // 0: nothing there yet

  FileDescriptor socket_;
  std::array<char, header_bytes> header_{};
  std::size_t received_ = 0;  // of header and payload
  std::size_t announced_ = 0;
  std::size_t announced_descriptors_ = 0;
  Frame frame_;
};

// Waits until one of the descriptors can be read (or has been hung up) or time is over; negative: for ever.
// Bit i is set for descriptors[i]; an invalid (-1) descriptor is left out.
std::uint32_t wait_readable(std::span<const int> descriptors, std::chrono::milliseconds timeout);

}  // namespace gantry::core::platform
