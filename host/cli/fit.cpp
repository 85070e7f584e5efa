// SPDX-License-Identifier: Apache-2.0
// gantry fit MODEL --input t.csv | volume [--map] [--compare A,B] …
#include <algorithm>
#include <boost/algorithm/string/join.hpp>
#include <core/data/read_json.hpp>
#include <core/fit/compare.hpp>
#include <filesystem>
#include <host/cli/commands.hpp>
#include <host/cli/fit_models.hpp>
#include <host/cli/fit_options.hpp>
#include <host/cli/fit_plot.hpp>
#include <host/cli/fit_settings.hpp>
#include <host/cli/opened.hpp>
#include <host/cli/results.hpp>
#include <host/cli/summaries.hpp>

namespace gantry::host {
namespace {

using nlohmann::json;
namespace po = boost::program_options;

struct FitWords {
  FitModels models;
  std::vector<core::NamedInput> inputs, files;
  json options;  // of core/fit/job.hpp
  std::string plot;
  bool map = false, nested = false;
};

// "--input t.csv" means the data; "--input image=…" names its port.
core::Result<FitWords> words_of(const CommandLine &line) {
  FitWords words;
  words.map = line.flag("map");
  words.nested = line.flag("nested");
  words.plot = line.text("plot");
  GANTRY_TRY(settings, fit_settings(line));
  GANTRY_TRY(models, FitModels::of(line, settings.choices));
  words.options = settings.options;
  words.models = models;
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
  if (words.inputs.empty())
    return core::fail("usage", "say what to fit", "--input", "gantry fit MODEL --input t.csv, or --input volume --map",
                      core::Failure::usage);
  if (words.models.words.size() > 1 && words.map)
    return core::fail("usage", "maps are not compared", "--compare", "compare the curves of single voxels (--voxel)",
                      core::Failure::usage);
  return words;
}

json record_on(const core::CallOutcome &outcome, const std::string &port) {
  for (const auto &output : outcome.outputs) {
    if (output.port != port) continue;
    if (auto content = core::record_of(*output.object)) return content.value();
  }
  return json::object();
}

// One model's fit and where it went.
struct FitOutcome {
  std::string model, caption;
  Words special_case_of;  // which of the models compared hold it
  core::CallOutcome call;
  core::Written written;

