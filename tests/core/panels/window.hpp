// SPDX-License-Identifier: Apache-2.0
// A window without a screen, with one panel in it: draws it as often as it likes, and does what a user does.
//
//   Window window("bad_panel_hangs", "panel", {.deadline = 700ms});
//   REQUIRE(window.until([&] { return window.has("go"); }));
//   window.press("go");
#pragma once

#include <core/panels/panel_client.hpp>
#include <core/panels/panel_host.hpp>
#include <core/ui/outline.hpp>
#include <core/ui/recorder.hpp>
#include <tests/core/worker/support.hpp>
#include <thread>

namespace gantry::tests {

using namespace core;
using namespace std::chrono_literals;

class Window {
 public:
  explicit Window(const std::string &plugin, const std::string &id, PanelClient::Panel panel = {})
      : pool_({.worker_program = worker_program(), .sandbox = false}) {
    panel.plugin = fixture(plugin);
    panel.id = id;
    panel.limits.memory_bytes = std::size_t{256} << 20;
    client_ = std::make_unique<PanelClient>(pool_, std::move(panel));
  }

  PanelClient &client() { return *client_; }

  // One frame of the window, while the user does these things.
  void draw(Drawing done = {}) {
    recorder_.begin(std::move(done));
    client_->draw(*recorder_.table());
    auto frame = Frame::read(recorder_.end().value(), shown_ ? &*shown_ : nullptr);
    shown_ = std::move(frame.value());
    ++frames;
  }
  void press(const std::string &path) { draw({{{path, GANTRY_UI_PRESSED, nullptr, 1}}, {}}); }
  void type(const std::string &path, const std::string &text) { draw({{{path, GANTRY_UI_CHANGED, text, 1}}, {}}); }

  // Goes on drawing until it is so; false: it took more than half a minute.
  template <class Condition>
  bool until(Condition condition) {
    const auto end = std::chrono::steady_clock::now() + 30s;
    for (;;) {
      draw();
      if (condition()) return true;
      if (std::chrono::steady_clock::now() > end) return false;
      std::this_thread::sleep_for(2ms);
    }
  }
  bool until_stopped() {
    return until([this] { return client_->state() == PanelClient::State::stopped; });
  }
  bool until_settled() {
    return until([this] { return client_->settled(); });
  }

  bool has(const std::string &path) const { return shown_ && shown_->find(path) != nullptr; }
  std::string text(const std::string &path) const { return shown_ ? outline(*shown_, path) : ""; }
  int frames = 0;

 private:
  WorkerPool pool_;
  std::unique_ptr<PanelClient> client_;
  Recorder recorder_;
  std::optional<Frame> shown_;
};

}  // namespace gantry::tests
