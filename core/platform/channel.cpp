// SPDX-License-Identifier: Apache-2.0
#include <core/platform/channel.hpp>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <poll.h>
#include <sys/socket.h>

namespace gantry::core::platform {
namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

constexpr std::uint32_t magic = 0x59525447;  // "GTRY"

struct Header {
  std::uint32_t magic;
  std::uint16_t version, type;
  std::uint32_t payload;
  std::uint16_t descriptors, zero;
};
static_assert(sizeof(Header) == Channel::header_bytes);

auto closed() { return fail("channel.closed", "the other process has closed the connection"); }
auto late() { return fail("channel.timeout", "the other process did not answer in time"); }
auto malformed(std::string what) { return fail("channel.malformed", "a message came in that can't be read: " + what); }

// Milliseconds until `end`, as poll wants them; -1 for ever.
int left(Clock::time_point end, bool for_ever) {
  if (for_ever) return -1;
  return static_cast<int>(std::max<std::int64_t>(0, std::chrono::ceil<milliseconds>(end - Clock::now()).count()));
}

// Most answers come at once, and a core that went to sleep takes some 50 µs to wake: look for a moment first.
int poll_awake(pollfd *entries, nfds_t count, int timeout) {
  constexpr std::chrono::microseconds moment{80};
  const auto end = Clock::now() + moment;
  do {
    if (const int ready = ::poll(entries, count, 0); ready != 0 || timeout == 0) return ready;
  } while (Clock::now() < end);
  return ::poll(entries, count, timeout);
}

bool wait_for(int descriptor, short events, int timeout) {
  pollfd entry{descriptor, events, 0};
  int ready = 0;
  do ready = poll_awake(&entry, 1, timeout);
  while (ready < 0 && errno == EINTR);
  return ready > 0;
}

using ControlBuffer = std::array<char, CMSG_SPACE(sizeof(int) * Channel::max_descriptors)>;

}  // namespace

std::uint32_t wait_readable(std::span<const int> descriptors, milliseconds timeout) {
  std::array<pollfd, 8> entries{};
  const std::size_t count = std::min(descriptors.size(), entries.size());
  for (std::size_t i = 0; i < count; ++i) entries[i] = {descriptors[i], POLLIN | POLLRDHUP, 0};
  const int limit = timeout.count() < 0 ? -1 : static_cast<int>(timeout.count());
  std::uint32_t ready = 0;
  if (poll_awake(entries.data(), count, limit) <= 0) return 0;
  for (std::size_t i = 0; i < count; ++i)
    if (entries[i].revents != 0) ready |= 1u << i;
  return ready;
}

Result<std::pair<Channel, Channel>> Channel::pair() {
  int ends[2];
  if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0)
    return fail("channel.none", "no connection to a worker can be made: " + std::string(std::strerror(errno)), {},
                "close other programs and try again");
  return std::pair{Channel{FileDescriptor{ends[0]}}, Channel{FileDescriptor{ends[1]}}};
}

Result<void> Channel::send(std::uint16_t type, std::string_view payload, std::span<const int> descriptors,
                           milliseconds timeout) {
  if (payload.size() > max_payload || descriptors.size() > max_descriptors)
    return fail("channel.too-large", "a message of " + std::to_string(payload.size()) + " bytes is too large to send");
  Header header{
      magic, version, type, static_cast<std::uint32_t>(payload.size()), static_cast<std::uint16_t>(descriptors.size()),
      0};
  iovec parts[2] = {{&header, sizeof header}, {const_cast<char *>(payload.data()), payload.size()}};
  msghdr message{};
  message.msg_iov = parts;
  message.msg_iovlen = payload.empty() ? 1 : 2;
  alignas(cmsghdr) ControlBuffer control{};
  if (!descriptors.empty()) {
    message.msg_control = control.data();
    message.msg_controllen = CMSG_SPACE(sizeof(int) * descriptors.size());
    cmsghdr *rights = CMSG_FIRSTHDR(&message);
    rights->cmsg_level = SOL_SOCKET;
    rights->cmsg_type = SCM_RIGHTS;
    rights->cmsg_len = CMSG_LEN(sizeof(int) * descriptors.size());
    std::memcpy(CMSG_DATA(rights), descriptors.data(), sizeof(int) * descriptors.size());
  }
  const auto end = Clock::now() + timeout;
  while (message.msg_iovlen > 0) {
    const ssize_t sent = ::sendmsg(socket_.get(), &message, MSG_NOSIGNAL | MSG_DONTWAIT);
    if (sent < 0) {
      if (errno == EINTR) continue;
      if (errno != EAGAIN && errno != EWOULDBLOCK) return closed();
      if (!wait_for(socket_.get(), POLLOUT, left(end, timeout.count() < 0))) return late();
      continue;
    }
    message.msg_control = nullptr;  // the descriptors went with the first byte
    message.msg_controllen = 0;
    auto rest = static_cast<std::size_t>(sent);
    while (message.msg_iovlen > 0 && rest >= message.msg_iov->iov_len) {
      rest -= message.msg_iov->iov_len;
      ++message.msg_iov;
      --message.msg_iovlen;
    }
    if (message.msg_iovlen > 0) {
      message.msg_iov->iov_base = static_cast<char *>(message.msg_iov->iov_base) + rest;
      message.msg_iov->iov_len -= rest;
    }
  }
  return done();
}

