// SPDX-License-Identifier: Apache-2.0
#include <core/platform/memory_watch.hpp>

#include <array>
#include <fcntl.h>
#include <fstream>
#include <string>
#include <unistd.h>
#include <vector>

namespace gantry::core::platform {
namespace {

std::uint64_t page() {
  static const auto bytes = static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE));
  return bytes;
}

// Columns of /proc/…/statm, in pages: size, resident, shared, text, 0, data, 0.
std::array<std::uint64_t, 7> statm(const char *path) noexcept {
  std::array<std::uint64_t, 7> columns{};
  std::array<char, 256> text{};
  const int file = ::open(path, O_RDONLY | O_CLOEXEC);
  if (file < 0) return columns;
  const ssize_t got = ::read(file, text.data(), text.size() - 1);
  ::close(file);
  std::size_t column = 0;
  for (ssize_t i = 0; i < got && column < columns.size(); ++i) {
    const char c = text[static_cast<std::size_t>(i)];
    if (c >= '0' && c <= '9') columns[column] = columns[column] * 10 + static_cast<std::uint64_t>(c - '0');
    else ++column;
  }
  return columns;
}

std::uint64_t resident_private(const char *path) {
  const auto columns = statm(path);
  return (columns[1] > columns[2] ? columns[1] - columns[2] : 0) * page();
}

}  // namespace

std::uint64_t private_bytes(int process_id) {
  std::uint64_t sum = 0;
  std::vector<int> open{process_id};
  for (std::size_t i = 0; i < open.size() && i < 256; ++i) {  // a fork bomb is somebody else's limit
    const std::string folder = "/proc/" + std::to_string(open[i]);
    sum += resident_private((folder + "/statm").c_str());
    std::ifstream children(folder + "/task/" + std::to_string(open[i]) + "/children");
    for (int child = 0; children >> child;) open.push_back(child);
  }
  return sum;
}

std::uint64_t private_bytes_of_this_process() { return resident_private("/proc/self/statm"); }

std::uint64_t requested_bytes_of_this_process() noexcept {
#if defined(__SANITIZE_ADDRESS__)
  return 0;  // AddressSanitizer asks for terabytes of its own
#else
  return statm("/proc/self/statm")[5] * page();
#endif
}

}  // namespace gantry::core::platform
