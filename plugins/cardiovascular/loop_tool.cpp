// SPDX-License-Identifier: Apache-2.0
#include "loop_tool.hpp"

#include "loops.hpp"

#include <plugins/waveforms/chart.hpp>
#include <plugins/waveforms/columns.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>

namespace cardiovascular {
namespace {

using gantry::waveforms::Line;
using gantry::waveforms::Panel;
using gantry::waveforms::Stroke;

struct EndDiastole {
  double a = std::numeric_limits<double>::quiet_NaN(), b = a;  // P = a exp(b V)
};
EndDiastole end_diastole(const std::vector<Loop> &loops) {
  Samples volumes, logs;
  for (const Loop &loop : loops) {
    if (!(loop.end_diastolic_pressure > 0)) continue;
    volumes.push_back(loop.end_diastolic_corner);
    logs.push_back(std::log(loop.end_diastolic_pressure));
  }
  if (volumes.size() < 3) return {};
  const Line line = gantry::waveforms::line_through(volumes, logs, 0, volumes.size());
  return {std::exp(line.at_0), line.slope};
}

// Stroke work over end-diastolic volume.
double recruitable_work(const std::vector<Loop> &loops) {
  Samples volumes, works;
  for (const Loop &loop : loops) {
    volumes.push_back(loop.end_diastolic_volume);
    works.push_back(loop.stroke_work);
  }
  if (volumes.size() < 3) return std::numeric_limits<double>::quiet_NaN();
  return gantry::waveforms::line_through(volumes, works, 0, volumes.size()).slope;
}

Panel picture(const Samples &volume, const Samples &pressure, const Beats &beats, const EndSystole &line,
              const EndDiastole &passive) {
  Panel panel{"Pressure-volume loops", "volume, mL", "pressure, mmHg"};
  gantry::waveforms::Trace loops;
  double widest = 0, highest = 0;
  for (const auto &[first, last] : beats) {
    for (std::size_t i = first; i <= last; ++i) {
      const std::size_t row = i == last ? first : i;  // closed
      loops.x.push_back(volume[row]);
      loops.y.push_back(pressure[row]);
      widest = std::max(widest, volume[row]);
      highest = std::max(highest, pressure[row]);
    }
    loops.x.push_back(std::numeric_limits<double>::quiet_NaN());
    loops.y.push_back(std::numeric_limits<double>::quiet_NaN());
  }
  panel.add(std::move(loops));
  const double end = line.v0 + 1.05 * highest / line.ees;
  panel.add(
      {line.found ? "ESPVR" : "ESPVR, V0 assumed", {line.v0, end}, {0, line.ees * (end - line.v0)}, Stroke::dashed});
  panel.add({"", line.volumes, line.pressures, Stroke::marks});
  if (std::isfinite(passive.a)) {
    gantry::waveforms::Trace curve{"EDPVR", {}, {}, Stroke::dashed};
    for (int i = 0; i <= 60; ++i) {
      curve.x.push_back(line.v0 + (widest - line.v0) * i / 60);
      curve.y.push_back(passive.a * std::exp(passive.b * curve.x.back()));
    }
    panel.add(std::move(curve));
  }
  return panel;
}

}  // namespace

void PressureVolumeLoops::run(gantry::Job &job) {
  const gantry::waveforms::Columns columns(loops.view(), "loops");
  const Samples time = columns.time(), volume = columns.numbers("volume", {"volume", "V"}, "mL"),
                pressure = columns.numbers("pressure", {"pressure", "P"}, "mm[Hg]");
  const bool numbered = columns.has({"beat"});
  Beats all = numbered ? beats_by_number(columns.numbers("beat", {"beat"}, "1")) : beats_by_pressure(pressure);
  all.erase(std::remove_if(all.begin(), all.end(), [](const auto &beat) { return beat.second - beat.first < 8; }),
            all.end());
  if (all.empty()) throw gantry::Error("cardiovascular.beats", "no beat has eight points", GANTRY_BAD_DATA).at("loops");
  if (!numbered && all.size() > 1)
    job.info("beats were told apart by their upstrokes; what is before and behind is left out");

  std::vector<Loop> measured;
  for (const auto &beat : all) measured.push_back(loop_of(time, volume, pressure, beat));
  const EndSystole line = end_systole(volume, pressure, all, assumed);
  if (line.volumes.size() < all.size())
    throw gantry::Error("cardiovascular.v0", "volumes do not exceed V0", GANTRY_OUT_OF_RANGE).at("V0").hint("lower V0");
  const EndDiastole passive = end_diastole(measured);

  std::vector<std::int64_t> number;
  std::vector<std::vector<double>> rows(13);
  for (std::size_t i = 0; i < measured.size(); ++i) {
    const Loop &loop = measured[i];
    const double stroke = loop.stroke_volume(), heart_rate = 60 / loop.period,
                 ees = line.pressures[i] / (line.volumes[i] - line.v0), ea = line.pressures[i] / stroke;
    const double row[] = {heart_rate,
                          loop.end_diastolic_volume,
                          loop.end_systolic_volume,
                          stroke,
                          100 * stroke / loop.end_diastolic_volume,
                          stroke * heart_rate / 1000,
                          loop.stroke_work,
                          line.pressures[i],
                          loop.end_diastolic_pressure,
                          ea,
                          ees / ea,
                          loop.fastest_rise,
                          loop.fastest_fall};
    number.push_back(static_cast<std::int64_t>(i + 1));
    for (std::size_t c = 0; c < rows.size(); ++c) rows[c].push_back(row[c]);
  }
  const char *const names[] = {"HR",  "EDV", "ESV", "SV",     "EF",       "CO",      "SW",
                               "Pes", "Ped", "Ea",  "Ees_Ea", "dPdt_max", "dPdt_min"};
  const char *const units[] = {"/min",   "mL",     "mL",        "mL", "%",        "L/min",   "mm[Hg].mL",
                               "mm[Hg]", "mm[Hg]", "mm[Hg]/mL", "1",  "mm[Hg]/s", "mm[Hg]/s"};
  std::vector<gantry::ColumnValues> each{{"beat", "1", number}}, means;
  std::vector<double> relaxations;
  for (const Loop &loop : measured) relaxations.push_back(loop.relaxation);
  for (std::size_t c = 0; c < rows.size(); ++c) {
    each.push_back({names[c], units[c], rows[c]});
    means.push_back({names[c], units[c], std::vector<double>{gantry::waveforms::mean(rows[c])}});
  }
  each.push_back({"tau", "s", relaxations});
  beats.write(each);
  const auto add = [&](const char *name, const char *unit, double value) {
    means.push_back({name, unit, std::vector<double>{value}});
  };
  add("tau", "s", gantry::waveforms::mean(relaxations));
  add("Ees", "mm[Hg]/mL", line.ees);
  add("V0", "mL", line.v0);
  means.push_back({"V0_found", "1", std::vector<std::int64_t>{line.found ? 1 : 0}});
  add("EDPVR_A", "mm[Hg]", passive.a);
  add("EDPVR_b", "/mL", passive.b);
  add("PRSW", "mm[Hg]", recruitable_work(measured));
  means.push_back({"beats", "1", std::vector<std::int64_t>{static_cast<std::int64_t>(measured.size())}});
  indices.write(means);
  chart.write("image/svg+xml", "loops.svg", gantry::waveforms::svg({picture(volume, pressure, all, line, passive)}));
}

}  // namespace cardiovascular
