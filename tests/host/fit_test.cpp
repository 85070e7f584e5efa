// SPDX-License-Identifier: Apache-2.0
// Fits by the command line: one voxel, a map within a mask, and parameters in another unit.
#include "fixtures.hpp"

#include <catch2/catch.hpp>
#include <cmath>

using namespace gantry::test;

namespace {

constexpr double true_t2 = 25;  // ms, in every voxel

}  // namespace

TEST_CASE("one voxel of a joined series gives the truth back, with its derived rate") {
  const Home home;
  import_echoes(home, true_t2);
  const Ran ran = home.gantry({"fit", "t2star", "-P", "P", "--input", "echoes", "--voxel", "1,2,1", "--json"});
  INFO(ran.err);
  REQUIRE(ran.code == 0);
  const auto fit = ran.json();
  CHECK(fit["n"] == 4);
  CHECK(fit["parameters"][0]["value"].get<double>() == Approx(1000).epsilon(1e-6));
  CHECK(fit["parameters"][1]["value"].get<double>() == Approx(true_t2).epsilon(1e-6));
  CHECK(fit["derived"][0]["value"].get<double>() == Approx(1000 / true_t2).epsilon(1e-6));
}

TEST_CASE("a voxel outside the volume is refused in words") {
  const Home home;
  import_echoes(home, true_t2);
  const Ran ran = home.gantry({"fit", "t2star", "-P", "P", "--input", "echoes", "--voxel", "4,0,0"});
  CHECK(ran.code != 0);
  CHECK(ran.says("voxel"));
}

TEST_CASE("a map is fitted inside the mask alone") {
  const Home home;
  import_echoes(home, true_t2);
  const Ran ran = home.gantry({"fit", "t2star", "--map", "-P", "P", "--input", "echoes", "--mask", "mask", "--json"});
  INFO(ran.err);
  REQUIRE(ran.code == 0);
  const auto summary = ran.json();
  CHECK(summary["voxels"] == 5);
  CHECK(summary["status"]["converged"] == 5);
  CHECK(summary["status"]["outside_mask"] == 27);
  CHECK(summary["maps"]["T2star"]["median"].get<double>() == Approx(true_t2).epsilon(1e-4));
}

TEST_CASE("a map is looked up in a dictionary whose sizes the line says, and refined it is the truth") {
  const Home home;
  import_echoes(home, true_t2);
  const auto fit = [&](std::vector<std::string> more) {
    std::vector<std::string> words{"fit", "t2star", "--map", "-P", "P", "--input", "echoes", "--json"};
    words.insert(words.end(), more.begin(), more.end());
    return home.gantry(words);
  };
  const Ran ran = fit({"--dictionary", "T2star=31", "--bounds", "T2star=10:40"});
  INFO(ran.err);
  REQUIRE(ran.code == 0);
  CHECK(ran.json()["dictionary"]["entries"] == 31);
  CHECK(ran.json()["dictionary"]["amplitude"] == "S0");
  CHECK(ran.json()["maps"]["T2star"]["median"].get<double>() == Approx(true_t2).epsilon(1e-5));
  const Ran refined = fit({"--refine", "--dictionary"});
  INFO(refined.err);
  REQUIRE(refined.code == 0);
  CHECK(refined.json()["dictionary"]["refined"] == true);
  CHECK(refined.json()["maps"]["T2star"]["median"].get<double>() == Approx(true_t2).epsilon(1e-4));
  const Ran unreadable = fit({"--dictionary", "T2star=many"});
  CHECK(unreadable.code == 2);
  CHECK(unreadable.says("--dictionary"));
}

