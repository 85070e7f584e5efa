// SPDX-License-Identifier: Apache-2.0
// Diffusion: how far water moves, from images at several b-values and directions.
#include <gantry/cpp/plugin.hpp>

#include "direction_average.hpp"
#include "gaussian.hpp"
#include "ivim.hpp"
#include "tensor.hpp"

namespace diffusion {
namespace {

struct About : gantry::About {
  static constexpr const char *id = "org.gantry.diffusion", *name = "Diffusion", *version = "0.2.0",
                              *vendor = "The Gantry authors", *licence = "Apache-2.0",
                              *description = "ADC, kurtosis, stretched exponential, IVIM and tensor.";
};

}  // namespace
}  // namespace diffusion

GANTRY_PLUGIN(diffusion::About, diffusion::DirectionAverage, diffusion::Adc, diffusion::Kurtosis, diffusion::Stretched,
              diffusion::Ivim, diffusion::IvimGivenD, diffusion::IvimFixedDstar, diffusion::TensorModel)
