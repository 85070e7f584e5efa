// SPDX-License-Identifier: Apache-2.0
#include <core/view/crew.hpp>

namespace gantry::core::view {

Crew::Crew(std::uint32_t others) {
  for (std::uint32_t i = 0; i < others; ++i) threads_.emplace_back([this] { wait_and_work(); });
}

Crew::~Crew() {
  {
    const std::lock_guard lock(mutex_);
    end_ = true;
  }
  called_.notify_all();
  for (std::thread &thread : threads_) thread.join();
}

void Crew::take() {
  for (std::uint32_t i = next_.fetch_add(1); i < count_; i = next_.fetch_add(1)) (*work_)(i);
}

void Crew::wait_and_work() {
  std::uint64_t seen = 0;
  std::unique_lock lock(mutex_);
  for (;;) {
    called_.wait(lock, [&] { return end_ || (call_ != seen && work_ != nullptr); });
    if (end_) return;
    seen = call_;
    ++inside_;
    lock.unlock();
    take();
    lock.lock();
    if (--inside_ == 0) called_.notify_all();
  }
}

void Crew::each(std::uint32_t count, const std::function<void(std::uint32_t)> &work) {
  {
    const std::lock_guard lock(mutex_);
    work_ = &work;
    count_ = count;
    next_ = 0;
    ++call_;
  }
  if (!threads_.empty() && count > 1) called_.notify_all();
  take();
  // Who comes too late finds nothing to do; who is inside still works on its last piece.
  std::unique_lock lock(mutex_);
  work_ = nullptr;
  called_.wait(lock, [&] { return inside_ == 0; });
}

}  // namespace gantry::core::view
