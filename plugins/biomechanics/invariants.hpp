// SPDX-License-Identifier: Apache-2.0
// Strain energies in the invariants I1 and I2: neo-Hooke, Mooney and Rivlin, Yeoh, Demiray's exponential.
//
//   const gantry_model *model = gantry::model_table<biomechanics::MooneyRivlin>();
#pragma once

#include "deformation.hpp"

namespace biomechanics {

struct NeoHooke : Tested {
  static constexpr const char
      *id = "neo_hooke",
      *label = "Neo-Hookean solid", *equation = "W = C10 * (I1 - 3); P = dW/dlambda",
      *source = "Treloar 1943, Trans Faraday Soc 39:241; Rivlin 1948, Philos Trans R Soc A 240:459",
      *help =
          "Nominal stress over stretch, in four kinds of test that are fitted together by a column of words, mode. One "
          "constant, C10 = mu0/2: good to some 30 % of stretch in rubber, less in tissue, which stiffens.",
      *special_case_of = "mooney_rivlin yeoh demiray ogden1";
  static constexpr int parameter_count = 1;
  gantry::Param c10{"C10", "C10", "signal", 0, gantry::infinity, 0.2, "half the shear modulus"};
  gantry::Derived mu0{"mu0", "shear modulus", "signal"}, e0{"E0", "Young's modulus", "signal"};

  template <class T, class X>
  T operator()(const X &x, const gantry::Params<T> &p) const {
    return p[c10] * deformation(x[stretch], x[mode]).first;
  }
  void guess(const gantry::Curve &c, const gantry::Start &p) const {
    p[c10] = gantry::linear_fit<1>(c, [&](std::size_t t) { return std::array{at(c, t).first}; }).linear[0];
  }
  void derive(const gantry::Params<double> &p, const gantry::DerivedValues &out) const {
    out[mu0] = 2 * p[c10];
    out[e0] = 3 * out[mu0];
  }
  void example(const gantry::Example &e) const { each_test(e, 2, 1.6, 1); }
};

struct MooneyRivlin : Tested {
  static constexpr const char
      *id = "mooney_rivlin",
      *label = "Mooney-Rivlin solid", *equation = "W = C10 * (I1 - 3) + C01 * (I2 - 3); P = dW/dlambda",
      *source = "Mooney 1940, J Appl Phys 11:582; Rivlin 1948, Philos Trans R Soc A 241:379",
      *help =
          "As neo_hooke, with the second invariant, which shows between tension and biaxial tension or compression. "
          "From tension alone C01 is hardly known, and a fit to it may be wrong for every other test: fit tests "
          "together.";
  static constexpr int parameter_count = 2;
  gantry::Param c10{"C10", "C10", "signal", -gantry::infinity, gantry::infinity, 0.2, "of I1"};
  gantry::Param c01{"C01", "C01", "signal", -gantry::infinity, gantry::infinity, 0.03, "of I2"};
  gantry::Derived mu0{"mu0", "shear modulus", "signal"};

  template <class T, class X>
  T operator()(const X &x, const gantry::Params<T> &p) const {
    const auto d = deformation(x[stretch], x[mode]);
    return p[c10] * d.first + p[c01] * d.second;
  }
  void guess(const gantry::Curve &c, const gantry::Start &p) const {
    const auto fit = gantry::linear_fit<2>(c, [&](std::size_t t) {
      const auto d = at(c, t);
      return std::array{d.first, d.second};
    });
    p[c10] = fit.linear[0];
    p[c01] = fit.linear[1];
  }
  void derive(const gantry::Params<double> &p, const gantry::DerivedValues &out) const {
    out[mu0] = 2 * (p[c10] + p[c01]);
  }
  void example(const gantry::Example &e) const { each_test(e, 3, 2, 1.5); }
};

struct Yeoh : Tested {
  static constexpr const char *
      id = "yeoh",
     *label = "Yeoh solid", *equation = "W = C10 * (I1 - 3) + C20 * (I1 - 3)^2 + C30 * (I1 - 3)^3; P = dW/dlambda",
     *source = "Yeoh 1993, Rubber Chem Technol 66:754",
     *help =
         "A cubic in I1: stiffening at large stretch from a few tests, also where only tension was measured. It has no "
         "I2, and so makes biaxial tension a little too soft.";
  static constexpr int parameter_count = 3;
  gantry::Param c10{"C10", "C10", "signal", -gantry::infinity, gantry::infinity, 0.18, "half the shear modulus"};
  gantry::Param c20{"C20", "C20", "signal", -gantry::infinity, gantry::infinity, -1.5e-3, "of (I1 - 3)^2"};
  gantry::Param c30{"C30", "C30", "signal", -gantry::infinity, gantry::infinity, 4e-5, "of (I1 - 3)^3"};
  gantry::Derived mu0{"mu0", "shear modulus", "signal"};

  template <class T, class X>
  T operator()(const X &x, const gantry::Params<T> &p) const {
    const auto d = deformation(x[stretch], x[mode]);
    return (p[c10] + d.i1 * (2 * p[c20] + 3 * d.i1 * p[c30])) * d.first;
  }
  void guess(const gantry::Curve &c, const gantry::Start &p) const {
    const auto fit = gantry::linear_fit<3>(c, [&](std::size_t t) {
      const auto d = at(c, t);
      return std::array{d.first, 2 * d.i1 * d.first, 3 * d.i1 * d.i1 * d.first};
    });
    for (int j = 0; j < 3; ++j) p[j] = fit.linear[static_cast<std::size_t>(j)];
  }
  void derive(const gantry::Params<double> &p, const gantry::DerivedValues &out) const { out[mu0] = 2 * p[c10]; }
  void example(const gantry::Example &e) const { each_test(e, 7, 4.5, 6); }
};

struct Demiray : Tested {
  static constexpr const char *
      id = "demiray",
     *label = "Fung solid, isotropic", *equation = "W = mu0 / (2 * b) * (exp(b * (I1 - 3)) - 1); P = dW/dlambda",
     *source = "Fung 1967, Am J Physiol 213:1532; Demiray 1972, J Biomech 5:309",
     *help =
         "Fung's exponential stiffening for a tissue that is alike in all directions (brain, liver, ground substance): "
         "a shear modulus and how fast it grows. b = 0 is neo_hooke.";
  static constexpr int parameter_count = 2;
  gantry::Param mu0{"mu0", "mu0", "signal", 0, gantry::infinity, 1, "shear modulus at rest"};
  gantry::Param b{"b", "b", "1", 0, 100, 5, "stiffening"};

  template <class T, class X>
  T operator()(const X &x, const gantry::Params<T> &p) const {
    const auto d = deformation(x[stretch], x[mode]);
    return p[mu0] * exp(p[b] * d.i1) * (d.first / 2);
  }
  void guess(const gantry::Curve &c, const gantry::Start &p) const {
    gantry::Least<1, 1> best;
    for (const double stiffening : gantry::spaced_log(0.01, 100, 60))
      best.take({stiffening}, gantry::linear_fit<1>(c, [&](std::size_t t) {
                  const auto d = at(c, t);
                  return std::array{std::exp(stiffening * d.i1) * d.first / 2};
                }));
    p[mu0] = best.linear[0];
    p[b] = best.tried[0];
  }
  void example(const gantry::Example &e) const { each_test(e, 1.3, 1.2, 0.4); }
};

}  // namespace biomechanics
