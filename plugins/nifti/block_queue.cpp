// SPDX-License-Identifier: Apache-2.0
#include "block_queue.hpp"

#include <utility>

namespace gantry::nifti {

BlockQueue::BlockQueue(std::uint64_t block_bytes, bool threaded, Empty empty) : empty_(std::move(empty)) {
  for (std::uint64_t b = 0; b < (threaded ? depth : 1); ++b) buffers_[b].resize(block_bytes);
  if (threaded) thread_ = std::thread([this] { run(); });
}

BlockQueue::~BlockQueue() {
  {
    const std::lock_guard lock(mutex_);
    stop_ = true;
  }
  changed_.notify_all();
  if (thread_.joinable()) thread_.join();
}

char *BlockQueue::next() {
  if (!thread_.joinable()) return buffers_[0].data();
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [&] { return filled_ - emptied_ < depth; });
  return buffers_[filled_ % depth].data();
}

void BlockQueue::push(std::uint64_t block) {
  if (!thread_.joinable()) return empty_(block, buffers_[0].data());
  {
    const std::lock_guard lock(mutex_);
    blocks_[filled_++ % depth] = block;
  }
  changed_.notify_all();
}

void BlockQueue::drain() {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [&] { return !thread_.joinable() || filled_ == emptied_; });
}

void BlockQueue::run() {
  std::unique_lock lock(mutex_);
  while (true) {
    changed_.wait(lock, [&] { return stop_ || filled_ > emptied_; });
    if (stop_) return;
    const std::uint64_t at = emptied_ % depth;
    lock.unlock();
    empty_(blocks_[at], buffers_[at].data());
    lock.lock();
    ++emptied_;
    changed_.notify_all();
  }
}

}  // namespace gantry::nifti
