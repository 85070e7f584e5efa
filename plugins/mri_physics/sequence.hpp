// SPDX-License-Identifier: Apache-2.0
// A sequence as events: pulses, waits with gradients, echoes, spoilers; one repetition of it, and how the pulses' phase goes
// on from one to the next.
//
//   Sequence s = make_sequence(SequenceKind::spin_echo, {.tr = 2000, .te = 80});
//   s.events[0].angle   // the excitation
#pragma once

#include "pulse.hpp"

#include <string_view>
#include <vector>

namespace mri_physics {

struct Event {
  double duration = 0;          // ms
  double angle = 0, phase = 0;  // radians; of a pulse whose field is as wanted
  PulseShape shape = PulseShape::hard;
  double time_bandwidth = 4;
  double turns = 0;    // that a gradient adds across the voxel
  bool echo = false;   // the signal is read at its end
  bool spoil = false;  // at its end nothing is left across
};

struct Sequence {
  std::vector<Event> events;
  // Beyond the phases of the events, the n-th repetition's (from 0) are further by linear n + quadratic n (n + 1) / 2.
  double linear = 0, quadratic = 0;  // radians
  double duration() const;           // ms
};

enum class SequenceKind { spin_echo, gradient_echo, balanced, inversion_recovery, cpmg };
enum class Spoiling { ideal, gradient, radio_frequency };

// What the five sequences are told; ms and radians.
struct SequenceTimes {
  double tr = 500, te = 20, ti = 500, angle = 0.5235987755982988, refocusing = 3.14159265358979323846;
  int echoes = 16;  // of a CPMG train, at te, 2 te, …
  Spoiling spoiling = Spoiling::ideal;
  double increment = 0;  // quadratic, of RF spoiling; linear, of the balanced sequence
};

// spin_echo: 90, refocusing (with crushers) and echo at te; gradient_echo: angle, echo at te; balanced: the same without spoiler,
// phases going on by `increment`; inversion_recovery: 180, ti, and the spin echo; cpmg: 90, and a train of refocusing pulses at right
// angles to it, with crushers. Pulses take no time. Throws gantry::Error where times don't fit into tr.
Sequence make_sequence(SequenceKind kind, const SequenceTimes &times);

}  // namespace mri_physics
