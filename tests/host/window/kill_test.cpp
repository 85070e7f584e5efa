// SPDX-License-Identifier: Apache-2.0
// The window killed at any moment: it reopens where it was, what was confirmed is there, and what was half done is said.
#include "sitting.hpp"

#include <catch2/catch.hpp>
#include <set>
#include <csignal>

using namespace gantry::test;

namespace {

// Kills the window and sees that nothing is left of it.
void kill(Running window, const std::vector<std::string> &memory_before) {
  const auto all = descendants(window.id());
  window.send(SIGKILL);
  const Ran ran = window.wait();
  INFO(ran.err);
  REQUIRE(ran.signal == SIGKILL);
  CHECK(soon([&] { return gone(all); }));
  CHECK(shared_memory() == memory_before);
}

// Plays the lines to their end; the window stands then, for `ready` to hold and to be killed.
template <class Ready>
void kill_after(Sitting &at, const std::string &lines, const std::string &project, const Words &more, Ready ready) {
  const auto memory = shared_memory();
  const fs::path mark = at.home.path("mark.png");
  fs::remove(mark);
  Running window = at.begins(lines + "\nsnapshot {HOME}/mark.png\nwait until shown nothing/ever\n", project, more);
  bool marked = false;
  for (int tries = 0; tries < 6 && !marked; ++tries) marked = soon([&] { return fs::exists(mark); });
  if (!marked) {
    window.send(SIGTERM);
    FAIL(window.wait().err);
  }
  REQUIRE(soon(ready));
  kill(std::move(window), memory);
}
void kill_after(Sitting &at, const std::string &lines, const std::string &project, const Words &more = {}) {
  kill_after(at, lines, project, more, [] { return true; });
}

bool remembers(const Sitting &at, const std::string &words) {
  for (const auto &entry : fs::recursive_directory_iterator(at.home.state()))
    if (entry.is_regular_file() && contents(entry.path()).find(words) != std::string::npos) return true;
  return false;
}

// A project with two small images, and the echo, which waits for ever when its offset is 999.
Words prepared(Sitting &at) {
  write_nifti(at.home.path("a.nii"), {16, 16, 8, 1}, std::vector<float>(16 * 16 * 8, 3.0F));
  REQUIRE(at.home.gantry({"import", "a.nii", "-P", "P", "--as", "first"}).code == 0);
  REQUIRE(at.home.gantry({"import", "a.nii", "-P", "P", "--as", "second"}).code == 0);
  return install(at.home, {"good_echo"});
}

const std::string choose_echo = R"script(
wait until shown {TREE}/images/image-1
click {TREE}/images/image-1
type {TOOLS}/find "good-echo"
click {TOOLS}/list/category-Other/tool_org.gantry.test.good-echo.run
choose {FORM}/fields/inputs/image "first  (image-1)"
)script";

}  // namespace

TEST_CASE("killed while nothing ran: project, selection, half-typed form and layout are as they were") {
  Sitting at;
  const Words echo = prepared(at);
  kill_after(at, choose_echo + R"(
type {FORM}/fields/settings/offset "17"
type {FORM}/fields/label "half a na"
drag work/panes 80 0
click {BOTTOM}/history
click {TREE}/images/image-2
scroll {CENTRE}/image-2/image 3
assert value {CENTRE}/image-2/image/slice "8"
)",
             "P", echo, [&] { return remembers(at, "half a na") && remembers(at, "\"slice\": 7"); });
  const auto layout = at.remembered().at("layout");
  at.does_lines(R"(
wait until shown {FORM}/fields/label
assert value {FORM}/fields/label "half a na"
assert value {FORM}/fields/settings/offset "17"
assert text {TREE}/images/image-2 "chosen"
assert on {BOTTOM}/history
wait until shown {CENTRE}/image-2/image/slice
assert value {CENTRE}/image-2/image/slice "8"
assert gone trouble
)",
                "", echo);
  CHECK(layout.contains("work/panes"));
  CHECK(at.remembered().at("layout") == layout);
  at.is_whole("P");
}