namespace {

// Two decays of 12 echoes with an error that anybody can add up, told apart by "side".
void write_decays(const Home &home) {
  std::string text = "side,TE [ms],S [mV],sd [mV]\n";
  for (const auto &[side, s0] : {std::pair{"left", 900.0}, std::pair{"right", 500.0}})
    for (int i = 1; i <= 12; ++i)
      text += std::string(side) + "," + std::to_string(10 * i) + "," +
              std::to_string(s0 * std::exp(-10.0 * i / true_t2) + 0.5 * ((i * i) % 5 - 2)) + ",0.7\n";
  write(home.path("decays.csv"), text);
  std::string one;
  for (std::size_t line = 0, at = 0; line < 13; ++line) {
    const std::size_t end = text.find('\n', at) + 1;
    one += text.substr(at, end - at);
    at = end;
  }
  write(home.path("one.csv"), one);
}

const nlohmann::json &parameter(const nlohmann::json &fit, const std::string &symbol) {
  for (const auto &p : fit["parameters"])
    if (p["symbol"] == symbol) return p;
  throw std::runtime_error("no " + symbol);
}

}  // namespace

TEST_CASE("a curve's intervals, noise and starts are as the flags say") {
  const Home home;
  write_decays(home);
  const auto fit = [&](Words more) {
    Words all{"fit", "t2star", "--input", home.text("one.csv"), "--column", "TE=TE,S=S", "--json"};
    all.insert(all.end(), more.begin(), more.end());
    const Ran ran = home.gantry(all);
    INFO(ran.err);
    REQUIRE(ran.code == 0);
    return ran.json();
  };
  const auto plain = fit({});
  CHECK(parameter(plain, "T2star")["value"].get<double>() == Approx(true_t2).epsilon(0.01));
  CHECK(parameter(plain, "S0")["unit"] == "mV");
  const auto profile = fit({"--interval", "profile", "--confidence", "0.9", "--sigma", "sd", "--multistart", "5"});
  CHECK(profile["interval"]["method"] == "profile");
  CHECK(profile["interval"]["confidence"] == 0.9);
  CHECK(profile["sigma"]["kind"] == "absolute");
  CHECK(profile["search"]["starts"] == 5);
  const auto drawn = fit({"--bootstrap", "200", "--seed", "7", "--loss", "huber:1.5"});
  CHECK(drawn["interval"]["bootstrap"]["seed"] == 7);
  CHECK(drawn["loss"]["kind"] == "huber");
}

TEST_CASE("settings come from a file, and flags are stronger") {
  const Home home;
  write_decays(home);
  write(home.path("fit.toml"),
        "interval = \"profile\"\nconfidence = 0.9\nsigma = 0.7\n[columns]\nTE = \"TE\"\nS = \"S\"\n"
        "[fix]\nS0 = 900\n[bounds]\nT2star = [1, 100]\n");
  const Ran ran = home.gantry({"fit", "t2star", "--input", home.text("one.csv"), "--settings", home.text("fit.toml"),
                               "--confidence", "0.99", "--json"});
  INFO(ran.err);
  REQUIRE(ran.code == 0);
  const auto fit = ran.json();
  CHECK(fit["interval"]["method"] == "profile");
  CHECK(fit["interval"]["confidence"] == 0.99);
  CHECK(parameter(fit, "S0")["fixed"] == true);
  CHECK(parameter(fit, "T2star")["bounds"] == nlohmann::json({1, 100}));
  write(home.path("wrong.toml"), "inteval = \"profile\"\n");
  const Ran wrong = home.gantry({"fit", "t2star", "--input", home.text("one.csv"), "--settings",
                                 home.text("wrong.toml"), "--column", "TE=TE,S=S"});
  CHECK(wrong.code == 2);
  CHECK(wrong.says("inteval"));
}

