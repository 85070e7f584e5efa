// SPDX-License-Identifier: Apache-2.0
// A reader that aborts on one kind of file: FIXS in sniff, FIXL in list, FIXR in read. Its headers name a patient.
// FIXV is a volume of 3 voxels, which it gives after its header, and FIXW is two; they hold the parameter "fill". Files FIXG are slices of one series; a slice FIXGR aborts it in read.
#include <stdlib.h>
#include <tests/plugins/fixture.h>

static char stage_of(const gantry_files *files, uint32_t i) {
  const void *data = NULL;
  uint64_t bytes = 0;
  return files->map(files, i, &data, &bytes) == GANTRY_OK && bytes > 3 ? ((const char *)data)[3] : 0;
}

static int holds_volumes(char stage) { return stage == 'V' || stage == 'W'; }

static uint32_t sniff(const gantry_reader *self, const char *name, const void *head, uint64_t head_size,
                      uint64_t file_size) {
  if (head_size > 3 && ((const char *)head)[3] == 'S') abort();
  return fixture_sniff(self, name, head, head_size, file_size);
}

static int32_t list(const gantry_reader *self, const gantry_context *ctx, const gantry_files *files,
                    const gantry_items *items) {
  uint32_t slices[100];
  gantry_item series = {.size = sizeof series,
                        .kind = GANTRY_KIND_FILE,
                        .key = "series",
                        .title = "Series",
                        .summary = "slices",
                        .files = slices};
  (void)self, (void)ctx;
  for (uint32_t i = 0; i < files->count; ++i) {
    if (stage_of(files, i) == 'G') {
      slices[series.file_count++] = i;
      continue;
    }
    gantry_item item = {.size = sizeof item,
                        .kind = holds_volumes(stage_of(files, i)) ? GANTRY_KIND_VOLUME : GANTRY_KIND_FILE,
                        .key = files->name(files, i),
                        .title = "Item",
                        .summary = "bytes",
                        .files = &i,
                        .file_count = 1};
    if (stage_of(files, i) == 'L') abort();
    items->add(items, &item);
  }
  if (series.file_count > 0) items->add(items, &series);
  return GANTRY_OK;
}

static int32_t read_series(const gantry_context *ctx, const gantry_files *files) {
  gantry_file out = {.size = sizeof out, .media_type = "application/octet-stream", .name = "series", .data = "x"};
  for (uint32_t i = 0; i < files->count; ++i) {
    const void *data = NULL;
    uint64_t bytes = 0;
    if (files->map(files, i, &data, &bytes) != GANTRY_OK) continue;  // not of this item
    if (bytes > 4 && ((const char *)data)[4] == 'R') abort();
  }
  out.byte_size = 1;
  return ctx->io->output_file(ctx->io, "file", &out);
}

static int32_t read_volume(const gantry_context *ctx) {
  static const gantry_geometry place = {
      .size = sizeof place, .spacing = {1, 1, 2}, .direction = {1, 0, 0, 0, 1, 0, 0, 0, 1}};
  const gantry_volume like = {
      .size = sizeof like, .dtype = GANTRY_U8, .dims = 3, .shape = {3, 1, 1, 1, 1}, .geometry = &place};
  gantry_volume *out = NULL;
  const int32_t status = ctx->io->output_volume(ctx->io, "volume", &like, &out);
  if (status != GANTRY_OK) return status;
  int64_t fill = 0;
  if (ctx->values->get_i64(ctx->values, "fill", &fill) != GANTRY_OK) return GANTRY_FAILED;
  memset(out->writable, (int)fill, 3);
  return GANTRY_OK;
}

// The host may want to know of the second where it does not want the first.
static int32_t read_two_volumes(const gantry_context *ctx) {
  const int32_t first = read_volume(ctx);
  if (first != GANTRY_OK && (first != GANTRY_CANCELLED || ctx->cancelled(ctx))) return first;
  return read_volume(ctx);
}

static int32_t read(const gantry_reader *self, const gantry_context *ctx, const gantry_files *files, const char *key) {
  gantry_file out = {.size = sizeof out, .media_type = "application/octet-stream", .name = "copy"};
  gantry_record header = {.size = sizeof header,
                          .schema = GANTRY_HEADER_SCHEMA,
                          .json =
                              "{\"entries\":[{\"key\":\"PatientName\",\"value\":\"Jan de Vries\",\"identifying\":true},"
                              "{\"key\":\"Modality\",\"value\":\"MR-harmless\",\"identifying\":false},"
                              "{\"key\":\"Odd\",\"value\":\"odd-secret\",\"identifying\":1}]}"};
  (void)self;
  if (strcmp(key, "series") == 0) return read_series(ctx, files);
  for (uint32_t i = 0; i < files->count; ++i) {
    if (strcmp(files->name(files, i), key) != 0) continue;
    if (stage_of(files, i) == 'R') abort();
    if (files->map(files, i, &out.data, &out.byte_size) != GANTRY_OK) return GANTRY_NOT_FOUND;
    if (ctx->io->output_record(ctx->io, "header", &header) != GANTRY_OK) return GANTRY_FAILED;
    if (stage_of(files, i) == 'V') return read_volume(ctx);
    if (stage_of(files, i) == 'W') return read_two_volumes(ctx);
    return ctx->io->output_file(ctx->io, "file", &out);
  }
  return GANTRY_NOT_FOUND;
}

static const gantry_parameter fill = {.size = sizeof(gantry_parameter),
                                      .id = 1,
                                      .type = GANTRY_PARAMETER_I64,
                                      .key = "fill",
                                      .label = "Fill",
                                      .unit = "1",
                                      .minimum = 0,
                                      .maximum = 100,
                                      .default_number = 7};
static const gantry_parameter *const parameters[] = {&fill};
static const gantry_reader reader = {.size = sizeof(gantry_reader),
                                     .id = "reader",
                                     .label = "Reader",
                                     .extensions = ".fix",
                                     .sniff = sniff,
                                     .list = list,
                                     .read = read,
                                     .parameters = parameters,
                                     .parameter_count = 1};
static const gantry_reader *const all[] = {&reader};
static const gantry_readers readers = {.size = sizeof(gantry_readers), .reader_count = 1, .readers = all};
static const void *fixture_interface(const char *id) { return strcmp(id, GANTRY_READERS_ID) == 0 ? &readers : NULL; }
FIXTURE_PLUGIN("org.gantry.test.picky-reader")
