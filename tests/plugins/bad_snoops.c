// SPDX-License-Identifier: Apache-2.0
// Looks around: 1 for each thing it finds that it should not. Its output: /etc/passwd; a network device that is up beside
// the loopback; a writable folder outside of /tmp; processes beside its own few.
#define _DEFAULT_SOURCE
#include "fixture.h"
#include <dirent.h>
#include <net/if.h>
#include <stdlib.h>
#include <unistd.h>

static uint8_t devices(void) {
  uint8_t found = 0;
  struct if_nameindex *all = if_nameindex();
  for (struct if_nameindex *at = all; at != NULL && at->if_index != 0; ++at)
    found = found || strcmp(at->if_name, "lo") != 0;
  if (all != NULL) if_freenameindex(all);
  return found;
}

static uint8_t processes(void) {
  int found = 0;
  DIR *folder = opendir("/proc");
  struct dirent *entry;
  while (folder != NULL && (entry = readdir(folder)) != NULL) found += atoi(entry->d_name) > 0;
  if (folder != NULL) closedir(folder);
  return found > 4;
}

static int32_t run(const gantry_tool *self, const gantry_context *ctx) {
  gantry_volume *out = fixture_lease(ctx, 4);
  uint8_t *found = out == NULL ? NULL : out->writable;
  (void)self;
  if (found == NULL) return GANTRY_NO_MEMORY;
  found[0] = access("/etc/passwd", R_OK) == 0;
  found[1] = devices();
  found[2] = access("/usr", W_OK) == 0 || access("/var/tmp", W_OK) == 0 || access("/home", W_OK) == 0;
  found[3] = processes();
  return GANTRY_OK;
}

FIXTURE_TOOL(run)
FIXTURE_PLUGIN("org.gantry.test.bad-snoops")
