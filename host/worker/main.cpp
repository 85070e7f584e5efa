// SPDX-License-Identifier: Apache-2.0
// gantry-worker: runs one plugin's jobs for Gantry, or prints a plugin's manifest.
//
//   gantry-worker describe LIBRARY > manifest.json
#include <core/platform/process.hpp>
#include <host/worker/describe.hpp>
#include <host/worker/serve.hpp>
#include <iostream>
#include <string_view>

#if defined(__SANITIZE_ADDRESS__)
// Signals stay signals, so that the host can name them; plugins may leak, and may ask for more than there is.
extern "C" const char *__asan_default_options() {
  return "handle_segv=0:handle_sigbus=0:handle_abort=0:handle_sigfpe=0:handle_sigill=0:allocator_may_return_null=1:"
         "detect_leaks=0";
}
#endif

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
    return gantry::worker::serve(gantry::core::platform::FileDescriptor{gantry::core::platform::inherited_descriptor},
                                 true);
  std::cerr << "gantry-worker is started by Gantry. By hand: gantry-worker describe LIBRARY\n";
  return 2;
}
