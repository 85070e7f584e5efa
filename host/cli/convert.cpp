// SPDX-License-Identifier: Apache-2.0
// gantry convert PATH -o OUT, gantry headers FILE: data out of Gantry, and what a file says of itself.
#include <core/session/sources.hpp>
#include <filesystem>
#include <host/cli/commands.hpp>
#include <host/cli/opened.hpp>
#include <host/cli/results.hpp>

namespace gantry::host {
namespace {

using nlohmann::json;
namespace po = boost::program_options;
namespace fs = std::filesystem;

// The items of a file or folder, one after another, to `take`.
core::Result<core::ReadOutcome> each_item(Opened &opened, const std::string &path, const core::JobWatcher &watcher,
                                          const core::ItemSink &take) {
  GANTRY_TRY(files, core::gather_files({path}));
  GANTRY_TRY(outcome, core::read_files(opened.bench(), files, opened.session().settings().limits, watcher, take));
  if (outcome.items == 0) {
    return core::fail("file.refused", path + ": " + outcome.refused.front().reason, path,
                      "`gantry plugins list` shows what is read");
  }
  return outcome;
}

// A folder gets NAME-1.nii.gz, NAME-2.nii.gz …; a file name is used as it stands for the first item.
fs::path target_of(const std::string &out, std::size_t index, core::Kind kind) {
  if (!fs::is_directory(out) && out.back() != '/') return out;
  const char *extension = kind == core::Kind::volume ? ".nii.gz" : kind == core::Kind::table ? ".csv" : ".json";
  return fs::path(out) / (std::string(core::name(kind)) + "-" + std::to_string(index) + extension);
}

// What is read, written one after another.
class Converting {
 public:
  Converting(Opened &opened, std::string out, const core::JobWatcher &watcher)
      : opened_(opened), out_(std::move(out)), watcher_(watcher) {}

  std::string source;  // --source; empty: the item's own header
  core::Export how;
  core::Written written;

  core::Result<void> file(const std::string &path, core::ReadOutcome &outcome) {
    const core::ItemSink write = [&](core::ReadItem &&item) -> core::Result<void> {
      GANTRY_TRY(header, core::header_object(item));
      for (const auto &data : item.data) GANTRY_CHECK(one(data.object, header));
      return core::done();
    };
    GANTRY_TRY(all, each_item(opened_, path, watcher_, write));
    outcome = all;
    return core::done();
  }

  core::Result<void> item(const core::Item &item) {
    GANTRY_TRY(object, opened_.project()->object(item.object));
    GANTRY_TRY(header, opened_.session().source_named(item.id, *object, watcher_));
    return one(object, header);
  }

 private:
  core::Result<void> one(const core::ObjectPtr &object, const core::ObjectPtr &header) {
    const auto target = target_of(out_, ++count_, object->kind());
    if (target == out_ && count_ > 1) {
      return core::fail("convert.several", "there is more than one item in it", out_, "give a folder: -o FOLDER/",
                        core::Failure::usage);
    }
    how.source = header;
    if (!source.empty()) {
      GANTRY_TRY(named, opened_.session().source_named(source, *object, watcher_));
      how.source = named;
    }
    GANTRY_TRY(files, opened_.session().write_file(object, target.string(), watcher_, how));
    written.add(files);
    return core::done();
  }

