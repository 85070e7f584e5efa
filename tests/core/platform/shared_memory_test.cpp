// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>
#include <core/platform/shared_memory.hpp>
#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

using gantry::core::platform::FileDescriptor;
using gantry::core::platform::SharedMemory;

namespace {

FileDescriptor again(const SharedMemory &block) { return FileDescriptor{::dup(block.descriptor())}; }

std::span<const std::byte> bytes_of(const char *text) { return std::as_bytes(std::span(text, std::strlen(text))); }

// The signal by which a child ends that writes to this address.
int signal_of_writing(std::byte *address) {
  const pid_t child = ::fork();
  if (child == 0) {
    ::signal(SIGSEGV, SIG_DFL);
    *static_cast<volatile std::byte *>(address) = std::byte{1};
    ::_exit(0);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  return WIFSIGNALED(status) ? WTERMSIG(status) : 0;
}

}  // namespace

TEST_CASE("a new block is zeros, writable, and of a size that never changes") {
  auto block = SharedMemory::create(5000).value();
  REQUIRE(block.size() == 5000);
  for (const std::byte b : block.bytes()) REQUIRE(b == std::byte{0});
  CHECK(::ftruncate(block.descriptor(), 10) != 0);
  CHECK(::ftruncate(block.descriptor(), 10'000) != 0);
}

TEST_CASE("a block can be sealed although a process was started meanwhile") {
  auto block = SharedMemory::create(100).value();
  const pid_t child = ::fork();
  if (child == 0) {
    ::pause();
    ::_exit(0);
  }
  CHECK(block.seal());
  ::kill(child, SIGKILL);
  ::waitpid(child, nullptr, 0);
}

TEST_CASE("a block of no bytes needs no memory and no descriptor") {
  auto block = SharedMemory::create(0).value();
  CHECK(block.size() == 0);
  CHECK(block.descriptor() == -1);
  CHECK(block.seal());
  CHECK(SharedMemory::adopt_sealed({}, 0));
}

TEST_CASE("a block that is larger than the machine is refused") {
  CHECK(SharedMemory::create(~std::size_t{0}).error().code == "memory.none");
}

TEST_CASE("once sealed, nobody can write a block, whoever holds it") {
  auto block = SharedMemory::create(100).value();
  std::memcpy(block.writable(), "hello", 5);
  const auto other = again(block);
  REQUIRE(block.seal());
  CHECK(block.writable() == nullptr);
  CHECK(std::memcmp(block.bytes().data(), "hello", 5) == 0);
  CHECK(::mmap(nullptr, 100, PROT_READ | PROT_WRITE, MAP_SHARED, other.get(), 0) == MAP_FAILED);
  CHECK(::pwrite(other.get(), "x", 1, 0) == -1);
  CHECK(signal_of_writing(const_cast<std::byte *>(block.bytes().data())) == SIGSEGV);
  CHECK(block.seal());  // again: nothing to do
}

TEST_CASE("a block can't be sealed while somebody can still write it") {
  auto block = SharedMemory::create(100).value();
  {
    auto lease = SharedMemory::adopt_lease(again(block), 100).value();
    lease.writable()[3] = std::byte{7};
    lease.unmap();
    CHECK(lease.writable() == nullptr);
  }
  auto held = SharedMemory::create(100).value();
  const auto lease = SharedMemory::adopt_lease(again(held), 100).value();
  CHECK(held.seal().error().code == "memory.busy");
  REQUIRE(block.seal());
  CHECK(block.bytes()[3] == std::byte{7});
}

TEST_CASE("a reader adopts only what can't change under it") {
  auto block = SharedMemory::create(100).value();
  CHECK(SharedMemory::adopt_sealed(again(block), 100).error().code == "memory.unsealed");
  REQUIRE(block.seal());
  CHECK(SharedMemory::adopt_sealed(again(block), 100));
  CHECK(SharedMemory::adopt_sealed(again(block), 99).error().code == "memory.unsealed");
  CHECK(SharedMemory::adopt_sealed(again(block), 5000).error().code == "memory.unsealed");
  CHECK(SharedMemory::adopt_sealed(FileDescriptor{::dup(2)}, 100).error().code == "memory.unsealed");
  CHECK(SharedMemory::adopt_sealed(FileDescriptor{}, 100).error().code == "memory.unsealed");
}

TEST_CASE("a lease has a wall before it, a wall behind its last page and a canary up to it") {
  for (const std::size_t bytes : {std::size_t{100}, std::size_t{4096}, std::size_t{5000}}) {
    auto block = SharedMemory::create(bytes).value();
    auto lease = SharedMemory::adopt_lease(again(block), bytes).value();
    CHECK(lease.canary_intact());
    std::memset(lease.writable(), 0xFF, bytes);
    CHECK(lease.canary_intact());
    CHECK(signal_of_writing(lease.writable() - 1) == SIGSEGV);
    CHECK(signal_of_writing(lease.writable() + (bytes + 4095) / 4096 * 4096) == SIGSEGV);
    if (bytes % 4096 == 0) continue;
    lease.writable()[bytes] = std::byte{0};
    CHECK(!lease.canary_intact());
  }
}

TEST_CASE("a copy is sealed and equal") {
  const auto block = SharedMemory::copy_of(bytes_of("some bytes")).value();
  CHECK(block.size() == 10);
  CHECK(std::memcmp(block.bytes().data(), "some bytes", 10) == 0);
  CHECK((::fcntl(block.descriptor(), F_GET_SEALS) & F_SEAL_WRITE) != 0);
}
