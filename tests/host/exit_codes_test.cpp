// SPDX-License-Identifier: Apache-2.0
// What the command line answers, in exit codes, in words and in JSON.
#include "fixtures.hpp"

#include <catch2/catch.hpp>
#include <cmath>

using namespace gantry::test;

namespace {

void with_image(const Home &home) {
  std::vector<float> voxels(32);
  for (std::size_t i = 0; i < voxels.size(); ++i) voxels[i] = static_cast<float>(i);
  write_nifti(home.path("a.nii"), {4, 4, 2, 1}, voxels);
}

// Exit code, one JSON document on standard output, words on standard error.
Ran refused(const Home &home, Words words, int code) {
  words.push_back("--json");
  const Ran ran = home.gantry(words);
  INFO(words.front() << " → " << ran.code << "\n" << ran.out << ran.err);
  CHECK(ran.code == code);
  CHECK_FALSE(ran.json().is_discarded());
  CHECK_FALSE(ran.err.empty());
  return ran;
}

}  // namespace

TEST_CASE("what was mistyped is answered with exit code 2 and what would be right") {
  Home home;
  with_image(home);
  CHECK(refused(home, {"run", "no-such-tool"}, 2).says("gantry tools"));
  CHECK(refused(home, {"no-such-command"}, 2).says("--help"));
  CHECK(refused(home, {"run", "threshold", "--input", "image=a.nii", "--set", "level=1", "--set", "levle=2"}, 2)
            .says("level"));
  CHECK(refused(home, {"run", "threshold", "--set", "level=2"}, 2).says("image"));
  CHECK(refused(home, {"run", "threshold", "--input", "image=not-there.nii", "--set", "level=1"}, 2)
            .says("not-there.nii"));
  CHECK(refused(home, {"run", "threshold", "--input", "picture=a.nii", "--input", "image=a.nii", "--set", "level=1"}, 2)
            .says("picture"));
  const Ran range = refused(home, {"run", "kmeans", "--input", "image=a.nii", "--set", "classes=1000"}, 2);
  CHECK(range.says("outside its range"));
  CHECK(range.says("from "));
  CHECK(refused(home, {"run", "threshold", "--no-such-flag"}, 2).says("no-such-flag"));
  CHECK(refused(home, {"fit", "no-such-model", "--input", "a.nii", "--map"}, 2).says("gantry models"));
  CHECK(refused(home, {"study", "a.toml"}, 2).says("project"));
}

TEST_CASE("--json gives one document whatever the command") {
  Home home;
  for (const Words &words :
       {Words{"tools"}, Words{"models"}, Words{"tools", "threshold"}, Words{"models", "t2star"}, Words{"plugins"},
        Words{"plugins", "list"}, Words{"plugins", "info", "nifti"}, Words{"plugins", "validate", "nifti"}}) {
    Words asked = words;
    asked.push_back("--json");
    const Ran ran = home.gantry(asked);
    INFO(words.front() << ran.err);
    CHECK(ran.code == 0);
    CHECK_FALSE(ran.json().is_discarded());
  }
  for (const Words &words : {Words{"import"}, Words{"convert"}, Words{"headers"}, Words{"verify"}, Words{"report"},
                             Words{"project"}, Words{"run"}, Words{"fit"}, Words{"study"}}) {
    refused(home, words, 2);
  }
}

TEST_CASE("a truncated image fails in words, with exit code 1, and nothing is written") {
  Home home;
  with_image(home);
  fs::resize_file(home.path("a.nii"), 400);
  CHECK(refused(home, {"run", "threshold", "--input", "image=a.nii", "--set", "level=1", "--output", "mask=m.nii"}, 1)
            .json()
            .at("error")
            .at("code") != "");
  refused(home, {"convert", "a.nii", "-o", "b.nii"}, 1);
  CHECK_FALSE(fs::exists(home.path("m.nii")));
  CHECK_FALSE(fs::exists(home.path("b.nii")));
}

TEST_CASE("of a folder with a good and a bad file the good one is imported and the bad one listed: exit code 5") {
  Home home;
  fs::create_directory(home.path("in"));
  with_image(home);
  fs::copy_file(home.path("a.nii"), home.path("in/good.nii"));
  fs::copy_file(home.path("a.nii"), home.path("in/short.nii"));
  fs::resize_file(home.path("in/short.nii"), 400);
  const Ran ran = refused(home, {"import", "in", "-P", "P"}, 5);
  CHECK(ran.json().at("items").size() == 1);
  REQUIRE(ran.json().at("refused").size() == 1);
  CHECK(ran.json().at("refused")[0].at("file").get<std::string>().find("short.nii") != std::string::npos);
  CHECK(ran.says("short.nii was refused"));
}

TEST_CASE("numbers may have a decimal comma and another unit; a unit that doesn't fit is refused in words") {
  Home home;
  with_image(home);
  const auto above = [&](const std::string &level) {
    REQUIRE(
        home.gantry({"run", "threshold", "--input", "image=a.nii", "--set", "level=" + level, "--output", "mask=m.nii"})
            .code == 0);
    return contents(home.path("m.nii"));
  };
  CHECK(above("2,5") == above("2.5"));
  CHECK(above("2,5") != above("12.5"));
  const Ran ran = refused(home, {"run", "direction_average", "--input", "series=a.nii", "--set", "b_max=3 mL"}, 2);
  CHECK(ran.says("s/mm2"));
}

