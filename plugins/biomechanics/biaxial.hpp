// SPDX-License-Identifier: Apache-2.0
// A sheet that is stretched in two directions at once: neo-Hooke, Fung's orthotropic exponential, and fibres.
//
//   const gantry_model *model = gantry::model_table<biomechanics::TwoFibreFamilies>();
//
// Nominal stresses P1 and P2 over the stretches lambda1 and lambda2; incompressible, free of stress across the sheet.
#pragma once

#include <gantry/cpp/error.hpp>
#include <gantry/cpp/guess.hpp>
#include <gantry/cpp/model.hpp>

#include <array>
#include <cmath>
#include <string>

namespace biomechanics {

// lambda_i^2 - 1, I1 - 3 and its slopes by both stretches; small strains keep their digits.
template <class F>
struct Sheet {
  F e1, e2, i1, to1, to2;
};
template <class F>
GANTRY_INLINE Sheet<F> sheet(F stretch1, F stretch2) {
  const F e1 = (stretch1 - 1) * (stretch1 + 1), e2 = (stretch2 - 1) * (stretch2 + 1);
  const F grown = e1 + e2 + e1 * e2, e3 = -grown / (1 + grown);
  return {e1, e2, grown * grown / (1 + grown) - e1 * e2, 2 * (e1 - e3) / stretch1, 2 * (e2 - e3) / stretch2};
}

struct Biaxial : gantry::Model {
  static constexpr const char *category = "biomechanics";
  static constexpr int example_points = 45;
  gantry::AxisColumn stretch1{"stretch1", "stretch in direction 1", "1"},
      stretch2{"stretch2", "stretch in direction 2", "1"};
  gantry::Output p1{"P1", "nominal stress in direction 1"}, p2{"P2", "nominal stress in direction 2"};

  void prepare(const gantry::Setup &s) const {
    for (std::size_t t = 0; t < s.size(); ++t)
      if (!(s[stretch1][t] > 0 && s[stretch2][t] > 0))
        throw gantry::Error("biomechanics.stretch", "a stretch is not above 0 at point " + std::to_string(t + 1))
            .hint("give lengths over the length at rest: 1 at rest");
  }
  // Both directions alike, and each twice as far as the other.
  void example(const gantry::Example &e) const {
    for (std::size_t t = 0; t < e.size(); ++t) {
      const double along = static_cast<double>(t % 15 + 1) / 15 * 0.15;
      e[stretch1][t] = 1 + along * (t / 15 == 2 ? 0.5 : 1);
      e[stretch2][t] = 1 + along * (t / 15 == 1 ? 0.5 : 1);
    }
  }

 protected:
  // basis(sheet, 0 or 1): the parts of the stress in that direction.
  template <std::size_t N, class Basis>
  gantry::LinearFit<N> both(const gantry::Curve &c, Basis basis) const {
    return gantry::linear_fit<N>(
        2 * c.size(), [&](std::size_t row) { return c.y(row / 2, row % 2); },
        [&](std::size_t row) { return basis(sheet(c[stretch1][row / 2], c[stretch2][row / 2]), row); });
  }
};

struct NeoHookeBiaxial : Biaxial {
  static constexpr const char *id = "neo_hooke_biaxial", *label = "Neo-Hookean sheet",
                              *equation =
                                  "W = C10 * (I1 - 3); P1 = 2 * C10 * (lambda1 - 1 / (lambda1^3 * lambda2^2)); "
                                  "P2 = 2 * C10 * (lambda2 - 1 / (lambda1^2 * lambda2^3))",
                              *source = "Rivlin 1948, Philos Trans R Soc A 240:459",
                              *help =
                                  "Nominal stresses of a sheet that is alike in all directions. Tissue that is stiffer "
                                  "along its fibres shows as misfit between P1 and P2.",
                              *special_case_of = "hgo1 hgo2";
  static constexpr int parameter_count = 1;
  gantry::Param c10{"C10", "C10", "signal", 0, gantry::infinity, 0.2, "half the shear modulus"};
  gantry::Derived mu0{"mu0", "shear modulus", "signal"};

