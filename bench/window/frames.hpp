// SPDX-License-Identifier: Apache-2.0
// Frames of a running window, each from its first widget to its last pixel, by turns with those of a peer.
//
//   const std::vector<Scenario> scenarios{{.name = "idle", .draw = [&](const gantry_ui &ui) { room.draw(ui); }}};
//   GANTRY_CHECK(measure(app, scenarios, draw_demo, [](const Scenario &s, const Measured &m) {
//     std::printf("%s: %.1f times the demo\n", s.name.c_str(), m.own.median / m.peer.median);
//   }));
#pragma once

#include <functional>
#include <host/window/app/app.hpp>
#include <string>
#include <vector>

namespace gantry::bench {

using Draw = std::function<void(const gantry_ui &)>;

struct Scenario {
  std::string name;
  Draw draw;
  std::function<void()> begin = [] {};
  std::function<bool()> holds = [] { return true; };  // frames count while it does
};

struct Times {
  double median = 0, p99 = 0;  // ms
};

struct FrameTimes : Times {
  double cpu = 0;  // ms of processors, median: much the same on a machine that others keep busy
};

struct Memory {
  double resident = 0, proportional = 0;  // MiB; proportional: what is shared is divided among those who share it
};

struct Measured {
  FrameTimes own, peer;
  Memory memory;
};

// 300 frames of each scenario and as many of the peer, in turns of 100, as fast as the display shows them; fewer of what
// takes longer than 15 ms. Error "bench.scenario" for one that does not come to hold within a minute.
using Tell = std::function<void(const Scenario &, const Measured &)>;
core::Result<void> measure(host::window::App &app, const std::vector<Scenario> &scenarios, const Draw &peer,
                           const Tell &tell);

Times times_of(std::vector<double> milliseconds);
Memory memory_of_this_process();

}  // namespace gantry::bench
