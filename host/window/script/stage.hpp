// SPDX-License-Identifier: Apache-2.0
// Between the window's thread, which draws, and a script's, which watches and presses.
//
//   app.drawn = [&](double) { stage.show(report); };          // the window's
//   const Report report = stage.settled();                    // the script's: after some more frames
//   stage.in_window([&] { pixels = app.capture(); });         // done in the window's thread, waited for
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <host/window/app/app.hpp>
#include <mutex>

namespace gantry::host::window {

struct Report {  // of one frame
  std::uint64_t frame = 0;
  bool waiting = false;  // there are events that it has not seen yet
  Screen screen;
  int x = 0, y = 0;  // of the window's inside, on the display
  int width = 0, height = 0;
  float scale = 1;
};

class Stage {
 public:
  explicit Stage(App &app);
  Stage(const Stage &) = delete;
  Stage &operator=(const Stage &) = delete;
  ~Stage();

  Report now();      // of the last frame
  Report settled();  // what came in has been dealt with, and the screen stands
  // Of a frame after that one; of the last frame when none has come by then.
  Report after(std::uint64_t frame, std::chrono::milliseconds most);
  void in_window(const std::function<void()> &work);

 private:
  void show();

  App *app_;
  std::mutex mutex_;
  std::condition_variable shown_;
  Report report_;
};

}  // namespace gantry::host::window
