// SPDX-License-Identifier: Apache-2.0
// A few threads that wait for pieces of a picture to make, beside the thread that asks for it.
//
//   Crew crew(1);                                             // one thread beside the caller's
//   crew.each(50, [&](std::uint32_t band) { draw(band); });   // returns when all are done
//
// Pieces are taken one by one, so that a thread that is kept from running by a job does few of them.
#pragma once

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace gantry::core::view {

class Crew {
 public:
  explicit Crew(std::uint32_t others);  // threads; 0: all is done by the caller
  ~Crew();
  Crew(const Crew &) = delete;
  Crew &operator=(const Crew &) = delete;

  // work(0) … work(count − 1), each once, in any order and by any of the threads; it must not throw. From one thread at a
  // time.
  void each(std::uint32_t count, const std::function<void(std::uint32_t)> &work);

 private:
  void wait_and_work();
  void take();

  std::mutex mutex_;
  std::condition_variable called_;
  std::uint64_t call_ = 0;  // counts the calls of each()
  bool end_ = false;
  const std::function<void(std::uint32_t)> *work_ = nullptr;
  std::uint32_t count_ = 0;
  std::uint32_t inside_ = 0;  // other threads that hold the work
  std::atomic<std::uint32_t> next_{0};
  std::vector<std::thread> threads_;
};

}  // namespace gantry::core::view
