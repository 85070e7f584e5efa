// SPDX-License-Identifier: Apache-2.0
// gantry fit MODEL --input t.csv | volume [--map] …
#include <filesystem>
#include <host/cli/commands.hpp>
#include <host/cli/fit_options.hpp>
#include <host/cli/opened.hpp>
#include <host/cli/results.hpp>
#include <host/cli/summaries.hpp>

namespace gantry::host {
namespace {

using nlohmann::json;
namespace po = boost::program_options;

struct FitWords {
  std::vector<core::NamedInput> inputs, files;
  json choices = json::object(), options = json::object();
  bool map = false;
};

// "--input t.csv" means the data; "--input image=…" names its port.
core::Result<FitWords> words_of(const CommandLine &line) {
  FitWords words;
  words.map = line.flag("map");
  GANTRY_TRY(options, fit_options(line));
  words.options = options;
  const bool volume = words.map || words.options.contains("voxel");
  for (const auto &word : line.texts("input")) {
    const bool named = word.find('=') != std::string::npos && !std::filesystem::exists(word);
    if (!named) {
      words.inputs.emplace_back(volume ? "image" : "data", word);
      continue;
    }
    GANTRY_TRY(split, key_value(word, "--input"));
    words.inputs.push_back(split);
  }
  if (!line.text("mask").empty()) words.inputs.emplace_back("mask", line.text("mask"));
  for (const auto &word : line.texts("output")) {
    GANTRY_TRY(split, key_value(word, "--output"));
    words.files.push_back(split);
  }
  for (const auto &word : line.texts("set")) {
    GANTRY_TRY(split, key_value(word, "--set"));
    words.choices[split.first] = split.second;
  }
  if (words.inputs.empty()) {
    return core::fail("usage", "say what to fit", "--input", "gantry fit MODEL --input t.csv, or --input volume --map",
                      core::Failure::usage);
  }
  return words;
}

json record_on(const core::CallOutcome &outcome, const std::string &port) {
  for (const auto &output : outcome.outputs) {
    if (output.port != port) continue;
    if (auto content = core::record_of(*output.object)) return content.value();
  }
  return json::object();
}

}  // namespace

int run_fit(const Words &words) {
  CommandLine line(
      "gantry fit MODEL --input t.csv | --input VOLUME --map [--mask M] [--start a=1] [--bounds a=0:10] [--fix c=3]",
      "Fits a model to one curve (a table, or one voxel of a volume) or to every voxel; `gantry models MODEL`\n"
      "says what it needs. With a project the fit is recorded.");
  line.flags().add_options()("input,i", po::value<Words>()->composing(),
                             "what to fit: a table, or a volume; NAME=… for a constant's map")(
      "map,m", po::bool_switch(), "fit every voxel")("mask", po::value<std::string>(), "only where this is above 0")(
      "output,o", po::value<Words>()->composing(), "NAME=file: a map, status, curve, …");
  add_fit_flags(line);
  line.positional("model");
  if (const auto code = line.parse(words)) return *code;
  const Console &console = line.console();
  if (line.text("model").empty())
    return console.failed({"usage", "say which model", "", "`gantry models` lists them", core::Failure::usage});
  auto fit = words_of(line);
  if (!fit) return console.failed(fit.error());
  auto opened = Opened::of(line, core::Access::write);
  if (!opened) return console.failed(opened.error());
  core::Session &session = opened.value()->session();
  core::CallOutcome outcome;
  core::Written written;
  const auto kind = fit.value().map ? core::JobKind::fit_map : core::JobKind::fit_curve;
  const auto ran =
      console.run("Fitting " + line.text("model"), [&](const core::JobWatcher &watcher) -> core::Result<void> {
        GANTRY_TRY(call, session.fit_call(line.text("model"), kind, fit.value().inputs, fit.value().choices,
                                          fit.value().options, watcher));
        GANTRY_TRY(result, session.run(call, watcher));
        outcome = std::move(result);
        GANTRY_TRY(all, write_outputs(session, call, outcome, fit.value().files, watcher));
        written = all;
        return core::done();
      });
  if (!ran) return console.failed(ran.error());
  json document = record_on(outcome, fit.value().map ? "summary" : "fit");
  if (fit.value().map) show_map_fit(console, document);
  else show_curve_fit(console, document);
  document["run"] = outcome.run ? json(outcome.run->id) : json();
  document["written"] = written.paths;
  console.document(document);
  show_written(console, written);
  if (outcome.run) console.say("Recorded as run " + outcome.run->id.substr(0, 12) + ".");
  return exit_done;
}

}  // namespace gantry::host
