// SPDX-License-Identifier: Apache-2.0
#include "impedance.hpp"

#include "constants.hpp"

#include <plugins/waveforms/chart.hpp>
#include <plugins/waveforms/columns.hpp>

#include <algorithm>
#include <cmath>
#include <string>

namespace cardiovascular {
namespace {

using Spectrum = std::vector<std::complex<double>>;
using gantry::waveforms::Columns;
using gantry::waveforms::Panel;
using gantry::waveforms::Stroke;

constexpr double turn = 2 * pi;

struct Beat {
  std::vector<double> time, flow, pressure;
  double step = 0;
};

// At equal steps: as measured, or in straight lines between what was measured, which is said.
Beat beat_of(const gantry_table &table, const gantry::Job &job) {
  const Columns columns(table, "waves");
  Beat beat{columns.time(), columns.numbers("flow", {"flow", "Q"}, "mL/s"),
            columns.numbers("pressure", {"pressure", "P"}, "mm[Hg]")};
  beat.step = gantry::waveforms::equal_step(beat.time);
  if (beat.step > 0) return beat;
  job.warning("the points are not equally spaced: values between them are taken from straight lines");
  Beat equal;
  const std::size_t n = beat.time.size();
  equal.step = (beat.time.back() - beat.time.front()) / static_cast<double>(n - 1);
  for (std::size_t i = 0; i < n; ++i) {
    equal.time.push_back(beat.time.front() + equal.step * static_cast<double>(i));
    equal.flow.push_back(gantry::waveforms::between(beat.time, beat.flow, equal.time.back()));
    equal.pressure.push_back(gantry::waveforms::between(beat.time, beat.pressure, equal.time.back()));
  }
  return equal;
}

// The mean modulus of the harmonics asked for, of those with enough flow.
double characteristic(const Spectrum &z, const std::vector<std::int64_t> &used) {
  double sum = 0;
  int count = 0;
  for (std::size_t n = 1; n < z.size(); ++n)
    if (used[n] != 0) {
      sum += std::abs(z[n]);
      ++count;
    }
  if (count == 0)
    throw gantry::Error("cardiovascular.harmonics", "no harmonic has enough flow for the characteristic impedance",
                        GANTRY_BAD_DATA)
        .at("from")
        .hint("begin with a lower harmonic, or allow less flow");
  return sum / count;
}

double amplitude(const std::vector<double> &wave) {
  const auto [low, high] = std::minmax_element(wave.begin(), wave.end());
  return *high - *low;
}

}  // namespace

Spectrum harmonics_of(const std::vector<double> &values, int beats, int highest) {
  Spectrum all;
  const double n = static_cast<double>(values.size());
  for (int harmonic = 0; harmonic <= highest; ++harmonic) {
    std::complex<double> sum = 0;
    for (std::size_t i = 0; i < values.size(); ++i)
      sum += values[i] * std::polar(1.0, -turn * harmonic * beats * static_cast<double>(i) / n);
    all.push_back(sum * (harmonic == 0 ? 1 / n : 2 / n));
  }
  return all;
}

void InputImpedance::run(gantry::Job &job) {
  const Beat beat = beat_of(waves.view(), job);
  const std::size_t points = beat.time.size();
  const auto count = static_cast<std::size_t>(beats.value());
  // Below Nyquist's frequency.
  const auto top = std::min(static_cast<std::size_t>(highest.value()), (points - 1) / (2 * count));
  if (top < static_cast<std::size_t>(highest.value()))
    job.warning("the points allow " + std::to_string(top) + " harmonics");
  const double period = beat.step * static_cast<double>(points) / static_cast<double>(count);
  const Spectrum q = harmonics_of(beat.flow, static_cast<int>(count), static_cast<int>(top)),
                 p = harmonics_of(beat.pressure, static_cast<int>(count), static_cast<int>(top));
  double most = 0;
  for (std::size_t n = 1; n < q.size(); ++n) most = std::max(most, std::abs(q[n]));
  if (!(most > 1e-9 * std::abs(q[0])) || q[0].real() == 0)
    throw gantry::Error("cardiovascular.flow", "there is no flow that pulsates, or none on the whole", GANTRY_BAD_DATA)
        .at("waves");

  std::vector<std::int64_t> number, used;
  std::vector<double> frequency, flow, pressure, modulus, phase;
  Spectrum z;
  for (std::size_t n = 0; n < q.size(); ++n) {
    z.push_back(p[n] / q[n]);
    number.push_back(static_cast<std::int64_t>(n));
    frequency.push_back(static_cast<double>(n) / period);
    flow.push_back(std::abs(q[n]));
    pressure.push_back(std::abs(p[n]));
    modulus.push_back(std::abs(z[n]));
    phase.push_back(360 / turn * std::arg(z[n]));
    const auto place = static_cast<std::int64_t>(n);
    used.push_back(place >= from && place <= to && std::abs(q[n]) >= least / 100 * most ? 1 : 0);
  }
  const double zc = characteristic(z, used), total = z[0].real();

  // P = forward + backward, Zc Q = forward - backward, of what pulsates.
  std::vector<double> forward, backward;
  for (std::size_t i = 0; i < points; ++i) {
    const double dp = beat.pressure[i] - p[0].real(), dq = zc * (beat.flow[i] - q[0].real());
    forward.push_back((dp + dq) / 2);
    backward.push_back((dp - dq) / 2);
  }
  const double going = amplitude(forward), coming = amplitude(backward);

  spectrum.write({{"harmonic", "1", number},
                  {"frequency", "Hz", frequency},
                  {"Q", "mL/s", flow},
                  {"P", "mm[Hg]", pressure},
                  {"Z", "mm[Hg].s/mL", modulus},
                  {"phase", "deg", phase},
                  {"used", "1", used}});
  const auto one = [](double value) { return std::vector<double>{value}; };
  indices.write({{"heart_rate", "/min", one(60 / period)},
                 {"Pmean", "mm[Hg]", one(p[0].real())},
                 {"Qmean", "mL/s", one(q[0].real())},
                 {"R", "mm[Hg].s/mL", one(total)},
                 {"Zc", "mm[Hg].s/mL", one(zc)},
                 {"Rp", "mm[Hg].s/mL", one(total - zc)},
                 {"Gamma1", "1", one(std::abs((z[1] - zc) / (z[1] + zc)))},
                 {"Pf", "mm[Hg]", one(going)},
                 {"Pb", "mm[Hg]", one(coming)},
                 {"RM", "1", one(coming / going)}});
  Panel size{"Input impedance", "frequency, Hz", "modulus, mmHg s/mL"}, angle{"", "frequency, Hz", "phase, degrees"},
      waves_apart{"Waves", "time, s", "pressure, mmHg"};
  size.add({"", frequency, modulus}).add({"", frequency, modulus, Stroke::marks});
  size.add({"Zc", {frequency.front(), frequency.back()}, {zc, zc}, Stroke::dashed});
  angle.add({"", frequency, phase}).add({"", frequency, phase, Stroke::marks});
  waves_apart.add({"forward", beat.time, forward}).add({"backward", beat.time, backward, Stroke::dashed});
  chart.write("image/svg+xml", "impedance.svg", gantry::waveforms::svg({size, angle, waves_apart}));
}

}  // namespace cardiovascular
