// SPDX-License-Identifier: MIT
// gantry.command/1: verbs of the command line, by the same schema as tools.
//
//   `gantry training log --text "…"` runs the command whose words are "training log".
#ifndef GANTRY_COMMAND_H
#define GANTRY_COMMAND_H

#include <gantry/base.h>
#include <gantry/context.h>
#include <gantry/io.h>
#include <gantry/parameter.h>

#define GANTRY_COMMANDS_ID "gantry.command/1"

#define GANTRY_COMMAND_NEEDS_PROJECT 1u  // refused in words where no project is given

typedef struct gantry_command {
  uint32_t size;
  uint32_t flags;     // GANTRY_COMMAND_*
  const char *words;  // "training log"; the first word may not be one of the host's own
  const char *label;
  const char *help;
  const gantry_port *const *inputs;
  const gantry_port *const *outputs;  // a table or a record is printed; with --json, as JSON
  const gantry_parameter *const *parameters;
  uint32_t input_count;
  uint32_t output_count;
  uint32_t parameter_count;
  uint32_t reserved;
  // [worker] Runs the verb. Text for people goes through `ctx->io->output_record(…, schema "gantry.text/1", {"text":…})`.
  int32_t (*run)(const struct gantry_command *self, const gantry_context *ctx);
} gantry_command;

typedef struct gantry_commands {
  uint32_t size;
  uint32_t count;
  const gantry_command *const *items;
} gantry_commands;

#endif
