// SPDX-License-Identifier: Apache-2.0
#include <host/window/app/window.hpp>

#include <algorithm>
#include <cmath>
#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>
#define GLFW_EXPOSE_NATIVE_X11
#include <GLFW/glfw3native.h>
#undef None

namespace gantry::host::window {
namespace {

std::string reason() {
  const char *words = nullptr;
  glfwGetError(&words);
  return words == nullptr ? "no reason was given" : words;
}

}  // namespace

Window &Window::of(GLFWwindow *window) { return *static_cast<Window *>(glfwGetWindowUserPointer(window)); }

core::Result<std::unique_ptr<Window>> Window::open(const Options &options) {
  if (glfwInit() != GLFW_TRUE) {
    return core::fail("window.display", "there is no display to open the window on (" + reason() + ")", "",
                      "start it from a desktop, or as `xvfb-run gantry gui`; every other command works without one");
  }
  auto window = std::unique_ptr<Window>(new Window);
  glfwWindowHint(GLFW_CONTEXT_VERSION_MAJOR, 3);
  glfwWindowHint(GLFW_CONTEXT_VERSION_MINOR, 2);
  glfwWindowHint(GLFW_OPENGL_PROFILE, GLFW_OPENGL_CORE_PROFILE);
  glfwWindowHint(GLFW_OPENGL_FORWARD_COMPAT, GLFW_TRUE);
  glfwWindowHint(GLFW_DEPTH_BITS, 0);
  glfwWindowHint(GLFW_STENCIL_BITS, 0);
  glfwWindowHintString(GLFW_X11_CLASS_NAME, "gantry");
  const float scale = options.scale > 0 ? options.scale : 1;
  if (options.scale <= 0) glfwWindowHint(GLFW_SCALE_TO_MONITOR, GLFW_TRUE);
  window->window_ = glfwCreateWindow(static_cast<int>(std::lround(static_cast<float>(options.width) * scale)),
                                     static_cast<int>(std::lround(static_cast<float>(options.height) * scale)),
                                     options.title.c_str(), nullptr, nullptr);
  if (window->window_ == nullptr) {
    return core::fail("window.opengl", "the window can't be opened: there is no OpenGL 3.2 here (" + reason() + ")", "",
                      "install libgl1-mesa-dri, or a driver of the graphics card; software OpenGL is enough "
                      "(LIBGL_ALWAYS_SOFTWARE=1)");
  }
  glfwSetWindowSizeLimits(window->window_, 640, 400, GLFW_DONT_CARE, GLFW_DONT_CARE);
  glfwMakeContextCurrent(window->window_);
  glfwSwapInterval(1);
  window->asked_scale_ = options.scale;
  float x = 1;
  float y = 1;
  glfwGetWindowContentScale(window->window_, &x, &y);
  window->scale_ = options.scale > 0 ? options.scale : std::clamp(std::max(x, y), 1.0F, 4.0F);
  glfwSetWindowUserPointer(window->window_, window.get());
  window->listen();
  return window;
}

Window::~Window() {
  if (window_ != nullptr) glfwDestroyWindow(window_);
  glfwTerminate();
}

void Window::listen() {
  glfwSetCursorPosCallback(window_, [](GLFWwindow *w, double x, double y) {
    of(w).came_ = true;
    of(w).input_.move(static_cast<float>(x), static_cast<float>(y));
  });
  glfwSetCursorEnterCallback(window_, [](GLFWwindow *w, int entered) {
    of(w).came_ = true;
    if (entered == GLFW_FALSE) of(w).input_.leave();
  });
  glfwSetMouseButtonCallback(window_, [](GLFWwindow *w, int button, int action, int /*modifiers*/) {
    of(w).came_ = true;
    of(w).input_.button(button, action == GLFW_PRESS);
  });
  glfwSetScrollCallback(window_, [](GLFWwindow *w, double x, double y) {
    of(w).came_ = true;
    of(w).input_.wheel(static_cast<float>(x), static_cast<float>(y));
  });
  glfwSetKeyCallback(window_, [](GLFWwindow *w, int key, int /*scancode*/, int action, int modifiers) {
    of(w).came_ = true;
    if (action != GLFW_REPEAT) of(w).input_.key(key, action == GLFW_PRESS, modifiers);  // ImGui repeats by itself
  });
  glfwSetCharCallback(window_, [](GLFWwindow *w, unsigned code) {
    of(w).came_ = true;
    of(w).input_.character(code);
  });
  glfwSetWindowFocusCallback(window_, [](GLFWwindow *w, int has) {
    of(w).came_ = true;
    of(w).input_.focus(has != GLFW_FALSE);
  });
  glfwSetWindowRefreshCallback(window_, [](GLFWwindow *w) { of(w).came_ = true; });
  glfwSetFramebufferSizeCallback(window_, [](GLFWwindow *w, int, int) { of(w).came_ = true; });
  glfwSetWindowCloseCallback(window_, [](GLFWwindow *w) { of(w).came_ = true; });
  glfwSetWindowContentScaleCallback(window_, [](GLFWwindow *w, float x, float y) {
    of(w).came_ = true;
    if (of(w).asked_scale_ <= 0) of(w).scale_ = std::clamp(std::max(x, y), 1.0F, 4.0F);
  });
  glfwSetDropCallback(window_, [](GLFWwindow *w, int count, const char **paths) {
    of(w).came_ = true;
    if (of(w).dropped) of(w).dropped({paths, paths + count});
  });
}

double Window::refresh_rate() const {
  GLFWmonitor *const monitor = glfwGetPrimaryMonitor();
  const GLFWvidmode *const mode = monitor == nullptr ? nullptr : glfwGetVideoMode(monitor);
  return mode == nullptr || mode->refreshRate < 20 ? 60 : mode->refreshRate;
}

unsigned long Window::native() const { return glfwGetX11Window(window_); }

std::pair<int, int> Window::position() const {
  int x = 0;
  int y = 0;
  glfwGetWindowPos(window_, &x, &y);
  return {x, y};
}

std::pair<int, int> Window::size() const {
  int width = 0;
  int height = 0;
  glfwGetWindowSize(window_, &width, &height);
  return {width, height};
}

void Window::resize(int width, int height) {
  glfwSetWindowSize(window_, static_cast<int>(std::lround(static_cast<float>(width) * scale_)),
                    static_cast<int>(std::lround(static_cast<float>(height) * scale_)));
}

bool Window::wait(double seconds) {
  if (seconds <= 0) {
    glfwPollEvents();
  } else if (std::isfinite(seconds)) {
    glfwWaitEventsTimeout(seconds);
  } else {
    glfwWaitEvents();
  }
  const bool woken = woken_.exchange(false);
  return std::exchange(came_, false) || woken;
}

void Window::wake() {
  woken_ = true;
  glfwPostEmptyEvent();
}

void Window::nudge() { glfwPostEmptyEvent(); }

bool Window::closing() const { return glfwWindowShouldClose(window_) != GLFW_FALSE; }
void Window::close() { glfwSetWindowShouldClose(window_, GLFW_TRUE); }

}  // namespace gantry::host::window
