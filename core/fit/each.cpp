// SPDX-License-Identifier: Apache-2.0
#include <core/fit/each.hpp>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <exception>
#include <thread>

namespace gantry::core::fit {
namespace {

struct Shared {
  const std::size_t count;
  const std::function<void(std::size_t)> &work;
  std::atomic<std::size_t> next{0}, done{0};
  std::atomic<bool> stop{false};
  std::exception_ptr thrown = nullptr;  // of one thread, written before the threads are joined
  std::atomic_flag caught = ATOMIC_FLAG_INIT;
};

template <class Look>
void take(Shared &shared, Look &&look) {
  try {
    for (std::size_t i = 0; !shared.stop && (i = shared.next.fetch_add(1)) < shared.count; ++shared.done) {
      look();
      shared.work(i);
    }
  } catch (...) {
    if (!shared.caught.test_and_set()) shared.thrown = std::current_exception();
    shared.stop = true;
  }
}

}  // namespace

Result<void> each(std::size_t count, std::uint32_t threads, const FitHost &host, const std::string &activity,
                  const std::function<void(std::size_t)> &work) {
  Shared shared{count, work};
  std::atomic<bool> cancelled{false};
  std::chrono::steady_clock::time_point next{};
  const auto look = [&] {
    if (std::chrono::steady_clock::now() < next) return;
    next = std::chrono::steady_clock::now() + std::chrono::milliseconds(50);
    if (host.progress) host.progress(static_cast<double>(shared.done) / static_cast<double>(count), activity);
    if (host.cancelled && host.cancelled()) cancelled = shared.stop = true;
  };
  std::vector<std::thread> others;
  for (std::size_t i = 1; i < std::min<std::size_t>(threads, count); ++i)
    others.emplace_back([&] { take(shared, [] {}); });
  take(shared, look);
  for (auto &thread : others) thread.join();
  if (shared.thrown) std::rethrow_exception(shared.thrown);
  if (cancelled) return fail("fit.cancelled", "the fit was cancelled", "", "", Failure::cancelled);
  return done();
}

}  // namespace gantry::core::fit
