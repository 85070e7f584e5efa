// SPDX-License-Identifier: Apache-2.0
// Extended phase graphs: magnetisation as states of dephasing, each so many turns across the voxel.
//
//   PhaseGraph<double, 40> graph(1.0);                  // M0 along z
//   graph.pulse(cos(a), sin(a), orders); graph.signal();
//   graph.relax(e1, e2, orders); graph.dephase(orders);
//
// F_k, its mirror's conjugate conj(F_-k), here `mirror`, and Z_k, k = 0 … (Hennig 1991, Concepts Magn Reson 3:125;
// Weigel 2015, J Magn Reson Imaging 41:266, eq. 15, 16, 23 and 25). States are seen in the frame of the pulse: turn_frame()
// goes from one pulse's phase to the next's.
#pragma once

#include <gantry/cpp/model.hpp>

#include <array>
#include <cstddef>

namespace mri_physics {

template <class T>
struct Complex {
  T re, im;
};

// Number: double, Lanes or Dual. `most` orders are kept; what is dephased further is lost.
template <class T, std::size_t most>
class PhaseGraph {
 public:
  GANTRY_INLINE explicit PhaseGraph(const T &along) {
    for (std::size_t k = 0; k <= most + 1; ++k) f_[k] = mirror_[k] = z_[k] = {T(0), T(0)};
    z_[0].re = along;
  }

  // By an angle about x (Weigel 2015, eq. 15 with the phase 0): cosine and sine of it. Orders 0 … last are there.
  template <class A>
  GANTRY_INLINE void pulse(const A &cosine, const A &sine, std::size_t last) {
    const A keep = 0.5 + 0.5 * cosine, turn = 0.5 - 0.5 * cosine, half = 0.5 * sine;
    for (std::size_t k = 0; k <= last; ++k) {
      const Complex<T> f = f_[k], m = mirror_[k], z = z_[k];
      f_[k] = {f.re * keep + m.re * turn + z.im * sine, f.im * keep + m.im * turn - z.re * sine};
      mirror_[k] = {f.re * turn + m.re * keep - z.im * sine, f.im * turn + m.im * keep + z.re * sine};
      z_[k] = {(f.im - m.im) * half + z.re * cosine, (m.re - f.re) * half + z.im * cosine};
    }
  }
  // To a frame that is further by this angle.
  template <class A>
  GANTRY_INLINE void turn_frame(const A &cosine, const A &sine, std::size_t last) {
    for (std::size_t k = 0; k <= last; ++k) {
      const Complex<T> f = f_[k], m = mirror_[k];
      f_[k] = {f.re * cosine + f.im * sine, f.im * cosine - f.re * sine};
      mirror_[k] = {m.re * cosine - m.im * sine, m.im * cosine + m.re * sine};
    }
  }
  // e: exp(-t / T1 or T2); M0 is 1.
  template <class A>
  GANTRY_INLINE void relax(const A &e1, const A &e2, std::size_t last) {
    for (std::size_t k = 0; k <= last; ++k) {
      f_[k] = {f_[k].re * e2, f_[k].im * e2};
      mirror_[k] = {mirror_[k].re * e2, mirror_[k].im * e2};
      z_[k] = {z_[k].re * e1, z_[k].im * e1};
    }
    z_[0].re = z_[0].re + (1.0 - e1);
  }
  // A gradient that adds a turn across the voxel: order last + 1 is there afterwards.
  GANTRY_INLINE void dephase(std::size_t last) {
    for (std::size_t k = last + 1; k > 0; --k) f_[k] = f_[k - 1];
    for (std::size_t k = 0; k <= last; ++k) mirror_[k] = mirror_[k + 1];
    mirror_[last + 1] = {T(0), T(0)};
    f_[0] = {mirror_[0].re, -mirror_[0].im};
  }
  GANTRY_INLINE const Complex<T> &signal() const { return f_[0]; }
  GANTRY_INLINE const T &along() const { return z_[0].re; }

 private:
  std::array<Complex<T>, most + 2> f_, mirror_, z_;
};

}  // namespace mri_physics
