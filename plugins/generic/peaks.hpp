// SPDX-License-Identifier: Apache-2.0
// One peak on a level: Gaussian, Lorentzian, and what lies between them.
//
//   const gantry_model *model = gantry::model_table<generic::Voigt>();
#pragma once

#include <gantry/cpp/model.hpp>

#include <algorithm>
#include <cmath>

#include "faddeeva.hpp"
#include "peak_guess.hpp"

namespace generic {

// What all peaks have; A is the height above the level, of either sign.
struct OnLevel : gantry::Model {
  static constexpr const char *category = "generic";
  static constexpr int example_points = 61;
  gantry::AxisColumn x{"x", "x", "axis"};
  gantry::Output y{"y", "y"};
  gantry::Param a{"A", "A", "signal", -gantry::infinity, gantry::infinity, 1, "height above the level"};
  gantry::Param centre{"x0", "x0", "axis", -gantry::infinity, gantry::infinity, 0, "where the peak is"};
  gantry::Param level{"C", "C", "signal", -gantry::infinity, gantry::infinity, 0.1, "level far from the peak"};
  void example(const gantry::Example &e) const { e.spread(x, -6, 6); }

 protected:
  Peak begin(const gantry::Curve &c, const gantry::Start &p, const std::vector<double> &mixtures) const {
    const Peak found = find_peak(c, x, mixtures);
    p[a] = found.height;
    p[centre] = found.centre;
    p[level] = found.level;
    return found;
  }
};

struct Gaussian : OnLevel {
  static constexpr const char
      *id = "gaussian",
      *label = "Gaussian peak", *equation = "y = A * exp(-(x - x0)^2 / (2 * sigma^2)) + C",
      *source = "Gauss 1809, Theoria motus corporum coelestium, book 2, section 3",
      *help =
          "A bell on a level: many small shifts that add up, as of an instrument. Full width at "
          "half maximum and area are derived. Leave out other peaks with where.",
      *special_case_of = "voigt pseudo_voigt";
  static constexpr int parameter_count = 4;
  gantry::Param sigma{"sigma", "sigma", "axis", 0, gantry::infinity, 1, "standard deviation"};
  gantry::Derived fwhm{"FWHM", "FWHM", "axis"}, area{"area", "area", "signal.axis"};

  template <class T, class X>
  T operator()(const X &at, const gantry::Params<T> &p) const {
    const T u = (at[x] - p[centre]) / p[sigma];
    return p[a] * exp(u * u * -0.5) + p[level];
  }
  void guess(const gantry::Curve &c, const gantry::Start &p) const { p[sigma] = begin(c, p, {0}).fwhm / fwhm_of_sigma; }
  void derive(const gantry::Params<double> &p, const gantry::DerivedValues &out) const {
    out[fwhm] = fwhm_of_sigma * p[sigma];
    out[area] = p[a] * p[sigma] * 2.50662827463100050242;  // sqrt(2 pi)
  }
};

struct Lorentzian : OnLevel {
  static constexpr const char *id = "lorentzian", *label = "Lorentzian peak",
                              *equation = "y = A * gamma^2 / ((x - x0)^2 + gamma^2) + C",
                              *source =
                                  "Olver, Lozier, Boisvert and Clark 2010, NIST Handbook of Mathematical Functions, "
                                  "section 7.19",
                              *help =
                                  "The line of a resonance that is damped, as in spectra. Its wings reach far: the "
                                  "level needs data at several widths from the peak.",
                              *special_case_of = "voigt pseudo_voigt";
  static constexpr int parameter_count = 4;
  gantry::Param gamma{"gamma", "gamma", "axis", 0, gantry::infinity, 1, "half width at half maximum"};
  gantry::Derived fwhm{"FWHM", "FWHM", "axis"}, area{"area", "area", "signal.axis"};

  template <class T, class X>
  T operator()(const X &at, const gantry::Params<T> &p) const {
    const T u = (at[x] - p[centre]) / p[gamma];
    return p[a] / (1 + u * u) + p[level];
  }
  void guess(const gantry::Curve &c, const gantry::Start &p) const { p[gamma] = begin(c, p, {1}).fwhm / 2; }
  void derive(const gantry::Params<double> &p, const gantry::DerivedValues &out) const {
    out[fwhm] = 2 * p[gamma];
    out[area] = p[a] * p[gamma] * 3.14159265358979323846;
  }
};

struct Voigt : OnLevel {
  static constexpr const char *
      id = "voigt",
     *label = "Voigt peak",
     *equation =
         "y = A * Re(w(z)) / Re(w(z0)) + C; z = (x - x0 + i * gamma) / (sqrt(2) * sigma); "
         "z0 = i * gamma / (sqrt(2) * sigma)",
     *source =
         "Olver, Lozier, Boisvert and Clark 2010, NIST Handbook of Mathematical Functions, eq. 7.19.1; w by Weideman "
         "1994, SIAM J Numer Anal 31:1497; FWHM by Olivero and Longbothum 1977, J Quant Spectrosc Radiat Transf 17:233",
     *help =
         "A Lorentzian that an instrument has widened by a Gaussian; w is Faddeeva's function. It is Gaussian where "
         "gamma = 0, and Lorentzian where gamma is far above sigma. FWHM is derived to 0.03 %.";
  static constexpr int parameter_count = 5;
  gantry::Param sigma{"sigma", "sigma", "axis", 0, gantry::infinity, 0.8, "standard deviation of the Gaussian"};
  gantry::Param gamma{"gamma", "gamma", "axis", 0, gantry::infinity, 0.5, "half width of the Lorentzian"};
  gantry::Derived fwhm{"FWHM", "FWHM", "axis"}, area{"area", "area", "signal.axis"};

