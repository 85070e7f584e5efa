// SPDX-License-Identifier: Apache-2.0
#include "touch_ahead.hpp"

#include <algorithm>
#include <chrono>

namespace gantry::nifti {
namespace {

constexpr std::uint64_t page_bytes = 4096;

}  // namespace

TouchAhead::TouchAhead(char *memory, std::uint64_t size, std::uint64_t block_bytes, bool threaded)
    : memory_(memory),
      size_(size),
      block_bytes_(block_bytes),
      states_(static_cast<std::size_t>(threaded ? (size + block_bytes - 1) / block_bytes : 0)) {
  if (threaded) thread_ = std::thread([this] { run(); });
}

TouchAhead::~TouchAhead() {
  stop_ = true;
  if (thread_.joinable()) thread_.join();
}

void TouchAhead::take(std::uint64_t block) {
  if (!thread_.joinable()) return;
  current_ = block;
  std::uint8_t state = untouched;
  if (states_[block].compare_exchange_strong(state, done)) return;
  while (states_[block] == touching) std::this_thread::yield();
}

void TouchAhead::run() {
  for (std::uint64_t block = 0; block < states_.size() && !stop_; ++block) {
    while (block > current_ + most_ahead && !stop_) std::this_thread::sleep_for(std::chrono::microseconds(100));
    std::uint8_t state = untouched;
    if (!states_[block].compare_exchange_strong(state, touching)) continue;
    touch(block);
    states_[block] = done;
  }
}

void TouchAhead::touch(std::uint64_t block) {
  const std::uint64_t end = std::min(size_, (block + 1) * block_bytes_);
  for (std::uint64_t at = block * block_bytes_; at < end; at += page_bytes) {
    *const_cast<volatile char *>(memory_ + at) = 0;
  }
}

}  // namespace gantry::nifti
