// SPDX-License-Identifier: Apache-2.0
// The parameters by which a tool asks for one of the five sequences.
//
//   AskedSequence asked;                                   // a member of the tool
//   const Sequence s = asked.with({.tr = 500, .te = 20});  // while it runs
#pragma once

#include "sequence.hpp"
#include "steady_state.hpp"

#include <gantry/cpp/tool.hpp>

namespace mri_physics {

struct AskedSequence {
  gantry::Choice sequence{"sequence",
                          "Sequence",
                          "what is played",
                          {{"spin_echo", "Spin echo", "90, refocusing, echo"},
                           {"gradient_echo", "Gradient echo", "FLASH, SPGR; FISP where only a gradient spoils"},
                           {"bssfp", "Balanced SSFP", "TrueFISP: phases go on by the increment"},
                           {"inversion_recovery", "Inversion recovery", "180, TI, spin echo"},
                           {"cpmg", "CPMG", "a train of spin echoes"}}};
  gantry::Number refocusing{"refocusing", "Refocusing angle", "of spin echoes and CPMG", "deg", 180, {0, 360}};
  gantry::Integer count{"echoes", "Echoes", "of the CPMG train", "1", 16, {1, 256}, 0, "sequence=cpmg"};
  gantry::Choice spoiling{"spoiling",
                          "Spoiling",
                          "of gradient echoes",
                          {{"ideal", "ideal", "nothing is left across"},
                           {"gradient", "gradient", "one turn across the voxel"},
                           {"rf", "gradient and RF", "and the pulses' phase goes on quadratically"}}};
  gantry::Number increment{"increment", "Phase increment", "of RF spoiling, quadratic", "deg",
                           117,         {0, 360},          GANTRY_PARAMETER_ADVANCED};
  gantry::Number cycle{"cycle", "Phase cycle",   "from pulse to pulse of balanced SSFP", "deg", 180, {0, 360},
                       0,       "sequence=bssfp"};

  SequenceKind kind() const {
    if (sequence == "spin_echo") return SequenceKind::spin_echo;
    if (sequence == "gradient_echo") return SequenceKind::gradient_echo;
    if (sequence == "bssfp") return SequenceKind::balanced;
    return sequence == "cpmg" ? SequenceKind::cpmg : SequenceKind::inversion_recovery;
  }
  // `times` holds TR, TE, TI and the flip angle.
  Sequence with(SequenceTimes times) const {
    times.refocusing = refocusing * degree;
    times.echoes = static_cast<int>(count.value());
    times.spoiling = spoiling == "ideal"      ? Spoiling::ideal
                     : spoiling == "gradient" ? Spoiling::gradient
                                              : Spoiling::radio_frequency;
    times.increment = (kind() == SequenceKind::balanced ? cycle : increment) * degree;
    return make_sequence(kind(), times);
  }
};

}  // namespace mri_physics
