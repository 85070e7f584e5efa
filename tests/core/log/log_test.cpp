// SPDX-License-Identifier: Apache-2.0
// The log file: every line is JSON, parts rotate, and a folder that can't be written stops nothing.
#include <catch2/catch.hpp>
#include <core/log/log.hpp>
#include <core/log/without_paths.hpp>
#include <fstream>
#include <tests/support/folder.hpp>

namespace fs = std::filesystem;
namespace glog = gantry::core::log;
using gantry::tests::Folder;
using nlohmann::json;

namespace {

std::vector<json> lines_of(const fs::path &file) {
  std::ifstream in(file);
  std::vector<json> lines;
  for (std::string line; std::getline(in, line);) {
    lines.push_back(json::parse(line, nullptr, false));
    CHECK_FALSE(lines.back().is_discarded());
  }
  return lines;
}

}  // namespace

// One process has one log, so its whole life is one test.
TEST_CASE("the log survives a folder that can't be written, writes JSON lines, and rotates", "[log]") {
  CHECK_FALSE(glog::start({.folder = "/proc/version/log"}));
  glog::write(glog::Severity::error, "before the start: nothing happens");

  const Folder folder;
  REQUIRE(glog::start({.folder = folder.path, .rotate_bytes = 4096, .keep_bytes = 16384}));
  glog::write(glog::Severity::debug, "below the least severity");
  glog::write(glog::Severity::info, "job \"done\"\nwith a line break", {{"job", "j1"}, {"seconds", 0.5}});
  glog::write(glog::Severity::warning, "bytes that are no UTF-8: \xff\xfe");
  auto lines = lines_of(folder.path / "gantry.jsonl");
  REQUIRE(lines.size() == 2);
  CHECK(lines[0]["what"] == "job \"done\"\nwith a line break");
  CHECK(lines[0]["severity"] == "info");
  CHECK(lines[0]["job"] == "j1");
  CHECK(lines[0]["seconds"] == 0.5);
  CHECK(lines[0]["time"].get<std::string>().size() >= 20);
  CHECK(lines[1]["severity"] == "warning");

  for (int i = 0; i < 500; ++i) glog::write(glog::Severity::info, std::string(100, 'x'), {{"n", i}});
  std::uintmax_t bytes = 0;
  std::size_t parts = 0;
  for (const auto &entry : fs::directory_iterator(folder.path)) {
    lines_of(entry.path());
    CHECK(entry.file_size() <= 4096 + 512);
    bytes += entry.file_size();
    ++parts;
  }
  CHECK(parts > 1);
  CHECK(bytes <= 16384 + 2 * 4096);  // the rest has been removed
}

TEST_CASE("paths are taken out of words, wherever they stand, and other words stay", "[log]") {
  using gantry::core::without_paths;
  CHECK(without_paths("can't open /data/Jan/scan.nii: no such file") == "can't open (path): no such file");
  CHECK(without_paths("open \"/data/Jan de Vries/scan.nii\" failed") == "open \"(path)\" failed");
  CHECK(without_paths("C:\\Users\\Jan\\scan.nii") == "(path)");
  CHECK(without_paths("../Jan/scan.nii") == "(path)");
  for (const char *plain : {"b = 1000 s/mm2", "1/2 of the voxels", "and/or", "ratio: 3", ""})
    CHECK(without_paths(plain) == plain);
}
