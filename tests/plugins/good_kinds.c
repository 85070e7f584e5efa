// SPDX-License-Identifier: Apache-2.0
// Well-behaved: every kind of data in and out, many inputs on one port, a command, a writer, its own storage.
#include "fixture.h"
#include <stdio.h>

// tool "first": the first voxel of each of many images, as a table.
static const gantry_port images = {.size = sizeof(gantry_port),
                                   .kind = GANTRY_KIND_VOLUME,
                                   .flags = GANTRY_PORT_MANY,
                                   .key = "images",
                                   .label = "Images"};
static const gantry_port table = {
    .size = sizeof(gantry_port), .kind = GANTRY_KIND_TABLE, .key = "table", .label = "Table"};
static const gantry_port *const images_in[] = {&images};
static const gantry_port *const table_out[] = {&table};

static int32_t run_first(const gantry_tool *self, const gantry_context *ctx) {
  double value[1000];
  const char *parity[1000];
  const uint32_t count = ctx->io->input_count(ctx->io, "images");
  (void)self;
  for (uint32_t i = 0; i < count && i < 1000; ++i) {
    const gantry_volume *image = NULL;
    if (ctx->io->input_volume(ctx->io, "images", i, &image) != GANTRY_OK) return GANTRY_FAILED;
    value[i] = *(const uint8_t *)image->data;
    parity[i] = *(const uint8_t *)image->data % 2 == 0 ? "even" : "odd";
  }
  const gantry_column first = {sizeof first, GANTRY_COLUMN_F64, "first", "ms", value};
  const gantry_column second = {sizeof second, GANTRY_COLUMN_TEXT, "parity", "", parity};
  const gantry_column *const columns[] = {&first, &second};
  const gantry_table made = {sizeof made, 2, count, columns};
  return ctx->io->output_table(ctx->io, "table", &made);
}

// tool "double": a signal, twice as high, with its times and events.
static const gantry_port signal_in = {
    .size = sizeof(gantry_port), .kind = GANTRY_KIND_SIGNAL, .key = "in", .label = "Signal"};
static const gantry_port signal_out = {
    .size = sizeof(gantry_port), .kind = GANTRY_KIND_SIGNAL, .key = "out", .label = "Doubled"};
static const gantry_port *const signals_in[] = {&signal_in};
static const gantry_port *const signals_out[] = {&signal_out};

static int32_t run_double(const gantry_tool *self, const gantry_context *ctx) {
  const gantry_signal *in = NULL;
  gantry_signal *out = NULL;
  (void)self;
  if (ctx->io->input_signal(ctx->io, "in", 0, &in) != GANTRY_OK) return GANTRY_FAILED;
  if (ctx->io->output_signal(ctx->io, "out", in, &out) != GANTRY_OK) return GANTRY_NO_MEMORY;
  for (uint64_t i = 0; i < in->samples * in->channel_count; ++i)
    ((float *)out->writable)[i] = 2 * ((const float *)in->data)[i];
  return GANTRY_OK;
}

// tool "by-slice": three slices of value 1, 2, 3; each is shown when it is made.
static const gantry_port slices_out_port = {
    .size = sizeof(gantry_port), .kind = GANTRY_KIND_VOLUME, .key = "slices", .label = "Slices"};
static const gantry_port *const slices_out[] = {&slices_out_port};

static int32_t run_by_slice(const gantry_tool *self, const gantry_context *ctx) {
  const gantry_volume *image = NULL;
  gantry_volume *out = NULL;
  (void)self;
  if (ctx->io->input_volume(ctx->io, "images", 0, &image) != GANTRY_OK) return GANTRY_FAILED;
  gantry_volume like = *image;
  like.dims = 3;
  like.shape[2] = 3;
  if (ctx->io->output_volume(ctx->io, "slices", &like, &out) != GANTRY_OK) return GANTRY_NO_MEMORY;
  const uint64_t slice = out->byte_size / 3;
  for (uint64_t z = 0; z < 3; ++z) {
    memset((char *)out->writable + z * slice, (int)z + 1, slice);
    ctx->io->ready(ctx->io, out, z * slice, (z + 1) * slice);
  }
  ctx->io->ready(ctx->io, out, 0, out->byte_size + 1);  // nonsense is not passed on
  ctx->io->ready(ctx->io, image, 0, 1);
  return GANTRY_OK;
}

// command "fixture say": its text as a record; where it has storage, the text is kept there.
static const gantry_parameter text_parameter = {.size = sizeof(gantry_parameter),
                                                .id = 1,
                                                .type = GANTRY_PARAMETER_TEXT,
                                                .flags = GANTRY_PARAMETER_REQUIRED,
                                                .key = "text",
                                                .label = "Text"};
static const gantry_parameter *const say_parameters[] = {&text_parameter};
static const gantry_port said = {
    .size = sizeof(gantry_port), .kind = GANTRY_KIND_RECORD, .key = "said", .label = "Said"};
