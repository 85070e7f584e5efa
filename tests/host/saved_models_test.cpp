// SPDX-License-Identifier: Apache-2.0
// Formulas that a project keeps as models of its own: listed, fitted, compared, mapped, in studies, sent with the project.
#include "fixtures.hpp"

#include <catch2/catch.hpp>
#include <cmath>

using namespace gantry::test;

namespace {

// 5 exp(-0.4 t) + 1 at every half minute, a little off.
void write_washout(const Home &home, const std::string &file, const std::string &head = "t [min],c [mmol/L]") {
  std::string text = head + "\n";
  for (int i = 0; i < 16; ++i)
    text += std::to_string(0.5 * i) + "," +
            std::to_string(5 * std::exp(-0.4 * 0.5 * i) + 1 + 0.01 * ((i * i) % 5 - 2)) + "\n";
  write(home.path(file), text);
}

Words add_washout(const Words &more = {}) {
  Words all{"models", "add", "washout", "--formula", "c = A * exp(-k * t) + base", "--x", "t", "-P", "P"};
  all.insert(all.end(), more.begin(), more.end());
  return all;
}

nlohmann::json model(const Home &home, const std::string &id, const std::string &project = "P") {
  for (const auto &entry : home.gantry({"models", "-P", project, "--json"}).json())
    if (entry["id"] == id) return entry;
  return {};
}

nlohmann::json fitted(const Home &home, const Words &words) {
  const Ran ran = home.gantry(words);
  INFO(ran.err);
  REQUIRE(ran.code == 0);
  return ran.json();
}

double value(const nlohmann::json &fit, const std::string &symbol) {
  for (const auto &p : fit["parameters"])
    if (p["symbol"] == symbol) return p["value"].get<double>();
  throw std::runtime_error("no " + symbol);
}

}  // namespace

TEST_CASE("a formula that is kept with its fit is a model of the project") {
  const Home home;
  write_washout(home, "a.csv");
  const auto first =
      fitted(home, {"fit", "--formula", "A * exp(-k * t) + base", "--input", home.text("a.csv"), "-P", "P", "--start",
                    "A=4,k=1", "--bounds", "k=0:10", "--save-model", "washout", "--json"});
  const auto kept = model(home, "project.washout");
  REQUIRE(kept.is_object());
  CHECK(kept["equation"] == "A * exp(-k * t) + base");
  CHECK(kept["category"] == "project");
  CHECK(kept["axis"][0]["name"] == "t");
  REQUIRE(kept["parameters"].size() == 3);
  CHECK(kept["parameters"][0]["start"] == 4);
  CHECK(kept["parameters"][1]["minimum"] == 0);
  CHECK(kept["parameters"][1]["maximum"] == 10);
  CHECK(kept["parameters"][2]["maximum"].is_null());
  const auto again = fitted(home, {"fit", "washout", "--input", home.text("a.csv"), "-P", "P", "--json"});
  for (const char *symbol : {"A", "k", "base"})
    CHECK(value(again, symbol) == Approx(value(first, symbol)).epsilon(1e-9));
  CHECK(again["model"] == "washout");
  CHECK(again["parameters"][1]["unit"] == "min-1");
  CHECK(home.gantry({"verify", "P"}).code == 0);
}

