// SPDX-License-Identifier: MIT
// gantry.storage/1: a plugin's own folder and its secrets. Reached through ctx->get_service(ctx, GANTRY_STORAGE_ID).
//
//   const char *folder = storage->folder(storage);   // survives sessions and updates; nobody else's
#ifndef GANTRY_STORAGE_H
#define GANTRY_STORAGE_H

#include <gantry/base.h>

#define GANTRY_STORAGE_ID "gantry.storage/1"
#define GANTRY_SECRET_MAX_BYTES 65536u

// All [worker].
typedef struct gantry_storage {
  uint32_t size;
  uint32_t reserved;
  void *host;
  // A folder that the plugin may read and write. Granted with the permission "storage".
  const char *(*folder)(const struct gantry_storage *storage);
  // Small secrets (a password, a key), kept encrypted by the host under its own key. *out is valid until the next call.
  int32_t (*get_secret)(const struct gantry_storage *storage, const char *name, const void **out, uint64_t *byte_size);
  int32_t (*set_secret)(const struct gantry_storage *storage, const char *name, const void *bytes, uint64_t byte_size);
} gantry_storage;

#endif
