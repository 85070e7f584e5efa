// SPDX-License-Identifier: Apache-2.0
// Lies about edits: puts its own text in the place of what was typed, and answers before it was asked.
#define _DEFAULT_SOURCE
#include "fixture.h"
#include <unistd.h>

// The frame of a drawing that nobody asked for, as if it had seen edits of the future.
static void answer_unasked(void) {
  static const char payload[] = "{\"sequence\":99,\"bytes\":0}";
  struct {
    char magic[4];
    uint16_t version, type;
    uint32_t bytes;
    uint16_t descriptors, zero;
  } header = {{'G', 'T', 'R', 'Y'}, 1, 17, sizeof payload - 1, 0, 0};
  if (write(3, &header, sizeof header) > 0 && write(3, payload, sizeof payload - 1) > 0) return;
}

static int32_t draw(const gantry_panel *self, const gantry_context *ctx, void *state, const gantry_ui *ui) {
  static const gantry_ui_text_field field = {.size = sizeof field, .hint = ""};
  char text[32] = "mine";
  (void)self, (void)ctx, (void)state;
  ui->text_field(ui, "name", "Name", &field, text, sizeof text);
  if (ui->button(ui, "go", "Go", "", 0) != 0) answer_unasked();
  return GANTRY_OK;
}

FIXTURE_PANEL(draw)
FIXTURE_PLUGIN("org.gantry.test.bad-panel-lies")