TEST_CASE("a plugin that crashes on an input is not given it again until retry") {
  Home home;
  with_image(home);
  const auto plugins = install(home, {"bad_crash_in_run"});
  const std::string id = plugin_id("bad_crash_in_run");
  Words run{"run", id + ".run", "--input", "image=a.nii"};
  run.insert(run.end(), plugins.begin(), plugins.end());
  CHECK(refused(home, run, 3).says("segmentation fault"));
  const Ran second = refused(home, run, 3);
  CHECK(second.json().at("error").at("code") == "plugin.input-refused");
  CHECK(second.says("plugins retry"));
  CHECK(home.gantry({"plugins", "retry", id, plugins[0], plugins[1]}).code == 0);
  CHECK(refused(home, run, 3).json().at("error").at("code") == "worker.crashed");
}

TEST_CASE("a plugin that crashes when it is loaded goes into quarantine, with reason, until retry") {
  Home home;
  const auto plugins = install(home, {"bad_crash_in_init"});
  const std::string id = plugin_id("bad_crash_in_init");
  const Words run{"run", id + ".run", plugins[0], plugins[1]};
  CHECK(refused(home, run, 3).says("quarantine"));
  CHECK(refused(home, run, 3).json().at("error").at("code") == "plugin.quarantined");
  const auto info = home.gantry({"plugins", "info", id, plugins[0], plugins[1], "--json"}).json();
  CHECK(info.at("quarantine").at("reason").get<std::string>().find("signal 6") != std::string::npos);
  CHECK(info.at("quarantine").contains("log_tail"));
  CHECK(home.gantry({"plugins", "retry", id, plugins[0], plugins[1], "--json"}).json().at("released") == true);
  CHECK(refused(home, run, 3).json().at("error").at("code") != "plugin.quarantined");
}

TEST_CASE("a plugin that needs a later interface is refused in words that say what to do") {
  Home home;
  const auto plugins = install(home, {"bad_abi"});
  const Ran ran = home.gantry({"run", plugin_id("bad_abi") + ".run", plugins[0], plugins[1]});
  INFO(ran.err);
  CHECK(ran.code != 0);
  CHECK(ran.says("2.0"));
  CHECK(ran.says("update Gantry"));
}

TEST_CASE("a library that its manifest does not describe is not loaded: exit code 4, and validate fails") {
  Home home;
  const auto plugins = install(home, {"good_echo"});
  const std::string id = plugin_id("good_echo");
  CHECK(home.gantry({"plugins", "validate", id, plugins[0], plugins[1]}).code == 0);
  auto lies = manifest(home, "good_echo");
  lies["tools"][0]["label"] = "Another";
  write_manifest(home, "good_echo", lies);
  CHECK(home.gantry({"plugins", "validate", id, plugins[0], plugins[1], "--json"}).code == 1);
  const fs::path library = bundle_of(home, "good_echo") / "good_echo.so";
  write(library, contents(library) + " ");
  CHECK(refused(home, {"run", id + ".run", plugins[0], plugins[1]}, 4).json().at("error").at("code") ==
        "plugin.altered");
  CHECK(home.gantry({"plugins", "validate", id, plugins[0], plugins[1], "--json"}).code == 1);
}

TEST_CASE("a curve in a table is fitted: the simulated T2* comes back, with start, bounds and fixed values honoured") {
  Home home;
  std::string text = "TE [ms];S\n";
  for (const double te : {2.5, 5.0, 10.0, 20.0, 40.0, 60.0}) {
    std::string row = std::to_string(te) + ";" + std::to_string(1000 * std::exp(-te / 30)) + "\n";
    for (char &c : row) c = c == '.' ? ',' : c;
    text += row;
  }
  write(home.path("t.csv"), text);
  const auto fit = [&](Words more) {
    Words words{"fit", "t2star", "--input", "t.csv", "--json"};
    words.insert(words.end(), more.begin(), more.end());
    const Ran ran = home.gantry(words);
    INFO(ran.err);
    REQUIRE(ran.code == 0);
    return ran.json();
  };
  const auto value = [](const nlohmann::json &fitted, std::size_t p) {
    return fitted.at("parameters")[p].at("value").get<double>();
  };
  CHECK(value(fit({}), 1) == Approx(30).epsilon(1e-5));
  CHECK(value(fit({"--start", "S0=10,T2star=200"}), 1) == Approx(30).epsilon(1e-5));
  CHECK(value(fit({"--bounds", "T2star=0:20"}), 1) == Approx(20).epsilon(1e-9));
  CHECK(value(fit({"--fix", "S0=900"}), 0) == 900);
  CHECK(fit({"--where", "TE=0:20"}).at("n") == 4);
  CHECK(refused(home, {"fit", "t2star", "--input", "t.csv", "--fix", "T2=3"}, 2).says("T2star"));
  CHECK(refused(home, {"fit", "t2star", "--input", "t.csv", "--start", "T2star"}, 2).says("--start"));
}
