// SPDX-License-Identifier: Apache-2.0
#include "sequence.hpp"

#include <gantry/cpp/error.hpp>

#include <string>

namespace mri_physics {
namespace {

constexpr double quarter_turn = 1.57079632679489661923;

Event pulse(double angle, double phase) {
  Event e;
  e.angle = angle;
  e.phase = phase;
  return e;
}
Event wait(double duration, double turns = 0) {
  Event e;
  e.duration = duration;
  e.turns = turns;
  return e;
}
Event echo_after(double duration, double turns = 0) {
  Event e = wait(duration, turns);
  e.echo = true;
  return e;
}
// What is left of a repetition.
Event rest(const char *name, double tr, double used) {
  if (!(used <= tr))
    throw gantry::Error(
        "mri_physics.times",
        std::string("the echoes end ") + std::to_string(used) + " ms after the repetition has begun, and TR is shorter",
        GANTRY_OUT_OF_RANGE)
        .at(name)
        .hint("give a longer TR");
  return wait(tr - used);
}

void add_refocused(Sequence &s, double te, double refocusing, int echoes) {
  s.events.push_back(pulse(quarter_turn, 0));
  for (int n = 0; n < echoes; ++n) {
    s.events.push_back(wait(te / 2, 1));
    s.events.push_back(pulse(refocusing, quarter_turn));
    s.events.push_back(echo_after(te / 2, 1));
  }
}

void spoil_at_end(Sequence &s) { s.events.back().spoil = true; }

}  // namespace

double Sequence::duration() const {
  double all = 0;
  for (const Event &e : events) all += e.duration;
  return all;
}

Sequence make_sequence(SequenceKind kind, const SequenceTimes &t) {
  Sequence s;
  if (kind == SequenceKind::gradient_echo || kind == SequenceKind::balanced) {
    s.events = {pulse(t.angle, 0), echo_after(t.te), rest("TR", t.tr, t.te)};
    if (kind == SequenceKind::balanced) s.linear = t.increment;
    else if (t.spoiling == Spoiling::ideal) spoil_at_end(s);
    else s.events.back().turns = 1;
    if (kind == SequenceKind::gradient_echo && t.spoiling == Spoiling::radio_frequency) s.quadratic = t.increment;
    return s;
  }
  const bool train = kind == SequenceKind::cpmg, inverted = kind == SequenceKind::inversion_recovery;
  const int echoes = train ? t.echoes : 1;
  if (inverted) {
    s.events = {pulse(2 * quarter_turn, 0), wait(t.ti)};
    s.events.front().spoil = true;
  }
  add_refocused(s, t.te, t.refocusing, echoes);
  s.events.push_back(rest("TR", t.tr, (inverted ? t.ti : 0) + t.te * echoes));
  spoil_at_end(s);
  return s;
}

}  // namespace mri_physics
