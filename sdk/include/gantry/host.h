// SPDX-License-Identifier: MIT
// What the host says about itself, at init.
//
//   static int32_t init(const gantry_host *host) { return host->abi >= 10 ? GANTRY_OK : GANTRY_UNSUPPORTED; }
#ifndef GANTRY_HOST_H
#define GANTRY_HOST_H

#include <gantry/base.h>

typedef struct gantry_host {
  uint32_t size;
  uint32_t abi;               // the host's GANTRY_ABI_VERSION
  const char *name;           // "Gantry"
  const char *version;        // "0.1.0"
  const char *plugin_folder;  // the plugin's own folder, readable; owned by the host, valid until deinit returns
} gantry_host;

#endif
