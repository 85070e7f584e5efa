// SPDX-License-Identifier: Apache-2.0
// Well-behaved: three writers of .lnk, for any volume, for label maps, and for colour. Each writes its own name, the
// parameter "mark", and the record that it was given as the source.
#include "fixture.h"
#include <stdio.h>

static const gantry_port volume = {
    .size = sizeof(gantry_port), .kind = GANTRY_KIND_VOLUME, .key = "volume", .label = "Volume"};
static const gantry_port labels = {.size = sizeof(gantry_port),
                                   .kind = GANTRY_KIND_VOLUME,
                                   .flags = GANTRY_PORT_LABELS,
                                   .key = "volume",
                                   .label = "Label map"};
static const gantry_port colour = {.size = sizeof(gantry_port),
                                   .kind = GANTRY_KIND_VOLUME,
                                   .flags = GANTRY_PORT_COLOUR,
                                   .key = "volume",
                                   .label = "Picture"};
static const gantry_port source = {.size = sizeof(gantry_port),
                                   .kind = GANTRY_KIND_RECORD,
                                   .flags = GANTRY_PORT_OPTIONAL,
                                   .key = "source",
                                   .label = "Source"};
static const gantry_port *const of_volume[] = {&volume, &source};
static const gantry_port *const of_labels[] = {&labels, &source};
static const gantry_port *const of_colour[] = {&colour, &source};
static const gantry_parameter mark = {.size = sizeof(gantry_parameter),
                                      .id = 1,
                                      .type = GANTRY_PARAMETER_TEXT,
                                      .key = "mark",
                                      .label = "Mark",
                                      .unit = "1",
                                      .default_text = "plain"};
static const gantry_parameter *const parameters[] = {&mark};

static int32_t write_link(const gantry_writer *self, const gantry_context *ctx, const char *name) {
  char text[2000];
  const char *given = "";
  const gantry_record *record = NULL;
  if (ctx->values->get_text(ctx->values, "mark", &given) != GANTRY_OK) return GANTRY_FAILED;
  if (ctx->io->input_count(ctx->io, "source") > 0 && ctx->io->input_record(ctx->io, "source", 0, &record) != GANTRY_OK)
    return GANTRY_FAILED;
  if (record == NULL) ctx->log(ctx, GANTRY_LOG_WARNING, "no source");
  const int size = snprintf(text, sizeof text, "%s %s %s", self->id, given, record == NULL ? "none" : record->json);
  if (size < 0 || (size_t)size >= sizeof text) return GANTRY_FAILED;
  const gantry_file file = {
      .size = sizeof file, .media_type = "text/plain", .name = name, .data = text, .byte_size = (uint64_t)size};
  return ctx->io->output_file(ctx->io, "file", &file);
}

#define LINK_WRITER(name, ports)                                             \
  static const gantry_writer name##_writer = {.size = sizeof(gantry_writer), \
                                              .id = "link-" #name,           \
                                              .label = #name,                \
                                              .extensions = ".lnk",          \
                                              .inputs = ports,               \
                                              .input_count = 2,              \
                                              .parameters = parameters,      \
                                              .parameter_count = 1,          \
                                              .write = write_link};
LINK_WRITER(colour, of_colour)
LINK_WRITER(labels, of_labels)
LINK_WRITER(volume, of_volume)
static const gantry_writer *const writers[] = {&colour_writer, &labels_writer, &volume_writer};
static const gantry_readers readers = {.size = sizeof(gantry_readers), .writers = writers, .writer_count = 3};

static const void *fixture_interface(const char *id) { return strcmp(id, GANTRY_READERS_ID) == 0 ? &readers : NULL; }

FIXTURE_PLUGIN("org.gantry.test.good-linker")
