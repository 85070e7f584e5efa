// SPDX-License-Identifier: Apache-2.0
// Lies in its manifest: fills a port that it does not declare, and trusts that it went well.
#include "fixture.h"

static int32_t run(const gantry_tool *self, const gantry_context *ctx) {
  (void)self;
  gantry_volume like;
  gantry_volume *out = NULL;
  memset(&like, 0, sizeof like);
  like.size = sizeof like;
  like.dtype = GANTRY_U8;
  like.dims = 2;
  for (int d = 0; d < 5; ++d) like.shape[d] = 4;
  ctx->io->output_volume(ctx->io, "surprise", &like, &out);
  return GANTRY_OK;
}

FIXTURE_TOOL(run)
FIXTURE_PLUGIN("org.gantry.test.bad-undeclared-port")
