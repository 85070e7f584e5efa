// SPDX-License-Identifier: Apache-2.0
// What is remembered: whole or not at all, also when the process is killed.
#include <catch2/catch.hpp>
#include <core/preferences/preferences.hpp>
#include <core/preferences/remembered.hpp>
#include <csignal>
#include <sys/resource.h>
#include <sys/wait.h>
#include <tests/support/folder.hpp>
#include <thread>
#include <unistd.h>

using namespace gantry::core;
using gantry::tests::Folder;
using gantry::tests::slurp;
using nlohmann::json;

namespace {

// Never fires: what is not saved by then is not saved by the clock.
constexpr auto an_hour = std::chrono::hours(1);

}  // namespace

TEST_CASE("what was saved is there after a kill, and what was not is not half there", "[preferences]") {
  const Folder folder;
  const auto file = folder.path / "window.json";
  const pid_t child = ::fork();
  if (child == 0) {
    Remembered memory(file, an_hour);
    memory.put({{"theme", "light"}});
    if (memory.save()) memory.put({{"theme", "contrast"}});
    ::raise(SIGKILL);
  }
  int status = 0;
  REQUIRE(::waitpid(child, &status, 0) == child);
  REQUIRE(WIFSIGNALED(status));
  const Remembered memory(file);
  CHECK(memory.content() == json{{"theme", "light"}});
  CHECK(memory.trouble().empty());
}

TEST_CASE("a change is written by itself a moment later", "[preferences]") {
  const Folder folder;
  const auto file = folder.path / "deep" / "window.json";
  Remembered memory(file, std::chrono::milliseconds(1));
  memory.put({{"a", 1}});
  while (!std::filesystem::exists(file)) std::this_thread::sleep_for(std::chrono::milliseconds(1));
  CHECK(json::parse(slurp(file)) == json{{"a", 1}});
  CHECK((std::filesystem::status(file).permissions() & std::filesystem::perms::mask) ==
        (std::filesystem::perms::owner_read | std::filesystem::perms::owner_write));
}

TEST_CASE("the latest of many changes is what stays", "[preferences]") {
  const Folder folder;
  {
    Remembered memory(folder.path / "window.json", an_hour);
    for (int i = 0; i < 100; ++i) memory.put({{"i", i}});
  }
  CHECK(Remembered(folder.path / "window.json").content()["i"] == 99);
}

TEST_CASE("a damaged file is set aside and said, and costs nothing but itself", "[preferences]") {
  const Folder folder;
  folder.write("window.json", "{\"theme\": \"li");
  Remembered memory(folder.path / "window.json");
  CHECK(memory.content() == json::object());
  CHECK(memory.trouble().find("set aside") != std::string::npos);
  CHECK(slurp(folder.path / "window.json.damaged") == "{\"theme\": \"li");
  memory.put({{"theme", "dark"}});
  REQUIRE(memory.save());
  CHECK(Remembered(folder.path / "window.json").content()["theme"] == "dark");
}

TEST_CASE("a folder that can't be written is said in words", "[preferences]") {
  const Folder folder;
  folder.write("file", "");
  Remembered memory(folder.path / "file" / "window.json");
  memory.put({{"theme", "dark"}});
  const auto saved = memory.save();
  REQUIRE_FALSE(saved);
  CHECK(memory.trouble() == saved.error().message);
}

TEST_CASE("what a full disk has no room for is said, kept, and written when there is room again", "[preferences]") {
  const Folder folder;
  const auto file = folder.path / "window.json";
  const pid_t child = ::fork();
  if (child == 0) {
    ::signal(SIGXFSZ, SIG_IGN);
    struct rlimit room {};
    ::getrlimit(RLIMIT_FSIZE, &room);
    const auto leave = [&](rlim_t bytes) {
      const struct rlimit less { bytes, room.rlim_max };
      ::setrlimit(RLIMIT_FSIZE, &less);
    };
    {
      Remembered memory(file, an_hour);
      memory.put({{"theme", "light"}});
      bool well = static_cast<bool>(memory.save());
      leave(100);
      memory.put({{"theme", "dark"}, {"layout", std::string(1000, 'x')}});
      const auto full = memory.save();
      well = well && !full && full.error().code == "disk.full" && memory.trouble() == full.error().message;
      well = well && Remembered(file).content() == json{{"theme", "light"}};
      leave(room.rlim_cur);
      if (!well) ::_exit(1);
    }  // nothing was put since
    ::_exit(Remembered(file).content()["theme"] == "dark" ? 0 : 2);
  }
  int status = 0;
  REQUIRE(::waitpid(child, &status, 0) == child);
  REQUIRE(WIFEXITED(status));
  CHECK(WEXITSTATUS(status) == 0);
  CHECK(std::distance(std::filesystem::directory_iterator(folder.path), {}) == 1);
}

TEST_CASE("preferences come back as they were, and strange ones as the defaults", "[preferences]") {
  Preferences p;
  p.language = "nl";
  p.theme = "contrast";
  p.scale = 1.25;
  p.tour_seen = true;
  p.presets["tool:a"].push_back({"mine", {{"values", {{"level", 200}}}}});
  p.layout = {{"work/panes", "0.2"}};
  for (int i = 0; i < 20; ++i) note_recent(p, "folder-" + std::to_string(i), "2026-11-21T10:00:00Z");
  note_recent(p, "folder-12", "2026-11-22T10:00:00Z");
  CHECK(p.recent.size() == 12);
  CHECK(p.recent.front() == RecentProject{"folder-12", "2026-11-22T10:00:00Z"});
  CHECK(std::count_if(p.recent.begin(), p.recent.end(), [](const auto &r) { return r.folder == "folder-12"; }) == 1);
  CHECK(preferences_of(to_json(p)) == p);
  CHECK(preferences_of(
            json::parse(R"({"theme": 3, "scale": 400, "recent": [1, {"folder": ""}], "presets": {"a": 1}})")) == [] {
    Preferences d;
    d.scale = 3;
    return d;
  }());
}

TEST_CASE("each project has a memory of its own, by a name that gives its folder away to nobody", "[preferences]") {
  ProjectMemory m;
  m.item = "image-1";
  m.task = "tool:a";
  m.drafts["tool:a"] = {{"values", {{"level", 3}}}};
  m.images["image-1"] = {{"slice", 4}};
  m.other_run = "run-1";
  m.over["image-1"] = json::array({{{"item", "labels-2"}, {"opacity", 0.5}}});
  m.going = {{"", "import", 2, ""}, {"Report", "file", 1795000000, "/r.html"}};
  CHECK(project_memory_of(to_json(m)) == m);
  CHECK(project_memory_of("nonsense") == ProjectMemory{});
  const auto one = project_memory_file("state", "projects/Jansen"),
             other = project_memory_file("state", "projects/Smit");
  CHECK(one != other);
  CHECK(one.string().find("Jansen") == std::string::npos);
  CHECK(one == project_memory_file("state", "projects/../projects/Jansen"));
}
