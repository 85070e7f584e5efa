// SPDX-License-Identifier: Apache-2.0
// Plays a script on a running window, from a thread of its own.
//
//   GANTRY_TRY(hand, core::platform::DisplayInput::open(typed_in(steps)));   // before the window opens
//   Player player(app, stage, hand);
//   player.play(steps, "day.script");   // error "script.failed": "day.script:12: click run: …"
#pragma once

#include <core/platform/display_input.hpp>
#include <host/window/script/language.hpp>
#include <host/window/script/stage.hpp>

namespace gantry::host::window {

class Player {
 public:
  Player(App &app, Stage &stage, core::platform::DisplayInput &hand) : app_(&app), stage_(&stage), hand_(&hand) {}

  core::Result<void> play(const std::vector<Step> &steps, const std::string &name);

 private:
  // Each returns what went wrong, in words; "" when nothing did.
  std::string play(const Step &step);
  std::string point_at(const std::string &path, Seen &seen, bool must_be_enabled);
  std::string press(const std::string &path, int button, int times);
  std::string type(const Step &step);
  std::string choose(const std::string &path, const std::string &label);
  std::string chord(const std::string &keys);
  std::string reveal(const std::string &path);
  std::string scroll(const std::string &path, int clicks, bool ctrl);
  std::string drag(const std::string &path, double dx, double dy, int button);
  std::string drop(const std::string &file);
  std::string resize(int width, int height);
  std::string wait(const Step &step);
  std::string idle();
  std::string picture(const Step &step);
  std::string in_window(const std::function<std::string()> &work);

  App *app_;
  Stage *stage_;
  core::platform::DisplayInput *hand_;
};

}  // namespace gantry::host::window
