// SPDX-License-Identifier: Apache-2.0
// The Bloch equations in the rotating frame, solved exactly for a stretch of time in which the field does not change: an
// affine map of the magnetisation, M' = A M + b.
//
//   Affine pulse = hard_pulse(90 * degree, 0);
//   Affine wait = free_precession(10, 20, {1000, 80});         // 10 ms, 20 Hz off
//   Vector m = wait(pulse({0, 0, 1}));
//
// Times in ms, angles in radians, frequencies in Hz. Rotations are right-handed: 90 degrees about x turn z to -y. (Bloch
// 1946, Phys Rev 70:460; Jaynes 1955, Phys Rev 98:1099.)
#pragma once

#include <array>

namespace mri_physics {

struct Vector {
  double x = 0, y = 0, z = 0;
};

struct Relaxation {
  double t1 = 1000, t2 = 80;
};

struct Affine {
  std::array<double, 9> a{1, 0, 0, 0, 1, 0, 0, 0, 1};  // by rows
  Vector b;

  Vector operator()(const Vector &m) const {
    return {a[0] * m.x + a[1] * m.y + a[2] * m.z + b.x, a[3] * m.x + a[4] * m.y + a[5] * m.z + b.y,
            a[6] * m.x + a[7] * m.y + a[8] * m.z + b.z};
  }
  // This after that.
  Affine after(const Affine &that) const;
  // The magnetisation that it leaves as it is: the steady state of what is repeated for ever.
  Vector fixed_point() const;
};

// An angle about the axis that lies across, `phase` from x; so short that nothing else happens.
Affine hard_pulse(double angle, double phase);
// About z.
Affine turn(double angle);
// All that lies across is gone.
Affine spoil();
Affine free_precession(double ms, double hertz, const Relaxation &tissue);
// With a field across that turns by `rate` radians per ms about the axis `phase` from x: the exponential of the Bloch
// equations' 4 by 4 matrix, by scaling and squaring.
Affine driven(double ms, double rate, double phase, double hertz, const Relaxation &tissue);

}  // namespace mri_physics
