// SPDX-License-Identifier: Apache-2.0
// A panel that is open in a worker of its own, as the window sees it: what it drew last, what the user does to it, and why
// it stopped. Whatever the panel does, no call here waits for it.
//
//   PanelClient panel(pool, {.plugin = location, .id = "strain", .changed = [&] { window.redraw(); }});
//   panel.draw(*ui);                                     // each frame of the window
//   if (panel.state() == PanelClient::State::stopped) …  // panel.failure() in words, and a button: panel.restart()
#pragma once

#include <condition_variable>
#include <core/platform/wake.hpp>
#include <core/ui/edits.hpp>
#include <core/ui/frame.hpp>
#include <core/worker/worker_pool.hpp>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

namespace gantry::core {

class Worker;

class PanelClient {
 public:
  // opening: until the first frame.
  enum class State { opening, showing, stopped };

  struct Panel {
    PluginLocation plugin = {};
    std::string id = {};
    std::string saved = {};                    // what it saved last, in an earlier session
    ServiceHandler services = {};              // called on the panel's own thread
    std::function<void()> changed = {};        // from its own thread: there is something new to draw or to say
    std::chrono::milliseconds deadline{5000};  // for a drawing, opening included
    Limits limits = {.memory_bytes = std::size_t{2} << 30, .silence = std::chrono::seconds(30)};  // silence: of loading
  };

  PanelClient(WorkerPool &pool, Panel panel);
  // Gives the panel half a second to close.
  ~PanelClient();
  PanelClient(const PanelClient &) = delete;
  PanelClient &operator=(const PanelClient &) = delete;

  // Draws what the panel drew last, also after it has stopped; notes what the user does. [window]
  void draw(const gantry_ui &ui);
  void refresh();  // the project has changed: it is to draw again
  void restart();  // after it has stopped; opens it with what it saved last

  State state() const;
  std::optional<WorkerFailure> failure() const;  // why it stopped
  std::string saved() const;
  bool settled() const;  // it has drawn all that it was told
  // For how long it has been opening, or at the drawing that was asked for last; 0: it is waiting for the user.
  std::chrono::milliseconds busy_for() const;

 private:
  using Clock = std::chrono::steady_clock;

  void live();  // the thread
  Result<void> open_once();
  void broke_at_load(const Error &error);
  std::optional<nlohmann::json> next();
  std::chrono::milliseconds idle();
  std::chrono::milliseconds idle_for() const;
  Result<void> drawn(platform::SharedMemory memory, const std::optional<std::string> &saved);
  void tell() const;

  WorkerPool &pool_;
  const Panel panel_;
  platform::Wake wake_;

  mutable std::mutex mutex_;  // of all below
  std::condition_variable wanted_;
  State state_ = State::opening;
  bool closing_ = false, again_ = true, refresh_ = true, looked_at_ = false, asked_ = false;
  bool first_of_worker_ = true;  // no frame of this worker has come yet
  std::shared_ptr<const Frame> frame_;
  std::uint64_t sequence_ = 0, asked_revision_ = 0;
  Clock::time_point drawn_at_, asked_at_ = Clock::now();
  Edits edits_;
  std::string saved_;
  std::optional<WorkerFailure> failure_;
  std::thread thread_;  // last: it uses the others
};

}  // namespace gantry::core
