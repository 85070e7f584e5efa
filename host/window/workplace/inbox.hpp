// SPDX-License-Identifier: Apache-2.0
// What background threads hand over to the thread that draws.
//
//   inbox->post([this, items] { items_ = items; });   // any thread; wakes the window
//   for (auto &what : inbox->take()) what();          // the thread that draws
#pragma once

#include <functional>
#include <mutex>
#include <utility>
#include <vector>

namespace gantry::host::window {

class Inbox {
 public:
  explicit Inbox(std::function<void()> wake) : wake_(std::move(wake)) {}

  void post(std::function<void()> what) {
    {
      const std::lock_guard lock(mutex_);
      posted_.push_back(std::move(what));
    }
    wake_();
  }
  std::vector<std::function<void()>> take() {
    const std::lock_guard lock(mutex_);
    return std::exchange(posted_, {});
  }

 private:
  std::function<void()> wake_;
  std::mutex mutex_;
  std::vector<std::function<void()>> posted_;
};

}  // namespace gantry::host::window
