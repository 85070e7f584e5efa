// SPDX-License-Identifier: Apache-2.0
// Says that it is done but makes no output.
#include "fixture.h"

static int32_t run(const gantry_tool *self, const gantry_context *ctx) {
  (void)self;
  (void)ctx;
  return GANTRY_OK;
}

FIXTURE_TOOL(run)
FIXTURE_PLUGIN("org.gantry.test.bad-output-missing")
