// SPDX-License-Identifier: Apache-2.0
#include "capnography.hpp"

#include <plugins/waveforms/chart.hpp>
#include <plugins/waveforms/columns.hpp>

#include <algorithm>
#include <cmath>
#include <limits>

namespace respiratory {
namespace {

using gantry::waveforms::Columns;
using gantry::waveforms::Panel;
using gantry::waveforms::Stroke;

// The integral of the curve from its first point to `last`.
double area(const std::vector<double> &x, const std::vector<double> &y, double last) {
  double sum = 0;
  for (std::size_t i = 1; i < x.size() && x[i - 1] < last; ++i) {
    const double end = std::min(x[i], last),
                 at_end = y[i - 1] + (y[i] - y[i - 1]) * (end - x[i - 1]) / (x[i] - x[i - 1]);
    sum += (end - x[i - 1]) * (y[i - 1] + at_end) / 2;
  }
  return sum;
}

std::vector<std::size_t> rows_between(const std::vector<double> &values, double low, double high) {
  std::vector<std::size_t> rows;
  for (std::size_t i = 0; i < values.size(); ++i)
    if (values[i] >= low && values[i] <= high) rows.push_back(i);
  return rows;
}

struct Expiration {
  std::vector<double> volume, co2;
};

// The longest run of rows with flow out of the lung, and what flows out in it, mL.
Expiration longest(const std::vector<double> &time, const std::vector<double> &flow, const std::vector<double> &co2) {
  std::size_t first = 0, last = 0;
  for (std::size_t i = 0; i < flow.size(); ++i) {
    if (!(flow[i] < 0)) continue;
    std::size_t end = i;
    while (end < flow.size() && flow[end] < 0) ++end;
    if (end - i > last - first) {
      first = i;
      last = end;
    }
    i = end;
  }
  Expiration out;
  double volume = 0;
  for (std::size_t i = first; i < last; ++i) {
    if (i > first) volume -= (time[i] - time[i - 1]) * (flow[i] + flow[i - 1]) / 2;
    out.volume.push_back(volume);
    out.co2.push_back(co2[i]);
  }
  return out;
}

Expiration expiration_of(const gantry_table &table) {
  const Columns columns(table, "breath");
  const auto co2 = columns.numbers("carbon dioxide", {"PCO2", "CO2"}, "mm[Hg]");
  Expiration out{{}, co2};
  if (columns.has({"volume", "V"})) out.volume = columns.numbers("the expired volume", {"volume", "V"}, "mL");
  else out = longest(columns.time(), columns.numbers("flow", {"flow"}, "mL/s"), co2);
  for (std::size_t i = 1; i < out.volume.size(); ++i)
    if (!(out.volume[i] > out.volume[i - 1]))
      throw gantry::Error("respiratory.volume", "the expired volume does not increase from row " + std::to_string(i),
                          GANTRY_BAD_DATA)
          .at("breath")
          .hint("give one expiration, from its beginning to its end");
  if (out.volume.size() < 10)
    throw gantry::Error("respiratory.points", "the expiration has fewer than ten points", GANTRY_BAD_DATA).at("breath");
  return out;
}

// Phase II's slope, where the curve is between a quarter and three quarters of phase III's level.
double rise_of(const std::vector<double> &volume, const std::vector<double> &co2, double level, double before) {
  std::vector<double> x, y;
  for (const std::size_t row : rows_between(co2, level / 4, 3 * level / 4)) {
    if (volume[row] > before) break;
    x.push_back(volume[row]);
    y.push_back(co2[row]);
  }
  if (x.size() < 2) return std::numeric_limits<double>::quiet_NaN();
  return gantry::waveforms::line_through(x, y, 0, x.size()).slope;
}

}  // namespace

Capnography capnography_of(const std::vector<double> &volume, const std::vector<double> &co2, double from, double to) {
  Capnography c;
  c.tidal = volume.back();
  const auto phase3 = rows_between(volume, from * c.tidal, to * c.tidal);
  if (phase3.size() < 3)
    throw gantry::Error("respiratory.phase3", "phase III has fewer than three points", GANTRY_BAD_DATA)
        .at("from")
        .hint("widen it");
  const auto line = gantry::waveforms::line_through(volume, co2, phase3.front(), phase3.back() + 1);
  c.level = line.at_0;
  c.slope = line.slope;
  // As much lies under the curve as under phase III behind the dead space.
  const double end = volume[phase3.back()], under = area(volume, co2, end);
  const auto behind = [&](double dead) { return (end - dead) * (c.at(end) + c.at(dead)) / 2; };
  double low = 0, high = end;
  if (!(behind(low) > under))
    throw gantry::Error("respiratory.dead_space", "no dead space makes the areas equal", GANTRY_BAD_DATA)
        .at("breath")
        .hint("does the volume begin with the expiration, and phase III where it is straight?");
  for (int i = 0; i < 100; ++i) {
    c.airways = (low + high) / 2;
    (behind(c.airways) > under ? low : high) = c.airways;
  }
  c.rise = rise_of(volume, co2, c.at(c.airways), from * c.tidal);
  c.mixed = area(volume, co2, c.tidal) / c.tidal;
  c.alveolar = c.at((c.airways + c.tidal) / 2);
  c.end = c.at(c.tidal);
  return c;
}

void CapnographyTool::run(gantry::Job &) {
  if (!(to > from))
    throw gantry::Error("respiratory.phase3", "phase III ends before it begins", GANTRY_OUT_OF_RANGE).at("to");
  const Expiration out = expiration_of(breath.view());
  const Capnography c = capnography_of(out.volume, out.co2, from / 100, to / 100);
  const double pa = arterial, none = std::numeric_limits<double>::quiet_NaN();
  const auto alone = [](double value) { return std::vector<double>{value}; };
  indices.write({{"VT", "mL", alone(c.tidal)},
                 {"VDaw", "mL", alone(c.airways)},
                 {"VDaw_VT", "1", alone(c.airways / c.tidal)},
                 {"VDphys", "mL", alone(c.bohr() * c.tidal)},
                 {"VD_VT_Bohr", "1", alone(c.bohr())},
                 {"VDalv", "mL", alone(c.bohr() * c.tidal - c.airways)},
                 {"VD_VT_Enghoff", "1", alone(pa > 0 ? 1 - c.mixed / pa : none)},
                 {"PECO2", "mm[Hg]", alone(c.mixed)},
                 {"PACO2", "mm[Hg]", alone(c.alveolar)},
                 {"PETCO2", "mm[Hg]", alone(c.end)},
                 {"VTCO2", "mL", alone(c.mixed * c.tidal / dry)},
                 {"SII", "mm[Hg]/mL", alone(c.rise)},
                 {"SIII", "mm[Hg]/mL", alone(c.slope)},
                 {"SnIII", "/mL", alone(c.slope / c.mixed)}});
  Panel panel{"Volumetric capnogram", "expired volume, mL", "carbon dioxide, mmHg"};
  panel.add({"", out.volume, out.co2});
  panel.add({"phase III", {c.airways, c.tidal}, {c.at(c.airways), c.end}, Stroke::dashed});
  panel.add({"dead space", {c.airways, c.airways}, {0, c.at(c.airways)}, Stroke::dashed});
  chart.write("image/svg+xml", "capnogram.svg", gantry::waveforms::svg({panel}));
}

}  // namespace respiratory
