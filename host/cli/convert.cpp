// SPDX-License-Identifier: Apache-2.0
// gantry convert PATH -o OUT, gantry headers FILE: one file, without a project.
#include <boost/algorithm/string/join.hpp>
#include <filesystem>
#include <host/cli/commands.hpp>
#include <host/cli/opened.hpp>

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

}  // namespace

int run_convert(const Words &words) {
  CommandLine line("gantry convert PATH -o OUT.nii.gz|FOLDER",
                   "Reads a file and writes it as the kind that the name of OUT says.");
  line.flags().add_options()("output,o", po::value<std::string>(), "file, or a folder for all items");
  line.positional("path");
  if (const auto code = line.parse(words)) return *code;
  const Console &console = line.console();
  const std::string out = line.text("output");
  if (line.text("path").empty() || out.empty()) {
    return console.failed(
        {"usage", "say what to convert and where to put it", "", "gantry convert PATH -o OUT", core::Failure::usage});
  }
  auto opened = Opened::of(line, core::Access::read);
  if (!opened) return console.failed(opened.error());
  Words written;
  std::size_t count = 0;
  core::ReadOutcome outcome;
  const auto ran = console.run("Converting", [&](const core::JobWatcher &watcher) -> core::Result<void> {
    const core::ItemSink write = [&](core::ReadItem &&item) -> core::Result<void> {
      for (const auto &data : item.data) {
        const auto target = target_of(out, ++count, data.object->kind());
        if (target == out && count > 1) {
          return core::fail("convert.several", "there is more than one item in it", out, "give a folder: -o FOLDER/",
                            core::Failure::usage);
        }
        GANTRY_TRY(files, opened.value()->session().write_file(data.object, target.string(), watcher));
        written.insert(written.end(), files.begin(), files.end());
      }
      return core::done();
    };
    GANTRY_TRY(all, each_item(*opened.value(), line.text("path"), watcher, write));
    outcome = all;
    return core::done();
  });
  if (!ran) return console.failed(ran.error());
  console.document({{"written", written}, {"refused", outcome.refused.size()}});
  console.say("Wrote " + boost::join(written, ", "));
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
