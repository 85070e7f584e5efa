// SPDX-License-Identifier: Apache-2.0
// What a frame of the window costs in software OpenGL under Xvfb, beside Dear ImGui's own demo window in the same run; how
// long it takes to start with many plugins; memory.
//
//   bench_window                    → medians and 99th percentiles, and how many times the demo's median that is
//   bench_window frames             → the workplace alone; "panels": those at their limits; "start": the program's starts
#include <bench/window/frames.hpp>
#include <bench/window/limits.hpp>
#include <bench/window/place.hpp>
#include <bench/window/start.hpp>
#include <algorithm>
#include <cstdio>
#include <host/window/scene/scene.hpp>
#include <imgui.h>
#include <imgui_internal.h>
#include <tests/support/xvfb.hpp>

namespace {

using namespace gantry;
using namespace gantry::bench;
using namespace gantry::host::window;

using Wanted = std::function<bool(std::string_view)>;  // a part of the benchmark

constexpr int many = 200;

// As it shows itself, with two of its long chapters open.
void draw_demo(const gantry_ui & /*ui*/) {
  if (ImGuiWindow *const demo = ImGui::FindWindowByName("Dear ImGui Demo")) {
    for (const char *chapter : {"Widgets", "Layout & Scrolling"}) demo->StateStorage.SetInt(demo->GetID(chapter), 1);
  }
  ImGui::ShowDemoWindow();
}

// An image with segments over it, a form beside it, what a run came to below.
void look_around(Workplace &w) {
  w.view().item = "image-1";
  w.view().over["image-1"] = {{.item = "labels-5"}};
  for (const core::RunRecord &run : w.project()->runs)
    if (run.target == "kmeans") w.view().run = run.id;
  w.choose_task("tool:org.gantry.segmentation.kmeans");
}

void keep_busy(Workplace &w) {
  const Task *const task = w.catalogue().task("tool:org.gantry.bench.busy.busy");
  if (task == nullptr) return;
  Draft draft = Draft::first(*task);
  offer(draft, *task, *w.project(), "image-1");
  w.run(*task, draft);
}

void open_panels(Workplace &w) {
  for (const JobEntry &job : w.jobs()) w.cancel(job.number);
  for (const char *panel : {"org.example.hospital.cardiac.ejection-fraction", "org.gantry.test.good-panels.counter",
                            "org.gantry.test.good-panels.monitor"})
    w.open_panel(panel);
}

bool panels_are_open(Workplace &w) {
  for (const OpenPanel &panel : w.panels().all())
    if (panel.state != OpenPanel::State::showing) return false;
  return w.panels().all().size() == 3 && !w.busy();
}

std::vector<Scenario> scenarios_of(Workplace &w, const Draw &draw) {
  std::vector<Scenario> all;
  bool looked = false;
  const auto ready = [&w, looked]() mutable {
    const bool there = w.project() != nullptr && w.catalogue_ready();
    if (there && !std::exchange(looked, true)) look_around(w);
    return there;
  };
  all.push_back({.name = "the workplace, idle", .draw = draw, .holds = ready});
  all.push_back({.name = "with a job on all processors",
                 .draw = draw,
                 .begin = [&w] { keep_busy(w); },
                 .holds = [&w] { return w.busy(); }});
  all.push_back({.name = "with three panels",
                 .draw = draw,
                 .begin = [&w] { open_panels(w); },
                 .holds = [&w] { return panels_are_open(w); }});
  return all;
}

core::Result<void> bench_frames(const Place &place, const Wanted &wanted) {
  App::Options options;
  options.window = {.width = 1440, .height = 900, .scale = 1};
  GANTRY_TRY(app, App::open(std::move(options)));
  const auto room = std::make_shared<Room>(*app, Place::options(place.home(), place.tree_plugins()));
  room->workplace.open_project(place.project());
  std::vector<Scenario> scenarios;
  if (wanted("frames")) scenarios = scenarios_of(room->workplace, [&](const gantry_ui &ui) { room->draw(ui); });
  if (wanted("panels")) {
    GANTRY_TRY(panels, panels_at_their_limits());
    for (Scenario &panel : panels) scenarios.push_back(std::move(panel));
  }
  if (scenarios.empty()) return core::done();
  std::printf("%-38s %9s %7s %7s %9s %7s %7s %7s %8s %8s\n", "a frame of 1440 × 900, ms", "median", "p99", "CPU",
              "demo's", "p99", "CPU", "× demo", "RSS MiB", "PSS MiB");
  return measure(*app, scenarios, draw_demo, [](const Scenario &scenario, const Measured &m) {
    std::printf("%-38s %9.2f %7.2f %7.2f %9.2f %7.2f %7.2f %7.2f %8.1f %8.1f\n", scenario.name.c_str(), m.own.median,
                m.own.p99, m.own.cpu, m.peer.median, m.peer.p99, m.peer.cpu, m.own.median / m.peer.median,
                m.memory.resident, m.memory.proportional);
  });
}

core::Result<void> bench_start(const Place &place) {
  GANTRY_TRY(plugins, place.many_plugins(many));
  std::printf("\n%-38s %9s %7s %9s %7s %7s %8s %8s\n", "from start, ms", "1st frame", "worst", "all known", "worst", "",
              "RSS MiB", "PSS MiB");
  const std::tuple<const char *, Folders, Files> starts[] = {
      {"the tree's own plugins", place.tree_plugins(), Files::warm},
      {"200 plugins", {plugins.string()}, Files::warm},
      {"200 plugins, read from the disk", {plugins.string()}, Files::cold}};
  for (const auto &[name, folders, files] : starts) {
    GANTRY_TRY(start, measure_start(place.home() / "start", folders, files));
    std::printf("%-38s %9.0f %7.0f %9.0f %7.0f %7s %8.1f %8.1f\n", name, start.first_frame.median,
                start.first_frame.p99, start.all_plugins.median, start.all_plugins.p99, "", start.memory.resident,
                start.memory.proportional);
  }
  return core::done();
}

core::Result<void> measure_all(const Wanted &wanted) {
  const auto server = tests::start_xvfb();
  if (!server) return core::fail(server.error());
  GANTRY_TRY(place, Place::make());
  GANTRY_CHECK(bench_frames(*place, wanted));
  return wanted("start") ? bench_start(*place) : core::done();
}

}  // namespace

int main(int count, char **arguments) {
  if (is_start(count, arguments)) return start_and_tell(count, arguments);
  std::setvbuf(stdout, nullptr, _IOLBF, 0);  // each line is seen when it is known
  const auto done = measure_all([&](std::string_view part) {
    return count < 2 || std::find(arguments + 1, arguments + count, part) != arguments + count;
  });
  if (!done) std::fprintf(stderr, "bench_window: %s [%s]\n", done.error().message.c_str(), done.error().code.c_str());
  return done ? 0 : 1;
}
