// SPDX-License-Identifier: Apache-2.0
// gantry import PATH… --project P
#include <core/data/facts.hpp>
#include <core/import/import.hpp>
#include <core/import/join.hpp>
#include <core/platform/clock.hpp>
#include <core/platform/paths.hpp>
#include <host/cli/commands.hpp>
#include <host/cli/key_tables.hpp>
#include <host/cli/opened.hpp>

namespace gantry::host {
namespace {

using nlohmann::json;
namespace po = boost::program_options;

// Vendors have hundreds of private fields: those are counted, the others named.
std::string left_out(const std::vector<std::string> &removed) {
  std::string words;
  std::size_t unnamed = 0;
  for (const auto &name : removed) {
    if (name.find('(') != std::string::npos || name.find('.') != std::string::npos) ++unnamed;
    else words += (words.empty() ? "" : ", ") + name;
  }
  if (unnamed > 0) words += (words.empty() ? "" : " and ") + std::to_string(unnamed) + " private or nested fields";
  return words;
}

json summary_of(const core::ImportOutcome &outcome) {
  json result{{"items", json::array()},
              {"refused", json::array()},
              {"removed", outcome.removed},
              {"warnings", outcome.warnings}};
  for (const auto &item : outcome.items) result["items"].push_back(to_json(item));
  for (const auto &r : outcome.refused) {
    result["refused"].push_back({{"file", outcome.files[r.file].path}, {"reason", r.reason}});
  }
  return result;
}

int report(const Console &console, const core::Project &project, const core::ImportOutcome &outcome) {
  console.document(summary_of(outcome));
  std::vector<Words> rows;
  for (const auto &item : outcome.items) {
    const auto header = project.header(item.object);
    rows.push_back({item.id, item.label, header ? core::facts(header.value()) : "", item.object.substr(0, 12)});
  }
  console.table({"item", "label", "what it is", "hash"}, rows);
  if (!outcome.removed.empty()) console.say("De-identified: left out " + left_out(outcome.removed) + ".");
  for (const auto &r : outcome.refused) console.warn(outcome.files[r.file].path + " was refused: " + r.reason);
  return outcome.refused.empty() ? exit_done : exit_refused;
}

core::Result<std::optional<core::KeyTable>> key_table_for(const CommandLine &line, const core::Project &project,
                                                          const core::ImportCall &call) {
  if (!call.de_identify) return std::optional<core::KeyTable>{};
  GANTRY_TRY(key, core::SiteKey::open(call.key_folder));
  GANTRY_TRY(identity, core::Identity::of_project(project, key));
  return key_table_of(line, identity.scope());
}

}  // namespace

int run_import(const Words &words) {
  CommandLine line(
      "gantry import PATH… --project FOLDER [--as LABEL] [--axis 'TE[ms]=4.3,8.7' | --axis TE] [--set KEY=VALUE …] "
      "[--keep OPTION …] [--key-table FILE]",
      "Reads files and folders through the reader plugins into a project. Who it is of is left out after DICOM\n"
      "PS3.15: pseudonyms, new UIDs, moved dates, nothing that names anybody. Pixels are not judged.");
  line.flags().add_options()("as", po::value<std::string>(), "label of what is imported")(
      "axis", po::value<Words>()->composing(),
      "join all volumes, in order, along an axis with these values: NAME[UNIT]=v1,v2,…; a name alone (TE, TI, TR, FA, "
      "B0) "
      "takes them from the headers, ascending")("axis-name", po::value<std::string>(),
                                                "name of that axis (default: that of its first column)")(
      "set,s", po::value<Words>()->composing(),
      "KEY=value of a parameter of the reader: what files do not say (pixel_size=0.5), or how they are to be read "
      "(voi=1); "
      "`gantry plugins info ID` lists them")("keep-identity", po::bool_switch(), "do NOT de-identify");
  add_identity_flags(line);
  line.positional("path", -1);
  if (const auto code = line.parse(words)) return *code;
  const Console &console = line.console();
  if (line.common().project.empty() || line.texts("path").empty()) {
    return console.failed({"usage", "say what to import, and into which project", "--project",
                           "gantry import PATH… --project FOLDER", core::Failure::usage});
  }
  core::ImportCall call;
  call.paths = line.texts("path");
  call.label = line.text("as");
  call.de_identify = !line.flag("keep-identity");
  call.who = core::platform::user_name();
  call.key_folder = core::platform::config_folder();
  call.limits = line.limits();
  for (const auto &word : line.texts("axis")) {
    auto column = core::axis_column(word);
    if (!column) return console.failed(column.error());
    if (!call.join_as)
      call.join_as = core::Axis{line.text("axis-name").empty() ? column.value().name : line.text("axis-name"), {}};
    call.join_as->columns.push_back(std::move(column).value());
  }
  auto set = settings_of(line.texts("set"));
  if (!set) return console.failed(set.error());
  call.set = std::move(set).value();
  auto keep = core::keep_of(line.texts("keep"));
  if (!keep) return console.failed(keep.error());
  call.keep = std::move(keep).value();
  auto opened = Opened::of(line, core::Access::write);
  if (!opened) return console.failed(opened.error());
  auto table = key_table_for(line, *opened.value()->project(), call);
  if (!table) return console.failed(table.error());
  if (table.value()) call.key_table = &*table.value();
  core::ImportOutcome outcome;
  const auto ran = console.run("Importing", [&](const core::JobWatcher &watcher) -> core::Result<void> {
    GANTRY_TRY(done, core::import_files(opened.value()->bench(), *opened.value()->project(), call, watcher));
    outcome = std::move(done);
    return core::done();
  });
  if (!ran) return console.failed(ran.error());
  return report(console, *opened.value()->project(), outcome);
}

}  // namespace gantry::host
