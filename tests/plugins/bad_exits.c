// SPDX-License-Identifier: Apache-2.0
// Ends the whole process.
#include "fixture.h"
#include <stdlib.h>

static int32_t run(const gantry_tool *self, const gantry_context *ctx) {
  (void)self;
  (void)ctx;
  exit(3);
}

FIXTURE_TOOL(run)
FIXTURE_PLUGIN("org.gantry.test.bad-exits")
