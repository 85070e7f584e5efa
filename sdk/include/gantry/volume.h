// SPDX-License-Identifier: MIT
// Images of up to five dimensions: x, y, z, one named axis (time, echo, b-value), and channels.
//
//   const float *row = (const float *)((const char *)v->data + y * v->stride[1] + z * v->stride[2]);
//
// A volume from an input port is a read view: `writable` is NULL, and its memory is read-only.
// A volume from an output port is a write lease: fill `writable`; both end when the job's call returns.
#ifndef GANTRY_VOLUME_H
#define GANTRY_VOLUME_H

#include <gantry/base.h>
#include <gantry/geometry.h>

#define GANTRY_MAX_DIMS 5u

// One column of the fourth axis: "b" in s/mm2, "gx", "TE" in ms.
typedef struct gantry_axis_column {
  uint32_t size;
  uint32_t reserved;
  const char *name;
  const char *unit;      // UCUM
  const double *values;  // gantry_axis.length of them
} gantry_axis_column;

typedef struct gantry_axis {
  uint32_t size;
  uint32_t column_count;
  uint64_t length;   // equals shape[3]
  const char *name;  // "diffusion", "echo", "time", "phase"
  const gantry_axis_column *const *columns;
} gantry_axis;

// One structure of a label map. Voxels with this value belong to it; in an overlapping map (GANTRY_VOLUME_LABELS with
// channels) the segment is the channel of that index and its voxels are those above 0.
typedef struct gantry_segment {
  uint32_t size;
  uint32_t colour;  // 0xRRGGBB
  int64_t value;
  const char *name;
  const char *code;  // "SCT:12738006"; "" when there is none
} gantry_segment;

#define GANTRY_VOLUME_LABELS 1u  // a label map: values are names, not quantities

typedef struct gantry_volume {
  uint32_t size;
  uint32_t dtype;                   // GANTRY_U8 ...
  uint32_t flags;                   // GANTRY_VOLUME_LABELS
  uint32_t dims;                    // 2 to 5; shape beyond it is 1
  uint64_t shape[GANTRY_MAX_DIMS];  // x, y, z, axis, channel
  int64_t stride[GANTRY_MAX_DIMS];  // bytes from one element to the next along each
  const void *data;                 // element (0, 0, 0, 0, 0)
  void *writable;                   // the same address in a lease; NULL in a view
  uint64_t byte_size;               // of the whole block behind data
  const gantry_geometry *geometry;  // never NULL
  const gantry_axis *axis;          // NULL when shape[3] is 1 and nothing is known of it
  const gantry_segment *const *segments;
  uint32_t segment_count;
  uint32_t channel_name_count;  // 0 or shape[4]
  const char *const *channel_names;
  const char *unit;      // display unit, UCUM: "[hnsf'U]", "ms", "mm2/s"; "" when unknown
  const char *quantity;  // what the numbers are: "T2*", "ADC", "signal"
  const char *modality;  // DICOM's code: "MR", "CT", "PT"; "" when unknown
} gantry_volume;

#endif
