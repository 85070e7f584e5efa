// SPDX-License-Identifier: Apache-2.0
// gantry models [ID]: those of plugins, from manifests alone, and with --project those that it keeps.
// gantry models add | rename | remove NAME: what a project keeps.
#include <algorithm>
#include <boost/algorithm/string/join.hpp>
#include <core/data/read_json.hpp>
#include <host/cli/commands.hpp>
#include <host/cli/describe.hpp>
#include <host/cli/fit_options.hpp>
#include <host/cli/model_pages.hpp>
#include <host/cli/opened.hpp>
#include <host/cli/print_spec.hpp>

namespace gantry::host {
namespace {

using nlohmann::json;
namespace po = boost::program_options;

// States, doses and events of differential equations.
void print_equations(const Console &console, const core::OdeSpec &ode) {
  std::vector<Words> rows;
  for (const auto &s : ode.states) rows.push_back({s.name, "state", s.unit, s.label});
  for (const auto &d : ode.doses) {
    std::string told = d.label + ", adds to " + d.state;
    if (!d.fraction.empty()) told += ", times " + d.fraction;
    if (!d.lag.empty()) told += ", later by " + d.lag;
    if (!d.duration.empty()) told += ", over " + d.duration;
    rows.push_back({"--dose into=" + d.name, d.optional ? "dose, optional" : "dose", d.unit, told});
  }
  for (const auto &e : ode.events)
    rows.push_back({e.name,
                    e.rising && e.falling ? "event"
                    : e.rising            ? "event, rising"
                                          : "event, falling",
                    "", e.label});
  console.say("");
  console.table({"equations", "role", "unit", "what it is"}, rows);
  if (ode.stiff) console.say("Stiff: solved by an implicit method.");
}

// `id`: in full, with the version where it has one.
void print_model(const Console &console, const std::string &id, const core::ModelSpec &model) {
  console.say(model.label + "   " + id);
  console.say("  " + model.equation);
  console.say(model.help);
  if (!model.source.empty()) console.say("Source: " + model.source);
  console.say("");
  std::vector<Words> rows;
  for (const auto &p : model.parameters) {
    rows.push_back({p.symbol, p.label, p.unit, number(p.start), range_text(p.minimum, p.maximum), p.help});
  }
  console.table({"parameter", "written", "unit", "start", "bounds", "what it is"}, rows);
  rows.clear();
  const auto add = [&](const char *role, const std::vector<core::QuantitySpec> &quantities) {
    for (const auto &q : quantities) {
      const std::string words = boost::algorithm::join(q.words, ", ");
      rows.push_back({q.name, role, words.empty() ? q.unit : "", words.empty() ? q.label : q.label + ": " + words});
    }
  };
  add("axis", model.axis);
  if (model.ode)  // the first is the time
    for (std::size_t i = 1; i < rows.size(); ++i) rows[i][1] = "input";
  add("constant", model.constants);
  add("measured", model.outputs);
  add("derived", model.derived);
  console.say("");
  console.table({"quantity", "role", "unit", "what it is"}, rows);
  if (model.ode) print_equations(console, *model.ode);
  console.say("");
  print_parameters(console, model.choices);
}

// The project of --project, for reading; none without.
core::Result<std::optional<core::Project>> project_of(const CommandLine &line) {
  const auto &folder = line.common().project;
  if (folder.empty()) return std::optional<core::Project>{};
  GANTRY_TRY(project, core::Project::open(folder, core::Access::read));
  return std::optional<core::Project>(std::move(project));
}

void show_saved(const Console &console, const core::SavedModel &model, const core::ModelSpec &spec) {
  if (console.json()) console.document(describe_model(spec, model.id(), ""));
  else print_model(console, model.id(), spec);
}

int show(const CommandLine &line, const core::Registry &registry, const std::vector<core::SavedModel> &saved) {
  const Console &console = line.console();
  const std::string id = line.text("verb");
  auto found = registry.model(id);
  for (const auto &model : saved) {
    if (found || (id != model.name && id != model.id())) continue;
    const auto formula = registry.model(core::formula_model);
    if (!formula) return console.failed(formula.error());
    show_saved(console, model, spec_of(model, *formula.value().spec));
    return exit_done;
  }
  if (!found) return console.failed(found.error());
  const auto &plugin = found.value().plugin->manifest;
  const core::ModelSpec &spec = *found.value().spec;
  if (console.json()) console.document(describe_model(spec, plugin.id + "." + spec.id, plugin.version));
  else print_model(console, plugin.id + "." + spec.id + " " + plugin.version, spec);
  return exit_done;
}

int list(const Console &console, const core::Registry &registry, const std::vector<core::SavedModel> &saved) {
  json document = json::array();
  std::vector<Words> rows;
  for (const auto &plugin : registry.plugins()) {
    for (const auto &model : plugin.manifest.models) {
      document.push_back(describe_model(model, plugin.manifest.id + "." + model.id, plugin.manifest.version));
      rows.push_back({model.id, model.category, model.label, first_sentence(model.help), plugin.manifest.id});
    }
  }
  const auto formula = registry.model(core::formula_model);
  for (const auto &model : saved) {
    const core::ModelSpec spec = spec_of(model, formula ? *formula.value().spec : core::ModelSpec{});
    document.push_back(describe_model(spec, model.id(), ""));
    rows.push_back({spec.id, spec.category, spec.label, spec.help.empty() ? spec.equation : first_sentence(spec.help),
                    "this project"});
  }
  console.document(document);
  if (rows.empty())
    console.say("No plugin brings any models; `gantry plugins list` shows where plugins are looked for.");
  else console.table({"model", "field", "name", "what it does", "plugin"}, rows);
  return exit_done;
}

// "T2=ms" of each word of a flag, to the member of the parameter that it names.
core::Result<void> take_texts(const CommandLine &line, const char *flag, std::string core::ModelParameterSpec::*member,
                              std::map<std::string, core::ModelParameterSpec> &known) {
  for (const auto &word : line.texts(flag)) {
    GANTRY_TRY(split, key_value(word, std::string("--") + flag));
    known[split.first].*member = split.second;
  }
  return core::done();
}

core::Result<core::SavedModel> draft_in(const CommandLine &line) {
  core::SavedModel draft{.name = line.text("name"),
                         .label = line.text("label"),
                         .help = line.text("about"),
                         .formula = line.text("formula"),
                         .x = line.text("x"),
                         .y = line.text("y")};
  GANTRY_TRY(options, fit_options(line));
  constexpr double infinity = std::numeric_limits<double>::infinity();
  std::map<std::string, core::ModelParameterSpec> known;
  for (const char *group : {"start", "bounds"})
    for (const auto &[symbol, value] : core::member_object(options, group).items()) known[symbol];
  GANTRY_CHECK(take_texts(line, "unit", &core::ModelParameterSpec::unit, known));
  GANTRY_CHECK(take_texts(line, "describe", &core::ModelParameterSpec::help, known));
  for (auto &[symbol, p] : known) {
    p.symbol = symbol;
    const json &starts = core::member_object(options, "start"), &bounds = core::member_object(options, "bounds");
    const json ends = bounds.value(symbol, json::array({nullptr, nullptr}));
    p.minimum = ends[0].is_number() ? ends[0].get<double>() : -infinity;
    p.maximum = ends[1].is_number() ? ends[1].get<double>() : infinity;
    p.start = starts.value(symbol, std::clamp(1.0, p.minimum, std::max(p.minimum, p.maximum)));
    draft.parameters.push_back(p);
  }
  return draft;
}

core::Result<void> change(core::Session &session, const CommandLine &line, const core::JobWatcher &watcher) {
  const Console &console = line.console();
  const std::string verb = line.text("verb"), name = line.text("name");
  core::Project &project = *session.project();
  if (verb == "remove") {
    GANTRY_CHECK(core::remove_model(project, name));
    console.document({{"removed", name}});
    console.say("The project keeps " + name + " no longer; fits that were made with it stay as they are.");
    return core::done();
  }
  if (verb == "rename") {
    GANTRY_TRY(model, core::rename_model(project, name, line.text("to")));
    console.document({{"id", model.id()}, {"record", model.record}});
    console.say(name + " is called " + model.name + " now.");
    return core::done();
  }
  GANTRY_TRY(draft, draft_in(line));
  GANTRY_TRY(model, core::save_model(session, draft, watcher));
  GANTRY_TRY(formula, session.bench().registry().model(core::formula_model));
  show_saved(console, model, spec_of(model, *formula.spec));
  return core::done();
}

int change(const CommandLine &line) {
  const Console &console = line.console();
  const std::string verb = line.text("verb");
  const bool whole = !line.text("name").empty() && (verb != "rename" || !line.text("to").empty()) &&
                     (verb != "add" || line.has("formula"));
  if (!whole || line.common().project.empty())
    return console.failed({"usage", "say which model, and of which project", verb,
                           "gantry models add NAME --formula F --project P, rename NAME TO, or remove NAME",
                           core::Failure::usage});
  auto opened = Opened::of(line, core::Access::write);
  if (!opened) return console.failed(opened.error());
  const auto changed = console.run(
      "Models", [&](const core::JobWatcher &watcher) { return change(opened.value()->session(), line, watcher); });
  return changed ? exit_done : console.failed(changed.error());
}

// Of the plugins' models, not of those that a project keeps.
int show_examples(const CommandLine &line) {
  const Console &console = line.console();
  const bool pages = line.text("verb") == "pages";
  const std::string to = pages ? line.text("name") : line.text("output");
  if (to.empty() || line.text("name").empty())
    return console.failed(
        {"usage", pages ? "say where the pages go" : "say which model, and where its example goes", line.text("verb"),
         "gantry models pages FOLDER, or gantry models example MODEL -o FILE.csv|.svg|.png", core::Failure::usage});
  auto opened = Opened::of(line, core::Access::read);
  if (!opened) return console.failed(opened.error());
  const auto ran = console.run("Examples", [&](const core::JobWatcher &watcher) -> core::Result<void> {
    if (pages) return write_model_pages(*opened.value(), to, watcher);
    GANTRY_TRY(options, fit_options(line));
    GANTRY_TRY(given, settings_of(line.texts("set")));
    return write_model_example(*opened.value(), line.text("name"), given, options, to, watcher);
  });
  if (!ran) return console.failed(ran.error());
  console.document({{"written", to}});
  console.say("Wrote " + to);
  return exit_done;
}

}  // namespace

int run_models(const Words &words) {
  CommandLine line(
      "gantry models [ID] [--project P], gantry models add NAME --formula F [--x t] [--start a=1] [--bounds a=0:10] "
      "[--unit a=ms] --project P, gantry models rename NAME TO, gantry models remove NAME, gantry models example ID -o "
      "FILE, "
      "gantry models pages FOLDER",
      "Lists the models that can be fitted, those that a project keeps among them, or says everything about one; "
      "keeps\n"
      "a formula with a project (what is no column of --x is a parameter), renames and removes what it keeps; writes "
      "a\n"
      "model's own example as a table or a picture, and pages about all of them.");
  const auto text = [] { return po::value<std::string>(); };
  const auto many = [] { return po::value<Words>()->composing(); };
  line.flags().add_options()("formula", text(), "what to keep: 'A * exp(-k * t)'")(
      "x", text(), "the formula's names that are columns: t, or t=time,b")(
      "y", text(), "the column that it is to meet")("start", many(), "starting values: a=1,b=2")(
      "bounds", many(), "bounds: a=0:10,b=0:")("unit", many(), "unit of a parameter: T2=ms")(
      "describe", many(), "what a parameter is: T2='relaxation time'")("label", text(), "the model's name for people")(
      "about", text(), "what the model is for")("output,o", text(), "of an example: FILE.csv, FILE.svg or FILE.png")(
      "set,s", many(), "a choice of the model, for its example: key=value");
  line.positional("verb");
  line.positional("name");
  line.positional("to");
  if (const auto code = line.parse(words)) return *code;
  const std::string verb = line.text("verb");
  if (verb == "add" || verb == "rename" || verb == "remove") return change(line);
  if (verb == "example" || verb == "pages") return show_examples(line);
  const auto registry = core::Registry::scan(core::plugin_folders(line.common().plugin_folders));
  auto project = project_of(line);
  if (!project) return line.console().failed(project.error());
  std::vector<core::SavedModel> saved;
  if (project.value()) {
    auto kept = core::saved_models(*project.value());
    if (!kept) return line.console().failed(kept.error());
    saved = std::move(kept).value();
  }
  return verb.empty() ? list(line.console(), registry, saved) : show(line, registry, saved);
}

}  // namespace gantry::host
