// SPDX-License-Identifier: Apache-2.0
// Crashes on one input only: a volume whose first voxel is 13.
#include "fixture.h"
#include <stdlib.h>

static int32_t run(const gantry_tool *self, const gantry_context *ctx) {
  (void)self;
  const gantry_volume *image = NULL;
  if (ctx->io->input_volume(ctx->io, "image", 0, &image) != GANTRY_OK) return GANTRY_FAILED;
  if (*(const uint8_t *)image->data == 13) abort();
  return fixture_lease(ctx, 16) != NULL ? GANTRY_OK : GANTRY_NO_MEMORY;
}

FIXTURE_TOOL(run)
FIXTURE_PLUGIN("org.gantry.test.bad-crash-on-one-input")
