// SPDX-License-Identifier: Apache-2.0
#include <bench/window/frames.hpp>

#include <GL/gl.h>
#include <algorithm>
#include <chrono>
#include <ctime>
#include <fstream>

namespace gantry::bench {
namespace {

using Clock = std::chrono::steady_clock;

// Of all threads of this process so far, ms: those of software OpenGL among them.
double worked() {
  timespec now{};
  ::clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
}

struct Took {
  std::vector<double> wall, cpu;  // ms, a frame each
};

FrameTimes frame_times_of(Took took) { return {times_of(std::move(took.wall)), times_of(std::move(took.cpu)).median}; }

// The scenario's own and the peer's, one after the other; a turn of slow frames ends early, so that all of it has an end.
constexpr std::size_t turns = 6, frames_in_turn = 100, least_in_turn = 15;
constexpr auto turn_time = std::chrono::milliseconds(1500);
constexpr int to_begin = 40, to_settle = 8;  // frames in which glyphs, textures and caches come in
constexpr auto patience = std::chrono::minutes(1);

// One scenario after the other; frames come from the running window.
class Measuring {
 public:
  Measuring(host::window::App &app, const std::vector<Scenario> &scenarios, const Draw &peer, const Tell &tell)
      : app_(app), scenarios_(scenarios), peer_(peer), tell_(tell) {}

  core::Result<void> run() {
    app_.scene.draw = [this](const gantry_ui &ui) {
      began_ = Clock::now();
      worked_ = worked();
      (own_turn() ? scenario().draw : peer_)(ui);
    };
    app_.drawn = [this](double) { drawn(); };
    begin();
    app_.run();
    app_.drawn = {};
    app_.scene.draw = {};
    if (!wrong_.empty()) return core::fail("bench.scenario", wrong_);
    return core::done();
  }

 private:
  const Scenario &scenario() const { return scenarios_[now_]; }
  bool own_turn() const { return turn_ % 2 == 0; }

  void begin() {
    turn_ = 0;
    waiting_ = to_begin;
    counted_at_ = Clock::now();
    scenario().begin();
  }

  void drawn() {
    glFinish();  // software OpenGL draws while the program goes on
    const double took = std::chrono::duration<double, std::milli>(Clock::now() - began_).count();
    const double work = worked() - worked_;
    app_.wake();
    if (!scenario().holds()) {
      if (Clock::now() - counted_at_ < patience) return;
      wrong_ = "\"" + scenario().name + "\" did not come to hold";
      return app_.close();
    }
    counted_at_ = Clock::now();
    if (waiting_ > 0) {
      --waiting_;
      in_turn_ = 0;
      turn_began_ = Clock::now();
      return;
    }
    Took &times = own_turn() ? own_ : peers_;
    times.wall.push_back(took);
    times.cpu.push_back(work);
    const bool long_enough = ++in_turn_ >= least_in_turn && Clock::now() - turn_began_ > turn_time;
    if (in_turn_ < frames_in_turn && !long_enough) return;
    waiting_ = to_settle;
    if (++turn_ < turns) return;
    tell_(scenario(), {frame_times_of(std::exchange(own_, {})), frame_times_of(std::exchange(peers_, {})),
                       memory_of_this_process()});
    if (++now_ == scenarios_.size()) app_.close();
    else begin();
  }

  host::window::App &app_;
  const std::vector<Scenario> &scenarios_;
  const Draw &peer_;
  const Tell &tell_;
  std::size_t now_ = 0;
  Took own_, peers_;
  std::size_t turn_ = 0, in_turn_ = 0;
  int waiting_ = 0;  // frames that don't count
  Clock::time_point began_, counted_at_, turn_began_;
  double worked_ = 0;
  std::string wrong_;
};

}  // namespace

core::Result<void> measure(host::window::App &app, const std::vector<Scenario> &scenarios, const Draw &peer,
                           const Tell &tell) {
  return Measuring(app, scenarios, peer, tell).run();
}

Times times_of(std::vector<double> times) {
  std::sort(times.begin(), times.end());
  return {times[times.size() / 2], times[times.size() * 99 / 100]};
}

Memory memory_of_this_process() {
  std::ifstream file("/proc/self/smaps_rollup");
  Memory memory;
  for (std::string word; file >> word;) {
    double kibibytes = 0;
    if (word == "Rss:" && file >> kibibytes) memory.resident = kibibytes / 1024;
    if (word == "Pss:" && file >> kibibytes) memory.proportional = kibibytes / 1024;
  }
  return memory;
}

}  // namespace gantry::bench
