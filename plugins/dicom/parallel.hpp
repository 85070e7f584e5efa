// SPDX-License-Identifier: Apache-2.0
// The same work on many things, on several threads; the caller's thread takes part and alone reports progress.
//
//   for_each_in_parallel(job.threads(), n, [&](std::size_t i) { … }, [&](std::size_t done) { job.progress(…); });
#pragma once

#include <atomic>
#include <cstddef>
#include <exception>
#include <mutex>
#include <thread>
#include <vector>

namespace gantry::dicom {

// Calls work(i) once for each i below count, in any order. `report(done)` is called on this thread between two of its
// own pieces. The first exception of any of them ends the work and is thrown here.
template <class Work, class Report>
void for_each_in_parallel(unsigned threads, std::size_t count, Work &&work, Report &&report) {
  std::atomic<std::size_t> next{0}, done{0};
  std::exception_ptr failed;
  std::mutex failing;
  const auto fail = [&] {
    const std::lock_guard<std::mutex> lock(failing);
    if (!failed) failed = std::current_exception();
    next = count;
  };
  const auto step = [&] {
    const std::size_t i = next.fetch_add(1);
    if (i >= count) return false;
    work(i);
    done.fetch_add(1);
    return true;
  };
  std::vector<std::thread> others;
  const std::size_t most = threads > 1 && count > 1 ? std::min<std::size_t>(threads, count) - 1 : 0;
  for (std::size_t t = 0; t < most; ++t) {
    others.emplace_back([&] {
      try {
        while (step()) continue;
      } catch (...) {
        fail();
      }
    });
  }
  try {
    while (step()) report(done.load());
  } catch (...) {
    fail();
  }
  for (std::thread &t : others) t.join();
  if (failed) std::rethrow_exception(failed);
}

}  // namespace gantry::dicom