TEST_CASE("killed while a tool ran: it says so, the form is as it was, and the tool can be run") {
  Sitting at;
  const Words echo = prepared(at);
  kill_after(at, choose_echo + R"(
type {FORM}/fields/settings/offset "999\n"
click {FORM}/run
wait until text {FORM}/progress "waiting"
)",
             "P", echo, [&] { return remembers(at, "\"kind\": \"run\""); });
  CHECK(at.shown("P").at("runs").empty());
  at.is_whole("P");
  at.does_lines(R"(
wait until text trouble/error/what "Gantry ended before this was done: Run"
wait until shown {FORM}/fields/settings/offset
assert value {FORM}/fields/settings/offset "999"
click {FORM}/fields/settings/offset
key ctrl+a
type {FORM}/fields/settings/offset "2\n"
click {FORM}/run
wait until shown {BOTTOM}/results/run/output-result/show
click trouble/close
assert gone trouble
)",
                "", echo);
  CHECK(at.shown("P").at("runs").size() == 1);
  at.is_whole("P");
}

TEST_CASE("killed while data came in: none of it is there, it is said, and it comes in when it is imported again") {
  Sitting at;
  const Words echo = prepared(at);
  std::vector<float> voxels(64 * 64 * 32);
  constexpr std::size_t files = 60;
  fs::create_directory(at.home.path("scans"));
  for (std::size_t i = 0; i < files; ++i) {
    voxels[0] = static_cast<float>(i);
    write_nifti(at.home.path("scans/" + std::to_string(i) + ".nii"), {64, 64, 32, 1}, voxels);
  }
  kill_after(at, R"(
wait until shown {TREE}/import
click {BOTTOM}/jobs
drop {HOME}/scans
wait until shown {BOTTOM}/jobs/list/job-1/progress
)",
             "P", echo, [&] { return remembers(at, "\"kind\": \"import\""); });
  CHECK(at.shown("P").at("items").size() == 2);
  at.is_whole("P");
  CHECK_FALSE(remembers(at, "scans"));  // a file's name may be a patient's
  at.does_lines(R"(
wait until text trouble/error/what "Gantry ended before this was done: an import"
sleep until idle
)",
                "", echo);
  CHECK(at.home.gantry({"project", "gc", "P", "--json"}).json().at("objects") == 0);  // it was tidied up by itself
  at.does_lines(R"(
wait until shown {TREE}/import
assert gone trouble
click {TREE}/import
type dialog/path "{HOME}/scans"
click dialog/ok
wait until shown {TREE}/images/image-3
)",
                "", echo);
  CHECK(at.shown("P").at("items").size() == 2 + files);
  at.is_whole("P");
}

TEST_CASE("killed while a report was written: the file is whole or not there, and what is not there is said") {
  Sitting at;
  if (!copy_sample(at.home, "P")) return;
  kill_after(at, R"(
wait until shown {TREE}/images/image-1
click {BOTTOM}/history
click {BOTTOM}/history/report
click dialog/ok
)",
             "P");
  at.is_whole("P");
  const fs::path report = at.home.path("P-report.html");
  const bool written = fs::exists(report);
  WARN("the report was " << (written ? "written" : "not written") << " when the window was killed");
  if (written) CHECK(contents(report).find("</html>") != std::string::npos);
  const std::string expected =
      written ? "assert gone trouble\n"
              : "assert text trouble/error/what \"Gantry ended before this was done: Write the report\"\n";
  at.does_lines("wait until shown {TREE}/images/image-1\nsleep until idle\n" + expected);
}

TEST_CASE("killed while the sample study came in: opened again, it is all there") {
  Sitting at;
  const std::string press = "wait until enabled start/middle/halves/sample\nclick start/middle/halves/sample\n";
  kill_after(at, press, "");
  at.does_lines(press + "wait until shown {TREE}/images/image-4\n");
  const std::string project = at.home.text("home/.local/share/gantry/sample-study");
  CHECK(at.shown(project).at("items").size() == 4);
  at.is_whole(project);
}
