// SPDX-License-Identifier: Apache-2.0
// Manifests, which lie beside a stranger's library.
#include <core/plugins/schema.hpp>
#include <cstdint>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size) {
  (void)gantry::core::parse_manifest(std::string(reinterpret_cast<const char *>(data), size));
  return 0;
}
