// SPDX-License-Identifier: Apache-2.0
// How many digits of NIST's certified values a fit gets, from both starts: log relative error of the worst parameter, of
// each, of the standard errors and of the residual standard deviation. 11 are certified.
//
//   bench_nist [FOLDER with the .dat files]
#include <tests/core/fit/nist_sets.hpp>
#include <tests/plugins/support/reference.hpp>

#include <cstdio>

int main(int argc, char **argv) {
  std::filesystem::path folder;
  if (argc > 1) folder = argv[1];
  else if (const auto root = gantry::test::reference_data()) folder = *root / "nlls_nist";
  if (folder.empty()) {
    std::printf("NIST StRD: the reference data are absent, so nothing is measured.\n");
    return 0;
  }
  std::printf("NIST StRD, nonlinear regression: correct digits of 11, from both starts.\n");
  std::printf("%-10s %-8s %5s %6s %6s %6s %6s  %s\n", "set", "level", "start", "worst", "errors", "sd", "steps",
              "each parameter");
  double worst = 11;
  int short_of_eight = 0;
  for (const auto &set : nist::read_sets(folder)) {
    for (const int start : {1, 2}) {
      if (!nist::has_formula(set)) {
        std::printf("%-10s no formula\n", set.name.c_str());
        break;
      }
      const auto d = nist::fit(set, start);
      std::printf("%-10s %-8s %5d %6.1f %6.1f %6.1f %6d ", set.name.c_str(), set.level.c_str(), start, d.least,
                  d.errors, d.residual_sd, d.iterations);
      for (const double digits : d.parameters) std::printf(" %.1f", digits);
      std::printf("%s\n", d.status == "converged" ? "" : ("  " + d.status).c_str());
      worst = std::min(worst, d.least);
      const bool noise = set.name == "Lanczos1";  // its residuals are rounding
      short_of_eight += d.least < 8 || (!noise && d.residual_sd < 8);
    }
  }
  std::printf("Worst parameter of all: %.1f digits; fits with less than 8 digits: %d.\n", worst, short_of_eight);
  return short_of_eight > 0;
}
