// SPDX-License-Identifier: MIT
// gantry.project/1: what a plugin may ask of the open project. Reached through ctx->get_service(ctx, GANTRY_PROJECT_ID).
//
//   project->list(project, "runs", &json);   // [{"run":"…","tool":"…","when":"…","outputs":[…]}, …]
#ifndef GANTRY_PROJECT_H
#define GANTRY_PROJECT_H

#include <gantry/base.h>
#include <gantry/record.h>
#include <gantry/volume.h>

#define GANTRY_PROJECT_ID "gantry.project/1"

// All [worker]. Text and views are the host's, valid until the next call of the same function or the job's end.
// GANTRY_NOT_FOUND where there is no such thing, GANTRY_FAILED with ctx->fail's words otherwise.
typedef struct gantry_project {
  uint32_t size;
  uint32_t writable;  // 0: the project is open for reading only
  void *host;
  // What there is, newest last, as a JSON array: "data", "runs" or "records".
  int32_t (*list)(const struct gantry_project *project, const char *what, const char **json);
  // One item, run or record by its id or hash, as JSON with everything that is known of it.
  int32_t (*describe)(const struct gantry_project *project, const char *id, const char **json);
  int32_t (*open_volume)(const struct gantry_project *project, const char *id, const gantry_volume **out);
  // Adds a record; *hash is its name from now on.
  int32_t (*append_record)(const struct gantry_project *project, const gantry_record *record, const char **hash);
  // Runs again from provenance: {"verdict":"identical|agrees|differs|cannot","outputs":[…],"reason":"…"}.
  int32_t (*verify)(const struct gantry_project *project, const char *run, const char **json);
} gantry_project;

#endif
