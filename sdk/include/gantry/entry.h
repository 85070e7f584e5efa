// SPDX-License-Identifier: MIT
// The one symbol that a plugin exports, and what the host tells it at start.
//
//   GANTRY_EXTERN_C GANTRY_EXPORT const gantry_plugin_entry gantry_plugin_entry_v1;
//   const gantry_plugin_entry gantry_plugin_entry_v1 = {
//       sizeof(gantry_plugin_entry), GANTRY_ABI_VERSION, &about, init, deinit, get_interface};
#ifndef GANTRY_ENTRY_H
#define GANTRY_ENTRY_H

#include <gantry/base.h>
#include <gantry/host.h>

#define GANTRY_PLUGIN_ENTRY_SYMBOL "gantry_plugin_entry_v1"

// Who the plugin is. Static; owned by the plugin.
typedef struct gantry_about {
  uint32_t size;
  uint32_t reserved;
  const char *id;            // reverse DNS, lower case: "nl.umcu.cardiology.strain"
  const char *name;          // for people: "Strain"
  const char *version;       // semantic version: "1.4.0"
  const char *vendor;        // hospital and department
  const char *licence;       // SPDX expression
  const char *description;   // one sentence
  const char *intended_use;  // what it is for, and what it is not for
  const char *permissions;   // space separated: "files.read files.write network"; "" asks for nothing
} gantry_about;

typedef struct gantry_plugin_entry {
  uint32_t size;
  uint32_t abi_min;           // lowest GANTRY_ABI_VERSION of a host that this plugin can work with
  const gantry_about *about;  // [any]
  // [main] Called once before anything else. `host` lives until deinit returns. Not GANTRY_OK: the plugin is not used.
  int32_t (*init)(const gantry_host *host);
  // [main] Called once, last; never after a failed init.
  void (*deinit)(void);
  // [any] The table for an interface id such as GANTRY_TOOLS_ID; NULL when the plugin has none. Static; owned by the plugin.
  const void *(*get_interface)(const char *interface_id);
} gantry_plugin_entry;

#endif