  json document(bool map) const {
    json all = record_on(call, map ? "summary" : "fit");
    all["run"] = call.run ? json(call.run->id) : json();
    all["written"] = written.paths;
    return all;
  }
};

core::Result<std::vector<FitOutcome>> fit_all(core::Session &session, const FitWords &words,
                                              const core::JobWatcher &watcher) {
  GANTRY_TRY(models, words.models.found(session));
  GANTRY_CHECK(all_known(models, words.options));
  std::vector<FitOutcome> fits;
  for (std::size_t i = 0; i < models.size(); ++i) {
    const json options = models.size() > 1 ? options_for(models[i], words.options) : words.options;
    const json choices = words.models.choices_for(i, models[i]);
    GANTRY_TRY(call,
               session.fit_call(words.models.words[i], words.map ? core::JobKind::fit_map : core::JobKind::fit_curve,
                                words.inputs, choices, options, watcher));
    GANTRY_TRY(outcome, session.run(call, watcher));
    const core::ModelSpec &spec = models[i].spec;
    FitOutcome fit;
    fit.model = words.models.name(i);
    fit.caption = spec.label + ": " + choices.value("formula", spec.equation);
    fit.call = std::move(outcome);
    for (std::size_t other = 0; other < models.size(); ++other)
      if (models[i].special_case_of(models[other])) fit.special_case_of.push_back(words.models.name(other));
    if (i == 0) {
      GANTRY_TRY(written, write_outputs(session, call, fit.call, words.files, watcher));
      fit.written = written;
    }
    fits.push_back(std::move(fit));
  }
  return fits;
}

// The symbols that a fit has found, each once.
Words sought_in(const FitOutcome &fit, bool map) {
  Words symbols;
  const json document = fit.document(map);
  if (map)
    for (const auto &[symbol, figures] : core::member_object(document, "maps").items()) symbols.push_back(symbol);
  for (const auto &p : document.value("parameters", json::array()))
    if (std::find(symbols.begin(), symbols.end(), p["symbol"]) == symbols.end()) symbols.push_back(p["symbol"]);
  return symbols;
}

void tell_runs(const Console &console, const std::vector<FitOutcome> &fits, const std::string &kept) {
  for (const auto &fit : fits) {
    show_written(console, fit.written);
    if (fit.call.run)
      console.say("Recorded as run " + fit.call.run->id.substr(0, 12) + (fits.size() > 1 ? ": " + fit.model : "") +
                  ".");
  }
  if (!kept.empty()) console.say("Kept with the project: `gantry fit " + kept + "` fits it again.");
}

// Best first: each model's figures, and the comparison.
int tell_comparison(const Console &console, const std::vector<FitOutcome> &fits, bool nested, const std::string &kept) {
  std::vector<core::fit::Candidate> candidates;
  json documents = json::array();
  for (const auto &fit : fits) {
    documents.push_back(fit.document(false));
    candidates.push_back({fit.model, documents.back(), fit.special_case_of});
    console.say(fit.model + " – " + fit.caption);
    show_curve_fit(console, documents.back());
    console.say("");
  }
  auto compared = core::fit::compare(candidates, nested);
  if (!compared) return console.failed(compared.error());
  show_comparison(console, compared.value());
  console.document({{"comparison", compared.value()}, {"fits", documents}});
  tell_runs(console, fits, kept);
  return exit_done;
}

}  // namespace

int run_fit(const Words &words) {
  CommandLine line(
      "gantry fit MODEL | --formula F --input t.csv | --input VOLUME --map [--mask M] [--start a=1] [--bounds a=0:10] "
      "[--fix c=3]",
      "Fits a model to one curve (a table, or one voxel of a volume), to several that share parameters (--global), or\n"
      "to every voxel; `gantry models MODEL` says what it needs. With a project the fit is recorded. docs/fitting.md\n"
      "has the whole story.");
  FitModels::add_flags(line);
  line.flags().add_options()("input,i", po::value<Words>()->composing(),
                             "what to fit: a table, or a volume; NAME=… for a constant's map")(
      "map,m", po::bool_switch(), "fit every voxel")("mask", po::value<std::string>(), "only where this is above 0")(
      "output,o", po::value<Words>()->composing(), "NAME=file: a map, status, curve, band, bootstrap, …")(
      "settings", po::value<std::string>(), "a TOML file with any of these settings")(
      "plot", po::value<std::string>(), "FILE.svg or FILE.png: data, curve, bands, residuals")(
      "compare", po::value<Words>()->composing(), "other models for the same data: A,B,C")(
      "nested", po::bool_switch(),
      "of the models compared, each is a special case of the larger ones: F-test (not needed where they say so)");
  add_fit_flags(line);
  line.positional("model");
  if (const auto code = line.parse(words)) return *code;
  const Console &console = line.console();
  auto fit = words_of(line);
  if (!fit) return console.failed(fit.error());
  auto opened = Opened::of(line, core::Access::write);
  if (!opened) return console.failed(opened.error());
  core::Session &session = opened.value()->session();
  std::vector<FitOutcome> fits;
  const std::string &kept = fit.value().models.save;
  const auto ran =
      console.run("Fitting " + boost::join(fit.value().models.words, ", "),
                  [&](const core::JobWatcher &watcher) -> core::Result<void> {
                    GANTRY_TRY(all, fit_all(session, fit.value(), watcher));
                    fits = std::move(all);
                    if (!kept.empty())
                      GANTRY_CHECK(fit.value().models.keep(session, fit.value().options,
                                                           sought_in(fits.front(), fit.value().map), watcher));
                    if (fit.value().plot.empty()) return core::done();
                    GANTRY_CHECK(write_fit_plot(fits.front().call.outputs, fits.front().caption, fit.value().plot));
                    fits.front().written.paths.push_back(fit.value().plot);
                    return core::done();
                  });
  if (!ran) return console.failed(ran.error());
  if (fits.size() > 1) return tell_comparison(console, fits, fit.value().nested, kept);
  const json document = fits.front().document(fit.value().map);
  if (fit.value().map) show_map_fit(console, document);
  else show_curve_fit(console, document);
  console.document(document);
  tell_runs(console, fits, kept);
  return exit_done;
}

}  // namespace gantry::host
