// SPDX-License-Identifier: Apache-2.0
#include "sitting.hpp"

#include <boost/algorithm/string/replace.hpp>
#include <catch2/catch.hpp>
#include <cstdlib>

namespace gantry::test {
namespace {

std::vector<std::pair<std::string, std::string>> places(const Home &home) {
  return {{"{HOME}", home.text()},
          {"{TREE}", "work/panes/tree"},
          {"{CENTRE}", "work/panes/sides/rows/centre"},
          {"{BOTTOM}", "work/panes/sides/rows/bottom"},
          {"{TOOLS}", "work/panes/sides/tools"},
          {"{FORM}", "work/panes/sides/form"}};
}

void link_to(const fs::path &link, const fs::path &target) {
  std::error_code none;
  if (fs::equivalent(link, target, none)) return;
  fs::create_directories(link.parent_path());
  fs::remove(link);
  fs::create_directory_symlink(target, link);
}

}  // namespace

Sitting::Sitting() {
  const auto data = sample_data(home);
  const fs::path share = fs::path(GANTRY_BINARY_DIR) / "share" / "gantry";
  link_to(share / "studies", fs::path(GANTRY_SOURCE_DIR) / "samples" / "studies");
  if (data) link_to(share / "sample-data", *data);
}

Running Sitting::begins(const std::string &lines, const std::string &project, const Words &more) {
  const std::string file = home.text("script-" + std::to_string(++scripts_));
  std::string script = lines;
  for (const auto &[name, stands_for] : places(home)) boost::replace_all(script, name, stands_for);
  write(file, script);
  Words words{"/usr/bin/env",
              std::string("DISPLAY=") + std::getenv("DISPLAY"),
              "LIBGL_ALWAYS_SOFTWARE=1",
              "TZ=UTC",
              GANTRY_BINARY_DIR "/bin/gantry",
              "gui"};
  if (!project.empty()) words.push_back(project);
  words.insert(words.end(), {"--size", "1440x900", "--scale", "1", "--script", file, "--snapshot",
                             GANTRY_BINARY_DIR "/tests/window/last.png"});
  words.insert(words.end(), more.begin(), more.end());
  fs::create_directories(GANTRY_BINARY_DIR "/tests/window");
  return home.start(words);
}

void Sitting::does_lines(const std::string &lines, const std::string &project, const Words &more) {
  const Ran ran = begins(lines, project, more).wait(std::chrono::seconds(400));
  INFO(ran.err << "\nthe last picture: " GANTRY_BINARY_DIR "/tests/window/last.png");
  REQUIRE(ran.code == 0);
}

void Sitting::does(const std::string &script, const std::string &project, const Words &more) {
  const fs::path file = fs::path(GANTRY_SOURCE_DIR) / "tests/host/window/scripts" / (script + ".script");
  INFO(file.string());
  does_lines(contents(file), project, more);
}

nlohmann::json Sitting::shown(const std::string &project) const {
  const Ran ran = home.gantry({"project", "show", project, "--json"});
  INFO(ran.err);
  REQUIRE(ran.code == 0);
  return ran.json();
}

void Sitting::is_whole(const std::string &project) const {
  const Ran ran = home.gantry({"project", "check", project});
  INFO(ran.out << ran.err);
  CHECK(ran.code == 0);
}

nlohmann::json Sitting::remembered() const {
  return nlohmann::json::parse(contents(home.state() / "window.json"), nullptr, false);
}

std::vector<nlohmann::json> Sitting::remembered_projects() const {
  std::vector<nlohmann::json> all;
  std::error_code none;
  for (const auto &entry : fs::directory_iterator(home.state() / "projects", none)) {
    if (entry.path().extension() == ".json")
      all.push_back(nlohmann::json::parse(contents(entry.path()), nullptr, false));
  }
  return all;
}

bool copy_sample(const Home &home, const std::string &name) {
  const Study *const study = sample_study();
  if (study == nullptr) return false;
  INFO(study->ran.err);
  REQUIRE(study->ran.code == 0);
  fs::copy(study->project(), home.path(name), fs::copy_options::recursive);
  return true;
}

}  // namespace gantry::test
