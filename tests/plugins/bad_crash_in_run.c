// SPDX-License-Identifier: Apache-2.0
// Writes to address 0 in run: signal 11.
#include "fixture.h"

static int32_t run(const gantry_tool *self, const gantry_context *ctx) {
  (void)self;
  volatile int *nowhere = NULL;
  (void)ctx;
  *nowhere = 1;
  return GANTRY_OK;
}

FIXTURE_TOOL(run)
FIXTURE_PLUGIN("org.gantry.test.bad-crash-in-run")
