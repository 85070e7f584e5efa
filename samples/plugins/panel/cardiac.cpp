// SPDX-License-Identifier: MIT
// A hospital's panel in C++: volumes of the left ventricle through one heartbeat, and what follows from them.
#include <gantry/cpp/plugin.hpp>

#include <algorithm>
#include <charconv>
#include <sstream>

struct EjectionFraction : gantry::Panel {
  static constexpr const char *id = "ejection-fraction", *label = "Ejection fraction", *icon = "heartbeat",
                              *help =
                                  "Volumes of the left ventricle through one heartbeat, typed in. "
                                  "EF = (EDV - ESV) / EDV.";

  std::vector<double> times{0, 100, 200, 300, 400, 500, 600, 700};  // ms
  std::vector<double> volumes{120, 104, 78, 55, 50, 71, 98, 117};   // ml
  double heart_rate = 72;                                           // /min
  std::string wrong;                                                // what was typed last and is no volume
  gantry::GridState grid;
  gantry::PlotState curve;

  double end_diastolic() const { return *std::max_element(volumes.begin(), volumes.end()); }
  double end_systolic() const { return *std::min_element(volumes.begin(), volumes.end()); }
  double stroke_volume() const { return end_diastolic() - end_systolic(); }
  double ejection_fraction() const { return stroke_volume() / end_diastolic(); }

  // One below the other: a panel lies in a column at the edge of the window.
  void draw(gantry::Ui &ui, gantry::PanelJob &) {
    if (auto result = ui.section("result", "Result")) draw_result(ui);
    if (auto measured = ui.section("measured", "Measured")) draw_measured(ui);
  }

  std::string save() {
    std::ostringstream out;
    out.precision(17);
    out << heart_rate;
    for (const double volume : volumes) out << ' ' << volume;
    return out.str();
  }
  void open(gantry::PanelJob &, const std::string &saved) {
    std::istringstream in(saved);
    in >> heart_rate;
    for (double &volume : volumes) in >> volume;
    if (!saved.empty() && !in)
      throw gantry::Error("cardiac.saved", "what was typed in an earlier session can't be read")
          .hint("close the panel and open it anew");
  }

 private:
  void draw_measured(gantry::Ui &ui) {
    ui.width(12).number("heart-rate", "Heart rate", heart_rate, {"/min", 20, 250, 1, 72});
    const std::vector<gantry::GridColumn> columns{
        {"time", "Time", "ms", 5, GANTRY_UI_GRID_RIGHT},
        {"volume", "Volume", "mL", 0, GANTRY_UI_GRID_RIGHT | GANTRY_UI_GRID_EDITABLE}};
    const auto did = ui.error(wrong).height(16).grid("volumes", columns, volumes.size(), grid, "No volumes yet",
                                                     [&](const gantry::GridRow &row) {
                                                       row.number(0, times[row.index()], 4);
                                                       row.number(1, volumes[row.index()], 4);
                                                     });
    if (did.committed() && grid.edited_row >= 0) take(static_cast<std::size_t>(grid.edited_row), grid.edited_text);
  }

  // In either decimal sign.
  void take(std::size_t row, std::string text) {
    std::replace(text.begin(), text.end(), ',', '.');
    double volume = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), volume);
    const bool whole = error == std::errc{} && end == text.data() + text.size();
    wrong = whole && volume > 0 ? "" : "\"" + text + "\" is no volume: give a number above 0, in mL";
    if (wrong.empty()) volumes.at(row) = volume;
  }

  void draw_result(gantry::Ui &ui) {
    const auto shown = [](double value, const char *unit) {
      std::ostringstream out;
      out.precision(3);
      out << value << ' ' << unit;
      return out.str();
    };
    ui.text("ef", "EF " + shown(100 * ejection_fraction(), "%"), GANTRY_UI_HEADING);
    if (ejection_fraction() < 0.4) ui.text("reduced", "reduced (below 40 %)", GANTRY_UI_WARNING);
    {
      const auto line = ui.columns("volumes", {1, 1});
      ui.text("edv", "EDV " + shown(end_diastolic(), "mL"));
      line.next();
      ui.text("esv", "ESV " + shown(end_systolic(), "mL"));
    }
    {
      const auto line = ui.columns("output", {1, 1});
      ui.text("sv", "SV " + shown(stroke_volume(), "mL"));
      line.next();
      ui.text("co", "CO " + shown(stroke_volume() * heart_rate / 1000, "L/min"));
    }
    const gantry::Plot plot{"Volume through one heartbeat",
                            {"time", "ms"},
                            {"volume", "mL"},
                            {{"lv", "Left ventricle", GANTRY_UI_LINE_POINTS, times, volumes}}};
    const auto did = ui.height(13).plot("curve", plot, curve);
    if (did.pressed() && curve.point >= 0) grid.selected = curve.point;
  }
};

struct About : gantry::About {
  static constexpr const char *id = "org.example.hospital.cardiac", *name = "Cardiac function of our hospital",
                              *version = "1.0.0", *vendor = "Example hospital, cardiology", *licence = "MIT",
                              *description = "Ejection fraction from the volumes of one heartbeat.";
};

GANTRY_PLUGIN(About, EjectionFraction)