TEST_CASE("curves of one table share a parameter, and the plot shows them") {
  const Home home;
  write_decays(home);
  const Ran ran =
      home.gantry({"fit", "t2star", "--global", "--group", "side", "--share", "T2star", "--input",
                   home.text("decays.csv"), "--column", "TE=TE,S=S", "--plot", home.text("fit.svg"), "--json"});
  INFO(ran.err);
  REQUIRE(ran.code == 0);
  const auto fit = ran.json();
  CHECK(fit["parameters"].size() == 3);
  CHECK(parameter(fit, "T2star")["shared"] == true);
  CHECK(parameter(fit, "T2star")["value"].get<double>() == Approx(true_t2).epsilon(0.01));
  const std::string svg = contents(home.path("fit.svg"));
  CHECK(svg.rfind("<svg", 0) == 0);
  CHECK(svg.find(">left<") != std::string::npos);
  REQUIRE(home.gantry({"fit", "t2star", "--input", home.text("one.csv"), "--column", "TE=TE,S=S", "--plot",
                       home.text("fit.png")})
              .code == 0);
  CHECK(contents(home.path("fit.png")).rfind("\x89PNG", 0) == 0);
  CHECK(home.gantry({"fit", "t2star", "--input", home.text("one.csv"), "--column", "TE=TE,S=S", "--plot",
                     home.text("fit.bmp")})
            .code == 2);
}

TEST_CASE("a recorded fit with drawn intervals is verified as identical") {
  const Home home;
  write_decays(home);
  REQUIRE(home.gantry({"fit", "t2star", "-P", "P", "--input", home.text("one.csv"), "--column", "TE=TE,S=S",
                       "--bootstrap", "200"})
              .code == 0);
  const Ran ran = home.gantry({"verify", "P"});
  INFO(ran.err << ran.out);
  CHECK(ran.code == 0);
  CHECK(ran.out.find("4 identical") != std::string::npos);
}

TEST_CASE("models are compared on the same data, and the larger one is tested") {
  const Home home;
  std::string text = "b [s/mm2],S\n";
  for (int i = 0; i < 16; ++i) {
    const double b = 150.0 * i, kurtosis = -b * 0.001 + b * b * 1e-6 / 6;
    text += std::to_string(b) + "," + std::to_string(1000 * std::exp(kurtosis) + ((i * i) % 5 - 2)) + "\n";
  }
  write(home.path("b.csv"), text);
  const Ran ran = home.gantry(
      {"fit", "adc", "--compare", "kurtosis", "--nested", "--start", "K=0.5", "--input", home.text("b.csv"), "--json"});
  INFO(ran.err);
  REQUIRE(ran.code == 0);
  const auto all = ran.json();
  CHECK(all["fits"].size() == 2);
  CHECK(all["comparison"]["models"][0]["model"] == "kurtosis");
  CHECK(all["comparison"]["nested"][0]["smaller"] == "adc");
  CHECK(all["comparison"]["nested"][0]["p"].get<double>() < 0.001);
  // The model declares it, so that nobody has to say so.
  const Ran declared =
      home.gantry({"fit", "adc", "--compare", "kurtosis", "--start", "K=0.5", "--input", home.text("b.csv"), "--json"});
  CHECK(declared.json()["comparison"]["nested"] == all["comparison"]["nested"]);
  const Ran nobody =
      home.gantry({"fit", "adc", "--compare", "kurtosis", "--start", "T2=3", "--input", home.text("b.csv")});
  CHECK(nobody.code == 2);
  CHECK(nobody.says("there is no parameter \"T2\""));
  const Ran unknown = home.gantry({"fit", "adc", "--compare", "nonesuch", "--input", home.text("b.csv")});
  CHECK(unknown.code != 0);
  CHECK(unknown.says("nonesuch"));
}

TEST_CASE("a parameter may be given in another unit of its kind") {
  const Study *study = sample_study();
  if (study == nullptr) return;
  const Home home;
  const auto data = sample_data(home);
  REQUIRE(data);
  const std::string series = "series=" + (*data / "small_101D.nii.gz").string();
  const auto frames = [&](const std::string &b_max) {
    const Ran ran = home.gantry({"run", "direction_average", "--input", series, "--set", "b_max=" + b_max, "--json"});
    INFO(ran.err);
    REQUIRE(ran.code == 0);
    return ran.json()["outputs"][0]["header"]["shape"];
  };
  CHECK(frames("1 ms/um2") == frames("1000"));
  CHECK(frames("1 ms/um2") != frames("3000"));
}