TEST_CASE("a model is added with units, bounds and words, and its units are checked against the data's") {
  const Home home;
  write_washout(home, "min.csv");
  write_washout(home, "s.csv", "t [s],c [mmol/L]");
  const Ran added =
      home.gantry(add_washout({"--unit", "k=/min", "--start", "k=1", "--bounds", "k=0:5", "--describe",
                               "k=rate of the washout", "--label", "Washout", "--about", "Of a tracer."}));
  INFO(added.err);
  REQUIRE(added.code == 0);
  const auto kept = model(home, "project.washout");
  CHECK(kept["label"] == "Washout");
  CHECK(kept["help"] == "Of a tracer.");
  CHECK(kept["parameters"][1]["unit"] == "/min");
  CHECK(kept["parameters"][1]["help"] == "rate of the washout");
  const auto fit = fitted(home, {"fit", "project.washout", "--input", home.text("min.csv"), "-P", "P", "--json"});
  CHECK(value(fit, "k") == Approx(0.4).epsilon(0.02));
  CHECK(fit["parameters"][1]["bounds"] == nlohmann::json({0, 5}));
  const Ran seconds = home.gantry({"fit", "washout", "--input", home.text("s.csv"), "-P", "P"});
  CHECK(seconds.code == 2);
  CHECK(seconds.says("k * t"));
  CHECK(home.gantry({"models", "washout", "-P", "P"}).out.find("rate of the washout") != std::string::npos);
}

TEST_CASE("columns of other names are said as with any model") {
  const Home home;
  write_washout(home, "t.csv", "subject,time [min],conc [mmol/L]");
  std::string text = "subject,time [min],conc [mmol/L]\n";
  for (int i = 0; i < 16; ++i)
    text += "1," + std::to_string(0.5 * i) + "," + std::to_string(5 * std::exp(-0.2 * i) + 1) + "\n";
  write(home.path("t.csv"), text);
  REQUIRE(home.gantry(add_washout()).code == 0);
  for (const Words &names : {Words{"--column", "t=time,c=conc"}, Words{"--x", "t=time", "--y", "conc"}}) {
    Words words{"fit", "washout", "--input", home.text("t.csv"), "-P", "P", "--json"};
    words.insert(words.end(), names.begin(), names.end());
    CHECK(value(fitted(home, words), "k") == Approx(0.4).epsilon(1e-6));
  }
}

TEST_CASE("fits stay as they are when their model is renamed, changed or removed") {
  const Home home;
  write_washout(home, "a.csv");
  REQUIRE(home.gantry(add_washout()).code == 0);
  fitted(home, {"fit", "washout", "--input", home.text("a.csv"), "-P", "P", "--json"});
  REQUIRE(home.gantry({"models", "rename", "washout", "clearance", "-P", "P"}).code == 0);
  CHECK(model(home, "project.washout").is_null());
  CHECK(model(home, "project.clearance")["equation"] == "c = A * exp(-k * t) + base");
  fitted(home, {"fit", "clearance", "--input", home.text("a.csv"), "-P", "P", "--json"});
  REQUIRE(home.gantry({"models", "remove", "clearance", "-P", "P"}).code == 0);
  const Ran gone = home.gantry({"fit", "project.clearance", "--input", home.text("a.csv"), "-P", "P"});
  CHECK(gone.code == 2);
  CHECK(gone.says("keeps no model \"clearance\""));
  CHECK(home.gantry({"verify", "P"}).code == 0);
  // The same once more, and then another version of it.
  REQUIRE(home.gantry(add_washout()).code == 0);
  REQUIRE(home.gantry({"models", "remove", "washout", "-P", "P"}).code == 0);
  REQUIRE(home.gantry(add_washout()).code == 0);
  CHECK(model(home, "project.washout").is_object());
  REQUIRE(home.gantry(add_washout({"--start", "k=2"})).code == 0);
  CHECK(model(home, "project.washout")["parameters"][1]["start"] == 2);
  CHECK(home.gantry({"project", "check", "P"}).code == 0);
}

TEST_CASE("a kept model goes with the project that is packed") {
  const Home home;
  write_washout(home, "a.csv");
  REQUIRE(home.gantry(add_washout({"--start", "k=3"})).code == 0);
  fitted(home, {"fit", "washout", "--input", home.text("a.csv"), "-P", "P", "--json"});
  REQUIRE(home.gantry({"project", "gc", "P"}).code == 0);
  REQUIRE(home.gantry({"project", "pack", "P", "-o", home.text("p.gantry")}).code == 0);
  REQUIRE(home.gantry({"project", "unpack", home.text("p.gantry"), "-o", home.text("Q")}).code == 0);
  CHECK(model(home, "project.washout", "Q")["parameters"][1]["start"] == 3);
  fitted(home, {"fit", "washout", "--input", home.text("a.csv"), "-P", "Q", "--json"});
  CHECK(home.gantry({"verify", "Q"}).code == 0);
}

