// SPDX-License-Identifier: Apache-2.0
// Returns a failure from init.
#include "fixture.h"

static int32_t run(const gantry_tool *self, const gantry_context *ctx) {
  (void)self, (void)ctx;
  return GANTRY_OK;
}

static int32_t init(const gantry_host *host) {
  (void)host;
  return GANTRY_UNSUPPORTED;
}

FIXTURE_TOOL(run)
FIXTURE_ENTRY("org.gantry.test.bad-init-refuses", GANTRY_ABI_VERSION, init)
