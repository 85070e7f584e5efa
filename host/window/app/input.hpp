// SPDX-License-Identifier: Apache-2.0
// What came from keyboard and pointer, in order. Dear ImGui 1.86 looks at states, not events: what went down and up again
// between two frames would be lost, so what would hide something waits for the next frame.
//
//   input.button(0, true); input.button(0, false);
//   input.feed(io);     // down
//   input.feed(io);     // up
#pragma once

#include <bitset>
#include <deque>
#include <imgui.h>

namespace gantry::host::window {

class Input {
 public:
  void move(float x, float y);
  void leave();
  void button(int button, bool down);
  void wheel(float x, float y);
  void key(int key, bool down, int modifiers);  // GLFW's codes
  void character(unsigned code);
  void focus(bool has);

  bool waiting() const { return !events_.empty(); }
  // Everything, or up to what has to wait. After the back end's own new frame and before ImGui's.
  void feed(ImGuiIO &io);

 private:
  enum class Type { move, button, wheel, key, character, focus };
  struct Event {
    Type type;
    int code = 0;
    bool down = false;
    float x = 0, y = 0;
  };
  struct Fed {  // in this frame
    std::bitset<512> keys;
    std::bitset<8> buttons;
    bool moved = false, typed = false, edited = false;
  };
  static bool has_to_wait(const Event &event, const Fed &fed, bool typing);
  void take(const Event &event, Fed &fed, ImGuiIO &io);

  std::deque<Event> events_;
  float x_ = -FLT_MAX, y_ = -FLT_MAX;
  std::bitset<8> down_;
};

}  // namespace gantry::host::window
