// SPDX-License-Identifier: Apache-2.0
#include <core/platform/shared_memory.hpp>

#include <algorithm>
#include <thread>
#include <chrono>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <limits>
#include <string>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

namespace gantry::core::platform {
namespace {

constexpr auto canary = std::byte{0xA7};
constexpr int size_seals = F_SEAL_SHRINK | F_SEAL_GROW;

std::size_t page() {
  static const auto bytes = static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
  return bytes;
}

std::size_t whole_pages(std::size_t bytes) { return (bytes + page() - 1) / page() * page(); }

bool too_large(std::size_t bytes) {
  return bytes > static_cast<std::size_t>(std::numeric_limits<off_t>::max()) - 4 * page();
}

auto none(std::size_t bytes) {
  return fail("memory.none", "there is no room for " + std::to_string(bytes) + " bytes of memory", {},
              "close other programs, or work on a smaller part of the data");
}

std::byte *map(int descriptor, std::size_t bytes, int protection, int flags) {
  void *address = ::mmap(nullptr, bytes, protection, flags, descriptor, 0);
  return address == MAP_FAILED ? nullptr : static_cast<std::byte *>(address);
}

// Sizes are only trusted once they can't change.
Result<void> check_seals(int descriptor, std::size_t bytes, int required) {
  const int seals = ::fcntl(descriptor, F_GET_SEALS);
  if (seals < 0 || (seals & required) != required)
    return fail("memory.unsealed", "a block of memory came in that its sender can still change");
  struct stat status {};
  if (::fstat(descriptor, &status) != 0 || static_cast<std::size_t>(status.st_size) != bytes)
    return fail("memory.unsealed", "a block of memory came in that is not as large as was said");
  return done();
}

}  // namespace

SharedMemory::SharedMemory(SharedMemory &&other) noexcept { *this = std::move(other); }

SharedMemory &SharedMemory::operator=(SharedMemory &&other) noexcept {
  std::swap(descriptor_, other.descriptor_);
  std::swap(data_, other.data_);
  std::swap(mapping_, other.mapping_);
  std::swap(size_, other.size_);
  std::swap(mapping_size_, other.mapping_size_);
  std::swap(writable_, other.writable_);
  return *this;
}

SharedMemory::~SharedMemory() {
  if (mapping_ != nullptr) ::munmap(mapping_, mapping_size_);
}

Result<SharedMemory> SharedMemory::create(std::size_t bytes) {
  SharedMemory block;
  if (bytes == 0) return block;
  if (too_large(bytes)) return none(bytes);
  block.descriptor_ = FileDescriptor{::memfd_create("gantry", MFD_CLOEXEC | MFD_ALLOW_SEALING)};
  if (!block.descriptor_) return none(bytes);
  if (::ftruncate(block.descriptor(), static_cast<off_t>(bytes)) != 0) return none(bytes);
  if (::fcntl(block.descriptor(), F_ADD_SEALS, size_seals) != 0) return none(bytes);
  block.mapping_ = block.data_ = map(block.descriptor(), bytes, PROT_READ | PROT_WRITE, MAP_SHARED);
  if (block.data_ == nullptr) return none(bytes);
  // Or a process that another thread starts just now would hold it for writing until it has begun, and it could not be sealed.
  if (::madvise(block.data_, bytes, MADV_DONTFORK) != 0) return none(bytes);
  block.size_ = block.mapping_size_ = bytes;
  block.writable_ = true;
  return block;
}

Result<SharedMemory> SharedMemory::copy_of(std::span<const std::byte> bytes) {
  GANTRY_TRY(block, create(bytes.size()));
  if (!bytes.empty()) std::memcpy(block.writable(), bytes.data(), bytes.size());
  GANTRY_CHECK(block.seal());
  return std::move(block);
}

Result<SharedMemory> SharedMemory::adopt_sealed(FileDescriptor descriptor, std::size_t bytes) {
  SharedMemory block;
  if (bytes == 0) return block;
  GANTRY_CHECK(check_seals(descriptor.get(), bytes, size_seals | F_SEAL_WRITE));
  // Private: a write-sealed file can't be mapped shared before Linux 6.7, and pages that are only read are never copied.
  block.mapping_ = block.data_ = map(descriptor.get(), bytes, PROT_READ, MAP_PRIVATE);
  if (block.data_ == nullptr) return none(bytes);
  block.descriptor_ = std::move(descriptor);
  block.size_ = block.mapping_size_ = bytes;
  return block;
}

Result<SharedMemory> SharedMemory::second() const {
  FileDescriptor again{descriptor_ ? ::fcntl(descriptor_.get(), F_DUPFD_CLOEXEC, 0) : -1};
  return adopt_sealed(std::move(again), size_);
}

Result<SharedMemory> SharedMemory::adopt_lease(FileDescriptor descriptor, std::size_t bytes) {
  SharedMemory block;
  if (bytes == 0) return block;
  if (too_large(bytes)) return none(bytes);
  GANTRY_CHECK(check_seals(descriptor.get(), bytes, size_seals));
  const std::size_t inside = whole_pages(bytes);
  const std::size_t reserved = inside + 2 * page();
  block.mapping_ = map(-1, reserved, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE);
  if (block.mapping_ == nullptr) return none(bytes);
  block.mapping_size_ = reserved;
  void *data =
      ::mmap(block.mapping_ + page(), inside, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_FIXED, descriptor.get(), 0);
  if (data == MAP_FAILED) return none(bytes);
  block.data_ = static_cast<std::byte *>(data);
  block.descriptor_ = std::move(descriptor);
  block.size_ = bytes;
  block.writable_ = true;
  std::fill(block.data_ + bytes, block.data_ + inside, canary);
  return block;
}

std::string SharedMemory::path() const { return "/proc/self/fd/" + std::to_string(descriptor()); }

std::byte *SharedMemory::writable() { return writable_ ? data_ : nullptr; }

bool SharedMemory::canary_intact() const {
  if (data_ == nullptr || mapping_ == data_) return true;  // nothing, or no lease
  return std::all_of(data_ + size_, data_ + whole_pages(size_), [](std::byte b) { return b == canary; });
}

Result<void> SharedMemory::seal() {
  if (!writable_) return done();
  ::munmap(mapping_, mapping_size_);
  mapping_ = data_ = nullptr;
  writable_ = false;
  // A child that another thread has forked a moment ago may hold the block, too, until it becomes another program.
  bool sealed = false;
  for (int tries = 0; tries < 100 && !sealed; ++tries) {
    if (tries > 0) std::this_thread::sleep_for(std::chrono::milliseconds(2));
    sealed = ::fcntl(descriptor_.get(), F_ADD_SEALS, F_SEAL_WRITE | F_SEAL_SEAL) == 0;
    if (!sealed && errno != EBUSY) break;
  }
  if (!sealed) {
    size_ = mapping_size_ = 0;
    return fail("memory.busy", "a block of memory can't be sealed: somebody still holds it for writing");
  }
  mapping_ = data_ = map(descriptor_.get(), size_, PROT_READ, MAP_PRIVATE);
  mapping_size_ = size_;
  if (data_ == nullptr) return none(std::exchange(size_, 0));
  return done();
}

void SharedMemory::unmap() {
  if (mapping_ != nullptr) ::munmap(mapping_, mapping_size_);
  mapping_ = data_ = nullptr;
  size_ = mapping_size_ = 0;
  writable_ = false;
}

Result<void> write_into(int descriptor, std::uint64_t at, std::span<const std::byte> bytes) {
  while (!bytes.empty()) {
    const ssize_t put = ::pwrite(descriptor, bytes.data(), bytes.size(), static_cast<off_t>(at));
    if (put < 0 && errno == EINTR) continue;
    if (put <= 0) return none(bytes.size());
    bytes = bytes.subspan(static_cast<std::size_t>(put));
    at += static_cast<std::uint64_t>(put);
  }
  return done();
}

}  // namespace gantry::core::platform
