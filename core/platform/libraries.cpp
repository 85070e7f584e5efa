// SPDX-License-Identifier: Apache-2.0
#include <core/platform/libraries.hpp>

#include <core/platform/paths.hpp>
#include <cstring>
#include <link.h>
#include <string_view>

namespace gantry::core::platform {
namespace {

std::string hex_of(std::string_view bytes) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string hex;
  for (const char byte : bytes) {
    const auto value = static_cast<unsigned char>(byte);
    hex += digits[value >> 4];
    hex += digits[value & 15];
  }
  return hex;
}

// Notes stand one after another: three numbers, the owner's name, and the content, each padded to 4 bytes.
std::string build_id_among(std::string_view notes) {
  const auto padded = [](std::size_t bytes) { return (bytes + 3) & ~std::size_t{3}; };
  ElfW(Nhdr) head{};
  while (notes.size() >= sizeof head) {
    std::memcpy(&head, notes.data(), sizeof head);
    notes.remove_prefix(sizeof head);
    const std::size_t content = padded(head.n_namesz), next = content + padded(head.n_descsz);
    if (next > notes.size()) return {};
    if (head.n_type == NT_GNU_BUILD_ID && notes.substr(0, head.n_namesz) == std::string_view("GNU", 4))
      return hex_of(notes.substr(content, head.n_descsz));
    notes.remove_prefix(next);
  }
  return {};
}

std::string build_id_of(const dl_phdr_info &info) {
  for (std::size_t i = 0; i < info.dlpi_phnum; ++i) {
    const auto &part = info.dlpi_phdr[i];
    if (part.p_type != PT_NOTE || part.p_align > 4) continue;
    // The loader has mapped it, as it has the code.
    const auto *notes =
        reinterpret_cast<const char *>(info.dlpi_addr + part.p_vaddr);  // NOLINT(performance-no-int-to-ptr)
    if (std::string id = build_id_among({notes, part.p_memsz}); !id.empty()) return id;
  }
  return {};
}

}  // namespace

std::vector<LoadedLibrary> loaded_libraries() {
  std::vector<LoadedLibrary> all;
  const auto add = [](dl_phdr_info *info, std::size_t, void *data) {
    auto &libraries = *static_cast<std::vector<LoadedLibrary> *>(data);
    const std::string path = info->dlpi_name == nullptr ? "" : info->dlpi_name;
    // The program itself comes first and has no name; the kernel's own pages are no file and have no folder.
    if (libraries.empty()) libraries.push_back({this_executable().string(), build_id_of(*info)});
    else if (path.find('/') != std::string::npos) libraries.push_back({path, build_id_of(*info)});
    return 0;
  };
  ::dl_iterate_phdr(add, &all);
  return all;
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
