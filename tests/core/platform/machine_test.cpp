// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <catch2/catch.hpp>
#include <core/platform/cpu.hpp>
#include <core/platform/libraries.hpp>
#include <core/platform/memory_watch.hpp>
#include <core/platform/shared_memory.hpp>
#include <cstring>
#include <fstream>
#include <unistd.h>
#include <vector>

using namespace gantry::core::platform;

TEST_CASE("the best level agrees with what the kernel says of the processor") {
  std::ifstream in("/proc/cpuinfo");
  std::string line;
  while (std::getline(in, line) && line.rfind("flags", 0) != 0) {
  }
  line += ' ';
  const auto has = [&](const char *flag) { return line.find(std::string(" ") + flag + ' ') != std::string::npos; };
  const bool v3 = has("avx2") && has("fma") && has("bmi1") && has("bmi2");
  const bool v4 = v3 && has("avx512f") && has("avx512bw") && has("avx512cd") && has("avx512dq") && has("avx512vl");
  CHECK(best_level() == (v4 ? 4u : v3 ? 3u : 1u));
  CHECK(core_count() >= 1);
}

TEST_CASE("private memory counts the heap and not shared blocks") {
  constexpr std::size_t bytes = std::size_t{64} << 20;
  const auto before = private_bytes_of_this_process();
  auto shared = SharedMemory::create(bytes).value();
  std::memset(shared.writable(), 1, bytes);
  CHECK(private_bytes_of_this_process() < before + bytes / 2);
  const std::vector<char> heap(bytes, 1);
  CHECK(private_bytes_of_this_process() > before + bytes / 2);
  CHECK(private_bytes(::getpid()) > before + bytes / 2);
  CHECK(requested_bytes_of_this_process() > bytes);
  CHECK(private_bytes(0x7FFFFFF0) == 0);
}

TEST_CASE("loaded libraries are files; the program comes first") {
  const auto all = loaded_libraries();
  REQUIRE(all.size() > 2);
  CHECK(all.front().path.find("test_core_platform") != std::string::npos);
  CHECK(std::any_of(all.begin(), all.end(),
                    [](const auto &library) { return library.path.find("libc.so") != std::string::npos; }));
  CHECK(library_loads() >= all.size() - 1);
}
