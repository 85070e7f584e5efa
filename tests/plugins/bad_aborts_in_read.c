// SPDX-License-Identifier: Apache-2.0
// A reader that aborts in read, as decoders do on files that they did not expect.
#include "fixture.h"
#include <stdlib.h>

static int32_t bad(const gantry_reader *self, const gantry_context *ctx, const gantry_files *files, const char *key) {
  (void)self, (void)ctx, (void)files, (void)key;
  abort();
}

FIXTURE_READER(fixture_sniff, fixture_list, bad)
FIXTURE_PLUGIN("org.gantry.test.bad-aborts-in-read")
