// SPDX-License-Identifier: Apache-2.0
// Crashes in init: the plugin as a whole is at fault.
#include "fixture.h"
#include <stdlib.h>

static int32_t run(const gantry_tool *self, const gantry_context *ctx) {
  (void)self, (void)ctx;
  return GANTRY_OK;
}

static int32_t init(const gantry_host *host) {
  (void)host;
  abort();
}

FIXTURE_TOOL(run)
FIXTURE_ENTRY("org.gantry.test.bad-crash-in-init", GANTRY_ABI_VERSION, init)
