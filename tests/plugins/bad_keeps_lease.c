// SPDX-License-Identifier: Apache-2.0
// Maps its output a second time and keeps that mapping: the host must not take it for sealed.
#define _DEFAULT_SOURCE
#include "fixture.h"
#include <stdio.h>
#include <sys/mman.h>
#include <sys/stat.h>

static int32_t run(const gantry_tool *self, const gantry_context *ctx) {
  (void)self;
  static volatile uint8_t *kept;
  char path[64];
  struct stat status;
  if (fixture_lease(ctx, 4096 + 77) == NULL) return GANTRY_NO_MEMORY;
  for (int d = 4; d < 64; ++d) {
    if (fstat(d, &status) != 0 || status.st_size != 4096 + 77) continue;
    snprintf(path, sizeof path, "/proc/self/fd/%d", d);
    kept = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, d, 0);
  }
  return kept != NULL ? GANTRY_OK : GANTRY_FAILED;
}

FIXTURE_TOOL(run)
FIXTURE_PLUGIN("org.gantry.test.bad-keeps-lease")
