// SPDX-License-Identifier: Apache-2.0
// A tool that does nothing at all: what is left is the way from host to worker and back.
#include "fixture.h"

static int32_t run(const gantry_tool *self, const gantry_context *ctx) {
  (void)self, (void)ctx;
  return GANTRY_OK;
}

static const gantry_tool tool = {
    .size = sizeof(gantry_tool), .id = "run", .label = "Run", .inputs = fixture_inputs, .input_count = 1, .run = run};
static const gantry_tool *const all[] = {&tool};
static const gantry_tools tools = {sizeof(gantry_tools), 1, all};

static const void *fixture_interface(const char *id) { return strcmp(id, GANTRY_TOOLS_ID) == 0 ? &tools : NULL; }

FIXTURE_PLUGIN("org.gantry.test.good-empty")
