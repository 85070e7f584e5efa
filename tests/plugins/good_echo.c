// SPDX-License-Identifier: Apache-2.0
// Well-behaved: copies a volume and adds "offset" to every byte; reports progress, logs, can be cancelled, asks the project.
// offset 997: puts its output by gantry.fill. offset 999: waits until it is cancelled. offset 998: asks the host for its project's data and logs the answer.
#define _DEFAULT_SOURCE
#include "fixture.h"
#include <unistd.h>

static int32_t wait_for_cancel(const gantry_context *ctx) {
  while (!ctx->cancelled(ctx)) {
    ctx->progress(ctx, 0.25, "waiting");
    usleep(2000);
  }
  return GANTRY_CANCELLED;
}

static int32_t ask_project(const gantry_context *ctx) {
  const gantry_project *project = ctx->get_service(ctx, GANTRY_PROJECT_ID);
  const gantry_volume *volume = NULL;
  const char *json = NULL;
  gantry_volume *out = fixture_lease(ctx, 16);
  if (project == NULL || out == NULL) return GANTRY_UNSUPPORTED;
  if (project->list(project, "data", &json) != GANTRY_OK) return GANTRY_FAILED;
  ctx->log(ctx, GANTRY_LOG_INFO, json);
  if (project->open_volume(project, "missing", &volume) != GANTRY_NOT_FOUND) return GANTRY_FAILED;
  if (project->open_volume(project, "image", &volume) != GANTRY_OK) return GANTRY_FAILED;
  memcpy(out->writable, volume->data, 16);
  return GANTRY_OK;
}

static int32_t fill_lease(const gantry_context *ctx) {
  const gantry_fill *fill = ctx->get_service(ctx, GANTRY_FILL_ID);
  gantry_volume *out = fixture_lease(ctx, 10000);
  static uint8_t bytes[5000];
  if (fill == NULL || out == NULL) return GANTRY_UNSUPPORTED;
  for (uint32_t i = 0; i < sizeof bytes; ++i) bytes[i] = (uint8_t)(i * 7);
  if (fill->put(fill, out, 5000, bytes, 5000) != GANTRY_OK) return GANTRY_FAILED;
  ((uint8_t *)out->writable)[4999] = 1;  // both ways may be mixed
  if (((const uint8_t *)out->data)[5001] != 7) return GANTRY_FAILED;
  if (fill->put(fill, out, 10000, bytes, 0) != GANTRY_OK) return GANTRY_FAILED;
  if (fill->put(fill, out, 5001, bytes, 5000) != GANTRY_INVALID_ARGUMENT) return GANTRY_FAILED;
  if (fill->put(fill, out, UINT64_MAX, bytes, 2) != GANTRY_INVALID_ARGUMENT) return GANTRY_FAILED;
  if (fill->put(fill, out, 0, NULL, 2) != GANTRY_INVALID_ARGUMENT) return GANTRY_FAILED;
  const gantry_volume other = *out;
  return fill->put(fill, &other, 0, bytes, 2) == GANTRY_INVALID_ARGUMENT ? GANTRY_OK : GANTRY_FAILED;
}

static int32_t run(const gantry_tool *self, const gantry_context *ctx) {
  const gantry_volume *image = NULL;
  gantry_volume *out = NULL;
  const double offset = fixture_offset_of(ctx);
  (void)self;
  if (offset == 999.0) return wait_for_cancel(ctx);
  if (offset == 997.0) return fill_lease(ctx);
  if (offset == 998.0) return ask_project(ctx);
  if (offset < 0) {
    const gantry_error error = {sizeof error, GANTRY_OUT_OF_RANGE, "echo.negative", "the offset is negative",
                                "offset",     "give 0 or more"};
    return ctx->fail(ctx, &error);
  }
  if (ctx->io->input_volume(ctx->io, "image", 0, &image) != GANTRY_OK)
    return fixture_lease(ctx, 16) != NULL ? GANTRY_OK : GANTRY_NO_MEMORY;
  if (ctx->io->output_volume(ctx->io, "result", image, &out) != GANTRY_OK) return GANTRY_NO_MEMORY;
  for (uint64_t i = 0; i < image->byte_size; ++i)
    ((uint8_t *)out->writable)[i] = (uint8_t)(((const uint8_t *)image->data)[i] + (uint8_t)offset);
  ctx->progress(ctx, 1.0, "copied");
  ctx->log(ctx, GANTRY_LOG_WARNING, "an echo is not an original");
  return GANTRY_OK;
}

FIXTURE_TOOL(run)
FIXTURE_PLUGIN("org.gantry.test.good-echo")
