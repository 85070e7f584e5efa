// SPDX-License-Identifier: Apache-2.0
#include "pulse_wave_tools.hpp"

#include "constants.hpp"
#include "pulse_waves.hpp"

#include <plugins/waveforms/chart.hpp>
#include <plugins/waveforms/columns.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>

namespace cardiovascular {
namespace {

using gantry::waveforms::Columns;
using gantry::waveforms::mean;
using gantry::waveforms::Panel;
using gantry::waveforms::Stroke;
using gantry::waveforms::Trace;

double deviation(const Samples &values) {
  if (values.size() < 2) return std::numeric_limits<double>::quiet_NaN();
  const double middle = mean(values);
  double sum = 0;
  for (const double v : values) sum += (v - middle) * (v - middle);
  return std::sqrt(sum / static_cast<double>(values.size() - 1));
}

std::vector<double> alone(double value) { return {value}; }

// The foot of `far` that belongs to each of `near`: the nearest within half a beat.
struct Transit {
  Foot near, far;
  double seconds() const { return far.time - near.time; }
};
std::vector<Transit> transits(const std::vector<Foot> &near, const std::vector<Foot> &far, double apart) {
  std::vector<Transit> pairs;
  for (const Foot &first : near) {
    const auto second = std::min_element(far.begin(), far.end(), [&](const Foot &a, const Foot &b) {
      return std::abs(a.time - first.time) < std::abs(b.time - first.time);
    });
    if (second != far.end() && std::abs(second->time - first.time) < apart) pairs.push_back({first, *second});
  }
  return pairs;
}

// From the level of the foot up the steepest rise.
void add_tangents(Panel &panel, const std::vector<Foot> &feet, const Samples &wave) {
  Trace tangents{"", {}, {}, Stroke::dashed}, marks{"", {}, {}, Stroke::marks};
  for (const Foot &foot : feet) {
    const double top = 1.3 * (wave[foot.steepest] - foot.level);
    for (const double rise : {0.0, top, std::numeric_limits<double>::quiet_NaN()}) {
      tangents.x.push_back(foot.time + rise / foot.slope);
      tangents.y.push_back(foot.level + rise);
    }
    marks.x.push_back(foot.time);
    marks.y.push_back(foot.level);
  }
  panel.add(std::move(tangents)).add(std::move(marks));
}

Samples evenly(const Samples &time, const Samples &wave, double step) {
  Samples even;
  for (std::size_t i = 0; i < time.size(); ++i)
    even.push_back(gantry::waveforms::between(time, wave, time.front() + step * static_cast<double>(i)));
  return even;
}

}  // namespace

void PulseWaveVelocity::run(gantry::Job &job) {
  const Columns columns(waves.view(), "waves");
  const Samples time = columns.time(), near = columns.numbers("the proximal wave", {"proximal", "carotid", "near"}, ""),
                far = columns.numbers("the distal wave", {"distal", "femoral", "far"}, "");
  const auto near_feet = feet_of(time, near, apart), far_feet = feet_of(time, far, apart);
  const auto pairs = transits(near_feet, far_feet, apart);
  if (pairs.empty())
    throw gantry::Error("cardiovascular.feet", "no beat has its foot in both waves", GANTRY_BAD_DATA)
        .at("waves")
        .hint("let the record begin before an upstroke, and hold all of it");
  Samples begin, end, transit, velocity;
  std::vector<std::int64_t> number;
  for (const Transit &pair : pairs) {
    if (!(pair.seconds() > 0))
      job.warning("a distal wave begins before the proximal one: are they the other way round?");
    number.push_back(static_cast<std::int64_t>(number.size() + 1));
    begin.push_back(pair.near.time);
    end.push_back(pair.far.time);
    transit.push_back(1000 * pair.seconds());
    velocity.push_back(distance / transit.back());  // mm/ms
  }
  beats.write({{"beat", "1", number},
               {"proximal_foot", "s", begin},
               {"distal_foot", "s", end},
               {"transit", "ms", transit},
               {"PWV", "m/s", velocity}});
  const double step = (time.back() - time.front()) / static_cast<double>(time.size() - 1);
  const Delay late = delay_of(evenly(time, near, step), evenly(time, far, step), step, apart);
  indices.write({{"PWV_feet", "m/s", alone(distance / mean(transit))},
                 {"transit_feet", "ms", alone(mean(transit))},
                 {"transit_sd", "ms", alone(deviation(transit))},
                 {"beats", "1", std::vector<std::int64_t>{static_cast<std::int64_t>(pairs.size())}},
                 {"PWV_correlation", "m/s", alone(distance / (1000 * late.seconds))},
                 {"transit_correlation", "ms", alone(1000 * late.seconds)},
                 {"correlation", "1", alone(late.correlation)}});
  Panel first{"Proximal", "time, s", ""}, second{"Distal", "time, s", ""};
  first.add({"", time, near});
  second.add({"", time, far});
  add_tangents(first, near_feet, near);
  add_tangents(second, far_feet, far);
  chart.write("image/svg+xml", "pulse-waves.svg", gantry::waveforms::svg({first, second}));
}

void PressureWave::run(gantry::Job &) {
  const Columns columns(waves.view(), "waves");
  const Samples time = columns.time(), measured = columns.numbers("pressure", {"pressure", "P"}, "mm[Hg]");
  const double step = (time.back() - time.front()) / static_cast<double>(time.size() - 1);
  const auto wide = 2 * static_cast<std::size_t>(smooth / 1000 / step / 2) + 1;
  const Samples pressure = wide >= 3 ? smoothed(measured, wide) : measured;
  const auto found = wave_beats(time, pressure, apart);
  if (found.empty())
    throw gantry::Error("cardiovascular.feet", "there is no upstroke with a foot before it", GANTRY_BAD_DATA)
        .at("waves")
        .hint("let the record begin before an upstroke");
  std::vector<std::int64_t> number;
  std::vector<std::string> type;
  Samples systolic, diastolic, pulse, middle, rise, inflection, index, known;
  Trace peaks{"peak", {}, {}, Stroke::marks}, shoulders{"shoulder", {}, {}, Stroke::marks};
  for (const WaveBeat &beat : found) {
    number.push_back(static_cast<std::int64_t>(number.size() + 1));
    systolic.push_back(pressure[beat.peak]);
    diastolic.push_back(pressure[beat.first]);
    pulse.push_back(systolic.back() - diastolic.back());
    middle.push_back(beat.mean);
    rise.push_back(beat.rise);
    type.emplace_back(!beat.has_shoulder ? "" : beat.before_peak ? "A" : "C");
    inflection.push_back(beat.has_shoulder ? pressure[beat.shoulder] : std::numeric_limits<double>::quiet_NaN());
    index.push_back((beat.before_peak ? 100 : -100) * (systolic.back() - inflection.back()) / pulse.back());
    peaks.x.push_back(time[beat.peak]);
    peaks.y.push_back(systolic.back());
    if (!beat.has_shoulder) continue;
    known.push_back(index.back());
    shoulders.x.push_back(time[beat.shoulder]);
    shoulders.y.push_back(inflection.back());
  }
  beats.write({{"beat", "1", number},
               {"Ps", "mm[Hg]", systolic},
               {"Pd", "mm[Hg]", diastolic},
               {"PP", "mm[Hg]", pulse},
               {"Pmean", "mm[Hg]", middle},
               {"dPdt_max", "mm[Hg]/s", rise},
               {"type", "", type},
               {"Pi", "mm[Hg]", inflection},
               {"AIx", "%", index}});
  indices.write({{"beats", "1", std::vector<std::int64_t>{static_cast<std::int64_t>(found.size())}},
                 {"Ps", "mm[Hg]", alone(mean(systolic))},
                 {"Pd", "mm[Hg]", alone(mean(diastolic))},
                 {"PP", "mm[Hg]", alone(mean(pulse))},
                 {"Pmean", "mm[Hg]", alone(mean(middle))},
                 {"AIx", "%", alone(known.empty() ? std::numeric_limits<double>::quiet_NaN() : mean(known))},
                 {"AIx_sd", "%", alone(deviation(known))}});
  Panel panel{"Pressure wave", "time, s", "pressure, mmHg"};
  panel.add({"", time, pressure}).add(std::move(peaks)).add(std::move(shoulders));
  chart.write("image/svg+xml", "pressure-wave.svg", gantry::waveforms::svg({panel}));
}

void ArterialStiffness::run(gantry::Job &) {
  const Columns columns(artery.view(), "artery");
  const Samples pressure = columns.numbers("pressure", {"pressure", "P"}, "mm[Hg]");
  const bool by_area = columns.has({"area", "A"});
  Samples wide =
      by_area ? columns.numbers("area", {"area", "A"}, "mm2") : columns.numbers("diameter", {"diameter", "D"}, "mm");
  if (by_area)
    for (double &value : wide) value = 2 * std::sqrt(std::max(value, 0.0) / pi);
  if (pressure.empty())
    throw gantry::Error("cardiovascular.rows", "the table has no rows", GANTRY_BAD_DATA).at("artery");
  const auto [pd, ps] = std::minmax_element(pressure.begin(), pressure.end());
  const auto [dd, ds] = std::minmax_element(wide.begin(), wide.end());
  if (!(*ps > *pd && *ds > *dd && *dd > 0 && *pd > 0))
    throw gantry::Error("cardiovascular.pulse", "pressure or diameter is the same throughout, or not above 0",
                        GANTRY_BAD_DATA)
        .at("artery")
        .hint("give the systolic and the diastolic values at least");
  const double pulse = *ps - *pd, strain = (*ds - *dd) / *dd, ad = pi / 4 * *dd * *dd, as = pi / 4 * *ds * *ds;
  const double distensibility = (as - ad) / (ad * pulse), thickness = wall;
  const double young =
      thickness > 0 ? pulse / strain * *dd / (2 * thickness) : std::numeric_limits<double>::quiet_NaN();
  indices.write({{"Ps", "mm[Hg]", alone(*ps)},
                 {"Pd", "mm[Hg]", alone(*pd)},
                 {"Ds", "mm", alone(*ds)},
                 {"Dd", "mm", alone(*dd)},
                 {"strain", "%", alone(100 * strain)},
                 {"CC", "mm2/mm[Hg]", alone((as - ad) / pulse)},
                 {"DC", "/mm[Hg]", alone(distensibility)},
                 {"beta", "1", alone(std::log(*ps / *pd) / strain)},
                 {"Ep", "mm[Hg]", alone(pulse / strain)},
                 {"E", "mm[Hg]", alone(young)},
                 {"PWV", "m/s", alone(std::sqrt(pascals_per_mmhg / (density * distensibility)))}});
}

}  // namespace cardiovascular
