// SPDX-License-Identifier: Apache-2.0
// Panels that keep the rules, one of them slowly.
#include <chrono>
#include <cmath>
#include <cstdlib>
#include <gantry/cpp/plugin.hpp>
#include <thread>

namespace {

// Takes its time over each drawing, and notes every text that it saw.
struct Slow : gantry::Panel {
  static constexpr const char *id = "slow", *label = "Slow", *help = "takes 300 ms for each drawing", *icon = "clock-o";
  std::string text, seen;
  void open(gantry::PanelJob &, const std::string &saved) { seen = saved; }
  void draw(gantry::Ui &ui, gantry::PanelJob &) {
    std::this_thread::sleep_for(std::chrono::milliseconds(300));
    if (ui.text_field("name", "Name", text)) seen += text + "\n";
    ui.text("seen", text);
  }
  std::string save() { return seen; }
};

// Counts, and goes on after a restart where it was. Refuses to draw when asked to.
struct Counter : gantry::Panel {
  static constexpr const char *id = "counter", *label = "Counter", *help = "counts";
  int count = 0, drawn = 0;
  bool refuse = false;
  void open(gantry::PanelJob &, const std::string &saved) {
    if (saved == "bad") throw gantry::Error("counter.saved", "it can't go on from that");
    if (!saved.empty()) count = std::stoi(saved);
  }
  void draw(gantry::Ui &ui, gantry::PanelJob &) {
    ++drawn;
    if (ui.shortcut("ctrl+m").button("more", "More")) ++count;
    if (ui.shortcut("ctrl+p").button("greedy", "Greedy")) ++count;
    if (auto hidden = ui.section("hidden", "Hidden", 0)) ui.text("inside", "found");
    if (ui.button("refuse", "Refuse")) throw gantry::Error("counter.refused", "it does not want to");
    if (ui.button("crash", "Crash")) std::abort();
    ui.text("count", std::to_string(count));
    ui.text("drawn", std::to_string(drawn));
    if (count == 40) ui.redraw_after(0.01);
  }
  std::string save() { return std::to_string(count); }
};

// Sets the host going.
struct Runs : gantry::Panel {
  static constexpr const char *id = "runs", *label = "Runs", *help = "runs a tool";
  static constexpr std::uint32_t flags = GANTRY_PANEL_NEEDS_PROJECT;
  std::string job, noted;
  void draw(gantry::Ui &ui, gantry::PanelJob &host) {
    const char *data = "";
    host.project().list(&host.project(), "data", &data);
    ui.text("data", data);
    if (ui.button("run", "Run")) job = host.run("{\"tool\":\"threshold\"}");
    if (ui.button("echo", "Echo"))
      job = host.run(
          "{\"tool\":\"org.gantry.test.good-echo.run\",\"inputs\":{\"image\":\"image-1\"},"
          "\"parameters\":{\"offset\":1},\"label\":\"result\"}");
    if (!job.empty()) {
      const std::string state = host.job_state(job);
      ui.text("state", state);
      if (state.find("waiting") != std::string::npos || state.find("running") != std::string::npos)
        ui.redraw_after(0.05);
    }
    if (!job.empty() && ui.button("cancel", "Cancel")) host.cancel(job);
    if (ui.button("show", "Show")) host.show("{\"item\":\"image-1\"}");
    if (ui.button("note", "Note")) {
      const gantry_record record{sizeof record, 0, "gantry.test.note/1", "{\"text\":\"seen\"}", nullptr, nullptr};
      const char *hash = "";
      host.project().append_record(&host.project(), &record, &hash);
      noted = hash;
    }
    ui.text("noted", noted.empty() ? "no note" : "kept");
  }
};

// What a monitor beside a bed shows: curves that move on, and a picture.
struct Monitor : gantry::Panel {
  static constexpr const char *id = "monitor", *label = "Monitor", *help = "moves";
  int drawn = 0;
  gantry::ImageState image;
  gantry::PlotState plot;
  void draw(gantry::Ui &ui, gantry::PanelJob &) {
    ++drawn;
    std::vector<double> times, one, other;
    for (int i = 0; i < 500; ++i) {
      times.push_back(0.02 * i);
      one.push_back(std::sin(0.1 * (i + drawn)));
      other.push_back(std::cos(0.03 * (i + drawn)) / 2);
    }
    ui.height(10).plot("curves",
                       {"Curves",
                        {"time", "s"},
                        {"pressure", "kPa"},
                        {{"one", "One", GANTRY_UI_LINE, times, one}, {"other", "Other", GANTRY_UI_LINE, times, other}}},
                       plot);
    ui.height(10).image("picture", {"image-1"}, image);
    ui.redraw_after(0.03);
  }
};

struct About : gantry::About {
  static constexpr const char *id = "org.gantry.test.good-panels", *name = "Fixture", *version = "1.0.0",
                              *vendor = "Gantry", *licence = "Apache-2.0", *description = "Panels.";
};

}  // namespace

GANTRY_PLUGIN(About, Slow, Counter, Runs, Monitor)
