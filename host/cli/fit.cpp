// SPDX-License-Identifier: Apache-2.0
// gantry fit MODEL --input t.csv | volume [--map] [--compare A,B] …
#include <algorithm>
#include <boost/algorithm/string/classification.hpp>
#include <boost/algorithm/string/join.hpp>
#include <boost/algorithm/string/split.hpp>
#include <core/fit/compare.hpp>
#include <filesystem>
#include <host/cli/commands.hpp>
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

constexpr const char *typed_model = "org.gantry.formula.formula";

struct FitWords {
  std::vector<std::string> models;
  std::vector<core::NamedInput> inputs, files;
  FitSettings settings;
  std::string plot;
  bool map = false, nested = false;
};

// MODEL and those of --compare, each once.
std::vector<std::string> models_of(const CommandLine &line) {
  std::vector<std::string> models;
  if (line.has("formula")) models.emplace_back(typed_model);
  Words words{line.text("model")};
  for (const auto &word : line.texts("compare")) words.push_back(word);
  for (const auto &word : words) {
    Words parts;
    boost::split(parts, word, boost::is_any_of(","));
    for (const auto &part : parts)
      if (!part.empty() && std::find(models.begin(), models.end(), part) == models.end()) models.push_back(part);
  }
  return models;
}

// "--input t.csv" means the data; "--input image=…" names its port.
core::Result<FitWords> words_of(const CommandLine &line) {
  FitWords words;
  words.map = line.flag("map");
  words.nested = line.flag("nested");
  words.plot = line.text("plot");
  words.models = models_of(line);
  if (words.models.empty())
    return core::fail("usage", "say which model", "",
                      "`gantry models` lists them; --formula 'a * exp(-b * x)' types one", core::Failure::usage);
  GANTRY_TRY(settings, fit_settings(line));
  words.settings = settings;
  for (const char *key : {"formula", "x", "y"})
    if (line.has(key)) words.settings.choices[key] = line.text(key);
  if ((line.has("x") || line.has("y")) && !line.has("formula"))
    return core::fail("usage", "--x and --y belong to a --formula", line.has("x") ? "--x" : "--y",
                      "name a model's columns with --column NAME=COLUMN", core::Failure::usage);
  const bool volume = words.map || words.settings.options.contains("voxel");
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
  if (words.models.size() > 1 && words.map)
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
  std::vector<const core::ModelSpec *> specs;
  for (const auto &model : words.models) {
    GANTRY_TRY(found, session.bench().registry().model(model));
    specs.push_back(found.spec);
  }
  GANTRY_CHECK(all_known(specs, words.settings.options));
  std::vector<FitOutcome> fits;
  for (std::size_t i = 0; i < specs.size(); ++i) {
    const json options = specs.size() > 1 ? options_for(*specs[i], words.settings.options) : words.settings.options;
    GANTRY_TRY(call, session.fit_call(words.models[i], words.map ? core::JobKind::fit_map : core::JobKind::fit_curve,
                                      words.inputs, words.settings.choices, options, watcher));
    GANTRY_TRY(outcome, session.run(call, watcher));
    const std::string equation = specs[i]->made ? words.settings.choices.value("formula", "") : specs[i]->equation;
    FitOutcome fit{words.models[i], specs[i]->label + ": " + equation, std::move(outcome), {}};
    if (i == 0) {
      GANTRY_TRY(written, write_outputs(session, call, fit.call, words.files, watcher));
      fit.written = written;
    }
    fits.push_back(std::move(fit));
  }
  return fits;
}

void tell_runs(const Console &console, const std::vector<FitOutcome> &fits) {
  for (const auto &fit : fits) {
    show_written(console, fit.written);
    if (fit.call.run)
      console.say("Recorded as run " + fit.call.run->id.substr(0, 12) + (fits.size() > 1 ? ": " + fit.model : "") +
                  ".");
  }
}

// Best first: each model's figures, and the comparison.
int tell_comparison(const Console &console, const std::vector<FitOutcome> &fits, bool nested) {
  std::vector<core::fit::Candidate> candidates;
  json documents = json::array();
  for (const auto &fit : fits) {
    documents.push_back(fit.document(false));
    candidates.push_back({fit.model, documents.back()});
    console.say(fit.model + " – " + fit.caption);
    show_curve_fit(console, documents.back());
    console.say("");
  }
  auto compared = core::fit::compare(candidates, nested);
  if (!compared) return console.failed(compared.error());
  show_comparison(console, compared.value());
  console.document({{"comparison", compared.value()}, {"fits", documents}});
  tell_runs(console, fits);
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
  line.flags().add_options()("formula", po::value<std::string>(),
                             "a formula instead of a model: 'S0 * exp(-TE / T2)'; what is no column is sought")(
      "x", po::value<std::string>(), "the formula's names of columns, where they differ: t=time,b")(
      "y", po::value<std::string>(), "the column that the formula is to meet");
  line.flags().add_options()("input,i", po::value<Words>()->composing(),
                             "what to fit: a table, or a volume; NAME=… for a constant's map")(
      "map,m", po::bool_switch(), "fit every voxel")("mask", po::value<std::string>(), "only where this is above 0")(
      "output,o", po::value<Words>()->composing(), "NAME=file: a map, status, curve, band, bootstrap, …")(
      "settings", po::value<std::string>(), "a TOML file with any of these settings")(
      "plot", po::value<std::string>(), "FILE.svg or FILE.png: data, curve, bands, residuals")(
      "compare", po::value<Words>()->composing(), "other models for the same data: A,B,C")(
      "nested", po::bool_switch(), "of the models compared, each is a special case of the larger ones: F-test");
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
  const auto ran = console.run(
      "Fitting " + boost::join(fit.value().models, ", "), [&](const core::JobWatcher &watcher) -> core::Result<void> {
        GANTRY_TRY(all, fit_all(session, fit.value(), watcher));
        fits = std::move(all);
        if (fit.value().plot.empty()) return core::done();
        GANTRY_CHECK(write_fit_plot(fits.front().call.outputs, fits.front().caption, fit.value().plot));
        fits.front().written.paths.push_back(fit.value().plot);
        return core::done();
      });
  if (!ran) return console.failed(ran.error());
  if (fits.size() > 1) return tell_comparison(console, fits, fit.value().nested);
  const json document = fits.front().document(fit.value().map);
  if (fit.value().map) show_map_fit(console, document);
  else show_curve_fit(console, document);
  console.document(document);
  tell_runs(console, fits);
  return exit_done;
}

}  // namespace gantry::host
