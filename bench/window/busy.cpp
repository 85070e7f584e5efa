// SPDX-License-Identifier: Apache-2.0
// Keeps all processors busy until it is cancelled, and says how far it is fifty times a second: a job beside which the
// window is measured.
#include <chrono>
#include <cmath>
#include <gantry/cpp/plugin.hpp>
#include <thread>
#include <vector>

namespace {

// Threads that count, until this goes.
struct Counting {
  explicit Counting(std::uint32_t count) {
    for (std::uint32_t i = 0; i < count; ++i)
      threads.emplace_back([](const std::stop_token &stop) {
        volatile double sum = 0;
        for (double x = 0; !stop.stop_requested(); x += 1) sum = sum + std::sqrt(x);
      });
  }
  std::vector<std::jthread> threads;
};

struct Busy : gantry::Tool {
  static constexpr const char *id = "busy", *label = "Keep busy", *category = "measurement",
                              *help = "Takes ten minutes of all processors.";
  gantry::VolumeInput image{"image", "Image", "any image"};
  gantry::VolumeOutput result{"result", "Result", "nothing"};

  void run(gantry::Job &job) {
    const Counting counting(job.threads());
    constexpr int steps = 30'000;
    for (int step = 0; step < steps; ++step) {
      job.progress(step / static_cast<double>(steps), "counting");
      std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
    throw gantry::Error("busy.end", "this tool makes nothing");
  }
};

struct About : gantry::About {
  static constexpr const char *id = "org.gantry.bench.busy", *name = "Busy", *version = "1.0.0", *vendor = "Gantry",
                              *licence = "Apache-2.0", *description = "Keeps all processors busy.";
};

}  // namespace

GANTRY_PLUGIN(About, Busy)
