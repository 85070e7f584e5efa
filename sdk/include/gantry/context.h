// SPDX-License-Identifier: MIT
// What a job gets: progress, cancel, log, errors, its parameter values, its inputs and outputs, and services.
//
//   for (z = 0; z < n; ++z) {
//     if (ctx->cancelled(ctx)) return GANTRY_CANCELLED;
//     ctx->progress(ctx, (double)z / n, "thresholding");
#ifndef GANTRY_CONTEXT_H
#define GANTRY_CONTEXT_H

#include <gantry/base.h>
#include <gantry/io.h>
#include <gantry/parameter.h>

#define GANTRY_LOG_DEBUG 0
#define GANTRY_LOG_INFO 1
#define GANTRY_LOG_WARNING 2  // also shown beside the result

// Why a job failed. Owned by the caller; the host copies it.
typedef struct gantry_error {
  uint32_t size;
  int32_t status;         // GANTRY_FAILED, GANTRY_BAD_DATA ...; not GANTRY_OK
  const char *code;       // stable, for programs: "threshold.no-signal"
  const char *message;    // what happened
  const char *parameter;  // the key of the parameter or port at fault; NULL for none
  const char *hint;       // what to do next; NULL for none
} gantry_error;

// Owned by the host, valid until the job's call returns.
// progress, cancelled and log may be called from [any] thread of the job; the rest from [worker] alone.
// Every call counts as a sign of life: a job that gives none for the host's deadline is ended as hung.
typedef struct gantry_context {
  uint32_t size;
  uint32_t level;    // GANTRY_LEVEL_*: the instruction-set level to compute with
  uint32_t threads;  // how many threads the job may use, at least 1; results must not depend on it
  uint32_t reserved;
  void *host;  // the host's own
  const gantry_values *values;
  const gantry_io *io;
  void (*progress)(const struct gantry_context *ctx, double fraction, const char *activity);  // 0 to 1
  uint32_t (*cancelled)(const struct gantry_context *ctx);  // 1: give up soon (500 ms), return GANTRY_CANCELLED
  // `text` must hold no patient data and no path: it goes into the log file.
  void (*log)(const struct gantry_context *ctx, int32_t severity, const char *text);
  // Says why the job fails; returns error->status, so that `return ctx->fail(ctx, &e)` ends it. The last one counts.
  int32_t (*fail)(const struct gantry_context *ctx, const gantry_error *error);
  // A service of the host by its id (GANTRY_PROJECT_ID, GANTRY_STORAGE_ID); NULL when it has none or it was not granted.
  const void *(*get_service)(const struct gantry_context *ctx, const char *service_id);
} gantry_context;

#endif
