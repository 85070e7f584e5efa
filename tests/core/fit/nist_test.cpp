// SPDX-License-Identifier: Apache-2.0
// NIST's certified problems, through run_fit_job and the model table, as a plugin's model goes.
#include <tests/core/fit/nist_sets.hpp>
#include <tests/plugins/support/reference.hpp>
#include <tests/plugins/support/tally.hpp>

#include <catch2/catch.hpp>

#include <cmath>

TEST_CASE("NIST's certified values come out to eight digits from both starts", "[reference]") {
  const auto root = gantry::test::reference_data();
  if (!root) return;
  const auto sets = nist::read_sets(*root / "nlls_nist");
  REQUIRE(sets.size() >= 18);
  const auto error = [](double digits) { return std::pow(10, -digits); };
  gantry::test::Tally tally("NIST StRD");
  for (const auto &set : sets) {
    REQUIRE(nist::has_formula(set));
    for (const int start : {1, 2}) {
      INFO(set.name << " from start " << start);
      const auto digits = nist::fit(set, start);
      CHECK(digits.status == "converged");
      std::vector<gantry::test::Judged> judged{{error(digits.least), 0, 1e-8, 0, "relative error, parameters"}};
      // The residuals of Lanczos1 are rounding noise of 1e-13, and so are its errors.
      if (set.name != "Lanczos1") {
        judged.push_back({error(digits.residual_sd), 0, 1e-8, 0, "relative error, residual sd"});
        judged.push_back({error(digits.errors), 0, 1e-7, 0, "relative error, standard errors"});
      }
      tally.add(set.name + ", start " + std::to_string(start), judged);
    }
  }
  WARN(tally.told());
  CHECK(tally.matched() == tally.total());
}
