// SPDX-License-Identifier: MIT
// Records: canonical JSON (keys sorted, no white space) with a schema id; append-only, named by content hash.
//
//   gantry_record r = {.size = sizeof r, .schema = "nl.umcu.measurement/1", .json = "{\"ef\":0.61}"};
#ifndef GANTRY_RECORD_H
#define GANTRY_RECORD_H

#include <gantry/base.h>

typedef struct gantry_record {
  uint32_t size;
  uint32_t reserved;
  const char *schema;  // "nl.umcu.measurement/1"
  const char *json;
  const char *hash;    // hex BLAKE2b-256, given by the host; NULL in a new record
  const char *parent;  // the hash of the record that this one follows or corrects; NULL for none
} gantry_record;

// Bytes with a media type: a picture, a PDF, a surface.
typedef struct gantry_file {
  uint32_t size;
  uint32_t reserved;
  const char *media_type;  // "image/png"
  const char *name;        // a suggestion without folders; ""
  const void *data;
  uint64_t byte_size;
} gantry_file;

#endif
