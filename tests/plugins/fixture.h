/* SPDX-License-Identifier: Apache-2.0 */
/* What every fixture plugin shares, so that each file shows its one misdeed and nothing else.
 *
 *   static int32_t run(const gantry_tool *self, const gantry_context *ctx) { ... }
 *   FIXTURE_PLUGIN("org.gantry.test.crash", fixture_init, FIXTURE_TOOL(run))
 */
#ifndef GANTRY_TESTS_FIXTURE_H
#define GANTRY_TESTS_FIXTURE_H

#include <gantry/gantry.h>
#include <math.h>
#include <string.h>

static const gantry_port fixture_image = {.size = sizeof(gantry_port),
                                          .kind = GANTRY_KIND_VOLUME,
                                          .flags = GANTRY_PORT_OPTIONAL,
                                          .key = "image",
                                          .label = "Image"};
static const gantry_port fixture_result = {
    .size = sizeof(gantry_port), .kind = GANTRY_KIND_VOLUME, .key = "result", .label = "Result"};
static const gantry_port *const fixture_inputs[] = {&fixture_image};
static const gantry_port *const fixture_outputs[] = {&fixture_result};
static const gantry_parameter fixture_offset = {.size = sizeof(gantry_parameter),
                                                .id = 1,
                                                .type = GANTRY_PARAMETER_F64,
                                                .key = "offset",
                                                .label = "Offset",
                                                .unit = "1",
                                                .minimum = -1000.0,
                                                .maximum = 1000.0};
static const gantry_parameter *const fixture_parameters[] = {&fixture_offset};

/* A tool "run" with an optional volume in, a volume out and the parameter "offset". */
#define FIXTURE_TOOL(function)                                                      \
  static const gantry_tool fixture_tool = {.size = sizeof(gantry_tool),             \
                                           .id = "run",                             \
                                           .label = "Run",                          \
                                           .inputs = fixture_inputs,                \
                                           .outputs = fixture_outputs,              \
                                           .parameters = fixture_parameters,        \
                                           .input_count = 1,                        \
                                           .output_count = 1,                       \
                                           .parameter_count = 1,                    \
                                           .run = function};                        \
  static const gantry_tool *const fixture_all[] = {&fixture_tool};                  \
  static const gantry_tools fixture_tools = {sizeof(gantry_tools), 1, fixture_all}; \
  static const void *fixture_interface(const char *id) {                            \
    return strcmp(id, GANTRY_TOOLS_ID) == 0 ? &fixture_tools : NULL;                \
  }

/* A reader "reader", its table as large as the first version had it: without parameters. */
#define FIXTURE_READER(sniff_function, list_function, read_function)                        \
  static const gantry_reader fixture_reader = {.size = offsetof(gantry_reader, parameters), \
                                               .id = "reader",                              \
                                               .label = "Reader",                           \
                                               .extensions = ".fix",                        \
                                               .sniff = sniff_function,                     \
                                               .list = list_function,                       \
                                               .read = read_function};                      \
  static const gantry_reader *const fixture_all[] = {&fixture_reader};                      \
  static const gantry_readers fixture_readers = {                                           \
      .size = sizeof(gantry_readers), .reader_count = 1, .readers = fixture_all};           \
  static const void *fixture_interface(const char *id) {                                    \
    return strcmp(id, GANTRY_READERS_ID) == 0 ? &fixture_readers : NULL;                    \
  }

/* A panel "panel" that keeps nothing. */
#define FIXTURE_PANEL(draw_function)                                                   \
  static const gantry_panel fixture_panel = {.size = sizeof(gantry_panel),             \
                                             .id = "panel",                            \
                                             .label = "Panel",                         \
                                             .open = fixture_open,                     \
                                             .draw = draw_function,                    \
                                             .save = fixture_save,                     \
                                             .close = fixture_close};                  \
  static const gantry_panel *const fixture_all[] = {&fixture_panel};                   \
  static const gantry_panels fixture_panels = {sizeof(gantry_panels), 1, fixture_all}; \
  static const void *fixture_interface(const char *id) {                               \
    return strcmp(id, GANTRY_PANELS_ID) == 0 ? &fixture_panels : NULL;                 \
  }

