// SPDX-License-Identifier: Apache-2.0
#include <host/window/app/input.hpp>

#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>

namespace gantry::host::window {

void Input::move(float x, float y) {
  // Only the last of several moves in a row is seen.
  if (!events_.empty() && events_.back().type == Type::move) events_.pop_back();
  events_.push_back({.type = Type::move, .x = x, .y = y});
}

void Input::leave() { move(-FLT_MAX, -FLT_MAX); }

void Input::button(int button, bool down) {
  if (button >= 0 && button < ImGuiMouseButton_COUNT)
    events_.push_back({.type = Type::button, .code = button, .down = down});
}

void Input::wheel(float x, float y) { events_.push_back({.type = Type::wheel, .x = x, .y = y}); }

void Input::key(int key, bool down, int /*modifiers*/) {
  if (key >= 0 && key < 512) events_.push_back({.type = Type::key, .code = key, .down = down});
}

void Input::character(unsigned code) { events_.push_back({.type = Type::character, .code = static_cast<int>(code)}); }

void Input::focus(bool has) { events_.push_back({.type = Type::focus, .down = has}); }

// Keys that edit a text or move in it, and so must keep their place among the characters.
static bool edits(int key) { return key >= GLFW_KEY_ESCAPE && key <= GLFW_KEY_END; }

bool Input::has_to_wait(const Event &event, const Fed &fed, bool typing) {
  switch (event.type) {
    case Type::move: return fed.buttons.any();
    case Type::button: return fed.buttons[static_cast<std::size_t>(event.code)];
    case Type::key:
      // While a text is typed in, keys of characters don't matter: the characters do.
      if (typing && !edits(event.code)) return fed.buttons.any();
      return fed.keys[static_cast<std::size_t>(event.code)] || (edits(event.code) && (fed.typed || fed.edited)) ||
             fed.buttons.any();
    case Type::character: return fed.edited || fed.buttons.any();
    case Type::wheel: return fed.buttons.any();
    case Type::focus: return false;
  }
  return false;
}

void Input::take(const Event &event, Fed &fed, ImGuiIO &io) {
  switch (event.type) {
    case Type::move:
      x_ = event.x;
      y_ = event.y;
      fed.moved = true;
      break;
    case Type::button:
      down_[static_cast<std::size_t>(event.code)] = event.down;
      fed.buttons[static_cast<std::size_t>(event.code)] = true;
      break;
    case Type::wheel:
      io.MouseWheelH += event.x;
      io.MouseWheel += event.y;
      break;
    case Type::key: {
      io.KeysDown[event.code] = event.down;
      fed.keys[static_cast<std::size_t>(event.code)] = true;
      if (edits(event.code) && event.down) fed.edited = true;
      const auto either = [&io](int a, int b) { return io.KeysDown[a] || io.KeysDown[b]; };
      io.KeyCtrl = either(GLFW_KEY_LEFT_CONTROL, GLFW_KEY_RIGHT_CONTROL);
      io.KeyShift = either(GLFW_KEY_LEFT_SHIFT, GLFW_KEY_RIGHT_SHIFT);
      io.KeyAlt = either(GLFW_KEY_LEFT_ALT, GLFW_KEY_RIGHT_ALT);
      io.KeySuper = either(GLFW_KEY_LEFT_SUPER, GLFW_KEY_RIGHT_SUPER);
      break;
    }
    case Type::character:
      io.AddInputCharacter(static_cast<unsigned>(event.code));
      fed.typed = true;
      break;
    case Type::focus:
      io.AddFocusEvent(event.down);
      if (!event.down) down_.reset();
      break;
  }
}

void Input::feed(ImGuiIO &io) {
  Fed fed;
  const auto typing = [&io] { return io.WantTextInput && !io.KeyCtrl && !io.KeyAlt; };
  while (!events_.empty() && !has_to_wait(events_.front(), fed, typing())) {
    take(events_.front(), fed, io);
    events_.pop_front();
  }
  io.MousePos = {x_, y_};
  for (std::size_t i = 0; i < ImGuiMouseButton_COUNT; ++i) io.MouseDown[i] = down_[i];
}

}  // namespace gantry::host::window