Result<std::size_t> Channel::read_some(char *into, std::size_t bytes) {
  iovec part{into, bytes};
  alignas(cmsghdr) ControlBuffer control;
  msghdr message{};
  message.msg_iov = &part;
  message.msg_iovlen = 1;
  message.msg_control = control.data();
  message.msg_controllen = control.size();
  ssize_t got = 0;
  do got = ::recvmsg(socket_.get(), &message, MSG_DONTWAIT | MSG_CMSG_CLOEXEC);
  while (got < 0 && errno == EINTR);
  if (got < 0) {
    if (errno == EAGAIN || errno == EWOULDBLOCK) return std::size_t{0};
    return closed();
  }
  for (cmsghdr *entry = CMSG_FIRSTHDR(&message); entry != nullptr; entry = CMSG_NXTHDR(&message, entry)) {
    if (entry->cmsg_level != SOL_SOCKET || entry->cmsg_type != SCM_RIGHTS) continue;
    const std::size_t count = (entry->cmsg_len - CMSG_LEN(0)) / sizeof(int);
    for (std::size_t i = 0; i < count; ++i) {
      int descriptor = -1;
      std::memcpy(&descriptor, CMSG_DATA(entry) + i * sizeof(int), sizeof descriptor);
      frame_.descriptors.emplace_back(descriptor);
    }
  }
  if (got == 0) return closed();
  if ((message.msg_flags & MSG_CTRUNC) != 0 || frame_.descriptors.size() > max_descriptors)
    return malformed("it brings more descriptors than it may");
  return static_cast<std::size_t>(got);
}

Result<void> Channel::check_header() {
  Header header{};
  std::memcpy(&header, header_.data(), sizeof header);
  if (header.magic != magic) return malformed("it does not begin as a frame does");
  if (header.version != version)
    return malformed("it is of protocol version " + std::to_string(header.version) + ", this is " +
                     std::to_string(version));
  if (header.zero != 0) return malformed("its header is not well formed");
  if (header.payload > max_payload || header.descriptors > max_descriptors)
    return fail("channel.too-large", "a message of " + std::to_string(header.payload) + " bytes with " +
                                         std::to_string(header.descriptors) +
                                         " descriptors came in: that is too large");
  frame_.type = header.type;
  announced_ = header.payload;
  announced_descriptors_ = header.descriptors;
  frame_.payload.resize(announced_);
  return done();
}

Result<std::optional<Frame>> Channel::try_receive() {
  while (received_ < header_bytes) {
    GANTRY_TRY(got, read_some(header_.data() + received_, header_bytes - received_));
    if (got == 0) return std::optional<Frame>{};
    received_ += got;
    if (received_ == header_bytes) GANTRY_CHECK(check_header());
  }
  while (received_ < header_bytes + announced_) {
    const std::size_t at = received_ - header_bytes;
    GANTRY_TRY(got, read_some(frame_.payload.data() + at, announced_ - at));
    if (got == 0) return std::optional<Frame>{};
    received_ += got;
  }
  if (frame_.descriptors.size() != announced_descriptors_)
    return malformed("it does not bring the descriptors that it announces");
  received_ = 0;
  return std::optional<Frame>{std::exchange(frame_, Frame{})};
}

Result<Frame> Channel::receive(milliseconds timeout) {
  const auto end = Clock::now() + timeout;
  for (;;) {
    GANTRY_TRY(frame, try_receive());
    if (frame) return std::move(*frame);
    if (!wait_for(socket_.get(), POLLIN, left(end, timeout.count() < 0))) return late();
  }
}

}  // namespace gantry::core::platform
