// SPDX-License-Identifier: Apache-2.0
// Every model of the plugin against values that something else computed: mpmath 1.2.1 with 40 digits, above each its
// expression; the sinus arrhythmia by scipy 1.10's expm, a step at a time.
#include <tests/plugins/support/known_curve.hpp>

extern "C" const gantry_plugin_entry respiratory_entry;

using namespace gantry::test;

TEST_CASE("respiratory models have the values of their published equations, and their slopes") {
  const KnownCurve curves[] = {
      // P0 + R*flow + E*V
      {"single_compartment",
       {{0.8, 0.4, -0.6, -0.1}, {0.1, 0.35, 0.3, 0.02}},
       {12.0, 28.0, 6.0},
       {18.400000000000002, 20.6, 7.2, 5.36}},
      {"rohrer",
       {{0.8, 0.4, -0.6, -0.1}, {0.1, 0.35, 0.3, 0.02}},
       {5.0, 4.0, 28.0, 6.0},
       {15.360000000000001, 18.44, 9.959999999999999, 6.02}},
      {"volume_elastance",
       {{0.8, 0.4, -0.6, -0.1}, {0.1, 0.35, 0.3, 0.02}},
       {12.0, 20.0, 15.0, 6.0},
       {17.75, 19.6375, 6.15, 5.2059999999999995}},
      {"nonlinear_compartment",
       {{0.8, 0.4, -0.6, -0.1}, {0.1, 0.35, 0.3, 0.02}},
       {5.0, 4.0, 20.0, 15.0, 6.0},
       {14.71, 17.4775, 8.91, 5.866}},
      // a + b/(1 + exp(-(P - c)/d))
      {"venegas",
       {{-5.0, 10.0, 18.0, 45.0}},
       {0.2, 2.4, 17.0, 5.5},
       {0.24316690390901974, 0.7250977890719631, 1.5087913733324483, 2.5853244719198365}},
      // (PA + S*(V - V0))/(1 + exp(-(V - V0)/w))
      {"capnogram",
       {{0.0, 60.0, 140.0, 180.0, 500.0}},
       {34.0, 0.012, 150.0, 14.0},
       {0.0007156341490209216, 0.053072068481485594, 11.134748276005109, 30.7521798987037, 38.19999999946948}},
      // expm of the two equations, volume in straight lines
      {"sinus_arrhythmia",
       {{0.0, 0.5, 1.0, 1.5, 2.0, 2.5, 3.0, 3.5, 4.0, 4.5, 5.0, 5.5},
        {0.2, 0.5, 0.8, 0.7, 0.4, 0.2, 0.25, 0.6, 0.9, 0.5, 0.2, 0.2}},
       {66.0, 14.0, 0.7, 6.0, 11.0},
       {67.6, 68.79850495819488, 71.52914809427764, 73.41183008570768, 72.79968825201479, 70.68606510652408,
        69.13070753937703, 69.87864366007055, 72.55523850930196, 73.23526972001676, 71.09236484774024,
        69.02008332535286},
       {1.75},
       1e-12},
  };
  for (const KnownCurve &known : curves) check_known(respiratory_entry, known);
}