static const gantry_port *const say_out[] = {&said};

static int32_t run_say(const gantry_command *self, const gantry_context *ctx) {
  const gantry_storage *storage = ctx->get_service(ctx, GANTRY_STORAGE_ID);
  const char *text = NULL;
  char json[256];
  char path[1024];
  (void)self;
  if (ctx->values->get_text(ctx->values, "text", &text) != GANTRY_OK) return GANTRY_FAILED;
  snprintf(json, sizeof json, "{\"text\": \"%s\"}", text);
  if (storage != NULL && storage->folder(storage) != NULL) {
    const void *secret = NULL;
    uint64_t bytes = 0;
    snprintf(path, sizeof path, "%s/said.txt", storage->folder(storage));
    FILE *file = fopen(path, "w");
    if (file == NULL) return GANTRY_FAILED;
    fputs(text, file);
    fclose(file);
    if (storage->set_secret(storage, "key", text, strlen(text)) != GANTRY_OK) return GANTRY_FAILED;
    if (storage->get_secret(storage, "key", &secret, &bytes) != GANTRY_OK) return GANTRY_FAILED;
    if (bytes != strlen(text) || memcmp(secret, text, bytes) != 0) return GANTRY_BAD_DATA;
  }
  const gantry_record record = {.size = sizeof record, .schema = "gantry.text/1", .json = json};
  return ctx->io->output_record(ctx->io, "said", &record);
}

// writer "raw": the bytes of a volume, and a companion.
static const gantry_port volume_in = {
    .size = sizeof(gantry_port), .kind = GANTRY_KIND_VOLUME, .key = "volume", .label = "Volume"};
static const gantry_port *const volumes_in[] = {&volume_in};

static int32_t write_raw(const gantry_writer *self, const gantry_context *ctx, const char *name) {
  const gantry_volume *volume = NULL;
  gantry_file file = {.size = sizeof file, .media_type = "application/octet-stream", .name = name};
  gantry_file companion = {
      .size = sizeof companion, .media_type = "text/plain", .name = "companion.txt", .data = "more", .byte_size = 4};
  (void)self;
  if (ctx->io->input_volume(ctx->io, "volume", 0, &volume) != GANTRY_OK) return GANTRY_FAILED;
  file.data = volume->data;
  file.byte_size = volume->byte_size;
  if (ctx->io->output_file(ctx->io, "file", &file) != GANTRY_OK) return GANTRY_FAILED;
  return ctx->io->output_file(ctx->io, "file", &companion);
}

static const gantry_tool first_tool = {.size = sizeof(gantry_tool),
                                       .id = "first",
                                       .label = "First",
                                       .inputs = images_in,
                                       .outputs = table_out,
                                       .input_count = 1,
                                       .output_count = 1,
                                       .run = run_first};
static const gantry_tool double_tool = {.size = sizeof(gantry_tool),
                                        .id = "double",
                                        .label = "Double",
                                        .inputs = signals_in,
                                        .outputs = signals_out,
                                        .input_count = 1,
                                        .output_count = 1,
                                        .run = run_double};
static const gantry_tool by_slice_tool = {.size = sizeof(gantry_tool),
                                          .id = "by-slice",
                                          .label = "By slice",
                                          .inputs = images_in,
                                          .outputs = slices_out,
                                          .input_count = 1,
                                          .output_count = 1,
                                          .run = run_by_slice};
static const gantry_tool *const all_tools[] = {&first_tool, &double_tool, &by_slice_tool};
static const gantry_tools tools = {sizeof(gantry_tools), 3, all_tools};
static const gantry_command say = {.size = sizeof(gantry_command),
                                   .words = "fixture say",
                                   .label = "Say",
                                   .outputs = say_out,
                                   .parameters = say_parameters,
                                   .output_count = 1,
                                   .parameter_count = 1,
                                   .run = run_say};
static const gantry_command *const all_commands[] = {&say};
static const gantry_commands commands = {sizeof(gantry_commands), 1, all_commands};
static const gantry_writer raw = {.size = sizeof(gantry_writer),
                                  .id = "raw",
                                  .label = "Raw",
                                  .extensions = ".raw",
                                  .inputs = volumes_in,
                                  .input_count = 1,
                                  .write = write_raw};
static const gantry_writer *const all_writers[] = {&raw};
static const gantry_readers readers = {.size = sizeof(gantry_readers), .writers = all_writers, .writer_count = 1};

static const void *fixture_interface(const char *id) {
  if (strcmp(id, GANTRY_TOOLS_ID) == 0) return &tools;
  if (strcmp(id, GANTRY_COMMANDS_ID) == 0) return &commands;
  return strcmp(id, GANTRY_READERS_ID) == 0 ? &readers : NULL;
}

FIXTURE_PLUGIN("org.gantry.test.good-kinds")
