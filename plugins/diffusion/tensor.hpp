// SPDX-License-Identifier: Apache-2.0
// Diffusion that depends on direction: the tensor, its eigenvalues and what is made of them.
//
//   const Eigen3 e = eigen(Tensor{dxx, dyy, dzz, dxy, dxz, dyz});   // e.value[0] is the largest, e.vector[0] its direction
#pragma once

#include <gantry/cpp/model.hpp>

#include <array>
#include <cmath>

namespace diffusion {

struct Tensor {
  double xx, yy, zz, xy, xz, yz;
};
struct Eigen3 {
  std::array<double, 3> value;  // in descending order
  std::array<std::array<double, 3>, 3>
      vector;  // of length 1; of both signs the one whose largest component is positive
};
Eigen3 eigen(const Tensor &d);

// From 0 where all directions are alike to 1 (Basser and Pierpaoli 1996, J Magn Reson B 111:209).
double fractional_anisotropy(const std::array<double, 3> &values);

struct TensorModel : gantry::Model {
  static constexpr const char
      *id = "tensor",
      *label = "Diffusion tensor", *category = "diffusion",
      *equation =
          "S = S0 * exp(-b * (gx^2 * Dxx + gy^2 * Dyy + gz^2 * Dzz + 2 * (gx * gy * Dxy + gx * gz * Dxz + gy * gz * "
          "Dyz)))",
      *source =
          "Basser, Mattiello and Le Bihan 1994, J Magn Reson B 103:247; Basser and Pierpaoli 1996, J Magn Reson B "
          "111:209",
      *help =
          "One tensor in each voxel, by six directions and more with b of about 1000 s/mm2, and images without "
          "weighting. "
          "The principal direction v1 is in the frame in which the gradients are given. Where fibres cross, one tensor "
          "says little about them.";
  static constexpr int example_points = 36;
  gantry::AxisColumn b{"b", "b-value", "s/mm2"}, gx{"gx", "gradient direction x", "1"},
      gy{"gy", "gradient direction y", "1"}, gz{"gz", "gradient direction z", "1"};
  gantry::Param s0{"S0", "S0", "signal", 0, gantry::infinity, 1000, "signal at b = 0"};
  gantry::Param dxx{"Dxx", "Dxx", "mm2/s", 0, 0.01, 0.0012}, dyy{"Dyy", "Dyy", "mm2/s", 0, 0.01, 0.0008},
      dzz{"Dzz", "Dzz", "mm2/s", 0, 0.01, 0.0006};
  gantry::Param dxy{"Dxy", "Dxy", "mm2/s", -0.005, 0.005, 0}, dxz{"Dxz", "Dxz", "mm2/s", -0.005, 0.005, 0},
      dyz{"Dyz", "Dyz", "mm2/s", -0.005, 0.005, 0};
  gantry::Derived fa{"FA", "FA", "1"}, md{"MD", "MD", "mm2/s"}, ad{"AD", "AD", "mm2/s"}, rd{"RD", "RD", "mm2/s"},
      l1{"l1", "lambda1", "mm2/s"}, l2{"l2", "lambda2", "mm2/s"}, l3{"l3", "lambda3", "mm2/s"}, v1x{"v1x", "v1x", "1"},
      v1y{"v1y", "v1y", "1"}, v1z{"v1z", "v1z", "1"};

  template <class T, class X>
  T operator()(const X &x, const gantry::Params<T> &p) const {
    const auto w = x[b], i = x[gx], j = x[gy], k = x[gz];
    return p[s0] * exp(-(p[dxx] * (w * i * i) + p[dyy] * (w * j * j) + p[dzz] * (w * k * k) + p[dxy] * (2 * w * i * j) +
                         p[dxz] * (2 * w * i * k) + p[dyz] * (2 * w * j * k)));
  }
  void guess(const gantry::Curve &c, const gantry::Start &p) const;  // log-linear, weighted with S^2
  // Directions along a spiral on the sphere; every sixth image without weighting.
  void example(const gantry::Example &e) const {
    for (std::size_t t = 0; t < e.size(); ++t) {
      const double z = 1 - (static_cast<double>(t) + 0.5) / static_cast<double>(e.size());
      const double turn = 2.399963229728653 * static_cast<double>(t), across = std::sqrt(1 - z * z);
      e[b][t] = t % 6 == 0 ? 0 : 1000;
      e[gx][t] = across * std::cos(turn);
      e[gy][t] = across * std::sin(turn);
      e[gz][t] = z;
    }
  }
  void derive(const gantry::Params<double> &p, const gantry::DerivedValues &out) const {
    const Eigen3 e = eigen({p[dxx], p[dyy], p[dzz], p[dxy], p[dxz], p[dyz]});
    out[fa] = fractional_anisotropy(e.value);
    out[md] = (e.value[0] + e.value[1] + e.value[2]) / 3;
    out[ad] = out[l1] = e.value[0];
    out[rd] = (e.value[1] + e.value[2]) / 2;
    out[l2] = e.value[1];
    out[l3] = e.value[2];
    out[v1x] = e.vector[0][0];
    out[v1y] = e.vector[0][1];
    out[v1z] = e.vector[0][2];
  }
};

}  // namespace diffusion
