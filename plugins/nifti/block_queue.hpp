// SPDX-License-Identifier: Apache-2.0
// Blocks that one thread fills and another one empties, in order; the buffers are few, so that they stay in the cache.
//
//   BlockQueue queue(1 << 20, job.threads() > 1, [&](std::uint64_t block, const char *bytes) { … });
//   for (std::uint64_t b = 0; b < n; ++b) { fill(queue.next()); queue.push(b); }
//   queue.drain();
#pragma once

#include <array>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace gantry::nifti {

class BlockQueue {
 public:
  using Empty = std::function<void(std::uint64_t block, const char *bytes)>;  // must not throw

  // Without a thread of its own, push() empties the block itself.
  BlockQueue(std::uint64_t block_bytes, bool threaded, Empty empty);
  ~BlockQueue();  // blocks that still wait are dropped
  BlockQueue(const BlockQueue &) = delete;
  BlockQueue &operator=(const BlockQueue &) = delete;

  char *next();  // a buffer of block_bytes; waits until one is free
  void push(std::uint64_t block);
  void drain();  // until every block has been emptied

 private:
  void run();

  static constexpr std::uint64_t depth = 3;
  const Empty empty_;
  std::array<std::vector<char>, depth> buffers_;
  std::array<std::uint64_t, depth> blocks_{};
  std::uint64_t filled_ = 0, emptied_ = 0;
  bool stop_ = false;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::thread thread_;
};

}  // namespace gantry::nifti
