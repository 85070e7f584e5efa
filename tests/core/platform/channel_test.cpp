// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>
#include <core/platform/channel.hpp>
#include <fcntl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <thread>
#include <unistd.h>

using gantry::core::platform::Channel;
using gantry::core::platform::FileDescriptor;
using namespace std::chrono_literals;

namespace {

std::pair<Channel, Channel> ends() { return Channel::pair().value(); }

}  // namespace

TEST_CASE("a frame comes out as it went in, with its descriptors") {
  auto [here, there] = ends();
  const FileDescriptor file{::open("/dev/null", O_RDONLY | O_CLOEXEC)};
  REQUIRE(here.send(7, "payload", std::array{file.get(), file.get()}, 1s));
  REQUIRE(here.send(8, "", {}, 1s));
  const auto first = there.receive(1s).value();
  CHECK(first.type == 7);
  CHECK(first.payload == "payload");
  REQUIRE(first.descriptors.size() == 2);
  struct stat sent {
  }, received{};
  ::fstat(file.get(), &sent);
  REQUIRE(::fstat(first.descriptors[1].get(), &received) == 0);
  CHECK(received.st_rdev == sent.st_rdev);
  CHECK((::fcntl(first.descriptors[0].get(), F_GETFD) & FD_CLOEXEC) != 0);
  const auto second = there.receive(1s).value();
  CHECK(second.type == 8);
  CHECK(second.payload.empty());
  CHECK(second.descriptors.empty());
}

TEST_CASE("a frame that is larger than the socket's buffer arrives whole, with the largest number of descriptors") {
  auto [here, there] = ends();
  const std::string payload(Channel::max_payload, 'x');
  const FileDescriptor file{::open("/dev/null", O_RDONLY | O_CLOEXEC)};
  const std::vector<int> many(Channel::max_descriptors, file.get());
  bool sent = false;
  std::thread sender([&, &from = here] { sent = from.send(1, payload, many, 10s).has_value(); });
  const auto frame = there.receive(10s);
  sender.join();
  CHECK(sent);
  REQUIRE(frame);
  CHECK(frame.value().payload == payload);
  CHECK(frame.value().descriptors.size() == many.size());
}

TEST_CASE("a frame that trickles in byte by byte is put together") {
  auto [here, there] = ends();
  auto [from, to] = ends();
  REQUIRE(from.send(3, "abc", {}, 1s));
  std::string bytes(Channel::header_bytes + 3, '\0');
  REQUIRE(::recv(to.descriptor(), bytes.data(), bytes.size(), 0) == static_cast<ssize_t>(bytes.size()));
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    const auto early = there.try_receive();
    REQUIRE(early);
    CHECK(!early.value());
    ::send(here.descriptor(), &bytes[i], 1, 0);
  }
  const auto frame = there.try_receive();
  REQUIRE(frame);
  REQUIRE(frame.value());
  CHECK(frame.value()->payload == "abc");
}

TEST_CASE("nothing too large is sent") {
  auto [here, there] = ends();
  CHECK(here.send(1, std::string(Channel::max_payload + 1, 'x'), {}, 1s).error().code == "channel.too-large");
  const std::vector<int> many(Channel::max_descriptors + 1, 0);
  CHECK(here.send(1, "", many, 1s).error().code == "channel.too-large");
}

TEST_CASE("waiting ends when time is over, when the peer is gone, and never in a write that nobody reads") {
  auto [here, there] = ends();
  CHECK(there.receive(10ms).error().code == "channel.timeout");
  CHECK(here.send(1, std::string(Channel::max_payload, 'x'), {}, 50ms).error().code == "channel.timeout");
  here = Channel{};
  CHECK(there.receive(1s).error().code == "channel.closed");
  CHECK(there.send(1, "x", {}, 1s).error().code == "channel.closed");
}

TEST_CASE("more descriptors than are announced end the conversation and are closed") {
  auto [here, there] = ends();
  const FileDescriptor file{::open("/dev/null", O_RDONLY | O_CLOEXEC)};
  REQUIRE(here.send(1, "ab", std::array{file.get()}, 1s));
  // The same frame, but its header says that no descriptor comes.
  std::string bytes(Channel::header_bytes + 2, '\0');
  REQUIRE(::recv(there.descriptor(), bytes.data(), bytes.size(), 0) == static_cast<ssize_t>(bytes.size()));
  bytes[12] = 0;
  iovec part{bytes.data(), bytes.size()};
  alignas(cmsghdr) char control[CMSG_SPACE(sizeof(int))] = {};
  msghdr message{};
  message.msg_iov = &part;
  message.msg_iovlen = 1;
  message.msg_control = control;
  message.msg_controllen = sizeof control;
  cmsghdr *rights = CMSG_FIRSTHDR(&message);
  rights->cmsg_level = SOL_SOCKET;
  rights->cmsg_type = SCM_RIGHTS;
  rights->cmsg_len = CMSG_LEN(sizeof(int));
  *reinterpret_cast<int *>(CMSG_DATA(rights)) = file.get();
  REQUIRE(::sendmsg(here.descriptor(), &message, 0) > 0);
  CHECK(there.receive(1s).error().code == "channel.malformed");
}
