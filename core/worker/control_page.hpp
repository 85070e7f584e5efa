// SPDX-License-Identifier: Apache-2.0
// One page of memory that host and worker share, so that progress and cancelling cost no message.
// Each side takes what it reads there for a hint from a stranger: any value is possible.
//
//   page->beat(0.4, "smoothing");          // worker, from any one thread at a time
//   page->progress();  page->activity();   // host
//   page->cancel.store(1);                 // host
#pragma once

#include <array>
#include <atomic>
#include <core/data/plain_text.hpp>
#include <core/platform/shared_memory.hpp>
#include <core/result.hpp>
#include <cstdint>
#include <string>
#include <string_view>

namespace gantry::core {

struct ControlPage {
  static constexpr std::size_t bytes = 4096;

  std::atomic<std::uint64_t> heartbeat;      // changes with every sign of life
  std::atomic<std::uint64_t> fraction;       // progress in units of 2^-32
  std::atomic<std::uint32_t> cancel;         // 1: give up soon
  std::atomic<std::uint32_t> version;        // of the activity; odd while it is being written
  std::atomic<std::uint64_t> crash_bytes;    // private memory asked for when a crash was noted; 0: none was
  std::array<std::atomic<char>, 256> words;  // the activity

  static Result<platform::SharedMemory> create();
  static ControlPage *in(platform::SharedMemory &block);  // block of `bytes`, writable

  void reset();  // before a job
  void beat() { heartbeat.fetch_add(1, std::memory_order_relaxed); }
  void beat(double fraction, std::string_view activity);
  double progress() const;       // 0 to 1
  std::string activity() const;  // valid UTF-8 of at most 256 bytes; "" while it is being written
};

static_assert(sizeof(ControlPage) <= ControlPage::bytes);
static_assert(std::atomic<std::uint64_t>::is_always_lock_free && std::atomic<char>::is_always_lock_free);

}  // namespace gantry::core
