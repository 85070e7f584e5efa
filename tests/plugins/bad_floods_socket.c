// SPDX-License-Identifier: Apache-2.0
// Writes rubbish straight into the connection to the host.
#define _DEFAULT_SOURCE
#include "fixture.h"
#include <unistd.h>

static int32_t run(const gantry_tool *self, const gantry_context *ctx) {
  (void)self;
  char rubbish[4096];
  memset(rubbish, 0x5A, sizeof rubbish);
  (void)ctx;
  while (write(3, rubbish, sizeof rubbish) > 0) {
  }
  return GANTRY_OK;
}

FIXTURE_TOOL(run)
FIXTURE_PLUGIN("org.gantry.test.bad-floods-socket")
