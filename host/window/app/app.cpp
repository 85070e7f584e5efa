// SPDX-License-Identifier: Apache-2.0
#include <host/window/app/app.hpp>

#include <algorithm>
#include <cmath>
#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>
#include <GL/gl.h>
#include <host/window/theme/style.hpp>
#include <imgui.h>
#include <backends/imgui_impl_glfw.h>
#include <backends/imgui_impl_opengl3.h>

namespace gantry::host::window {

core::Result<std::unique_ptr<App>> App::open(Options options) {
  auto app = std::unique_ptr<App>(new App);
  GANTRY_TRY(window, Window::open(options.window));
  app->window_ = std::move(window);
  ImGui::CreateContext();
  ImGuiIO &io = ImGui::GetIO();
  io.IniFilename = nullptr;  // what is remembered is Gantry's own
  io.LogFilename = nullptr;
  io.ConfigFlags |= ImGuiConfigFlags_NavEnableKeyboard;
  io.ConfigInputTextCursorBlink = false;  // an idle window draws nothing
  io.ConfigWindowsMoveFromTitleBarOnly = true;
  io.MouseDoubleClickTime = 0.5F;  // as desktops have it
  // Events go through Input, in order; the back end keeps clipboard, cursors and time.
  if (!ImGui_ImplGlfw_InitForOpenGL(app->window_->handle(), false) || !ImGui_ImplOpenGL3_Init("#version 150")) {
    return core::fail("window.opengl", "OpenGL can't be set up", "", "update the driver of the graphics card");
  }
  io.KeyMap[ImGuiKey_Tab] = -1;  // goes through all panes: ImGuiUi::end()
  app->theme_ = options.theme;
  options.ui.theme = &window::theme(options.theme);
  app->ui_ = std::make_unique<ImGuiUi>(std::move(options.ui));
  GANTRY_CHECK(app->fit_scale());
  app->window_->dropped = [a = app.get()](const std::vector<std::string> &paths) {
    if (a->scene.dropped) a->scene.dropped(paths);
  };
  return app;
}

App::~App() {
  scene = {};  // may hold textures
  ui_.reset();
  if (ImGui::GetCurrentContext() == nullptr) return;
  if (ImGui::GetIO().BackendRendererUserData != nullptr) ImGui_ImplOpenGL3_Shutdown();
  if (ImGui::GetIO().BackendPlatformUserData != nullptr) ImGui_ImplGlfw_Shutdown();
  ImGui::DestroyContext();
}

core::Result<void> App::fit_scale() {
  const float scale = window_->scale() * zoom_;
  if (scale == built_for_) return core::done();
  GANTRY_TRY(fonts, build_fonts(*ImGui::GetIO().Fonts, scale));
  if (built_for_ > 0) ImGui_ImplOpenGL3_DestroyFontsTexture();
  ui_->options().fonts = fonts;
  apply(window::theme(theme_), fonts.em);
  if (built_for_ > 0) ImGui_ImplOpenGL3_CreateFontsTexture();
  built_for_ = scale;
  return core::done();
}

void App::set_theme(ThemeName name) {
  theme_ = name;
  ui_->options().theme = &window::theme(name);
  apply(window::theme(name), ui_->options().fonts.em);
  settle_ = 3;
  wake();
}

void App::set_zoom(float zoom) {
  zoom_ = std::clamp(zoom, 0.75F, 2.0F);
  settle_ = 3;
  wake();
}

void App::post(std::function<void()> work) {
  {
    const std::scoped_lock lock(mutex_);
    posted_.push_back(std::move(work));
  }
  window_->nudge();
}

void App::work_off() {
  std::vector<std::function<void()>> work;
  {
    const std::scoped_lock lock(mutex_);
    work.swap(posted_);
  }
  for (const auto &one : work) one();
}

double App::due() const {
  if (settle_ > 0 || window_->input().waiting()) return 0;
  return ui_->redraw_in() - (glfwGetTime() - last_);  // it was told when the last frame began
}

std::string App::clipboard() {
  const char *const text = glfwGetClipboardString(window_->handle());
  return text == nullptr ? "" : text;
}

void App::set_clipboard(const std::string &text) { glfwSetClipboardString(window_->handle(), text.c_str()); }

bool App::idle() const { return due() > 0.2 && !(scene.busy && scene.busy()); }

void App::frame(Pixels *capture) {
  last_ = glfwGetTime();
  (void)fit_scale();  // the fonts were there when the window was opened
  ImGui_ImplOpenGL3_NewFrame();
  ImGui_ImplGlfw_NewFrame();
  window_->input().feed(ImGui::GetIO());
  ImGui::NewFrame();
  ui_->begin();
  if (scene.draw) scene.draw(ui_->table());
  ui_->end();
  ImGui::Render();
  int width = 0;
  int height = 0;
  glfwGetFramebufferSize(window_->handle(), &width, &height);
  glViewport(0, 0, width, height);
  const ImVec4 ground = colour4(window::theme(theme_).background);
  glClearColor(ground.x, ground.y, ground.z, 1);
  glClear(GL_COLOR_BUFFER_BIT);
  ImGui_ImplOpenGL3_RenderDrawData(ImGui::GetDrawData());
  if (capture != nullptr) {
    capture->width = static_cast<unsigned>(width);
    capture->height = static_cast<unsigned>(height);
    capture->rgb.resize(std::size_t{capture->width} * capture->height);
    std::vector<std::uint32_t> rows(capture->rgb.size());
    glPixelStorei(GL_PACK_ALIGNMENT, 4);
    glReadPixels(0, 0, width, height, 0x80E1 /* GL_BGRA */, GL_UNSIGNED_BYTE, rows.data());
    for (std::size_t y = 0; y < capture->height; ++y) {  // OpenGL's first row is the lowest
      const auto from = rows.begin() + static_cast<std::ptrdiff_t>((capture->height - 1 - y) * capture->width);
      std::transform(from, from + capture->width,
                     capture->rgb.begin() + static_cast<std::ptrdiff_t>(y * capture->width),
                     [](std::uint32_t c) { return c | 0xff000000U; });
    }
  }
  const double made = glfwGetTime() - last_;
  glfwSwapBuffers(window_->handle());
  if (settle_ > 0) --settle_;
  if (drawn) drawn(made);
}

Pixels App::capture() {
  Pixels pixels;
  frame(&pixels);
  return pixels;
}

void App::run() {
  const double period = 1 / window_->refresh_rate();
  while (true) {
    const double early = last_ + period - glfwGetTime();  // of the display's next frame
    const double wanted = std::max(due(), early);
    if (window_->wait(wanted)) settle_ = std::max(settle_, 3);
    work_off();
    if (window_->closing()) {
      if (!scene.may_close || scene.may_close()) return;
      glfwSetWindowShouldClose(window_->handle(), GLFW_FALSE);
    }
    if (due() <= 0 && glfwGetTime() - last_ >= period * 0.9) frame();
  }
}

}  // namespace gantry::host::window