  Opened &opened_;
  const std::string out_;
  const core::JobWatcher &watcher_;
  std::size_t count_ = 0;
};

// An item of the project by its id; nothing where the word is a file or no project is open.
core::Result<std::optional<core::Item>> item_named(Opened &opened, const std::string &word) {
  if (opened.project() == nullptr || fs::exists(word)) return std::optional<core::Item>{};
  GANTRY_TRY(item, opened.project()->item(word));
  return std::optional<core::Item>(item);
}

}  // namespace

int run_convert(const Words &words) {
  CommandLine line(
      "gantry convert PATH|ITEM -o OUT.nii.gz|FOLDER [--as WRITER] [--source DICOM|ITEM] [--set KEY=VALUE …]",
      "Reads a file, or an item of --project, and writes it as the kind that the name of OUT says.");
  line.flags().add_options()("output,o", po::value<std::string>(), "file, or a folder for all items")(
      "as", po::value<std::string>(), "the writer, where several write such a file: dicom-secondary-capture")(
      "source", po::value<std::string>(),
      "what it was made from, to which a DICOM object is linked: its files or item")(
      "set,s", po::value<Words>()->composing(), "KEY=value of a parameter of the writer");
  line.positional("path");
  if (const auto code = line.parse(words)) return *code;
  const Console &console = line.console();
  const std::string out = line.text("output"), path = line.text("path");
  if (path.empty() || out.empty()) {
    return console.failed(
        {"usage", "say what to convert and where to put it", "", "gantry convert PATH -o OUT", core::Failure::usage});
  }
  json given = json::object();
  for (const auto &word : line.texts("set")) {
    auto split = key_value(word, "--set");
    if (!split) return console.failed(split.error());
    given[split.value().first] = split.value().second;
  }
  auto opened = Opened::of(line, core::Access::read);
  if (!opened) return console.failed(opened.error());
  core::Written written;
  core::ReadOutcome outcome;
  const auto ran = console.run("Converting", [&](const core::JobWatcher &watcher) -> core::Result<void> {
    Converting converting(*opened.value(), out, watcher);
    converting.source = line.text("source");
    converting.how.writer = line.text("as");
    converting.how.parameters = given;
    GANTRY_TRY(item, item_named(*opened.value(), path));
    if (item) GANTRY_CHECK(converting.item(*item));
    else GANTRY_CHECK(converting.file(path, outcome));
    written = std::move(converting.written);
    return core::done();
  });
  if (!ran) return console.failed(ran.error());
  console.document({{"written", written.paths}, {"refused", outcome.refused.size()}, {"warnings", written.warnings}});
  show_written(console, written);
  for (const auto &r : outcome.refused) console.warn("one file was refused: " + r.reason);
  return outcome.refused.empty() ? exit_done : exit_refused;
}

int run_headers(const Words &words) {
  CommandLine line("gantry headers FILE [--json]",
                   "What the header of a file says, as the reader gives it. It may name the patient.");
  line.positional("file");
  if (const auto code = line.parse(words)) return *code;
  const Console &console = line.console();
  if (line.text("file").empty())
    return console.failed({"usage", "say which file", "", "gantry headers FILE", core::Failure::usage});
  auto opened = Opened::of(line, core::Access::read);
  if (!opened) return console.failed(opened.error());
  json document = json::array();
  const auto ran = console.run("Reading", [&](const core::JobWatcher &watcher) -> core::Result<void> {
    const core::ItemSink take = [&](core::ReadItem &&item) -> core::Result<void> {
      json entry{{"title", item.title}, {"summary", item.summary}, {"entries", item.header}, {"data", json::array()}};
      for (const auto &data : item.data) entry["data"].push_back(data.object->header);
      document.push_back(std::move(entry));
      return core::done();
    };
    GANTRY_CHECK(each_item(*opened.value(), line.text("file"), watcher, take));
    return core::done();
  });
  if (!ran) return console.failed(ran.error());
  console.document(document);
  for (const auto &item : document) {
    console.say(item["title"].get<std::string>() + ": " + item["summary"].get<std::string>());
    std::vector<Words> rows;
    for (const auto &e : item["entries"]) {
      const auto &value = e.value("value", json());
      rows.push_back({e.value("key", ""), value.is_string() ? value.get<std::string>() : value.dump(),
                      e.value("identifying", true) ? "may identify" : ""});
    }
    console.table({"field", "value", ""}, rows);
  }
  return exit_done;
}

}  // namespace gantry::host
