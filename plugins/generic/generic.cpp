// SPDX-License-Identifier: Apache-2.0
// Curves that belong to no field: polynomials, exponentials, peaks, sigmoids, power law, wave.
#include <gantry/cpp/plugin.hpp>

#include "dose_response.hpp"
#include "exponentials.hpp"
#include "laws.hpp"
#include "peaks.hpp"
#include "polynomials.hpp"
#include "sigmoids.hpp"
#include "sums_of_exponentials.hpp"

namespace generic {
namespace {

struct About : gantry::About {
  static constexpr const char *id = "org.gantry.generic", *name = "Generic curves", *version = "0.1.0",
                              *vendor = "The Gantry authors", *licence = "Apache-2.0",
                              *description =
                                  "Polynomials, exponentials, peaks, sigmoids, power law and sine, in the data's own "
                                  "units.";
};

}  // namespace
}  // namespace generic

GANTRY_PLUGIN(generic::About, generic::Line, generic::Parabola, generic::Cubic, generic::Quartic, generic::Quintic,
              generic::Exponential, generic::ExponentialOffset, generic::TwoExponentials,
              generic::TwoExponentialsOffset, generic::ThreeExponentials, generic::ThreeExponentialsOffset,
              generic::Gaussian, generic::Lorentzian, generic::Voigt, generic::PseudoVoigt, generic::Logistic3,
              generic::Logistic4, generic::Logistic5, generic::Hill, generic::MichaelisMenten, generic::Power,
              generic::Stretched, generic::Sine)
