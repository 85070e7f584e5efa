// SPDX-License-Identifier: Apache-2.0
// gantry-worker: runs one plugin's jobs for Gantry, or prints a plugin's manifest.
//
//   gantry-worker describe LIBRARY > manifest.json
#include <core/platform/process.hpp>
#include <host/worker/describe.hpp>
#include <host/worker/serve.hpp>
#include <iostream>
#include <string_view>

namespace {

int describe(const char *library) {
  const auto manifest = gantry::worker::describe(library);
  if (manifest) {
    std::cout << manifest.value().dump(2, ' ', false, nlohmann::json::error_handler_t::replace) << '\n';
    return std::cout.flush() ? 0 : 1;
  }
  const auto &error = manifest.error();
  std::cerr << "gantry-worker: " << library << ": " << error.message << " [" << error.code << "]\n";
  if (!error.hint.empty()) std::cerr << error.hint << '\n';
  return 1;
}

}  // namespace

int main(int count, char **words) {
  const std::string_view verb = count > 1 ? words[1] : "";
  if (verb == "describe" && count == 3) return describe(words[2]);
  if (verb == "serve" && count == 2)
    return gantry::worker::serve(gantry::core::platform::FileDescriptor{gantry::core::platform::inherited_descriptor}, true);
  std::cerr << "gantry-worker is started by Gantry. By hand: gantry-worker describe LIBRARY\n";
  return 2;
}
