// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>
#include <core/platform/files.hpp>
#include <core/platform/paths.hpp>
#include <cstdlib>
#include <cstring>
#include <sys/stat.h>
#include <tests/support/folder.hpp>

using namespace gantry::core::platform;

TEST_CASE("only regular files are opened, and a pipe makes nobody wait") {
  CHECK(open_for_reading("/nowhere/at/all").error().code == "file.open");
  CHECK(open_for_reading("/").error().code == "file.kind");
  CHECK(open_for_reading("/dev/null").error().code == "file.kind");
  const gantry::tests::Folder folder;
  const std::string pipe = folder.path / "pipe";
  REQUIRE(::mkfifo(pipe.c_str(), 0600) == 0);
  CHECK(open_for_reading(pipe).error().code == "file.kind");
  auto file = open_for_reading(folder.write("file", "0123456789"));
  REQUIRE(file);
  CHECK(file.value().bytes == 10);
  CHECK(read_head(file.value(), 4).value() == "0123");
  CHECK(read_head(file.value(), 100).value() == "0123456789");
  const auto mapped = MappedFile::map(std::move(file.value().descriptor));
  REQUIRE(mapped);
  CHECK(std::memcmp(mapped.value().bytes().data(), "0123456789", 10) == 0);
}

TEST_CASE("folders of this user follow the XDG specification, which ignores relative paths") {
  ::setenv("XDG_STATE_HOME", "/somewhere/state", 1);
  CHECK(state_folder() == "/somewhere/state/gantry");
  ::setenv("XDG_STATE_HOME", "relative", 1);
  ::setenv("HOME", "/users/someone", 1);
  CHECK(state_folder() == "/users/someone/.local/state/gantry");
  ::unsetenv("XDG_CONFIG_HOME");
  CHECK(config_folder() == "/users/someone/.config/gantry");
  CHECK(this_executable().filename() == "test_core_platform");
}
