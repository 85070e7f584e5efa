// SPDX-License-Identifier: Apache-2.0
#include "reference.hpp"

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <stdexcept>

namespace gantry::test {

std::optional<std::filesystem::path> reference_data() {
  const char *given = std::getenv("GANTRY_REFERENCE_DATA");
  const std::filesystem::path beside = std::filesystem::path(GANTRY_SOURCE_DIR).parent_path() / "shared" / "data";
  const std::filesystem::path root = given != nullptr ? std::filesystem::path(given) : beside;
  if (std::filesystem::is_directory(root)) return root;
  const char *ci = std::getenv("CI");
  if (ci != nullptr && std::string(ci) == "true")
    throw std::runtime_error("the reference data are absent, with CI=true");
  return std::nullopt;
}

NamedBytes load(const std::filesystem::path &path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) throw std::runtime_error("can't open " + path.string());
  return {path.filename().string(), std::string(std::istreambuf_iterator<char>(in), {})};
}

}  // namespace gantry::test
