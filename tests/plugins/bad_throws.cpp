// SPDX-License-Identifier: Apache-2.0
// Lets a C++ exception out through the C interface.
#include <cstring>
#include <gantry/gantry.h>
#include <stdexcept>

namespace {

int32_t run(const gantry_tool *, const gantry_context *) { throw std::runtime_error("out of ideas"); }

gantry_tool made_tool() {
  gantry_tool tool{};
  tool.size = sizeof tool;
  tool.id = "run";
  tool.label = "Run";
  tool.run = run;
  return tool;
}

const gantry_tool tool = made_tool();
const gantry_tool *const all[] = {&tool};
const gantry_tools tools = {sizeof(gantry_tools), 1, all};
const gantry_about about = {sizeof(gantry_about),
                            0,
                            "org.gantry.test.bad-throws",
                            "Fixture",
                            "1.0.0",
                            "Gantry",
                            "Apache-2.0",
                            "Misbehaves in one way.",
                            "Tests of Gantry; nothing else.",
                            ""};

int32_t init(const gantry_host *) { return GANTRY_OK; }
void deinit() {}
const void *get_interface(const char *id) { return std::strcmp(id, GANTRY_TOOLS_ID) == 0 ? &tools : nullptr; }

}  // namespace

GANTRY_EXTERN_C GANTRY_EXPORT const gantry_plugin_entry gantry_plugin_entry_v1;
const gantry_plugin_entry gantry_plugin_entry_v1 = {
    sizeof(gantry_plugin_entry), GANTRY_ABI_VERSION, &about, init, deinit, get_interface};
