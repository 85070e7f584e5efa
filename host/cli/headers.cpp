// SPDX-License-Identifier: Apache-2.0
// gantry headers PATH|ITEM: what files say of themselves, browsed and searched.
#include <boost/algorithm/string/predicate.hpp>
#include <core/data/facts.hpp>
#include <core/session/sources.hpp>
#include <host/cli/commands.hpp>
#include <host/cli/each_item.hpp>

namespace gantry::host {
namespace {

using nlohmann::json;
namespace po = boost::program_options;

std::string in_words(const json &value) {
  if (value.is_string()) return value.get<std::string>();
  const bool list =
      value.is_array() && std::none_of(value.begin(), value.end(), [](const json &v) { return v.is_structured(); });
  if (!list) return value.dump(-1, ' ', false, json::error_handler_t::replace);
  std::string words;
  for (const auto &v : value) words += (words.empty() ? "" : ", ") + in_words(v);
  return words;
}

// One row for a value, and for a sequence one for each value in it: "RequestAttributesSequence[1].Name".
void add_rows(const std::string &key, const json &value, const std::string &tag, const std::string &mark,
              std::vector<Words> &rows) {
  const bool sequence = value.is_array() && !value.empty() && value.front().is_object();
  if (!sequence) {
    rows.push_back({tag, key, in_words(value), mark});
    return;
  }
  for (std::size_t i = 0; i < value.size(); ++i) {
    if (!value[i].is_object()) continue;
    for (const auto &[name, inner] : value[i].items())
      add_rows(key + "[" + std::to_string(i + 1) + "]." + name, inner, i == 0 ? tag : "", mark, rows);
  }
}

std::vector<Words> rows_of(const json &entries, const std::string &wanted) {
  std::vector<Words> rows, found;
  for (const auto &e : entries) {
    if (!e.is_object()) continue;
    const json value = e.value("value", json());
    add_rows(e.value("key", ""), value, e.value("tag", ""), e.value("identifying", false) ? "may identify" : "", rows);
  }
  for (auto &row : rows) {
    const auto holds = [&](const std::string &cell) { return boost::algorithm::icontains(cell, wanted); };
    if (wanted.empty() || std::any_of(row.begin(), row.end() - 1, holds)) found.push_back(std::move(row));
  }
  return found;
}

// The headers that the import of an item kept.
core::Result<json> of_item(const core::Project &project, const core::Item &item) {
  json document{{"title", item.label}, {"summary", item.id}, {"entries", json::array()}, {"data", json::array()}};
  GANTRY_TRY(header, project.header(item.object));
  document["data"].push_back(header);
  GANTRY_TRY(records, core::header_records(project));
  if (const auto record = records.find(item.id); record != records.end()) {
    GANTRY_TRY(object, project.object(record->second));
    GANTRY_TRY(content, core::record_of(*object));
    document["entries"] = content.at("entries");
  }
  return document;
}

json of_read(const core::ReadItem &item) {
  json document{{"title", item.title}, {"summary", item.summary}, {"entries", item.header}, {"data", item.described}};
  if (!document["entries"].is_array()) document["entries"] = json::array();
  return document;
}

}  // namespace

int run_headers(const Words &words) {
  CommandLine line(
      "gantry headers PATH|ITEM [--project P] [--find TEXT] [--json]",
      "What files say of themselves, as their reader gives it: it may name the patient. Voxels and samples are "
      "not read. Of an item of a project: what its import kept.");
  line.flags().add_options()("find,f", po::value<std::string>(), "only what has this in its name, tag or value");
  line.positional("path");
  if (const auto code = line.parse(words)) return *code;
  const Console &console = line.console();
  const std::string path = line.text("path"), wanted = line.text("find");
  if (path.empty()) return console.failed({"usage", "say which file", "", "gantry headers FILE", core::Failure::usage});
  auto opened = Opened::of(line, core::Access::read);
  if (!opened) return console.failed(opened.error());
  json document = json::array();
  core::ReadOutcome outcome;
  const auto ran = console.run("Reading", [&](const core::JobWatcher &watcher) -> core::Result<void> {
    const auto *project = opened.value()->project();
    if (project != nullptr && project->item(path)) {
      GANTRY_TRY(kept, of_item(*project, project->item(path).value()));
      document.push_back(kept);
      return core::done();
    }
    const core::ItemSink take = [&](core::ReadItem &&item) -> core::Result<void> {
      document.push_back(of_read(item));
      return core::done();
    };
    GANTRY_TRY(read, each_item(*opened.value(), path, {.headers_only = true}, watcher, take));
    outcome = read;
    return core::done();
  });
  if (!ran) return console.failed(ran.error());
  console.document(document);
  for (const auto &item : document) {
    console.say(item["title"].get<std::string>() + ": " + item["summary"].get<std::string>());
    const json &data = item["data"];  // of a single one the summary says enough
    for (std::size_t i = 0; data.size() > 1 && i < data.size(); ++i)
      console.say("  " + std::to_string(i + 1) + ": " + core::facts(data[i]));
    console.table({"tag", "field", "value", ""}, rows_of(item["entries"], wanted));
  }
  for (const auto &refused : outcome.refused) console.warn("one file was refused: " + refused.reason);
  return outcome.refused.empty() ? exit_done : exit_refused;
}

}  // namespace gantry::host
