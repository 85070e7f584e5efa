// SPDX-License-Identifier: Apache-2.0
// Every model of the plugin is sound: the checks of `gantry plugins validate`.
#include <core/fit/check_model.hpp>
#include <gantry/gantry.h>

#include <catch2/catch.hpp>

extern "C" const gantry_plugin_entry cardiovascular_entry;

TEST_CASE("cardiovascular models: units, derivatives, blocks, and simulated truth comes back") {
  const auto *all = static_cast<const gantry_models *>(cardiovascular_entry.get_interface(GANTRY_MODELS_ID));
  for (std::uint32_t i = 0; i < all->count; ++i) {
    const auto checks = gantry::core::fit::check_model(*all->items[i], nullptr, GANTRY_LEVEL_BASELINE, 1);
    CAPTURE(all->items[i]->id);
    REQUIRE(checks);
    for (const auto &check : checks.value()) {
      INFO(check.id << ": " << check.found);
      CHECK(check.found.empty());
    }
  }
}
