// SPDX-License-Identifier: MIT
// gantry.fill/1: puts large parts into a volume's lease by a call, as a reader of many slices does. Reached through
// ctx->get_service(ctx, GANTRY_FILL_ID); NULL where the host is older: then write to the lease itself.
//
//   fill->put(fill, lease, slice * slice_bytes, pixels, slice_bytes);
#ifndef GANTRY_FILL_H
#define GANTRY_FILL_H

#include <gantry/base.h>
#include <gantry/volume.h>

#define GANTRY_FILL_ID "gantry.fill/1"

typedef struct gantry_fill {
  uint32_t size;
  uint32_t reserved;
  void *host;
  // [any] The same as copying to lease->writable + begin, at half the cost: memory that is written for the first time
  // comes page by page otherwise, each page zeroed before. Parts of some 100 KiB to a few MiB, just made, are best.
  // GANTRY_INVALID_ARGUMENT for what is no volume lease of this job, or a part that lies outside.
  int32_t (*put)(const struct gantry_fill *fill, const gantry_volume *lease, uint64_t begin, const void *bytes,
                 uint64_t byte_size);
} gantry_fill;

#endif