  template <class T, class X>
  std::array<T, 2> operator()(const X &x, const gantry::Params<T> &p) const {
    const auto d = sheet(x[stretch1], x[stretch2]);
    return {p[c10] * d.to1, p[c10] * d.to2};
  }
  void guess(const gantry::Curve &c, const gantry::Start &p) const {
    p[c10] = both<1>(c, [](const Sheet<double> &d, std::size_t row) {
               return std::array{row % 2 == 0 ? d.to1 : d.to2};
             }).linear[0];
  }
  void derive(const gantry::Params<double> &p, const gantry::DerivedValues &out) const { out[mu0] = 2 * p[c10]; }
};

struct FungBiaxial : Biaxial {
  static constexpr const char
      *id = "fung_biaxial",
      *label = "Fung sheet, orthotropic",
      *equation =
          "W = c / 2 * exp(Q); Q = a1 * E1^2 + a2 * E2^2 + 2 * a4 * E1 * E2; E1 = (lambda1^2 - 1) / 2; "
          "E2 = (lambda2^2 - 1) / 2; P1 = dW/dlambda1; P2 = dW/dlambda2",
      *source = "Fung, Fronek and Patitucci 1979, Am J Physiol 237:H620",
      *help =
          "Skin, pericardium, arteries: exponential stiffening along two material directions and across them. "
          "Directions "
          "1 and 2 are the material's. The energy is convex where a1 * a2 > a4^2: look at it before using the fit "
          "elsewhere.";
  static constexpr int parameter_count = 4;
  gantry::Param c0{"c", "c", "signal", 0, gantry::infinity, 1, "stress scale"};
  gantry::Param a1{"a1", "a1", "1", 0, 100, 10, "stiffening in direction 1"};
  gantry::Param a2{"a2", "a2", "1", 0, 100, 5, "stiffening in direction 2"};
  gantry::Param a4{"a4", "a4", "1", 0, 100, 2, "stiffening of each by the other"};

  template <class T, class X>
  std::array<T, 2> operator()(const X &x, const gantry::Params<T> &p) const {
    const auto e1 = (x[stretch1] - 1) * (x[stretch1] + 1) / 2, e2 = (x[stretch2] - 1) * (x[stretch2] + 1) / 2;
    const T first = p[a1] * e1 + p[a4] * e2, second = p[a4] * e1 + p[a2] * e2;
    const T scale = p[c0] * exp(first * e1 + second * e2);
    return {scale * first * x[stretch1], scale * second * x[stretch2]};
  }
  void guess(const gantry::Curve &c, const gantry::Start &p) const {
    gantry::Least<1, 3> best;
    const auto some = gantry::spaced_log(0.3, 90, 9);
    for (const double first : some)
      for (const double second : some)
        for (const double across : some) {
          if (across > 2 * std::sqrt(first * second)) continue;
          best.take(
              {first, second, across}, both<1>(c, [&](const Sheet<double> &d, std::size_t row) {
                const double e1 = d.e1 / 2, e2 = d.e2 / 2;
                const double q = first * e1 * e1 + second * e2 * e2 + 2 * across * e1 * e2;
                return std::array{std::exp(q) * (row % 2 == 0 ? (first * e1 + across * e2) * c[stretch1][row / 2]
                                                              : (across * e1 + second * e2) * c[stretch2][row / 2])};
              }));
        }
    p[c0] = best.linear[0];
    p[a1] = best.tried[0];
    p[a2] = best.tried[1];
    p[a4] = best.tried[2];
  }
};

// Families of fibres in the plane of the sheet, at +theta and -theta from direction 1.
struct Fibres : Biaxial {
  gantry::Param c10{
      "C10", "C10", "signal", 0, gantry::infinity, 0.5, "half the shear modulus of what holds the fibres"};
  gantry::Param k1{"k1", "k1", "signal", 0, gantry::infinity, 2, "stiffness of the fibres"};
  gantry::Param k2{"k2", "k2", "1", 0, 200, 10, "how the fibres stiffen"};
  gantry::Param theta{"theta", "theta", "deg", 0, 90, 40, "angle of the fibres from direction 1"};
  gantry::Param kappa{"kappa", "kappa", "1", 0, 0.333, 0.1, "dispersion: 0 all alike, 1/3 in all directions"};

 protected:
  static constexpr double radian = 0.01745329251994329577;

