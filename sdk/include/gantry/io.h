// SPDX-License-Identifier: MIT
// A job's inputs and outputs, by port. The host owns all memory.
//
//   const gantry_volume *image; gantry_volume like; gantry_volume *mask;
//   if (io->input_volume(io, "image", 0, &image)) return GANTRY_FAILED;
//   like = *image; like.dtype = GANTRY_U8; like.flags = GANTRY_VOLUME_LABELS;
//   if (io->output_volume(io, "mask", &like, &mask)) return GANTRY_NO_MEMORY;
#ifndef GANTRY_IO_H
#define GANTRY_IO_H

#include <gantry/base.h>
#include <gantry/record.h>
#include <gantry/signal.h>
#include <gantry/table.h>
#include <gantry/volume.h>

#define GANTRY_PORT_OPTIONAL 1u
#define GANTRY_PORT_MANY 2u     // takes or gives several, in order
#define GANTRY_PORT_LABELS 4u   // volumes: a label map
#define GANTRY_PORT_MASK 8u     // volumes: read as inside where above 0
#define GANTRY_PORT_COLOUR 16u  // volumes of a writer: made for colour pictures (GANTRY_RGB8, GANTRY_RGBA8)

// A declared input or output. Static; owned by the plugin.
typedef struct gantry_port {
  uint32_t size;
  uint32_t kind;   // GANTRY_KIND_*
  uint32_t flags;  // GANTRY_PORT_*
  uint32_t reserved;
  const char *key;
  const char *label;
  const char *help;
  const char *unit;  // outputs: UCUM; NULL when it depends on the input
  // Outputs: how far a repeat on another processor or library may differ and still agree, per element:
  // |a - b| <= absolute + relative * |a|, for all but `fraction` of the elements. All 0: must be identical.
  double tolerance_absolute;
  double tolerance_relative;
  double tolerance_fraction;
} gantry_port;

// All [worker] but `ready`. Views and leases are valid until the job's call returns; both are x-fastest without gaps. Statuses: GANTRY_OK,
// GANTRY_INVALID_ARGUMENT (undeclared port, wrong kind, impossible shape), GANTRY_NOT_FOUND (no such index),
// GANTRY_NO_MEMORY (the output limit), GANTRY_CANCELLED (the host wants no more: return it). Outputs are discarded when the job fails.
typedef struct gantry_io {
  uint32_t size;
  uint32_t reserved;
  void *host;  // the host's own
  uint32_t (*input_count)(const struct gantry_io *io, const char *port);
  int32_t (*input_volume)(const struct gantry_io *io, const char *port, uint32_t index, const gantry_volume **out);
  int32_t (*input_signal)(const struct gantry_io *io, const char *port, uint32_t index, const gantry_signal **out);
  int32_t (*input_table)(const struct gantry_io *io, const char *port, uint32_t index, const gantry_table **out);
  int32_t (*input_record)(const struct gantry_io *io, const char *port, uint32_t index, const gantry_record **out);
  int32_t (*input_file)(const struct gantry_io *io, const char *port, uint32_t index, const gantry_file **out);
  // `like` describes what is wanted: its strides and data are ignored, everything else is copied.
  // The lease is filled with zeros.
  int32_t (*output_volume)(const struct gantry_io *io, const char *port, const gantry_volume *like,
                           gantry_volume **out);
  int32_t (*output_signal)(const struct gantry_io *io, const char *port, const gantry_signal *like,
                           gantry_signal **out);
  // These are copied whole.
  int32_t (*output_table)(const struct gantry_io *io, const char *port, const gantry_table *table);
  int32_t (*output_record)(const struct gantry_io *io, const char *port, const gantry_record *record);
  int32_t (*output_file)(const struct gantry_io *io, const char *port, const gantry_file *file);
  // [any] Bytes begin to end (not included) of a volume's lease will not change any more: the host may show them before
  // the job ends. A reader of many slices says so as they come; saying nothing is fine too.
  void (*ready)(const struct gantry_io *io, const gantry_volume *lease, uint64_t begin, uint64_t end);
} gantry_io;

#endif
