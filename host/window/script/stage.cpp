// SPDX-License-Identifier: Apache-2.0
#include <host/window/script/stage.hpp>

#include <future>

namespace gantry::host::window {

Stage::Stage(App &app) : app_(&app) {
  app.drawn = [this, before = app.drawn](double seconds) {
    if (before) before(seconds);
    show();
  };
}

Stage::~Stage() { app_->drawn = {}; }

void Stage::show() {
  const auto [x, y] = app_->window().position();
  const auto [width, height] = app_->window().size();
  {
    const std::scoped_lock lock(mutex_);
    ++report_.frame;
    report_.waiting = app_->window().input().waiting();
    report_.screen = app_->ui().screen();
    report_.x = x;
    report_.y = y;
    report_.width = width;
    report_.height = height;
    report_.scale = app_->window().scale();
  }
  shown_.notify_all();
}

Report Stage::now() {
  const std::scoped_lock lock(mutex_);
  return report_;
}

Report Stage::after(std::uint64_t frame, std::chrono::milliseconds most) {
  std::unique_lock lock(mutex_);
  shown_.wait_for(lock, most, [&] { return report_.frame > frame; });
  return report_;
}

Report Stage::settled() {
  const auto from = now().frame;
  app_->wake();  // draws three frames
  Report report = after(from + 1, std::chrono::seconds(30));
  // After the last event two frames more.
  for (int i = 0; report.waiting && i < 1000; ++i) report = after(report.frame + 1, std::chrono::seconds(5));
  return report;
}

void Stage::in_window(const std::function<void()> &work) {
  std::promise<void> done;
  app_->post([&] {
    work();
    done.set_value();
  });
  done.get_future().wait();
}

}  // namespace gantry::host::window
