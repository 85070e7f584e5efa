// SPDX-License-Identifier: Apache-2.0
// Writes one byte past its output, inside the last page: nothing crashes, the canary tells.
#include "fixture.h"

static int32_t run(const gantry_tool *self, const gantry_context *ctx) {
  (void)self;
  gantry_volume *out = fixture_lease(ctx, 100);
  if (out == NULL) return GANTRY_NO_MEMORY;
  ((volatile uint8_t *)out->writable)[100] = 1;
  return GANTRY_OK;
}

FIXTURE_TOOL(run)
FIXTURE_PLUGIN("org.gantry.test.bad-writes-after-lease")
