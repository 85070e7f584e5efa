// SPDX-License-Identifier: Apache-2.0
#include "spins.hpp"

#include <algorithm>
#include <cmath>

namespace mri_physics {
namespace {

constexpr double pi = 3.14159265358979323846;
constexpr std::size_t pulse_steps = 128;

// Van der Corput's sequence of base 2: evenly spread, and not in the order of the places.
double spread(std::size_t i) {
  double x = 0, part = 0.5;
  for (; i > 0; i >>= 1, part /= 2) x += static_cast<double>(i & 1) * part;
  return x;
}

Affine pulse_map(const Event &e, const Tissue &tissue, double hertz, double phase) {
  const double angle = e.angle * tissue.b1;
  if (!(e.duration > 0)) return hard_pulse(angle, phase);
  const std::size_t steps = e.shape == PulseShape::hard ? 1 : pulse_steps;
  const double dt = e.duration / static_cast<double>(steps);
  Affine all;
  for (const double field : pulse_shape(e.shape, e.time_bandwidth, steps))
    all = driven(dt, field * angle / e.duration, phase, hertz, {tissue.t1, tissue.t2}).after(all);
  return all;
}

Vector mean_of(const std::vector<Vector> &all, double pd, double phase) {
  Vector sum;
  for (const Vector &m : all) {
    sum.x += m.x;
    sum.y += m.y;
    sum.z += m.z;
  }
  const double part = pd / static_cast<double>(all.size()), c = std::cos(phase), s = std::sin(phase);
  return {(sum.x * c + sum.y * s) * part, (sum.y * c - sum.x * s) * part, sum.z * part};
}

double phase_of(const Sequence &s, std::size_t repetition) {
  const auto n = static_cast<double>(repetition);
  return std::fmod(s.linear * n + s.quadratic * n * (n + 1) / 2, 2 * pi);
}

// An event, in equal parts where it is a long wait: a map of each isochromat for a part, and for the last one.
struct Stretch {
  std::size_t parts = 1;
  std::vector<Affine> part, last;
};

Stretch stretch_of(const Event &event, const Voxel &voxel, double step, double phase) {
  Stretch s;
  if (step > 0 && event.angle == 0 && event.duration > step)
    s.parts = static_cast<std::size_t>(std::ceil(event.duration / step));
  Event part = event;
  part.duration /= static_cast<double>(s.parts);
  part.turns /= static_cast<double>(s.parts);
  for (const Isochromat &spin : voxel.spins) {
    part.spoil = event.spoil;
    s.last.push_back(map_of(part, voxel.tissue, spin, phase));
    part.spoil = false;
    if (s.parts > 1) s.part.push_back(map_of(part, voxel.tissue, spin, phase));
  }
  return s;
}

std::vector<Vector> solved_echoes(const Sequence &sequence, const Voxel &voxel) {
  std::vector<Vector> echoes;
  for (const Isochromat &spin : voxel.spins) {
    std::vector<Affine> maps;
    Affine whole;
    for (const Event &event : sequence.events) {
      maps.push_back(map_of(event, voxel.tissue, spin, 0));
      whole = maps.back().after(whole);
    }
    Vector m = turn(-sequence.linear).after(whole).fixed_point();  // as the next repetition's pulses see it
    std::size_t seen = 0;
    for (std::size_t e = 0; e < maps.size(); ++e) {
      m = maps[e](m);
      if (!sequence.events[e].echo) continue;
      if (seen == echoes.size()) echoes.emplace_back();
      echoes[seen].x += m.x;
      echoes[seen].y += m.y;
      echoes[seen++].z += m.z;
    }
  }
  const double part = voxel.tissue.pd / static_cast<double>(voxel.spins.size());
  for (Vector &m : echoes) m = {m.x * part, m.y * part, m.z * part};
  return echoes;
}

}  // namespace

Voxel::Voxel(const Tissue &made_of, std::size_t isochromats) : tissue(made_of) {
  const auto count = static_cast<double>(isochromats);
  for (std::size_t i = 0; i < isochromats; ++i) {
    double hertz = tissue.df;
    // spread() begins at 0, which has no quantile: half a step on.
    if (tissue.t2prime > 0) hertz += std::tan(pi * (spread(i) + 0.5 / count - 0.5)) * 1000 / (2 * pi * tissue.t2prime);
    spins.push_back({(static_cast<double>(i) + 0.5) / count - 0.5, hertz});
  }
}

Affine map_of(const Event &event, const Tissue &tissue, const Isochromat &spin, double phase) {
  // What the gradient adds to the frequency during the event.
  const double gradient = event.duration > 0 ? 1000 * event.turns * spin.place / event.duration : 0;
  const double hertz = spin.hertz + gradient;
  Affine map = event.angle != 0 ? pulse_map(event, tissue, hertz, event.phase + phase)
                                : free_precession(event.duration, hertz, {tissue.t1, tissue.t2});
  if (!(event.duration > 0) && event.turns != 0) map = turn(2 * pi * event.turns * spin.place).after(map);
  return event.spoil ? spoil().after(map) : map;
}

void play(const Sequence &sequence, const Voxel &voxel, std::size_t repetitions, double step,
          const std::function<void(const Moment &)> &tell) {
  std::vector<Stretch> stretches;
  for (const Event &event : sequence.events) stretches.push_back(stretch_of(event, voxel, step, 0));
  std::vector<Vector> spins(voxel.spins.size(), {0, 0, 1});
  for (std::size_t n = 0; n < repetitions; ++n) {
    const double phase = phase_of(sequence, n);
    double began = static_cast<double>(n) * sequence.duration();
    for (std::size_t e = 0; e < stretches.size(); ++e) {
      const Event &event = sequence.events[e];
      if (event.angle != 0 && n > 0) stretches[e] = stretch_of(event, voxel, step, phase);
      const Stretch &stretch = stretches[e];
      for (std::size_t k = 1; k <= stretch.parts; ++k) {
        const auto &maps = k == stretch.parts ? stretch.last : stretch.part;
        for (std::size_t i = 0; i < spins.size(); ++i) spins[i] = maps[i](spins[i]);
        const double time = began + event.duration * static_cast<double>(k) / static_cast<double>(stretch.parts);
        tell({time, mean_of(spins, voxel.tissue.pd, phase), event.echo && k == stretch.parts});
      }
      began += event.duration;
    }
  }
}

std::vector<Vector> steady_echoes(const Sequence &sequence, const Voxel &voxel) {
  if (sequence.quadratic == 0) return solved_echoes(sequence, voxel);
  const double needed = 5 * voxel.tissue.t1 / std::max(sequence.duration(), 1e-3);
  const auto repetitions = static_cast<std::size_t>(std::clamp(std::ceil(needed), 50.0, 5000.0));
  std::vector<Vector> echoes;
  std::size_t per_repetition = 0;
  for (const Event &event : sequence.events) per_repetition += event.echo ? 1 : 0;
  play(sequence, voxel, repetitions, 0, [&](const Moment &m) {
    if (!m.echo) return;
    if (echoes.size() == per_repetition) echoes.clear();
    echoes.push_back(m.mean);
  });
  return echoes;
}

}  // namespace mri_physics
