// SPDX-License-Identifier: Apache-2.0
// Needs an interface from the future: 2.0.
#include "fixture.h"

static int32_t run(const gantry_tool *self, const gantry_context *ctx) {
  (void)self, (void)ctx;
  return GANTRY_OK;
}

FIXTURE_TOOL(run)
FIXTURE_ENTRY("org.gantry.test.bad-abi", 2000, fixture_init)
