// SPDX-License-Identifier: Apache-2.0
// Lies in its manifest: two parameters of one key. It runs, but describe refuses it.
#include "fixture.h"

static const gantry_parameter again = {.size = sizeof(gantry_parameter),
                                       .id = 2,
                                       .type = GANTRY_PARAMETER_F64,
                                       .key = "offset",
                                       .label = "Offset again",
                                       .unit = "1",
                                       .minimum = 0.0,
                                       .maximum = 1.0};
static const gantry_parameter *const parameters[] = {&fixture_offset, &again};

static int32_t run(const gantry_tool *self, const gantry_context *ctx) {
  (void)self;
  return fixture_lease(ctx, 16) != NULL ? GANTRY_OK : GANTRY_NO_MEMORY;
}

static const gantry_tool tool = {.size = sizeof(gantry_tool),
                                 .id = "run",
                                 .label = "Run",
                                 .inputs = fixture_inputs,
                                 .outputs = fixture_outputs,
                                 .parameters = parameters,
                                 .input_count = 1,
                                 .output_count = 1,
                                 .parameter_count = 2,
                                 .run = run};
static const gantry_tool *const all[] = {&tool};
static const gantry_tools tools = {sizeof(gantry_tools), 1, all};

static const void *fixture_interface(const char *id) { return strcmp(id, GANTRY_TOOLS_ID) == 0 ? &tools : NULL; }

FIXTURE_PLUGIN("org.gantry.test.bad-manifest")
