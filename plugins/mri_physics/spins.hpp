// SPDX-License-Identifier: Apache-2.0
// A voxel as many isochromats, each in its own place across the voxel and with its own off-resonance, and what a sequence
// makes of their mean.
//
//   Voxel voxel({.t1 = 1000, .t2 = 80}, 64);
//   play(sequence, voxel, 10, 1.0, [&](const Moment &m) { … m.time, m.mean.x … });
//   steady_echoes(sequence, voxel)[0].x
//
// Gradients turn an isochromat by its place; the isochromats stand at equal distances, so that their mean is exact for up to
// half as many turns as there are isochromats. T2' is a Lorentzian distribution of frequencies, of 1 / (2 pi T2') half width.
#pragma once

#include "bloch.hpp"
#include "sequence.hpp"

#include <cstddef>
#include <functional>
#include <vector>

namespace mri_physics {

struct Tissue {
  double t1 = 1000, t2 = 80;  // ms
  double pd = 1;              // proton density
  double df = 0;              // Hz
  double b1 = 1;              // actual over wanted angle
  double t2prime = 0;         // ms; 0: none
};

struct Isochromat {
  double place, hertz;  // from -1/2 to 1/2 across the voxel
};

struct Voxel {
  Voxel(const Tissue &made_of, std::size_t isochromats);
  Tissue tissue;
  std::vector<Isochromat> spins;
};

// The mean of the isochromats, times the proton density; across it is seen by a receiver whose phase goes with the pulses'.
struct Moment {
  double time = 0;  // ms from the first pulse
  Vector mean;
  bool echo = false;
};

// What happens to one isochromat during an event with a pulse of the repetition's phase.
Affine map_of(const Event &event, const Tissue &tissue, const Isochromat &spin, double phase);

// From equilibrium through so many repetitions. `tell` is called after each event, and during waits at least every `step` ms
// (0: never).
void play(const Sequence &sequence, const Voxel &voxel, std::size_t repetitions, double step,
          const std::function<void(const Moment &)> &tell);

// The echoes of a repetition of the steady state: solved for where the phase goes on linearly; with RF spoiling those after five
// T1, and fifty repetitions at least.
std::vector<Vector> steady_echoes(const Sequence &sequence, const Voxel &voxel);

}  // namespace mri_physics
