// SPDX-License-Identifier: Apache-2.0
// The program itself on the smallest screen that it is made for, in the language with the longer words.
#include "display.hpp"
#include <tests/host/gantry_program.hpp>

#include <catch2/catch.hpp>
#include <fstream>

using namespace gantry::test;

namespace {

// A project with an image, a table, and whatever a run makes of them.
void make_project(const Home &home) {
  std::ofstream image(home.path("scan.nrrd"));
  image << "NRRD0004\ntype: uint8\ndimension: 3\nsizes: 12 12 4\nspace: left-posterior-superior\n"
           "space directions: (1,0,0) (0,1,0) (0,0,2)\nspace origin: (0,0,0)\nencoding: ascii\n\n";
  for (int i = 0; i < 12 * 12 * 4; ++i) image << (i * i) % 251 << '\n';
  image.close();
  std::ofstream(home.path("times.csv")) << "time [s],signal [mV]\n0,1\n1,2.5\n2,1.25\n";
  const Ran imported =
      home.gantry({"import", home.text("scan.nrrd"), home.text("times.csv"), "--project", home.text("P")});
  INFO(imported.err);
  REQUIRE(imported.code == 0);
}

// What the program says when it plays this at 1280×720 in Dutch.
std::string played(const Home &home, const std::string &script, const Words &flags = {}) {
  std::ofstream(home.path("script")) << "size 1280 720\nlanguage nl\nsleep until idle\n" << script;
  Words words{"/usr/bin/env",
              std::string("DISPLAY=") + std::getenv("DISPLAY"),
              "LIBGL_ALWAYS_SOFTWARE=1",
              GANTRY_BINARY_DIR "/bin/gantry",
              "gui",
              home.text("P"),
              "--script",
              home.text("script")};
  words.insert(words.end(), flags.begin(), flags.end());
  const Ran ran = home.run(words);
  return ran.code == 0 ? "" : ran.err + ran.out;
}

constexpr const char *every_part = R"(
assert whole .
click work/panes/tree/images/image-1
sleep until idle
assert whole .
click work/panes/tree/tables/table-2
sleep until idle
assert whole .
click work/panes/sides/rows/centre/table-2/views/plot
assert whole .
click work/panes/tree/images/image-1
type work/panes/sides/tools/find "kmeans"
click work/panes/sides/tools/list/category-segmentation/tool_org.gantry.segmentation.kmeans
sleep until idle
assert whole .
key ctrl+enter
sleep until idle
click work/panes/sides/rows/bottom/results
assert whole .
click work/panes/sides/rows/bottom/jobs
assert whole .
click work/panes/sides/rows/bottom/history
assert whole .
click work/panes/sides/rows/bottom/log
assert whole .
click work/panes/sides/form/back
click work/panes/sides/tools/find
key ctrl+a
type work/panes/sides/tools/find "ADC"
click work/panes/sides/tools/list/category-diffusion/fit_org.gantry.diffusion.adc
sleep until idle
assert whole .
click top/bar/plugins
assert whole .
click top/bar/preferences
assert whole .
key ctrl+p
assert whole palette
key escape
key f1
assert whole keys
key f1
click top/bar/home
assert whole .
click start/middle/halves/create
assert whole dialog
)";

}  // namespace

TEST_CASE("No words are cut off at 1280×720 in Dutch, on any page") {
  const Display display;
  const Home home;
  make_project(home);
  CHECK(played(home, every_part, {"--scale", "1"}) == "");
}

TEST_CASE("Words that do not fit are found to be cut off") {
  const Display display;
  const Home home;
  make_project(home);
  // At twice the scale on the same screen, there is half the room.
  CHECK(played(home, "size 640 360\n" + std::string(every_part), {"--scale", "2"}).find("is cut off") !=
        std::string::npos);
}
