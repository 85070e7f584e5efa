// SPDX-License-Identifier: Apache-2.0
// Ogden's strain energy in the principal stretches, of one to three terms.
//
//   const gantry_model *model = gantry::model_table<biomechanics::Ogden3>();
//
// W = sum mu_i / alpha_i * (l1^alpha_i + l2^alpha_i + l3^alpha_i - 3), as in Ogden 1972: mu0 = sum mu_i alpha_i / 2.
#pragma once

#include "deformation.hpp"

namespace biomechanics {

// A term's nominal stress is mu * factor * l^(c alpha) * (l^((1 - c) alpha) - 1), l being the largest stretch.
template <class F>
struct Principal {
  F log_stretch, factor, c;
};

template <class F>
GANTRY_INLINE Principal<F> principal(F x, F mode) {
  using std::asinh;
  using std::log;
  using std::sqrt;
  if (mode == F(shear)) return {asinh(x / 2), 1 / sqrt(4 + x * x), F(-1)};  // l - 1/l = x, l + 1/l = sqrt(4 + x^2)
  return {log(x), 1 / x, mode == F(uniaxial) ? F(-0.5) : mode == F(equibiaxial) ? F(-2) : F(-1)};
}

template <class F, class T>
GANTRY_INLINE T ogden_term(const Principal<F> &d, const T &alpha) {
  return exp(alpha * (d.c * d.log_stretch)) * expm1(alpha * ((1 - d.c) * d.log_stretch)) * d.factor;
}

inline constexpr const char *ogden_source = "Ogden 1972, Proc R Soc A 326:565";

// Amounts for given exponents, each with the exponent's sign: the best of the terms that may stand together.
template <std::size_t N>
gantry::LinearFit<N> amounts_of(const gantry::Curve &c, const Tested &m, const std::array<double, N> &alpha) {
  gantry::LinearFit<N> best;
  best.linear.fill(0);
  for (unsigned without = 0; without + 1 < (1U << N); ++without) {
    const auto fit = gantry::linear_fit<N>(c, [&](std::size_t t) {
      const auto d = principal(c[m.stretch][t], c[m.mode][t]);
      std::array<double, N> basis{};
      for (std::size_t j = 0; j < N; ++j)
        if (((without >> j) & 1U) == 0) basis[j] = ogden_term(d, alpha[j]);
      return basis;
    });
    bool signs = true;
    for (std::size_t j = 0; j < N; ++j) signs = signs && fit.linear[j] * alpha[j] >= 0;
    if (signs && fit.misfit < best.misfit) best = fit;
    if (signs && without == 0) break;  // nothing that has fewer terms is nearer
  }
  return best;
}

struct Ogden1 : Tested {
  static constexpr const char *
      id = "ogden1",
     *label = "Ogden solid, 1 term",
     *equation = "W = 2 * mu0 / alpha^2 * (lambda1^alpha + lambda2^alpha + lambda3^alpha - 3); P = dW/dlambda",
     *source = ogden_source,
     *help =
         "A shear modulus, and an exponent that says how stress grows with stretch; below 0 the material is stiffer in "
         "compression than in tension, as brain and fat are. alpha = 2 is neo_hooke.",
     *special_case_of = "ogden2";
  static constexpr int parameter_count = 2;
  gantry::Param mu0{"mu0", "mu0", "signal", 0, gantry::infinity, 0.8, "shear modulus"};
  gantry::Param alpha{"alpha", "alpha", "1", -50, 50, 3, "exponent"};
  gantry::Derived mu1{"mu1", "mu1 of the sum", "signal"};

  template <class T, class X>
  T operator()(const X &x, const gantry::Params<T> &p) const {
    return 2 * p[mu0] / p[alpha] * ogden_term(principal(x[stretch], x[mode]), p[alpha]);
  }
  void guess(const gantry::Curve &c, const gantry::Start &p) const {
    gantry::Least<1, 1> best;
    for (const double size : gantry::spaced_log(0.1, 50, 40))
      for (const double exponent : {size, -size}) best.take({exponent}, amounts_of<1>(c, *this, {exponent}));
    p[mu0] = best.linear[0] * best.tried[0] / 2;
    p[alpha] = best.tried[0];
  }
  void derive(const gantry::Params<double> &p, const gantry::DerivedValues &out) const {
    out[mu1] = 2 * p[mu0] / p[alpha];
  }
  void example(const gantry::Example &e) const { each_test(e, 1.3, 1.2, 0.4); }
};

struct Ogden2 : Tested {
  static constexpr const char *
      id = "ogden2",
     *label = "Ogden solid, 2 terms",
     *equation =
         "W = mu1 / alpha1 * (lambda1^alpha1 + lambda2^alpha1 + lambda3^alpha1 - 3) + "
         "mu2 / alpha2 * (lambda1^alpha2 + lambda2^alpha2 + lambda3^alpha2 - 3); P = dW/dlambda",
     *source = ogden_source,
     *help =
         "A term that stiffens in tension (alpha1 above 0) and one in compression (alpha2 below 0), so that they can't "
         "change places; each mu has the sign of its alpha. alpha 2 and -2 is mooney_rivlin.";
  static constexpr int parameter_count = 4;
  gantry::Param mu1{"mu1", "mu1", "signal", 0, gantry::infinity, 0.5, "amount of the first term"};
  gantry::Param alpha1{"alpha1", "alpha1", "1", 0.5, 20, 3, "exponent of the first term"};
  gantry::Param mu2{"mu2", "mu2", "signal", -gantry::infinity, 0, -0.1, "amount of the second term"};
  gantry::Param alpha2{"alpha2", "alpha2", "1", -20, -0.5, -2, "exponent of the second term"};
  gantry::Derived mu0{"mu0", "shear modulus", "signal"};