TEST_CASE("a kept model is compared, mapped, and named in a study") {
  const Home home;
  write_washout(home, "a.csv");
  REQUIRE(home.gantry(add_washout()).code == 0);
  REQUIRE(home.gantry({"models", "add", "plain", "--formula", "A * exp(-k * t)", "--x", "t", "-P", "P"}).code == 0);
  const auto compared = fitted(home, {"fit", "washout", "--compare", "plain", "--start", "base=0.5", "--input",
                                      home.text("a.csv"), "-P", "P", "--json"});
  CHECK(compared["comparison"]["models"][0]["model"] == "washout");
  import_echoes(home, 25);
  REQUIRE(home.gantry({"models", "add", "decay", "--formula", "S0 * exp(-TE * R2)", "--x", "TE", "--start",
                       "S0=800,R2=0.02", "-P", "P"})
              .code == 0);
  const auto map = fitted(home, {"fit", "decay", "--map", "-P", "P", "--input", "echoes", "--json"});
  CHECK(map["status"]["converged"] == 32);
  CHECK(map["maps"]["R2"]["median"].get<double>() == Approx(1.0 / 25).epsilon(1e-4));
  write(home.path("study.toml"),
        "title = \"Washout\"\n[[step]]\nimport = [\"a.csv\"]\nas = \"curve\"\n"
        "[[step]]\nfit = \"washout\"\ninputs = {data = \"curve\"}\n[[step]]\nverify = true\n");
  const Ran study = home.gantry(
      {"study", home.text("study.toml"), "--data", home.text(), "--project", "P", "--out", home.text("out"), "--json"});
  INFO(study.err);
  CHECK(study.code == 0);
}

TEST_CASE("a model that can't be kept is refused in words") {
  const Home home;
  const auto refused = [&](const Words &words, const std::string &what) {
    const Ran ran = home.gantry(words);
    INFO(ran.err);
    CHECK(ran.code == 2);
    CHECK(ran.says(what));
  };
  const auto add = [](const std::string &name, const std::string &formula, const Words &more) {
    Words words{"models", "add", name, "--formula", formula, "-P", "P"};
    words.insert(words.end(), more.begin(), more.end());
    return words;
  };
  refused(add("t2star", "A * x", {}), "a plugin has a model");
  refused(add("my model", "A * x", {}), "can't be a model's name");
  refused(add("a", "A * exp(-k * t", {"--x", "t"}), "character 15");
  refused(add("a", "A * exp(-k * t)", {}), "--x t");
  refused(add("a", "A * exp(-k * t)", {"--x", "u"}), "does not use \"u\"");
  refused(add("a", "A * x", {"--start", "B=1"}), "no parameter \"B\"");
  refused(add("a", "A * x", {"--bounds", "A=2:3", "--start", "A=1"}), "between its bounds");
  refused({"models", "add", "a", "--formula", "A * x"}, "of which project");
  refused({"models", "remove", "nobody", "-P", "P"}, "keeps no model \"nobody\"");
  write_washout(home, "a.csv");
  REQUIRE(home.gantry(add_washout()).code == 0);
  refused({"fit", "washout", "--input", home.text("a.csv"), "-P", "P", "--start", "T2=1"}, "no parameter \"T2\"");
  refused({"fit", "t2star", "--input", home.text("a.csv"), "--save-model", "b", "-P", "P"}, "--save-model keeps");
  CHECK(model(home, "project.a").is_null());
}
