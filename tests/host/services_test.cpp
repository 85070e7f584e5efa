// SPDX-License-Identifier: Apache-2.0
// A plugin's own commands, and what they may ask of the host.
#include "fixtures.hpp"

#include <catch2/catch.hpp>

using namespace gantry::test;

namespace {

// A project with one recorded run in it.
std::string with_run(const Home &home) {
  write_nifti(home.path("a.nii"), {4, 4, 2}, std::vector<float>(32, 3.0F));
  REQUIRE(home.gantry({"import", home.text("a.nii"), "-P", "P", "--as", "a"}).code == 0);
  const Ran ran = home.gantry({"run", "threshold", "-P", "P", "--input", "image=a", "--set", "level=2,5", "--json"});
  INFO(ran.err);
  REQUIRE(ran.code == 0);
  return ran.json()["run"].get<std::string>();
}

Ran ask(const Home &home, const Words &plugins, Words words) {
  words.insert(words.end(), plugins.begin(), plugins.end());
  words.push_back("--json");
  return home.gantry(words);
}

nlohmann::json answer(const Ran &ran) {
  INFO(ran.err << ran.out);
  REQUIRE(ran.code == 0);
  return ran.json()["outputs"][0]["record"];
}

}  // namespace

TEST_CASE("a plugin's command lists the project's data, appends to it and verifies its runs") {
  const Home home;
  const Words plugins = install(home, {"good_services"});
  const std::string run = with_run(home);
  const auto data = answer(ask(home, plugins, {"asking", "data", "-P", "P"}))["data"];
  CHECK(data.size() == 2);
  CHECK(data[0]["label"] == "a");
  const auto note = answer(ask(home, plugins, {"asking", "note", "-P", "P", "--text", "looked at it"}));
  CHECK(note["hash"].get<std::string>().size() == 64);
  const auto verdict = answer(ask(home, plugins, {"asking", "check", "-P", "P", "--which", run}));
  CHECK(verdict["verdict"] == "identical");
}

TEST_CASE("a secret is told to the plugin that kept it, and stands nowhere in clear") {
  const Home home;
  const Words plugins = install(home, {"good_services"});
  CHECK(ask(home, plugins, {"asking", "secret"}).code == 1);
  CHECK(answer(ask(home, plugins, {"asking", "secret", "--keep", "swordfish-7391"}))["kept"] == true);
  CHECK(answer(ask(home, plugins, {"asking", "secret"}))["secret"] == "swordfish-7391");
  CHECK(files_with(home.state(), "swordfish-7391").empty());
}

TEST_CASE("a plugin that did not ask for a permission is refused the service in words") {
  const Home home;
  const Words plugins = install(home, {"good_services"});
  with_run(home);
  auto changed = manifest(home, "good_services");
  changed["permissions"] = nlohmann::json::array();
  write_manifest(home, "good_services", changed);
  const Ran data = ask(home, plugins, {"asking", "data", "-P", "P"});
  CHECK(data.code == 1);
  CHECK(data.says("this needs an open project"));
  const Ran secret = ask(home, plugins, {"asking", "secret"});
  CHECK(secret.code == 1);
  CHECK(secret.says("this needs storage of its own"));
}

TEST_CASE("a command that works on a project asks for one") {
  const Home home;
  const Words plugins = install(home, {"good_services"});
  const Ran ran = ask(home, plugins, {"asking", "data"});
  CHECK(ran.code == 2);
  CHECK(ran.says("--project"));
}
