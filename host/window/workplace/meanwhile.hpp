// SPDX-License-Identifier: Apache-2.0
// Short work on a project that need not wait for the job that runs on it: done by the same thread, while that job waits for
// its worker.
//
//   meanwhile.post([=](Desk &desk) { … append a record … });   // any thread
//   watcher.cancelled = [&] { meanwhile.serve(desk); … };      // the thread that has the project, often
#pragma once

#include <functional>
#include <host/window/workplace/desk.hpp>
#include <mutex>
#include <utility>
#include <vector>

namespace gantry::host::window {

class Meanwhile {
 public:
  void post(std::function<void(Desk &)> work) {
    const std::lock_guard lock(mutex_);
    waiting_.push_back(std::move(work));
  }
  void serve(Desk &desk) {
    for (const auto &work : taken()) work(desk);
  }

 private:
  std::vector<std::function<void(Desk &)>> taken() {
    const std::lock_guard lock(mutex_);
    return std::exchange(waiting_, {});
  }

  std::mutex mutex_;
  std::vector<std::function<void(Desk &)>> waiting_;
};

}  // namespace gantry::host::window
