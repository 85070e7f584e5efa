// SPDX-License-Identifier: Apache-2.0
// The Rice density of a magnitude m, whose real and imaginary parts have noise of standard deviation sigma about a signal
// of size nu (Rice 1945, Bell Syst Tech J 24:46; Gudbjartsson and Patz 1995, Magn Reson Med 34:910):
//
//   p(m) = m / sigma^2 exp(-(m^2 + nu^2) / (2 sigma^2)) I0(m nu / sigma^2)
//
//   const auto bessel = bessel_ratio(z);   // z = m nu / sigma^2; bessel.ratio = I1(z) / I0(z)
//   L information = rice_information(u);   // u = (nu / sigma)^2
//
// For Lanes. Errors in f32 and f64: of the ratio, relative, 7e-7 and 2e-15; of the logarithm, relative to the larger of
// itself and 1, 5e-7 and 2e-15; of the information, relative, 0.8 percent.
// Sources: the polynomials are those of Boost.Math (J. Maddock 2017, after P. Holoborodko 2015, "Rational approximations
// for the modified Bessel function of the first kind"); the information is a fit of our own to its integral.
#pragma once

#include <gantry/cpp/math.hpp>

namespace gantry::core::fit {

template <class L>
struct BesselRatio {
  L ratio;       // I1(z) / I0(z)
  L log_scaled;  // log(exp(-z) I0(z))
};

// z >= 0.
template <class L>
GANTRY_INLINE BesselRatio<L> bessel_ratio(const L &z) {
  using gantry::detail::polynomial;
  const L a = z * z * L(0.25), part = L(1) / max(z, L(1));
  L i0, i1, far0, far1;  // I0(z) and I1(z); the same times exp(-z) sqrt(z)
  if constexpr (sizeof(typename L::Scalar) == 4) {
    i0 = a * polynomial(a, 1.48095934745267240e-11, 3.90565476357034480e-10, 4.29455004657565361e-08,
                        1.89645733877137904e-06, 6.96166518788906424e-05, 1.73560257755821695e-03,
                        2.77785268558399407e-02, 2.49999576572179639e-01, 1.00000003928615375e+00) +
         L(1);
    i1 = z * L(0.5) *
         (L(1) + a * (L(0.5) + a * polynomial(a, 1.331933703e-12, 5.262251502e-11, 5.135884609e-09, 2.739745142e-07,
                                              1.158047174e-05, 3.472097211e-04, 6.944453712e-03, 8.333333221e-02)));
    far0 = where(z < L(50),
                 polynomial(part, 1.31409251787866793e-01, 1.35614940793742178e-02, 2.91866904423115499e-02,
                            4.98327234176892844e-02, 3.98942651588301770e-01),
                 polynomial(part, 2.94835666900682535e-02, 4.98455950638200020e-02, 3.98942391532752700e-01));
    far1 = polynomial(part, -1.47148600683672014e-01, -2.65157315524784407e-02, -4.76475741878486795e-02,
                      -1.49581264836620262e-01, 3.98942115977513013e-01);
  } else {
    i0 = a * polynomial(a, 9.07926920085624812e-25, 1.13943037744822825e-22, 2.63417742690109154e-20,
                        4.34709704153272287e-18, 6.27767773636292611e-16, 7.59389793369836367e-14,
                        7.59407002058973446e-12, 6.15118672704439289e-10, 3.93675991102510739e-08,
                        1.92901234513219920e-06, 6.94444444453352521e-05, 1.73611111111023792e-03,
                        2.77777777777782257e-02, 2.49999999999999909e-01, 1.00000000000000000e+00) +
         L(1);
    i1 = z * L(0.5) *
         (L(1) +
          a * (L(0.5) + a * polynomial(a, 1.332898928162290861e-23, 1.625212890947171108e-21, 3.410720494727771276e-19,
                                       5.220157095351373194e-17, 6.904822652741917551e-15, 7.593969849687574339e-13,
                                       6.834657311305621830e-11, 4.920949692800671435e-09, 2.755731926254790268e-07,
                                       1.157407407354987232e-05, 3.472222222225921045e-04, 6.944444444444341983e-03,
                                       8.333333333333333803e-02)));
    far0 = where(
        z < L(500),
        polynomial(part, 2.17587543863819074e+15, -3.08675715295370878e+15, 2.02391097391687777e+15,
                   -8.13426467865659318e+14, 2.24155239966958995e+14, -4.49034849696138065e+13, 6.76825737854096565e+12,
                   -7.84261082124811106e+11, 7.08029243015109113e+10, -5.01883999713777929e+09, 2.80231938155267516e+08,
                   -1.23157028595698731e+07, 4.24057674317867331e+05, -1.13366350697172355e+04, 2.33025711583514727e+02,
                   -3.35052280231727022e+00, 1.30970574605856719e-01, 4.44207299493659561e-02, 2.92211225166047873e-02,
                   2.80506233928312623e-02, 4.98677850604961985e-02, 3.98942280401425088e-01),
        polynomial(part, 4.53371208762579442e-02, 2.92179096853915176e-02, 2.80506308916506102e-02,
                   4.98677850491434560e-02, 3.98942280401432905e-01));
    far1 = where(z < L(500),
                 polynomial(part, -2.213318202179221945e+15, 3.146401654361325073e+15, -2.067285045778906105e+15,
                            8.325554073334618015e+14, -2.298849639457172489e+14, 4.614040809616582764e+13,
                            -6.967602516005787001e+12, 8.087824484994859552e+11, -7.313784438967834057e+10,
                            5.192386898222206474e+09, -2.903390398236656519e+08, 1.277677779341446497e+07,
                            -4.404655582443487334e+05, 1.178785865993440669e+04, -2.426181371595021021e+02,
                            3.458284470977172076e+00, -1.528189554374492735e-01, -5.719036414430205390e-02,
                            -4.090895951581637791e-02, -4.675104253598537322e-02, -1.496033551613111533e-01,
                            3.989422804014406054e-01),
                 polynomial(part, -5.843630344778927582e-02, -4.090421597376992892e-02, -4.675105322571775911e-02,
                            -1.496033551467584157e-01, 3.989422804014314820e-01));
  }
  const auto near = z < L(7.75);
  return {where(near, i1, far1) / where(near, i0, far0),
          log(where(near, i0, far0 / sqrt(max(z, L(1))))) - where(near, z, L(0))};
}

// What a magnitude says of nu: the variance of the score, times sigma^2; 0 at u = 0, 1 far from it.
template <class L>
GANTRY_INLINE L rice_information(const L &u) {
  using gantry::detail::polynomial;
  const L v = min(u, L(1e6));
  return v * polynomial(v, 0.10688833, 0.21580706, 0.99296039) / polynomial(v, 0.10688833, 0.26839521, 1.1485162, 1.0);
}

struct RiceMoments {
  double mean, variance;
};
// Of the density with nu >= 0 and sigma > 0 (Gudbjartsson and Patz, equations 4 and 5).
inline RiceMoments rice_moments(double nu, double sigma) {
  using L = Lanes<double, 16>;
  const double h = nu * nu / (4 * sigma * sigma);
  const auto bessel = bessel_ratio(L(h));
  const double scaled = std::exp(bessel.log_scaled[0]), half_pi = 1.57079632679489661923;
  const double mean = sigma * std::sqrt(half_pi) * scaled * (1 + 2 * h + 2 * h * bessel.ratio[0]);
  return {mean, 2 * sigma * sigma + nu * nu - mean * mean};
}

// How that mean moves with nu.
inline double rice_mean_slope(double nu, double sigma) {
  const double h = nu * nu / (4 * sigma * sigma);
  const auto bessel = bessel_ratio(Lanes<double, 16>(h));
  const double half_pi = 1.57079632679489661923;
  return std::sqrt(half_pi) * nu / (2 * sigma) * std::exp(bessel.log_scaled[0]) * (1 + bessel.ratio[0]);
}

}  // namespace gantry::core::fit
