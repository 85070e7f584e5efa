// SPDX-License-Identifier: MIT
// Parameters, declared once: they give the form, the command-line flags, batch files, provenance and ranges.
//
//   static const gantry_parameter level = {.size = sizeof(gantry_parameter), .id = 1,
//       .type = GANTRY_PARAMETER_F64, .key = "level", .label = "Level", .unit = "[hnsf'U]", .maximum = 3000.0};
#ifndef GANTRY_PARAMETER_H
#define GANTRY_PARAMETER_H

#include <gantry/base.h>

#define GANTRY_PARAMETER_F64 1u
#define GANTRY_PARAMETER_I64 2u
#define GANTRY_PARAMETER_FLAG 3u    // 0 or 1
#define GANTRY_PARAMETER_CHOICE 4u  // the key of one of `choices`
#define GANTRY_PARAMETER_TEXT 5u
#define GANTRY_PARAMETER_F64_LIST 6u  // "1,2.5,4"

#define GANTRY_PARAMETER_REQUIRED 1u  // no default: the user has to say
#define GANTRY_PARAMETER_ADVANCED 2u  // folded away in a form
#define GANTRY_PARAMETER_SECRET 4u    // never shown, logged or recorded

typedef struct gantry_choice {
  uint32_t size;
  uint32_t reserved;
  const char *key;    // "otsu"
  const char *label;  // "Otsu's threshold"
  const char *help;
} gantry_choice;

typedef struct gantry_parameter {
  uint32_t size;
  uint32_t id;     // never reused within the tool, model or command
  uint32_t type;   // GANTRY_PARAMETER_*
  uint32_t flags;  // GANTRY_PARAMETER_REQUIRED ...
  const char *key;
  const char *label;
  const char *help;
  const char *unit;                     // UCUM; "1" for a bare number
  double minimum;                       // inclusive; -INFINITY where there is none
  double maximum;                       // inclusive; +INFINITY where there is none
  double step;                          // for a form; 0: continuous
  double default_number;                // F64, I64 (exact below 2^53), FLAG
  const char *default_text;             // CHOICE, TEXT, F64_LIST; NULL: empty
  const gantry_choice *const *choices;  // CHOICE only
  uint32_t choice_count;
  uint32_t reserved;
  const char *visible_if;  // "method=manual"; NULL: always
} gantry_parameter;

// The values of one job. Owned by the host, valid until the job's call returns. All [worker].
// Each getter gives GANTRY_OK, or GANTRY_NOT_FOUND for an unknown key, or GANTRY_INVALID_ARGUMENT for another type.
typedef struct gantry_values {
  uint32_t size;
  uint32_t reserved;
  void *host;  // the host's own
  int32_t (*get_f64)(const struct gantry_values *values, const char *key, double *out);
  int32_t (*get_i64)(const struct gantry_values *values, const char *key, int64_t *out);       // I64 and FLAG
  int32_t (*get_text)(const struct gantry_values *values, const char *key, const char **out);  // CHOICE and TEXT
  int32_t (*get_list)(const struct gantry_values *values, const char *key, const double **out, uint64_t *count);
} gantry_values;

#endif
