// SPDX-License-Identifier: MIT
// A hospital's plugin in plain C: the signal-to-noise ratio of a region, from a second region that holds noise alone.
#include <gantry/gantry.h>

#include <math.h>
#include <string.h>

// Ports and parameters: declared once, static.

#define PORT(port_key, port_label, port_help, port_kind, port_flags)                                           \
  {                                                                                                            \
    .size = sizeof(gantry_port), .kind = port_kind, .flags = port_flags, .key = port_key, .label = port_label, \
    .help = port_help                                                                                          \
  }

static const gantry_port image_port = PORT("image", "Image", "a magnitude image", GANTRY_KIND_VOLUME, 0);
static const gantry_port signal_port =
    PORT("signal", "Signal", "where the signal is taken", GANTRY_KIND_VOLUME, GANTRY_PORT_MASK);
static const gantry_port noise_port =
    PORT("noise", "Noise", "where there is noise alone", GANTRY_KIND_VOLUME, GANTRY_PORT_MASK);
static const gantry_port result_port = {.size = sizeof(gantry_port),
                                        .kind = GANTRY_KIND_TABLE,
                                        .key = "snr",
                                        .label = "SNR",
                                        .help = "mean signal, noise and their ratio",
                                        .tolerance_relative = 1e-9};
static const gantry_port *const inputs[] = {&image_port, &signal_port, &noise_port};
static const gantry_port *const outputs[] = {&result_port};

static const gantry_parameter air = {.size = sizeof(gantry_parameter),
                                     .id = 1,
                                     .type = GANTRY_PARAMETER_FLAG,
                                     .key = "air",
                                     .label = "Noise region in air",
                                     .help =
                                         "magnitude noise in air is Rayleigh distributed: its standard deviation "
                                         "is 0.655 of the true one and is corrected",
                                     .unit = "1",
                                     .minimum = 0,
                                     .maximum = 1,
                                     .default_number = 1};
static const gantry_parameter *const parameters[] = {&air};

// Reads any real element type; NaN for the others.
static double value_at(const gantry_volume *v, uint64_t i) {
  switch (v->dtype) {
    case GANTRY_U8: return ((const uint8_t *)v->data)[i];
    case GANTRY_I8: return ((const int8_t *)v->data)[i];
    case GANTRY_U16: return ((const uint16_t *)v->data)[i];
    case GANTRY_I16: return ((const int16_t *)v->data)[i];
    case GANTRY_U32: return ((const uint32_t *)v->data)[i];
    case GANTRY_I32: return ((const int32_t *)v->data)[i];
    case GANTRY_F32: return (double)((const float *)v->data)[i];
    case GANTRY_F64: return ((const double *)v->data)[i];
    default: return NAN;
  }
}

static int32_t fail(const gantry_context *ctx, const char *message, const char *port, const char *hint) {
  const gantry_error error = {.size = sizeof error,
                              .status = GANTRY_BAD_DATA,
                              .code = "snr.input",
                              .message = message,
                              .parameter = port,
                              .hint = hint};
  return ctx->fail(ctx, &error);
}

typedef struct statistics {
  uint64_t count;
  double mean;
  double squares;  // sum of squared distances to the mean
} statistics;

// Welford (1962): one pass, no cancellation.
static int32_t measure(const gantry_context *ctx, const gantry_volume *image, const gantry_volume *mask,
                       statistics *out) {
  const uint64_t slice = image->shape[0] * image->shape[1];
  memset(out, 0, sizeof *out);
  for (uint64_t z = 0; z < image->shape[2]; ++z) {
    if (ctx->cancelled(ctx)) return GANTRY_CANCELLED;
    for (uint64_t i = z * slice; i < (z + 1) * slice; ++i) {
      const double value = value_at(image, i);
      if (!(value_at(mask, i) > 0) || isnan(value)) continue;
      const double distance = value - out->mean;
      out->mean += distance / (double)++out->count;
      out->squares += distance * (value - out->mean);
    }
  }
  return GANTRY_OK;
}

static int32_t same_grid(const gantry_volume *a, const gantry_volume *b) {
  return memcmp(a->shape, b->shape, sizeof a->shape) == 0 && a->shape[3] == 1 && a->shape[4] == 1;
}