  template <class T, class X>
  T operator()(const X &at, const gantry::Params<T> &p) const {
    const T scale = 0.70710678118654752440 / p[sigma], damping = p[gamma] * scale;
    return p[a] * real_faddeeva(T((at[x] - p[centre]) * scale), damping) / real_faddeeva(T(0), damping) + p[level];
  }
  void guess(const gantry::Curve &c, const gantry::Start &p) const {
    const Peak found = begin(c, p, {0, 0.25, 0.5, 0.75, 1});
    // The Lorentzian's part of the width, from its part of the height (Thompson, Cox and Hastings 1987, J Appl Cryst
    // 20:79, turned round); the rest by the formula for the whole.
    const double part = std::clamp(0.7 * found.mixture + 0.3 * found.mixture * found.mixture, 0.02, 0.98);
    p[gamma] = 0.5 * part * found.fwhm;
    const double rest = 1 - 0.5346 * part;
    p[sigma] = found.fwhm * std::sqrt(std::max(rest * rest - 0.2166 * part * part, 1e-3)) / fwhm_of_sigma;
  }
  void derive(const gantry::Params<double> &p, const gantry::DerivedValues &out) const {
    const double lorentz = 2 * p[gamma], gauss = fwhm_of_sigma * p[sigma];
    out[fwhm] = 0.5346 * lorentz + std::sqrt(0.2166 * lorentz * lorentz + gauss * gauss);
    const double damping = p[gamma] / (p[sigma] * 1.41421356237309504880);
    // exp(y^2) erfc(y), by its asymptote where the exponential would overflow
    const double top = damping < 20 ? std::exp(damping * damping) * std::erfc(damping)
                                    : 0.56418958354775628695 / damping * (1 - 0.5 / (damping * damping));
    out[area] = p[a] * p[sigma] * 2.50662827463100050242 / top;
  }
};

struct PseudoVoigt : OnLevel {
  static constexpr const char
      *id = "pseudo_voigt",
      *label = "Pseudo-Voigt peak",
      *equation = "y = A * (eta / (1 + u^2) + (1 - eta) * exp(-ln(2) * u^2)) + C; u = 2 * (x - x0) / FWHM",
      *source = "Wertheim, Butler, West and Buchanan 1974, Rev Sci Instrum 45:1369",
      *help =
          "A mixture of a Lorentzian and a Gaussian of the same width, eta being the Lorentzian's part of the height: "
          "a Voigt peak to about 1 % of its height, and quicker.";
  static constexpr int parameter_count = 5;
  gantry::Param fwhm{"FWHM", "FWHM", "axis", 0, gantry::infinity, 2, "full width at half maximum"};
  gantry::Param eta{"eta", "eta", "1", 0, 1, 0.5, "the Lorentzian's part"};
  gantry::Derived area{"area", "area", "signal.axis"};

  template <class T, class X>
  T operator()(const X &at, const gantry::Params<T> &p) const {
    const T u = 2 * (at[x] - p[centre]) / p[fwhm], uu = u * u;
    return p[a] * (p[eta] / (1 + uu) + (1 - p[eta]) * exp(uu * -0.69314718055994530942)) + p[level];
  }
  void guess(const gantry::Curve &c, const gantry::Start &p) const {
    const Peak found = begin(c, p, {0, 0.25, 0.5, 0.75, 1});
    p[fwhm] = found.fwhm;
    p[eta] = std::clamp(found.mixture, 0.05, 0.95);
  }
  void derive(const gantry::Params<double> &p, const gantry::DerivedValues &out) const {
    constexpr double pi = 3.14159265358979323846, ln2 = 0.69314718055994530942;
    out[area] = 0.5 * p[a] * p[fwhm] * (p[eta] * pi + (1 - p[eta]) * std::sqrt(pi / ln2));
  }
};

}  // namespace generic