  template <class T, class X>
  T operator()(const X &x, const gantry::Params<T> &p) const {
    const auto d = principal(x[stretch], x[mode]);
    return p[mu1] * ogden_term(d, p[alpha1]) + p[mu2] * ogden_term(d, p[alpha2]);
  }
  void guess(const gantry::Curve &c, const gantry::Start &p) const {
    gantry::Least<2, 2> best;
    for (const double first : gantry::spaced_log(0.5, 20, 20))
      for (const double second : gantry::spaced_log(0.5, 20, 20))
        best.take({first, -second}, amounts_of<2>(c, *this, {first, -second}));
    p[mu1] = best.linear[0];
    p[mu2] = best.linear[1];
    p[alpha1] = best.tried[0];
    p[alpha2] = best.tried[1];
  }
  void derive(const gantry::Params<double> &p, const gantry::DerivedValues &out) const {
    out[mu0] = (p[mu1] * p[alpha1] + p[mu2] * p[alpha2]) / 2;
  }
  void example(const gantry::Example &e) const { each_test(e, 1.5, 1.3, 0.8); }
};

struct Ogden3 : Tested {
  static constexpr const char
      *id = "ogden3",
      *label = "Ogden solid, 3 terms",
      *equation =
          "W = mu1 / alpha1 * (lambda1^alpha1 + lambda2^alpha1 + lambda3^alpha1 - 3) + "
          "mu2 / alpha2 * (lambda1^alpha2 + lambda2^alpha2 + lambda3^alpha2 - 3) + "
          "mu3 / alpha3 * (lambda1^alpha3 + lambda2^alpha3 + lambda3^alpha3 - 3); P = dW/dlambda",
      *source = ogden_source,
      *help =
          "The starting values are Ogden's own for Treloar's rubber, in MPa. Exponents lie below 2.5, above 3.5 and "
          "below 0, so that terms can't change places. Six parameters ask for several kinds of test up to large "
          "stretch.";
  static constexpr int parameter_count = 6;
  gantry::Param mu1{"mu1", "mu1", "signal", 0, gantry::infinity, 0.63, "amount of the first term"};
  gantry::Param alpha1{"alpha1", "alpha1", "1", 0.5, 2.5, 1.3, "exponent of the first term"};
  gantry::Param mu2{"mu2", "mu2", "signal", 0, gantry::infinity, 0.0012, "amount of the second term"};
  gantry::Param alpha2{"alpha2", "alpha2", "1", 3.5, 12, 5, "exponent of the second term"};
  gantry::Param mu3{"mu3", "mu3", "signal", -gantry::infinity, 0, -0.01, "amount of the third term"};
  gantry::Param alpha3{"alpha3", "alpha3", "1", -8, -0.5, -2, "exponent of the third term"};
  gantry::Derived mu0{"mu0", "shear modulus", "signal"};

  template <class T, class X>
  T operator()(const X &x, const gantry::Params<T> &p) const {
    const auto d = principal(x[stretch], x[mode]);
    return p[mu1] * ogden_term(d, p[alpha1]) + p[mu2] * ogden_term(d, p[alpha2]) + p[mu3] * ogden_term(d, p[alpha3]);
  }
  void guess(const gantry::Curve &c, const gantry::Start &p) const {
    gantry::Least<3, 3> best;
    for (const double first : gantry::spaced_log(0.6, 2.4, 4))
      for (const double second : gantry::spaced_log(3.8, 11, 5))
        for (const double third : gantry::spaced_log(0.6, 7.5, 6))
          best.take({first, second, -third}, amounts_of<3>(c, *this, {first, second, -third}));
    gantry::refine(best, 1.5, [&](const auto &alpha) { return amounts_of<3>(c, *this, alpha); });
    for (std::size_t j = 0; j < 3; ++j) {
      p[2 * static_cast<int>(j)] = best.linear[j];
      p[2 * static_cast<int>(j) + 1] = best.tried[j];
    }
  }
  void derive(const gantry::Params<double> &p, const gantry::DerivedValues &out) const {
    out[mu0] = (p[mu1] * p[alpha1] + p[mu2] * p[alpha2] + p[mu3] * p[alpha3]) / 2;
  }
  static constexpr int example_points = 60;
  void example(const gantry::Example &e) const { each_test(e, 6, 4, 4); }
};

}  // namespace biomechanics
