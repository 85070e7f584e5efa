// SPDX-License-Identifier: Apache-2.0
// A tool "deidentify" for the tests of the host: files out as they came in, the first byte of each as its patient.
#include <stdio.h>
#include <tests/plugins/fixture.h>

static const gantry_port in = {
    .size = sizeof(gantry_port), .kind = GANTRY_KIND_FILE, .flags = GANTRY_PORT_MANY, .key = "files", .label = "Files"};
static const gantry_port out = {.size = sizeof(gantry_port),
                                .kind = GANTRY_KIND_FILE,
                                .flags = GANTRY_PORT_MANY | GANTRY_PORT_OPTIONAL,
                                .key = "clean",
                                .label = "Clean"};
static const gantry_port report = {
    .size = sizeof(gantry_port), .kind = GANTRY_KIND_RECORD, .key = "report", .label = "Report"};
static const gantry_parameter keep = {.size = sizeof(gantry_parameter),
                                      .id = 1,
                                      .type = GANTRY_PARAMETER_TEXT,
                                      .key = "keep",
                                      .label = "Keep",
                                      .unit = "1"};
static const gantry_port *const inputs[] = {&in}, *const outputs[] = {&out, &report};
static const gantry_parameter *const parameters[] = {&keep};

static int32_t run(const gantry_tool *self, const gantry_context *ctx) {
  static char json[65536];
  gantry_record about = {.size = sizeof about, .schema = "gantry.deidentified/1", .json = json};
  const uint32_t count = ctx->io->input_count(ctx->io, "files");
  size_t at = (size_t)snprintf(json, sizeof json, "{\"files\":[");
  (void)self;
  for (uint32_t i = 0; i < count; ++i) {
    const gantry_file *file = NULL;
    ctx->progress(ctx, (double)i / count, "de-identifying");
    if (ctx->cancelled(ctx)) return GANTRY_CANCELLED;
    if (ctx->io->input_file(ctx->io, "files", i, &file) != GANTRY_OK) return GANTRY_FAILED;
    const char patient = *(const char *)file->data;
    at += (size_t)snprintf(json + at, sizeof json - at, "%s{\"%s\":\"%c\"}", i == 0 ? "" : ",",
                           patient == '-' ? "refused" : "patient", patient);
    if (patient != '-' && ctx->io->output_file(ctx->io, "clean", file) != GANTRY_OK) return GANTRY_FAILED;
  }
  snprintf(json + at, sizeof json - at, "]}");
  return ctx->io->output_record(ctx->io, "report", &about);
}

static const gantry_tool tool = {.size = sizeof tool,
                                 .id = "deidentify",
                                 .label = "De-identify",
                                 .inputs = inputs,
                                 .outputs = outputs,
                                 .parameters = parameters,
                                 .input_count = 1,
                                 .output_count = 2,
                                 .parameter_count = 1,
                                 .run = run};
static const gantry_tool *const all[] = {&tool};
static const gantry_tools tools = {sizeof tools, 1, all};
static const void *fixture_interface(const char *id) { return strcmp(id, GANTRY_TOOLS_ID) == 0 ? &tools : NULL; }
FIXTURE_PLUGIN("org.gantry.test.cleaner")
