// SPDX-License-Identifier: Apache-2.0
// The kernel makes a page of new memory at its first touch, which costs a third of what inflating into it does: another
// thread touches the blocks that come next, while this one inflates.
//
//   TouchAhead pages(memory, size, 1 << 20, job.threads() > 1);
//   for (…) { pages.take(block); fill(memory + block * (1 << 20)); }
#pragma once

#include <atomic>
#include <cstdint>
#include <thread>
#include <vector>

namespace gantry::nifti {

class TouchAhead {
 public:
  // `memory` is zeros. Not threaded: does nothing.
  TouchAhead(char *memory, std::uint64_t size, std::uint64_t block_bytes, bool threaded);
  ~TouchAhead();
  TouchAhead(const TouchAhead &) = delete;
  TouchAhead &operator=(const TouchAhead &) = delete;

  // From here on the block is the caller's alone. In order.
  void take(std::uint64_t block);

 private:
  void run();
  void touch(std::uint64_t block);

  enum State : std::uint8_t { untouched, touching, done };
  static constexpr std::uint64_t most_ahead = 16;  // blocks: a file that ends early has not asked for much too much

  char *memory_;
  std::uint64_t size_, block_bytes_;
  std::vector<std::atomic<std::uint8_t>> states_;
  std::atomic<std::uint64_t> current_{0};
  std::atomic<bool> stop_{false};
  std::thread thread_;
};

}  // namespace gantry::nifti
