// SPDX-License-Identifier: Apache-2.0
// A day's work in the window, by real events of the display; and what is on the disk afterwards.
#include "sitting.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <host/window/app/pixels.hpp>

using namespace gantry::test;
using nlohmann::json;

namespace {

json last_run(const json &shown) { return shown.at("runs").back(); }

std::string label_of(const json &shown, const std::string &item) {
  for (const auto &i : shown.at("items"))
    if (i.at("id") == item) return i.at("label");
  return {};
}

}  // namespace

TEST_CASE("the sample study is opened, its tour is gone through, and the brain is looked at") {
  Sitting at;
  at.does("sample");
  const std::string project = at.home.text("home/.local/share/gantry/sample-study");
  CHECK(at.shown(project).at("items").size() == 4);
  at.is_whole(project);
  REQUIRE(at.remembered_projects().size() == 1);
  const json image = at.remembered_projects().front().at("images").at("image-1");
  CHECK(image.at("zoom").get<double>() > 1.5);  // four clicks of the wheel
  CHECK(image.at("width").get<double>() > 0);   // windowed by hand
  CHECK(at.remembered().at("tour_seen") == true);
}

TEST_CASE("a tool is run through its form, verified, compared, and its result laid over the image") {
  Sitting at;
  if (!copy_sample(at.home, "P")) return;
  const auto before = at.shown("P").at("runs").size();
  at.does("tool", "P");
  const json shown = at.shown("P");
  REQUIRE(shown.at("runs").size() == before + 2);
  CHECK(shown.at("runs")[before].at("parameters").at("classes") == 4);
  CHECK(last_run(shown).at("parameters").at("classes") == 3);
  CHECK(label_of(shown, "labels-23").find("four tissues") == 0);
  at.is_whole("P");
  CHECK(at.home.gantry({"verify", "P"}).code == 0);
}

TEST_CASE("a map is fitted, and a voxel pressed in it shows its curve and fit") {
  Sitting at;
  if (!copy_sample(at.home, "P")) return;
  at.does("fit", "P");
  const json run = last_run(at.shown("P"));
  CHECK(run.at("target") == "adc");
  CHECK(run.at("options").at("where").at("b")[1] == 1200);
  at.is_whole("P");
}

TEST_CASE("names, headers, exports, a report, the other language and theme, and all by the keyboard") {
  Sitting at;
  if (!copy_sample(at.home, "P")) return;
  at.does("house", at.home.text("P"));
  CHECK(label_of(at.shown("P"), "image-1") == "brain, visit 1");
  CHECK(contents(at.home.path("volumes.csv")).find("grey matter") != std::string::npos);
  CHECK(contents(at.home.path("brain_031.png")).starts_with("\x89PNG"));
  const std::string report = contents(at.home.path("P-report.html"));
  CHECK(report.find("</html>") != std::string::npos);
  CHECK(report.find("brain, visit 1") != std::string::npos);
  CHECK(at.remembered().at("language") == "en");
  CHECK(at.remembered().at("theme") == "dark");
  // What was written can be read again.
  REQUIRE(at.home.gantry({"import", "brain.nii.gz", "-P", "Q"}).code == 0);
  CHECK(at.shown("Q").at("items").size() == 1);
  at.is_whole("P");
}

TEST_CASE("a folder dropped on the window comes in, and a file by the dialog, under a name") {
  Sitting at;
  fs::create_directory(at.home.path("scans"));
  for (const int n : {1, 2, 3})
    write_nifti(at.home.path("scans/" + std::to_string(n) + ".nii"), {8, 8, 8, 1},
                std::vector<float>(512, static_cast<float>(n)));
  write(at.home.path("numbers.csv"), "t [s],y\n0,1\n1,2\n2,4\n");
  REQUIRE(
      gantry::host::window::write_png({8, 6, std::vector<std::uint32_t>(48, 0xff808080)}, at.home.text("picture.png")));
  REQUIRE(at.home.gantry({"import", "scans/1.nii", "-P", "empty"}).code == 0);
  at.does("import", "empty");
  const json shown = at.shown("empty");
  CHECK(shown.at("items").size() == 6);
  CHECK(label_of(shown, "table-5") == "my numbers");
  at.is_whole("empty");
}

TEST_CASE("a run is cancelled and leaves nothing; a plugin that breaks is held, and let go by Retry") {
  Sitting at;
  write_nifti(at.home.path("a.nii"), {4, 4, 2, 1}, std::vector<float>(32, 1));
  REQUIRE(at.home.gantry({"import", "a.nii", "-P", "P", "--as", "first"}).code == 0);
  REQUIRE(at.home.gantry({"import", "a.nii", "-P", "P", "--as", "second"}).code == 0);
  at.does("broken", "P", install(at.home, {"good_echo", "bad_crash_in_init"}));
  const json shown = at.shown("P");
  CHECK(shown.at("items").size() == 2);
  for (const auto &run : shown.at("runs")) CHECK(run.at("parameters").value("offset", 0.0) != 999.0);
  CHECK(std::none_of(shown.at("runs").begin(), shown.at("runs").end(),
                     [](const json &run) { return run.at("status") == "ok"; }));
  at.is_whole("P");
}
