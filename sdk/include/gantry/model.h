// SPDX-License-Identifier: MIT
// gantry.model/1: equations to be fitted. The plugin computes values and Jacobians; the host owns the optimisers.
//
// Voxels come in blocks, structure of arrays, so that the compiler can vectorise over i:
//
//   params[p * stride + i]   constants[c * stride + i]
//   values[(t * outputs + o) * stride + i]   jacobian[((t * outputs + o) * np + p) * stride + i]
#ifndef GANTRY_MODEL_H
#define GANTRY_MODEL_H

#include <gantry/base.h>
#include <gantry/parameter.h>

#define GANTRY_MODELS_ID "gantry.model/1"
#define GANTRY_BLOCK_LANES 16u  // `stride` and `count` are multiples of this; buffers are aligned to 64 bytes

#define GANTRY_MODEL_WHOLE_CURVE 1u  // points depend on each other (convolution): never evaluated on a subset
// Its formula holds numbers that have units (a population's input, F / (R T)), so that it does not scale with them.
#define GANTRY_MODEL_OWN_UNITS 2u

// A quantity to be found.
typedef struct gantry_model_parameter {
  uint32_t size;
  uint32_t reserved;
  const char *symbol;  // letters, digits and _: "T2star", "Ktrans"; unique within the model, names flags and maps
  const char *label;   // as the field writes it: "T2*"
  const char *help;
  // UCUM; "1" for a bare number; "signal" for the unit of the data, "axis" for that of the first axis column where that one
  // says "axis" too; also in products: "signal/axis"
  const char *unit;
  double minimum;  // default bounds; -INFINITY and INFINITY where there are none
  double maximum;
  double start;  // used where guess() gives nothing
} gantry_model_parameter;

// A column of the axis (known per point), a constant (known per voxel), an output or a derived quantity.
typedef struct gantry_model_quantity {
  uint32_t size;
  uint32_t flags;    // GANTRY_QUANTITY_REQUIRED
  const char *name;  // letters, digits and _: "TE", "b", "T10"
  const char *label;
  const char *unit;          // UCUM; of an axis column also "axis": the data's own, whatever it is
  double default_value;      // constants and axis columns that are not required
  const char *const *words;  // axis columns of words: the value is the word's place, from 0; NULL: numbers
  uint32_t word_count;
  uint32_t reserved;
} gantry_model_quantity;

#define GANTRY_QUANTITY_REQUIRED 1u

// What stays the same for all voxels of a fit. Owned by the host, valid until release.
typedef struct gantry_model_setup {
  uint32_t size;
  uint32_t level;  // GANTRY_LEVEL_*
  uint64_t points;
  const double *const *axis;    // one array of `points` for each declared axis column, in its declared unit
  const gantry_values *values;  // the declared choices
} gantry_model_setup;

// One block. Lanes at and beyond the number of voxels hold copies of a valid voxel: compute them all.
typedef struct gantry_block_f32 {
  uint32_t size;
  uint32_t count;  // lanes to compute, a multiple of GANTRY_BLOCK_LANES, at most stride
  uint64_t stride;
  const float *params;
  const float *constants;  // NULL when the model declares none
  float *values;
  float *jacobian;  // NULL: values only
} gantry_block_f32;

typedef struct gantry_block_f64 {
  uint32_t size;
  uint32_t count;
  uint64_t stride;
  const double *params;
  const double *constants;
  double *values;
  double *jacobian;
} gantry_block_f64;

// One block with its data, for the sums that least squares needs, so that values and Jacobian needn't go through memory.
// With r = y - value over all points and outputs:
//   cost = sum r^2   gradient[p] = sum r d value/dp   matrix[p (p + 1) / 2 + q] = sum d value/dp d value/dq, q <= p
typedef struct gantry_normal_f32 {
  uint32_t size;
  uint32_t count;
  uint64_t stride;
  const float *params;
  const float *constants;
  const float *y;   // y[(t * outputs + o) * stride + i]
  float *cost;      // cost[i]
  float *gradient;  // gradient[p * stride + i]
  float *matrix;    // matrix[e * stride + i]
} gantry_normal_f32;

