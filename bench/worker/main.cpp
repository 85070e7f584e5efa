// SPDX-License-Identifier: Apache-2.0
// What the process boundary costs: an empty tool there and back, and the handing over of a volume.
//
//   bench_worker            → medians and 99th percentiles; the host's private memory before and after
#include <algorithm>
#include <chrono>
#include <core/platform/memory_watch.hpp>
#include <core/worker/worker_pool.hpp>
#include <cstdio>
#include <cstring>
#include <string>
#include <vector>

namespace {

using namespace gantry::core;
using Clock = std::chrono::steady_clock;

struct Times {
  double median, p99;  // µs
};

PluginLocation empty_tool() {
  const std::string folder = GANTRY_BINARY_DIR "/tests/plugins/good_empty";
  return {"org.gantry.test.good-empty", folder + "/good_empty.so", folder, ""};
}

// Runs the job `count` times; empty when one of them fails.
std::vector<double> run(WorkerPool &pool, const JobRequest &request, int count) {
  std::vector<double> times;
  const auto plugin = empty_tool();
  for (int i = 0; i < count; ++i) {
    const auto began = Clock::now();
    const auto result = pool.run(plugin, request, {});
    times.push_back(std::chrono::duration<double, std::micro>(Clock::now() - began).count());
    if (result) continue;
    std::fprintf(stderr, "bench_worker: %s [%s]\n", result.error().message.c_str(), result.error().code.c_str());
    return {};
  }
  return times;
}

Times of(std::vector<double> times) {
  std::sort(times.begin(), times.end());
  return {times[times.size() / 2], times[times.size() * 99 / 100]};
}

ObjectPtr volume_of(std::size_t mebibytes) {
  VolumeHeader header;
  header.dtype = DType::u8;
  header.shape = {1024, 1024, mebibytes, 1, 1};
  auto memory = platform::SharedMemory::create(header.byte_size());
  if (!memory) return nullptr;
  std::memset(memory.value().writable(), 1, header.byte_size());
  auto object = make_object(to_json(header), std::move(memory.value()));
  return object ? object.value() : nullptr;
}

double private_mebibytes() { return static_cast<double>(platform::private_bytes_of_this_process()) / (1 << 20); }

bool bench(const char *name, bool sandbox) {
  WorkerPool pool({.worker_program = GANTRY_BINARY_DIR "/bin/gantry-worker", .sandbox = sandbox});
  if (sandbox && !pool.sandboxed()) {
    std::printf("%s: left out: %s\n", name, pool.sandbox_note().c_str());
    return true;
  }
  JobRequest request{.id = new_job_id(), .target = "run"};
  if (run(pool, request, 200).empty()) return false;
  const double at_first = private_mebibytes();
  const auto empty = run(pool, request, 20'000);
  if (empty.empty()) return false;
  std::printf("%-34s %10.1f %10.1f %12.1f %12.1f\n", (std::string("empty tool, ") + name).c_str(), of(empty).median,
              of(empty).p99, at_first, private_mebibytes());
  for (const std::size_t mebibytes : {std::size_t{1}, std::size_t{1024}}) {
    const auto image = volume_of(mebibytes);
    if (!image) {
      std::fprintf(stderr, "bench_worker: no room for a volume of %zu MiB\n", mebibytes);
      return false;
    }
    request.inputs = {{"image", image}};
    const double before = private_mebibytes();
    const auto times = run(pool, request, 5'000);
    if (times.empty()) return false;
    std::printf("%-34s %10.1f %10.1f %12.1f %12.1f\n",
                ("volume of " + std::to_string(mebibytes) + " MiB, " + name).c_str(), of(times).median, of(times).p99,
                before, private_mebibytes());
  }
  return true;
}

}  // namespace

int main() {
  std::printf("%-34s %10s %10s %12s %12s\n", "host → worker → host", "median µs", "p99 µs", "before MiB", "after MiB");
  return bench("sandboxed", true) && bench("bare", false) ? 0 : 1;
}
