// SPDX-License-Identifier: Apache-2.0
// Writes one byte past its output, which fills whole pages: the guard page.
#include "fixture.h"

static int32_t run(const gantry_tool *self, const gantry_context *ctx) {
  (void)self;
  gantry_volume *out = fixture_lease(ctx, 8192);
  if (out == NULL) return GANTRY_NO_MEMORY;
  ((volatile uint8_t *)out->writable)[8192] = 1;
  return GANTRY_OK;
}

FIXTURE_TOOL(run)
FIXTURE_PLUGIN("org.gantry.test.bad-writes-past-page")
