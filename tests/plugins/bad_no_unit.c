// SPDX-License-Identifier: Apache-2.0
// Declares a number without a unit: describe refuses it.
#include "fixture.h"

static const gantry_parameter bare = {.size = sizeof(gantry_parameter),
                                      .id = 1,
                                      .type = GANTRY_PARAMETER_F64,
                                      .key = "level",
                                      .label = "Level",
                                      .minimum = 0.0,
                                      .maximum = 1.0};
static const gantry_parameter *const parameters[] = {&bare};

static int32_t run(const gantry_tool *self, const gantry_context *ctx) {
  (void)self, (void)ctx;
  return GANTRY_OK;
}

static const gantry_tool tool = {.size = sizeof(gantry_tool),
                                 .id = "run",
                                 .label = "Run",
                                 .parameters = parameters,
                                 .parameter_count = 1,
                                 .run = run};
static const gantry_tool *const all[] = {&tool};
static const gantry_tools tools = {sizeof(gantry_tools), 1, all};

static const void *fixture_interface(const char *id) { return strcmp(id, GANTRY_TOOLS_ID) == 0 ? &tools : NULL; }

FIXTURE_PLUGIN("org.gantry.test.bad-no-unit")
