// SPDX-License-Identifier: Apache-2.0
// Takes memory until there is none, and goes on.
#include "fixture.h"
#include <stdlib.h>

static int32_t run(const gantry_tool *self, const gantry_context *ctx) {
  (void)self;
  (void)ctx;
  for (;;) memset(malloc(1u << 20), 1, 1u << 20);
  return GANTRY_OK;
}

FIXTURE_TOOL(run)
FIXTURE_PLUGIN("org.gantry.test.bad-memory-hog")
