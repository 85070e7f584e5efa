// SPDX-License-Identifier: Apache-2.0
// Blocks of memory that processes pass to each other by descriptor. Nothing has a name, so nothing outlives its owners.
//
//   GANTRY_TRY(block, SharedMemory::create(bytes));      // zeros, size fixed, writable
//   std::memcpy(block.writable(), source, bytes);
//   GANTRY_CHECK(block.seal());                          // from now on nobody can write it, whoever holds it
#pragma once

#include <core/platform/file_descriptor.hpp>
#include <core/result.hpp>
#include <cstddef>
#include <span>
#include <string>

namespace gantry::core::platform {

class SharedMemory {
 public:
  SharedMemory() = default;  // empty: size 0, no descriptor
  SharedMemory(SharedMemory &&) noexcept;
  SharedMemory &operator=(SharedMemory &&) noexcept;
  ~SharedMemory();

  // A new block of zeros, mapped for writing. Its size can never change. Error "memory.none" when there is none.
  static Result<SharedMemory> create(std::size_t bytes);
  // create, filled with a copy, sealed.
  static Result<SharedMemory> copy_of(std::span<const std::byte> bytes);

  // A block from another process. Refuses ("memory.unsealed") one whose size could still change or is not `bytes`.
  // read: also requires F_SEAL_WRITE, so that the contents can't change under the reader; maps read-only.
  static Result<SharedMemory> adopt_sealed(FileDescriptor descriptor, std::size_t bytes);
  // A lease: maps for writing, with an inaccessible page before and after. The end of the last page beyond `bytes`
  // is filled with a canary.
  static Result<SharedMemory> adopt_lease(FileDescriptor descriptor, std::size_t bytes);

  // A second mapping of the same sealed block, without a copy.
  Result<SharedMemory> second() const;

  std::size_t size() const { return size_; }
  std::span<const std::byte> bytes() const { return {data_, size_}; }
  std::byte *writable();  // nullptr once sealed or when adopted for reading
  int descriptor() const { return descriptor_.get(); }
  std::string path() const;  // by which this process opens it as a file, while it lasts

  // False when somebody wrote past the end of a lease.
  bool canary_intact() const;
  // Unmaps for writing, seals, maps for reading. "memory.busy" when another mapping can still write.
  Result<void> seal();
  // Gives up a lease: unmaps, keeps the descriptor.
  void unmap();

 private:
  FileDescriptor descriptor_;
  std::byte *data_ = nullptr;
  std::byte *mapping_ = nullptr;  // start of the reservation, with guard pages
  std::size_t size_ = 0;
  std::size_t mapping_size_ = 0;
  bool writable_ = false;
};

// Into a block that may be mapped elsewhere, without touching a page of it here: what is written whole isn't zeroed first.
// "memory.none" when there is no room, or the part lies beyond what the process may write.
Result<void> write_into(int descriptor, std::uint64_t at, std::span<const std::byte> bytes);

}  // namespace gantry::core::platform
