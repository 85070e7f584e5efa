// SPDX-License-Identifier: Apache-2.0
// Study files, which people send each other.
#include <core/study/study.hpp>
#include <cstdint>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size) {
  (void)gantry::core::parse_study(std::string(reinterpret_cast<const char *>(data), size));
  return 0;
}
