// SPDX-License-Identifier: Apache-2.0
// Takes a minute in steps of a tenth of a second, and can be cancelled at each: for pictures of a job that runs.
#include <chrono>
#include <gantry/cpp/plugin.hpp>
#include <string>
#include <thread>

struct Smooth : gantry::Tool {
  static constexpr const char *id = "smooth", *label = "Smooth in small steps", *category = "segmentation",
                              *help = "Takes a minute, to show what a long job looks like.";
  gantry::VolumeInput image{"image", "Image", "the grey image"};
  gantry::Number width{"width", "Width", "of the smallest thing that is kept", "mm", 2, {0, 10}};
  gantry::VolumeOutput smooth{"smooth", "Smooth image", "the same"};

  void run(gantry::Job &job) {
    constexpr int steps = 600;
    for (int step = 0; step < steps; ++step) {
      const std::string activity = "step " + std::to_string(step) + " of 600";
      job.progress(step / static_cast<double>(steps), activity.c_str());
      std::this_thread::sleep_for(std::chrono::milliseconds(100));
    }
    throw gantry::Error("smooth.demonstration", "this tool makes nothing").hint("use it to look at a job that runs");
  }
};

struct About : gantry::About {
  static constexpr const char *id = "org.gantry.test.good-patient", *name = "A long job", *version = "1.0.0",
                              *vendor = "Gantry", *licence = "Apache-2.0", *description = "Takes a minute.";
};

GANTRY_PLUGIN(About, Smooth)
