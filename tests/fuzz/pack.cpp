// SPDX-License-Identifier: Apache-2.0
// Packed projects, which come by mail.
#include <stdlib.h>

#include <core/project/pack.hpp>
#include <cstdint>
#include <filesystem>
#include <fstream>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size) {
  namespace fs = std::filesystem;
  static const fs::path folder = [] {
    std::string name = (fs::temp_directory_path() / "gantry-fuzz-XXXXXX").string();
    return fs::path(::mkdtemp(name.data()));
  }();
  const fs::path file = folder / "p.gantry", to = folder / "p";
  std::ofstream(file, std::ios::binary).write(reinterpret_cast<const char *>(data), static_cast<std::streamsize>(size));
  (void)gantry::core::unpack(file, to);
  std::error_code ignored;
  fs::remove_all(to, ignored);
  return 0;
}
