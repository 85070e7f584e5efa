// SPDX-License-Identifier: Apache-2.0
#include <core/platform/libraries.hpp>

#include <core/platform/paths.hpp>
#include <link.h>

namespace gantry::core::platform {

std::vector<std::string> loaded_libraries() {
  std::vector<std::string> paths{this_executable().string()};
  const auto add = [](dl_phdr_info *info, std::size_t, void *data) {
    const std::string path = info->dlpi_name == nullptr ? "" : info->dlpi_name;
    if (path.find('/') != std::string::npos) static_cast<std::vector<std::string> *>(data)->push_back(path);
    return 0;  // neither the program itself (no name) nor the kernel's own pages (no folder) are files
  };
  ::dl_iterate_phdr(add, &paths);
  return paths;
}

std::uint64_t library_loads() {
  std::uint64_t loads = 0;
  const auto count = [](dl_phdr_info *info, std::size_t, void *data) {
    *static_cast<std::uint64_t *>(data) = info->dlpi_adds;
    return 1;  // the number is the same in every entry
  };
  ::dl_iterate_phdr(count, &loads);
  return loads;
}

}  // namespace gantry::core::platform
