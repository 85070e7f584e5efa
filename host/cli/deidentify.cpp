// SPDX-License-Identifier: Apache-2.0
// gantry deidentify DIR --to DIR; gantry deidentify --key-table FILE --lookup P-…
#include <core/import/deidentify.hpp>
#include <core/platform/paths.hpp>
#include <host/cli/commands.hpp>
#include <host/cli/key_tables.hpp>
#include <host/cli/opened.hpp>

namespace gantry::host {
namespace {

using nlohmann::json;
namespace po = boost::program_options;

int usage(const Console &console, const std::string &why) {
  return console.failed({"usage", why, "", "gantry deidentify PATH… --to FOLDER", core::Failure::usage});
}

int look_up(const CommandLine &line) {
  const Console &console = line.console();
  if (!line.has("key-table")) return usage(console, "--lookup needs --key-table FILE");
  const auto table = existing_key_table(line.text("key-table"));
  if (!table) return console.failed(table.error());
  const auto found = table.value().lookup(line.text("lookup"));
  if (!found) return console.failed(found.error());
  console.document(found.value());
  if (found.value().contains("original")) console.say(found.value()["original"].get<std::string>());
  for (const auto &p : found.value().value("persons", json::array())) {
    console.say(p.value("name", "") + "  " + p.value("id", "") + "  " + p.value("birth_date", ""));
  }
  return exit_done;
}

json summary_of(const core::DeidentifyOutcome &outcome) {
  json result{{"written", outcome.written}, {"refused", json::array()}, {"warnings", json::array()}};
  for (const auto &r : outcome.refused)
    result["refused"].push_back({{"file", outcome.files[r.file].path}, {"reason", r.text}});
  for (const auto &w : outcome.warnings)
    result["warnings"].push_back({{"file", outcome.files[w.file].path}, {"text", w.text}});
  return result;
}

int report(const Console &console, const core::DeidentifyOutcome &outcome, const std::string &to) {
  console.document(summary_of(outcome));
  console.say("Wrote " + std::to_string(outcome.written.size()) + " files into " + to);
  for (const auto &w : outcome.warnings) console.warn(outcome.files[w.file].path + " " + w.text);
  for (const auto &r : outcome.refused) console.warn(outcome.files[r.file].path + " was refused: " + r.text);
  return outcome.refused.empty() ? exit_done : exit_refused;
}

// Of the project; else of the key table, which goes on with its own; else pseudonyms that are made this once.
core::Result<core::Identity> identity_of(Opened &opened, const core::SiteKey &key) {
  if (opened.project() != nullptr) return core::Identity::of_project(*opened.project(), key);
  return core::Identity::of_scope(key, core::Identity::new_scope());
}

core::Result<core::DeidentifyOutcome> deidentify(const CommandLine &line, core::DeidentifyCall call) {
  GANTRY_TRY(opened, Opened::of(line, core::Access::write));
  GANTRY_TRY(key, core::SiteKey::open(core::platform::config_folder()));
  GANTRY_TRY(identity, identity_of(*opened, key));
  GANTRY_TRY(table, key_table_of(line, identity.scope()));
  if (table && opened->project() == nullptr) identity = core::Identity::of_scope(key, table->scope());
  call.key_table = table ? &*table : nullptr;
  call.project = opened->project();
  core::DeidentifyOutcome outcome;
  GANTRY_CHECK(line.console().run("De-identifying", [&](const core::JobWatcher &watcher) -> core::Result<void> {
    GANTRY_TRY(made, core::deidentify_files(opened->bench(), identity, call, watcher));
    outcome = std::move(made);
    return core::done();
  }));
  return outcome;
}

}  // namespace

int run_deidentify(const Words &words) {
  CommandLine line(
      "gantry deidentify PATH… --to FOLDER [--keep dates|device|…] [--project P] [--key-table FILE]",
      "Writes DICOM files again without identities: pseudonyms, new UIDs, moved dates, pixels as they are. "
      "Within a project (-P) or a key table, the same person gets the same pseudonym.");
  line.flags().add_options()("to", po::value<std::string>(), "a new or an empty folder for the files")(
      "lookup", po::value<std::string>(), "who is behind this pseudonym or UID, with --key-table");
  add_identity_flags(line);
  line.positional("path", -1);
  if (const auto code = line.parse(words)) return *code;
  const Console &console = line.console();
  if (line.has("lookup")) return look_up(line);
  if (line.texts("path").empty() || line.text("to").empty())
    return usage(console, "say what to de-identify, and where to");
  const auto keep = core::keep_of(line.texts("keep"));
  if (!keep) return console.failed(keep.error());
  core::DeidentifyCall call;
  call.paths = line.texts("path");
  call.to = line.text("to");
  call.keep = keep.value();
  call.limits = line.limits();
  const auto outcome = deidentify(line, std::move(call));
  if (!outcome) return console.failed(outcome.error());
  return report(console, outcome.value(), line.text("to"));
}

}  // namespace gantry::host