static int32_t write_table(const gantry_context *ctx, const gantry_volume *image, double signal, double sd) {
  const double snr = signal / sd;
  const gantry_column signal_column = {sizeof(gantry_column), GANTRY_COLUMN_F64, "signal", image->unit, &signal};
  const gantry_column noise_column = {sizeof(gantry_column), GANTRY_COLUMN_F64, "noise", image->unit, &sd};
  const gantry_column snr_column = {sizeof(gantry_column), GANTRY_COLUMN_F64, "snr", "1", &snr};
  const gantry_column *const columns[] = {&signal_column, &noise_column, &snr_column};
  const gantry_table table = {sizeof table, 3, 1, columns};
  return ctx->io->output_table(ctx->io, "snr", &table);
}

static int32_t run(const gantry_tool *self, const gantry_context *ctx) {
  const gantry_io *io = ctx->io;
  const gantry_volume *image, *signal, *noise;
  statistics in_signal, in_noise;
  int64_t in_air;
  int32_t status;
  (void)self;
  if ((status = io->input_volume(io, "image", 0, &image)) != GANTRY_OK) return status;
  if ((status = io->input_volume(io, "signal", 0, &signal)) != GANTRY_OK) return status;
  if ((status = io->input_volume(io, "noise", 0, &noise)) != GANTRY_OK) return status;
  if ((status = ctx->values->get_i64(ctx->values, "air", &in_air)) != GANTRY_OK) return status;
  if (!same_grid(image, signal))
    return fail(ctx, "it differs from the image in size", "signal", "draw it on the image");
  if (!same_grid(image, noise)) return fail(ctx, "it differs from the image in size", "noise", "draw it on the image");

  if ((status = measure(ctx, image, signal, &in_signal)) != GANTRY_OK) return status;
  if ((status = measure(ctx, image, noise, &in_noise)) != GANTRY_OK) return status;
  if (in_signal.count == 0) return fail(ctx, "the region is empty", "signal", "draw it where the tissue is");
  if (in_noise.count < 2) return fail(ctx, "the region has fewer than two voxels", "noise", "draw a larger one");

  double sd = sqrt(in_noise.squares / (double)(in_noise.count - 1));
  if (in_air) sd /= 0.655;
  if (!(sd > 0))
    return fail(ctx, "there is no noise in the region", "noise", "air may be masked out: draw it elsewhere");
  return write_table(ctx, image, in_signal.mean, sd);
}

static const gantry_tool snr = {
    .size = sizeof(gantry_tool),
    .id = "snr",
    .label = "Signal-to-noise ratio",
    .category = "quality",
    .help =
        "Mean of a signal region over the standard deviation of a noise region. With parallel imaging noise varies "
        "with place, and this number does not hold.",
    .source = "Kaufman L et al. (1989), Radiology 173:265-267",
    .inputs = inputs,
    .outputs = outputs,
    .parameters = parameters,
    .input_count = 3,
    .output_count = 1,
    .parameter_count = 1,
    .run = run};
static const gantry_tool *const all_tools[] = {&snr};
static const gantry_tools tools = {sizeof tools, 1, all_tools};

static int32_t init(const gantry_host *host) {
  (void)host;
  return GANTRY_OK;
}
static void deinit(void) {}
static const void *get_interface(const char *id) { return strcmp(id, GANTRY_TOOLS_ID) == 0 ? &tools : NULL; }

static const gantry_about about = {.size = sizeof(gantry_about),
                                   .id = "org.example.hospital.quality",
                                   .name = "Image quality of our hospital",
                                   .version = "1.0.0",
                                   .vendor = "Example hospital, medical physics",
                                   .licence = "MIT",
                                   .description = "The signal-to-noise ratio of a region.",
                                   .intended_use = "Education and research. Not a medical device.",
                                   .permissions = ""};

GANTRY_EXTERN_C GANTRY_EXPORT const gantry_plugin_entry gantry_plugin_entry_v1;
const gantry_plugin_entry gantry_plugin_entry_v1 = {
    sizeof(gantry_plugin_entry), GANTRY_ABI_VERSION, &about, init, deinit, get_interface};
