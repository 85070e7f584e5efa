// SPDX-License-Identifier: Apache-2.0
// The window itself: GLFW, with OpenGL 3.2 core, and what comes in through it.
//
//   GANTRY_TRY(window, Window::open({.width = 1280, .height = 800}));
//   window->wait(0.5);                       // until something happens, or that many seconds
//   window->input().feed(ImGui::GetIO());
#pragma once

#include <atomic>
#include <core/result.hpp>
#include <functional>
#include <host/window/app/input.hpp>
#include <memory>
#include <string>
#include <vector>

struct GLFWwindow;

namespace gantry::host::window {

class Window {
 public:
  struct Options {
    std::string title = "Gantry";
    int width = 1280, height = 800;  // at a scale of 1
    float scale = 0;                 // of everything; 0: as the display says
  };

  // Errors: "window.display" without a display, "window.opengl" without OpenGL 3.2, each with the way out.
  static core::Result<std::unique_ptr<Window>> open(const Options &options);
  Window(const Window &) = delete;
  Window &operator=(const Window &) = delete;
  ~Window();

  GLFWwindow *handle() const { return window_; }
  Input &input() { return input_; }
  float scale() const { return scale_; }
  double refresh_rate() const;           // Hz, of the display
  unsigned long native() const;          // of the X server
  std::pair<int, int> position() const;  // of its inside, on the screen
  std::pair<int, int> size() const;      // of its inside, pixels
  void resize(int width, int height);    // at a scale of 1

  // Sleeps until there is something to do, at most `seconds` (infinity: no limit). True when anything came.
  bool wait(double seconds);
  void wake();   // [any thread] as if something had come
  void nudge();  // [any thread] ends wait(), and nothing else
  bool closing() const;
  void close();

  std::function<void(std::vector<std::string>)> dropped;  // paths

 private:
  Window() = default;
  void listen();
  static Window &of(GLFWwindow *window);

  GLFWwindow *window_ = nullptr;
  Input input_;
  float scale_ = 1, asked_scale_ = 0;
  bool came_ = true;
  std::atomic<bool> woken_ = false;
};

}  // namespace gantry::host::window
