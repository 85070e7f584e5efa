// SPDX-License-Identifier: Apache-2.0
// Never ends, and never says a word.
#include "fixture.h"

static int32_t run(const gantry_tool *self, const gantry_context *ctx) {
  (void)self;
  volatile int turning = 1;
  (void)ctx;
  while (turning) {
  }
  return GANTRY_OK;
}

FIXTURE_TOOL(run)
FIXTURE_PLUGIN("org.gantry.test.bad-infinite-loop")
