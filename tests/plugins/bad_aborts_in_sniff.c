// SPDX-License-Identifier: Apache-2.0
// A reader that aborts in sniff, as decoders do on files that they did not expect.
#include "fixture.h"
#include <stdlib.h>

static uint32_t bad(const gantry_reader *self, const char *name, const void *head, uint64_t head_size,
                    uint64_t file_size) {
  (void)self, (void)name, (void)head, (void)head_size, (void)file_size;
  abort();
}

FIXTURE_READER(bad, fixture_list, fixture_read)
FIXTURE_PLUGIN("org.gantry.test.bad-aborts-in-sniff")
