// SPDX-License-Identifier: Apache-2.0
// NIST's certified problems, through run_fit_job and the model table, as a plugin's model goes.
#include <tests/core/fit/nist_sets.hpp>
#include <tests/plugins/support/reference.hpp>

#include <catch2/catch.hpp>

TEST_CASE("NIST's certified values come out to eight digits from both starts", "[reference]") {
  const auto root = gantry::test::reference_data();
  if (!root) return;
  const auto sets = nist::read_sets(*root / "nlls_nist");
  REQUIRE(sets.size() >= 18);
  for (const auto &set : sets) {
    REQUIRE(nist::has_formula(set));
    for (const int start : {1, 2}) {
      INFO(set.name << " from start " << start);
      const auto digits = nist::fit(set, start);
      CHECK(digits.status == "converged");
      CHECK(digits.least >= 8);
      // The residuals of Lanczos1 are rounding noise of 1e-13, and so are its errors.
      if (set.name == "Lanczos1") continue;
      CHECK(digits.residual_sd >= 8);
      CHECK(digits.errors >= 7);
    }
  }
}
