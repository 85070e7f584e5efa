// SPDX-License-Identifier: Apache-2.0
// Closes the connection to the host.
#define _DEFAULT_SOURCE
#include "fixture.h"
#include <unistd.h>

static int32_t run(const gantry_tool *self, const gantry_context *ctx) {
  (void)self;
  (void)ctx;
  close(3);
  return GANTRY_OK;
}

FIXTURE_TOOL(run)
FIXTURE_PLUGIN("org.gantry.test.bad-closes-socket")
