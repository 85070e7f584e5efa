// SPDX-License-Identifier: Apache-2.0
// Well-behaved: sniffs, lists and reads files that begin with "FIX"; opens only what it is asked for, by path and by map.
// Key "*": the third byte of every file, first to last; "-*": last to first. '-' stands for one that can't be opened.
#include "fixture.h"
#include <stdio.h>

static int32_t list(const gantry_reader *self, const gantry_context *ctx, const gantry_files *files,
                    const gantry_items *items) {
  (void)self, (void)ctx;
  for (uint32_t i = 0; i < files->count; ++i) {
    gantry_item item = {.size = sizeof item,
                        .kind = GANTRY_KIND_FILE,
                        .key = files->name(files, i),
                        .title = "Item",
                        .summary = "bytes",
                        .files = &i,
                        .file_count = 1};
    if (files->byte_size(files, i) >= 3) items->add(items, &item);
    else items->refuse(items, i, "it is too short; export it again");
  }
  return GANTRY_OK;
}

static int32_t read_all(const gantry_context *ctx, const gantry_files *files, int backwards) {
  static char third[1000];
  gantry_file out = {.size = sizeof out, .media_type = "text/plain", .name = "thirds", .data = third};
  for (uint32_t i = 0; i < files->count && i < sizeof third; ++i) {
    const uint32_t file = backwards ? files->count - 1 - i : i;
    const void *bytes = NULL;
    uint64_t size = 0;
    const int here = files->map(files, file, &bytes, &size) == GANTRY_OK && size >= 3;
    third[i] = here ? ((const char *)bytes)[2] : '-';
    files->unmap(files, file);
    ++out.byte_size;
  }
  return ctx->io->output_file(ctx->io, "file", &out);
}

static int32_t read(const gantry_reader *self, const gantry_context *ctx, const gantry_files *files, const char *key) {
  gantry_file out = {.size = sizeof out, .media_type = "application/octet-stream", .name = "copy"};
  gantry_record header = {.size = sizeof header, .schema = GANTRY_HEADER_SCHEMA, .json = "{\"entries\":[]}"};
  (void)self;
  if (strcmp(key, "*") == 0 || strcmp(key, "-*") == 0) return read_all(ctx, files, key[0] == '-');
  for (uint32_t i = 0; i < files->count; ++i) {
    char head[4] = {0};
    if (strcmp(files->name(files, i), key) != 0) continue;
    const char *path = files->path(files, i);
    FILE *stream = path == NULL ? NULL : fopen(path, "rb");
    if (stream == NULL) return GANTRY_NOT_FOUND;
    const size_t got = fread(head, 1, 3, stream);
    fclose(stream);
    if (got != 3 || strcmp(head, "FIX") != 0) return GANTRY_BAD_DATA;
    if (files->map(files, i, &out.data, &out.byte_size) != GANTRY_OK) return GANTRY_NOT_FOUND;
    if (ctx->io->output_record(ctx->io, "header", &header) != GANTRY_OK) return GANTRY_FAILED;
    return ctx->io->output_file(ctx->io, "file", &out);
  }
  return GANTRY_NOT_FOUND;
}

FIXTURE_READER(fixture_sniff, list, read)
FIXTURE_PLUGIN("org.gantry.test.good-reader")
