// SPDX-License-Identifier: Apache-2.0
// Asks for an output of 1 TiB.
#include "fixture.h"

static int32_t run(const gantry_tool *self, const gantry_context *ctx) {
  (void)self;
  return fixture_lease(ctx, (uint64_t)1 << 40) != NULL ? GANTRY_OK : GANTRY_NO_MEMORY;
}

FIXTURE_TOOL(run)
FIXTURE_PLUGIN("org.gantry.test.bad-oversize-output")
