// SPDX-License-Identifier: MIT
// Tables: typed columns with units.
//
//   const double *time = (const double *)t->columns[0]->data;   // type GANTRY_COLUMN_F64; a missing value is NaN
#ifndef GANTRY_TABLE_H
#define GANTRY_TABLE_H

#include <gantry/base.h>

#define GANTRY_COLUMN_F64 1u   // const double *
#define GANTRY_COLUMN_I64 2u   // const int64_t *
#define GANTRY_COLUMN_TEXT 3u  // const char *const *, never NULL inside

typedef struct gantry_column {
  uint32_t size;
  uint32_t type;
  const char *name;
  const char *unit;  // UCUM; "" for text and for bare numbers
  const void *data;  // gantry_table.rows of them
} gantry_column;

typedef struct gantry_table {
  uint32_t size;
  uint32_t column_count;
  uint64_t rows;
  const gantry_column *const *columns;
} gantry_table;

#endif