// What a model is made for: its choices, and the data that it will be fitted to. Owned by the host, valid until unmake.
typedef struct gantry_model_request {
  uint32_t size;
  uint32_t column_count;
  const gantry_values *values;
  const char *const *column_names;  // of the table, or of the image's fourth axis
  const char *const *column_units;  // UCUM; "" where the data don't say
  const char *signal_unit;          // of an image, "" where it doesn't say; NULL for a table
} gantry_model_request;

typedef struct gantry_model {
  uint32_t size;
  uint32_t flags;  // GANTRY_MODEL_WHOLE_CURVE
  const char *id;  // unique within the plugin: "t2star"
  const char *label;
  const char *help;
  const char *category;  // "relaxometry"
  const char *equation;  // "S = S0 * exp(-TE / T2*)"
  const char *source;    // author, year, equation
  const gantry_model_parameter *const *parameters;
  const gantry_model_quantity *const *axis;
  const gantry_model_quantity *const *constants;
  const gantry_model_quantity *const *outputs;  // at least one
  const gantry_model_quantity *const *derived;
  const gantry_parameter *const *choices;
  uint32_t parameter_count;
  uint32_t axis_count;
  uint32_t constant_count;
  uint32_t output_count;
  uint32_t derived_count;
  uint32_t choice_count;
  // [worker] Called once a fit; *state is the model's own, handed to the calls below and to release.
  // GANTRY_UNSUPPORTED or GANTRY_BAD_DATA refuses the axis; *reason then says why (static text or owned by the state).
  int32_t (*prepare)(const struct gantry_model *self, const gantry_model_setup *setup, void **state,
                     const char **reason);
  void (*release)(const struct gantry_model *self, void *state);
  // [any] Threads may call these at once with the same state and other blocks. No call fails: an impossible value is NaN.
  void (*evaluate_f32)(const struct gantry_model *self, const void *state, const gantry_block_f32 *block);
  void (*evaluate_f64)(const struct gantry_model *self, const void *state, const gantry_block_f64 *block);
  // [any] Starting values for one voxel from its data y[t * outputs + o]: fills params[parameter_count]. NULL: `start` is used.
  void (*guess)(const struct gantry_model *self, const void *state, const double *constants, const double *y,
                double *params);
  // [any] Derived quantities of one voxel: fills out[derived_count]. NULL when there are none.
  void (*derive)(const struct gantry_model *self, const void *state, const double *constants, const double *params,
                 double *out);
  // [worker] NULL, but for a model whose parameters, axis or outputs depend on its choices or on the data (the number of
  // terms; a formula that the user types): makes the model that is then fitted in its place, once a fit, before prepare.
  // Not GANTRY_OK: *reason says why, valid until the next call. What stands in `self` beside its choices is for lists.
  int32_t (*make)(const struct gantry_model *self, const gantry_model_request *request,
                  const struct gantry_model **made, const char **reason);
  void (*unmake)(const struct gantry_model *self, const struct gantry_model *made);
  // [any] NULL, or the same as evaluate_f32 and the sums over what it gives, at less cost. Rounding may differ.
  void (*normal_f32)(const struct gantry_model *self, const void *state, const gantry_normal_f32 *block);
  const char
      *special_case_of;  // ids of models of the plugin that hold it as a special case, space separated; NULL: none
  // [any] What a study of it would measure, for pictures and trials: fills axis[c][t] for each axis column and each of the
  // example_points, in the column's unit, and constants[c]. The curve's parameters are their starts. NULL: none.
  void (*example)(const struct gantry_model *self, double *const *axis, double *constants);
  uint32_t example_points;
  uint32_t reserved;
} gantry_model;

typedef struct gantry_models {
  uint32_t size;
  uint32_t count;
  const gantry_model *const *items;
} gantry_models;

#endif
