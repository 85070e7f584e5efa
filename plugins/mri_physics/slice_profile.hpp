// SPDX-License-Identifier: Apache-2.0
// What a shaped pulse does along the slice: the magnetisation at each position under its gradient.
//
//   PluginBench(mri_physics_entry).set("shape", "sinc").set("FA", 90.0).set("thickness", 5.0).run("slice_profile")
#pragma once

#include "steady_state.hpp"

#include <gantry/cpp/tool.hpp>

namespace mri_physics {

struct SliceProfile : gantry::Tool {
  static constexpr const char
      *id = "slice_profile",
      *label = "Slice profile of a pulse", *category = "mri_physics",
      *source = "Bernstein, King and Zhou 2004, Handbook of MRI Pulse Sequences, chapters 2 and 3",
      *help =
          "Mx, My, Mz and the size of what lies across after a selective pulse and the rewinding of its gradient, over "
          "the "
          "position, from equilibrium: the pulse in short steps, each an exact solution of the Bloch equations with "
          "relaxation. The gradient is that which selects the thickness with the pulse's bandwidth. With a frequency "
          "offset the slice is shifted, as fat is.";
  gantry::Choice shape{"shape",
                       "Shape",
                       "of the pulse",
                       {{"sinc", "sinc", "under Hamming's window"}, {"gauss", "Gauss"}, {"hard", "rectangular"}}};
  gantry::Number angle{"FA", "Flip angle", "in the middle of the slice", "deg", 90, {0, 360}};
  gantry::Number duration{"duration", "Duration", "of the pulse", "ms", 3, {0.01, 100}};
  gantry::Number tbw{"TBW", "Time-bandwidth product", "of the pulse", "1", 4, {0.1, 64}};
  gantry::Number thickness{"thickness", "Thickness", "of the slice", "mm", 5, {0.01, 1000}};
  gantry::Number rewind{"rewind", "Rewinding", "part of the gradient's area that is taken back", "1", 0.5, {0, 1}};
  gantry::Number df{"df", "Frequency offset", "against the pulse", "Hz", 0, {-1e4, 1e4}};
  gantry::Number t1{"T1", "T1", "longitudinal relaxation time", "ms", 1000, {0.1, 1e6}};
  gantry::Number t2{"T2", "T2", "transverse relaxation time", "ms", 80, {0.01, 1e6}};
  gantry::Number range{"range", "Range", "of positions: so many thicknesses", "1", 3, {0.1, 100}};
  gantry::Integer points{"points", "Points", "along the range", "1", 301, {3, 100001}};
  gantry::Integer steps{"steps", "Steps", "of the pulse", "1", 256, {8, 8192}, GANTRY_PARAMETER_ADVANCED};
  gantry::TableOutput profile{"profile", "Profile", "over the position", {1e-9, 1e-9, 0}};

  void run(gantry::Job &job);
};

}  // namespace mri_physics
