// SPDX-License-Identifier: Apache-2.0
// Packed projects, which come by mail.
#include <core/project/pack.hpp>
#include <cstdint>
#include <tests/support/folder.hpp>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size) {
  namespace fs = std::filesystem;
  static const gantry::tests::Folder folder;
  const std::string file = folder.write("p.gantry", {reinterpret_cast<const char *>(data), size});
  const fs::path to = folder.path / "p";
  (void)gantry::core::unpack(file, to);
  std::error_code ignored;
  fs::remove_all(to, ignored);
  return 0;
}
