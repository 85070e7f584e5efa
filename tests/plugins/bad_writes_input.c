// SPDX-License-Identifier: Apache-2.0
// Writes to its input, which is mapped for reading.
#include "fixture.h"

static int32_t run(const gantry_tool *self, const gantry_context *ctx) {
  (void)self;
  const gantry_volume *image = NULL;
  if (ctx->io->input_volume(ctx->io, "image", 0, &image) != GANTRY_OK) return GANTRY_FAILED;
  *(volatile uint8_t *)(uintptr_t)image->data = 1;
  return GANTRY_OK;
}

FIXTURE_TOOL(run)
FIXTURE_PLUGIN("org.gantry.test.bad-writes-input")