#define FIXTURE_ENTRY(plugin_id, abi, init_function)                                           \
  static const gantry_about fixture_about = {.size = sizeof(gantry_about),                     \
                                             .id = plugin_id,                                  \
                                             .name = "Fixture",                                \
                                             .version = "1.0.0",                               \
                                             .vendor = "Gantry",                               \
                                             .licence = "Apache-2.0",                          \
                                             .description = "Misbehaves in one way.",          \
                                             .intended_use = "Tests of Gantry; nothing else.", \
                                             .permissions = ""};                               \
  GANTRY_EXTERN_C GANTRY_EXPORT const gantry_plugin_entry gantry_plugin_entry_v1;              \
  const gantry_plugin_entry gantry_plugin_entry_v1 = {                                         \
      sizeof(gantry_plugin_entry), abi, &fixture_about, init_function, fixture_deinit, fixture_interface};

#define FIXTURE_PLUGIN(plugin_id) FIXTURE_ENTRY(plugin_id, GANTRY_ABI_VERSION, fixture_init)

static inline int32_t fixture_init(const gantry_host *host) {
  return host->abi >= GANTRY_ABI_VERSION ? GANTRY_OK : GANTRY_UNSUPPORTED;
}
static inline void fixture_deinit(void) {}

/* A lease of n bytes on the port "result"; NULL when it is refused. */
static inline gantry_volume *fixture_lease(const gantry_context *ctx, uint64_t n) {
  gantry_volume like;
  gantry_volume *made = NULL;
  memset(&like, 0, sizeof like);
  like.size = sizeof like;
  like.dtype = GANTRY_U8;
  like.dims = 2;
  like.shape[0] = n;
  like.shape[1] = like.shape[2] = like.shape[3] = like.shape[4] = 1;
  return ctx->io->output_volume(ctx->io, "result", &like, &made) == GANTRY_OK ? made : NULL;
}

static inline double fixture_offset_of(const gantry_context *ctx) {
  double offset = 0;
  ctx->values->get_f64(ctx->values, "offset", &offset);
  return offset;
}

static inline int32_t fixture_open(const gantry_panel *self, const gantry_context *ctx, const char *saved,
                                   void **state) {
  (void)self, (void)ctx, (void)saved, (void)state;
  return GANTRY_OK;
}
static inline const char *fixture_save(const gantry_panel *self, const gantry_context *ctx, void *state) {
  (void)self, (void)ctx, (void)state;
  return NULL;
}
static inline void fixture_close(const gantry_panel *self, const gantry_context *ctx, void *state) {
  (void)self, (void)ctx, (void)state;
}

/* A header-only answer for the functions of a reader that are not the point. */
static inline uint32_t fixture_sniff(const gantry_reader *self, const char *name, const void *head, uint64_t head_size,
                                     uint64_t file_size) {
  (void)self, (void)name, (void)file_size;
  return head_size >= 3 && memcmp(head, "FIX", 3) == 0 ? 100 : 0;
}

static inline int32_t fixture_list(const gantry_reader *self, const gantry_context *ctx, const gantry_files *files,
                                   const gantry_items *items) {
  (void)self, (void)ctx;
  for (uint32_t i = 0; i < files->count; ++i) {
    gantry_item item = {.size = sizeof item,
                        .kind = GANTRY_KIND_FILE,
                        .key = "0",
                        .title = "Item",
                        .summary = "bytes",
                        .files = &i,
                        .file_count = 1};
    items->add(items, &item);
  }
  return GANTRY_OK;
}

/* Gives the bytes of the first file back. */
static inline int32_t fixture_read(const gantry_reader *self, const gantry_context *ctx, const gantry_files *files,
                                   const char *key) {
  gantry_file file = {.size = sizeof file, .media_type = "application/octet-stream", .name = "copy"};
  (void)self, (void)key;
  if (files->map(files, 0, &file.data, &file.byte_size) != GANTRY_OK) return GANTRY_NOT_FOUND;
  return ctx->io->output_file(ctx->io, "file", &file);
}

#endif