  template <class T, class X>
  GANTRY_INLINE std::array<T, 2> stresses(const X &x, const gantry::Params<T> &p, double families) const {
    const auto d = sheet(x[stretch1], x[stretch2]);
    const T along = cos(p[theta] * radian), across = sin(p[theta] * radian);
    const T part1 = along * along * (1 - 3 * p[kappa]), part2 = across * across * (1 - 3 * p[kappa]);
    const T strain = p[kappa] * d.i1 + part1 * d.e1 + part2 * d.e2, taut = where(strain > 0, strain, T(0));
    const T pull = families * p[k1] * taut * exp(p[k2] * taut * taut);
    return {p[c10] * d.to1 + pull * (p[kappa] * d.to1 + part1 * (2 * x[stretch1])),
            p[c10] * d.to2 + pull * (p[kappa] * d.to2 + part2 * (2 * x[stretch2]))};
  }
  void begin(const gantry::Curve &c, const gantry::Start &p, double families) const {
    gantry::Least<2, 3> best;
    for (const double angle : gantry::spaced(3, 87, 13))
      for (const double spread : {0.02, 0.1, 0.18, 0.26})
        for (const double stiffening : gantry::spaced_log(0.5, 180, 9))
          best.take({angle, spread, stiffening}, both<2>(c, [&](const Sheet<double> &d, std::size_t row) {
                      const double cosine = std::cos(angle * radian), part = (1 - 3 * spread) * cosine * cosine;
                      const double rest = 1 - 3 * spread - part;
                      const double taut = std::max(spread * d.i1 + part * d.e1 + rest * d.e2, 0.0);
                      const double slope = row % 2 == 0 ? spread * d.to1 + part * 2 * c[stretch1][row / 2]
                                                        : spread * d.to2 + rest * 2 * c[stretch2][row / 2];
                      return std::array{row % 2 == 0 ? d.to1 : d.to2,
                                        families * taut * std::exp(stiffening * taut * taut) * slope};
                    }));
    p[c10] = best.linear[0];
    p[k1] = best.linear[1];
    p[theta] = best.tried[0];
    p[kappa] = best.tried[1];
    p[k2] = best.tried[2];
  }
};

inline constexpr const char *fibres_source =
    "Holzapfel, Gasser and Ogden 2000, J Elast 61:1; dispersion by Gasser, Ogden and Holzapfel 2006, J R Soc Interface "
    "3:15";

struct OneFibreFamily : Fibres {
  static constexpr const char *
      id = "hgo1",
     *label = "Holzapfel-Gasser-Ogden sheet, 1 family of fibres",
     *equation =
         "W = C10 * (I1 - 3) + k1 / (2 * k2) * (exp(k2 * E^2) - 1); E = kappa * (I1 - 3) + (1 - 3 * kappa) * (I4 - 1); "
         "I4 = lambda1^2 * cos(theta)^2 + lambda2^2 * sin(theta)^2; P1 = dW/dlambda1; P2 = dW/dlambda2",
     *source = fibres_source,
     *help =
         "Skin, ligament, myocardium: a soft solid with fibres that bear load only while E is above 0. The sheet is "
         "held so that it does not shear. theta and kappa are told by tests in which both directions differ.";
  static constexpr int parameter_count = 5;
  template <class T, class X>
  std::array<T, 2> operator()(const X &x, const gantry::Params<T> &p) const {
    return stresses<T>(x, p, 1);
  }
  void guess(const gantry::Curve &c, const gantry::Start &p) const { begin(c, p, 1); }
};

struct TwoFibreFamilies : Fibres {
  static constexpr const char
      *id = "hgo2",
      *label = "Holzapfel-Gasser-Ogden sheet, 2 families of fibres",
      *equation =
          "W = C10 * (I1 - 3) + k1 / k2 * (exp(k2 * E^2) - 1); E = kappa * (I1 - 3) + (1 - 3 * kappa) * (I4 - 1); "
          "I4 = lambda1^2 * cos(theta)^2 + lambda2^2 * sin(theta)^2; P1 = dW/dlambda1; P2 = dW/dlambda2",
      *source = fibres_source,
      *help =
          "An artery's wall: two families of fibres at +theta and -theta from direction 1 (the circumference), which "
          "bear load only while E is above 0. theta and kappa are told by tests in which both directions differ.";
  static constexpr int parameter_count = 5;
  template <class T, class X>
  std::array<T, 2> operator()(const X &x, const gantry::Params<T> &p) const {
    return stresses<T>(x, p, 2);
  }
  void guess(const gantry::Curve &c, const gantry::Start &p) const { begin(c, p, 2); }
};

}  // namespace biomechanics
