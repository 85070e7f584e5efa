// SPDX-License-Identifier: Apache-2.0
// Fails and does not say why.
#include "fixture.h"

static int32_t run(const gantry_tool *self, const gantry_context *ctx) {
  (void)self;
  (void)ctx;
  return GANTRY_FAILED;
}

FIXTURE_TOOL(run)
FIXTURE_PLUGIN("org.gantry.test.bad-fails-without-words")
