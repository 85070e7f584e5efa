// SPDX-License-Identifier: Apache-2.0
// Logs without end.
#include "fixture.h"

static int32_t run(const gantry_tool *self, const gantry_context *ctx) {
  (void)self;
  for (;;) ctx->log(ctx, GANTRY_LOG_INFO, "and another thing");
  return GANTRY_OK;
}

FIXTURE_TOOL(run)
FIXTURE_PLUGIN("org.gantry.test.bad-floods-log")
