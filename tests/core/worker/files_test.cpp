// SPDX-License-Identifier: Apache-2.0
#include "support.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <tests/support/folder.hpp>

using namespace gantry::tests;
using Catch::Matchers::Contains;

namespace {

SourceFile file(const Folder &folder, const std::string &name, const std::string &bytes) {
  return {folder.write(name, bytes), name};
}

JobRequest reader_job(JobKind kind, std::vector<SourceFile> files) {
  JobRequest request = tool_job();
  request.kind = kind;
  request.target = kind == JobKind::sniff_files ? "" : "reader";
  request.files = std::move(files);
  return request;
}

}  // namespace

TEST_CASE("readers sniff the heads of all files in one job") {
  const Folder folder;
  WorkerPool pool({.worker_program = worker_program()});
  const auto request = reader_job(JobKind::sniff_files, {file(folder, "a.fix", "FIX" + std::string(10'000, 'x')),
                                                         file(folder, "b.txt", "other"),
                                                         file(folder, "empty", ""),
                                                         file(folder, "c.fix", "FIX"),
                                                         {"/nowhere/at/all", "gone"}});
  const auto result = pool.run(fixture("good_reader"), request, {});
  REQUIRE(result);
  const nlohmann::json expected{{{"reader", "reader"}, {"file", 0}, {"certainty", 100}},
                                {{"reader", "reader"}, {"file", 3}, {"certainty", 100}}};
  CHECK(result.value().items == expected);
}

TEST_CASE("a reader lists items and refuses files in words") {
  const Folder folder;
  WorkerPool pool({.worker_program = worker_program()});
  const auto result =
      pool.run(fixture("good_reader"),
               reader_job(JobKind::list_files, {file(folder, "a.fix", "FIX!"), file(folder, "b", "")}), {});
  REQUIRE(result);
  REQUIRE(result.value().items.size() == 1);
  CHECK(result.value().items[0]["key"] == "a.fix");
  CHECK(result.value().items[0]["kind"] == "file");
  CHECK(result.value().items[0]["files"] == nlohmann::json{0});
  REQUIRE(result.value().refused.size() == 1);
  CHECK(result.value().refused[0]["reason"] == "it is too short; export it again");
}

TEST_CASE("a reader opens files on demand, by path and by map, inside the sandbox; others may be gone") {
  const bool sandbox = GENERATE(true, false);
  const Folder folder;
  WorkerPool pool({.worker_program = worker_program(), .sandbox = sandbox});
  auto request = reader_job(JobKind::read_files, {{"/nowhere/at/all", "gone"}, file(folder, "a.fix", "FIX and more")});
  request.options["item"] = "a.fix";
  const auto result = pool.run(fixture("good_reader"), request, {});
  REQUIRE(result);
  REQUIRE(result.value().outputs.size() == 2);
  CHECK(result.value().outputs[0].port == "header");
  CHECK(record_of(*result.value().outputs[0].object).value().contains("entries"));
  const auto bytes = result.value().outputs[1].object->bytes.bytes();
  CHECK(std::string(reinterpret_cast<const char *>(bytes.data()), bytes.size()) == "FIX and more");

  request.options["item"] = "gone";
  const auto gone = pool.run(fixture("good_reader"), request, {});
  REQUIRE(!gone);
  CHECK(gone.error().code == "plugin.not-found");
}

TEST_CASE("a reader gets every file in whatever order it opens them, and none in place of one that is gone") {
  const Folder folder;
  WorkerPool pool({.worker_program = worker_program()});
  std::vector<SourceFile> files;
  std::string expected;
  for (int i = 0; i < 300; ++i) {
    const bool gone = i == 0 || i % 50 == 7, unnamed = i % 50 == 9;
    expected += gone || unnamed ? '-' : static_cast<char>('a' + i % 26);
    if (unnamed) files.emplace_back();
    else if (gone) files.push_back({"/nowhere/at/all", "gone"});
    else files.push_back(file(folder, "f" + std::to_string(i), std::string("FI") + expected.back()));
  }
  auto request = reader_job(JobKind::read_files, files);
  for (const char *key : {"*", "-*"}) {
    request.options["item"] = key;
    const auto result = pool.run(fixture("good_reader"), request, {});
    REQUIRE(result);
    const auto bytes = result.value().outputs.at(0).object->bytes.bytes();
    CHECK(std::string(reinterpret_cast<const char *>(bytes.data()), bytes.size()) == expected);
    std::reverse(expected.begin(), expected.end());
  }
}

TEST_CASE("a reader that aborts is named, in whatever function it does") {
  const Folder folder;
  WorkerPool pool({.worker_program = worker_program()});
  const auto check = [&](const char *plugin, JobKind bad) {
    for (const JobKind kind : {JobKind::sniff_files, JobKind::list_files, JobKind::read_files}) {
      INFO(plugin << " " << name(kind));
      const auto result = pool.run(fixture(plugin), reader_job(kind, {file(folder, "a.fix", "FIX")}), {});
      CHECK(result.has_value() == (kind != bad));
      if (result) continue;
      CHECK(result.error().code == "worker.crashed");
      CHECK_THAT(result.error().message, Contains("signal 6 (aborted)"));
      CHECK(result.error().failure == Failure::crashed);
    }
  };
  check("bad_aborts_in_sniff", JobKind::sniff_files);
  check("bad_aborts_in_list", JobKind::list_files);
  check("bad_aborts_in_read", JobKind::read_files);
}
