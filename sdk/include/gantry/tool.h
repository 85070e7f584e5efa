// SPDX-License-Identifier: MIT
// gantry.tool/1: named operations with declared inputs, parameters and outputs.
//
//   static const gantry_tool *const all[] = {&threshold};
//   static const gantry_tools tools = {sizeof tools, 1, all};   // get_interface(GANTRY_TOOLS_ID) returns &tools
#ifndef GANTRY_TOOL_H
#define GANTRY_TOOL_H

#include <gantry/base.h>
#include <gantry/context.h>
#include <gantry/io.h>
#include <gantry/parameter.h>

#define GANTRY_TOOLS_ID "gantry.tool/1"

typedef struct gantry_tool {
  uint32_t size;
  uint32_t flags;  // 0
  const char *id;  // unique within the plugin: "threshold"; the full id is "<plugin id>.<id>"
  const char *label;
  const char *help;      // what it does, when to use it, what its limits are
  const char *category;  // "segmentation"
  const char *source;    // author, year, equation of the method
  const gantry_port *const *inputs;
  const gantry_port *const *outputs;
  const gantry_parameter *const *parameters;
  uint32_t input_count;
  uint32_t output_count;
  uint32_t parameter_count;
  uint32_t reserved;
  // [worker] Reads inputs, fills outputs. One job at a time in a worker.
  int32_t (*run)(const struct gantry_tool *self, const gantry_context *ctx);
} gantry_tool;

typedef struct gantry_tools {
  uint32_t size;
  uint32_t count;
  const gantry_tool *const *items;
} gantry_tools;

#endif
