// SPDX-License-Identifier: Apache-2.0
// The input impedance of an arterial tree from flow and pressure at its entrance, harmonic by harmonic, and what follows:
// resistances, and the wave that comes back.
//
//   PluginBench(cardiovascular_entry).input("waves", beat).run("input_impedance")
#pragma once

#include <gantry/cpp/tool.hpp>

#include <complex>
#include <vector>

namespace cardiovascular {

// The harmonics 0 to `highest` of `values` at equal steps over `beats` whole periods: values are the sum of the real parts
// of their products with exp(i n w t); harmonic 0 is the mean.
std::vector<std::complex<double>> harmonics_of(const std::vector<double> &values, int beats, int highest);

struct InputImpedance : gantry::Tool {
  static constexpr const char *
      id = "input_impedance",
     *label = "Input impedance", *category = "cardiovascular",
     *source =
         "Murgo, Westerhof, Giolma and Altobelli 1980, Circulation 62:105 (spectrum, characteristic impedance as the "
         "mean of the higher harmonics); Westerhof, Sipkema, van den Bos and Elzinga 1972, Cardiovasc Res 6:648 "
         "(forward and backward waves)",
     *help =
         "Pressure over flow at each harmonic of the heart, from one beat in steady state (or some, said by beats) "
         "over "
         "whole periods: the point with which the next beat begins is left out. Harmonics with next to no flow are not "
         "used for the characteristic impedance: noise divided by noise.";
  gantry::TableInput waves{"waves", "Waves", "columns time, flow and pressure"};
  gantry::Integer beats{"beats", "Beats", "how many whole beats the waves hold", "1", 1, {1, 1000}};
  gantry::Integer highest{"harmonics", "Harmonics", "up to which the spectrum goes", "1", 12, {1, 100}};
  gantry::Integer from{"from", "From", "the first harmonic of the characteristic impedance", "1", 4, {1, 100}};
  gantry::Integer to{"to", "To", "and the last one", "1", 10, {1, 100}};
  gantry::Number least{
      "least", "Least flow", "harmonics with less than this part of the largest flow are not used", "%", 1, {0, 100}};
  gantry::TableOutput spectrum{"spectrum", "Spectrum", "modulus and phase of each harmonic", {1e-9, 1e-9, 0}};
  gantry::TableOutput indices{"indices", "Indices", "resistances and reflection", {1e-9, 1e-9, 0}};
  gantry::FileOutput chart{"chart", "Chart", "modulus and phase over frequency; the waves that go and come"};

  void run(gantry::Job &job);
};

}  // namespace cardiovascular
