// SPDX-License-Identifier: Apache-2.0
// Lives on happily and never asks whether to stop.
#define _DEFAULT_SOURCE
#include "fixture.h"
#include <unistd.h>

static int32_t run(const gantry_tool *self, const gantry_context *ctx) {
  (void)self;
  for (;;) {
    ctx->progress(ctx, 0.5, "ignoring you");
    usleep(1000);
  }
  return GANTRY_OK;
}

FIXTURE_TOOL(run)
FIXTURE_PLUGIN("org.gantry.test.bad-ignores-cancel")
