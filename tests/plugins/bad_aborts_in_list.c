// SPDX-License-Identifier: Apache-2.0
// A reader that aborts in list, as decoders do on files that they did not expect.
#include "fixture.h"
#include <stdlib.h>

static int32_t bad(const gantry_reader *self, const gantry_context *ctx, const gantry_files *files,
                   const gantry_items *items) {
  (void)self, (void)ctx, (void)files, (void)items;
  abort();
}

FIXTURE_READER(fixture_sniff, bad, fixture_read)
FIXTURE_PLUGIN("org.gantry.test.bad-aborts-in-list")
