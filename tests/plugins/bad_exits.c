// SPDX-License-Identifier: Apache-2.0
// Ends the whole process.
#include "fixture.h"
#include <stdio.h>
#include <stdlib.h>

static int32_t run(const gantry_tool *self, const gantry_context *ctx) {
  (void)self;
  (void)ctx;
  fprintf(stderr, "giving up\n");
  exit(3);
}

FIXTURE_TOOL(run)
FIXTURE_PLUGIN("org.gantry.test.bad-exits")
