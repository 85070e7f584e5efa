// SPDX-License-Identifier: Apache-2.0
// gantry convert PATH -o OUT: data out of Gantry, or from one format to another.
#include <core/import/reader_settings.hpp>
#include <core/session/sources.hpp>
#include <filesystem>
#include <host/cli/commands.hpp>
#include <host/cli/each_item.hpp>
#include <host/cli/opened.hpp>
#include <host/cli/results.hpp>

namespace gantry::host {
namespace {

using nlohmann::json;
namespace po = boost::program_options;
namespace fs = std::filesystem;

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

  std::string source;             // --source; empty: the item's own header
  json reading = json::object();  // parameters of the reader
  core::Export how;
  core::Written written;

  core::Result<void> file(const std::string &path, core::ReadOutcome &outcome) {
    const core::ItemSink write = [&](core::ReadItem &&item) -> core::Result<void> {
      GANTRY_TRY(header, core::header_object(item));
      for (const auto &data : item.data) {
        const bool beside = count_ > 0 && data.object->header.value("quantity", "") == "overlay";
        if (beside && target_of(out_, count_, data.object->kind()) == out_) {
          written.warnings.emplace_back("its overlays are left out of one file: give a folder to have them too");
          continue;
        }
        GANTRY_CHECK(one(data.object, header));
      }
      return core::done();
    };
    GANTRY_TRY(all, each_item(opened_, path, {.set = reading}, watcher_, write));
    outcome = all;
    return core::done();
  }

  // Parameters of readers go to them, all others to the writer.
  void share_out(const json &given) {
    const auto of_readers = core::reader_keys(opened_.bench().registry());
    for (const auto &[key, value] : given.items()) (of_readers.count(key) > 0 ? reading : how.parameters)[key] = value;
  }

  core::Result<void> item(const core::Item &item) {
    if (!reading.empty()) {
      const std::string key = reading.begin().key();
      return core::fail("parameter.unused", "\"" + key + "\" says how files are read, and an item is here already", key,
                        "import its files again with --set", core::Failure::usage);
    }
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
      "Reads files, or an item of --project, and writes them as the kind that the name of OUT says. What is written\n"
      "of files names whom they name; of an item of a project, what its import kept.");
  line.flags().add_options()("output,o", po::value<std::string>(), "file, or a folder for all items")(
      "as", po::value<std::string>(), "the writer, where several write such a file: dicom-secondary-capture")(
      "source", po::value<std::string>(),
      "what it was made from, to which a DICOM object is linked: its files or item")(
      "set,s", po::value<Words>()->composing(),
      "KEY=value of a parameter of the reader (`gantry plugins info ID` lists them) or of the writer");
  line.positional("path");
  if (const auto code = line.parse(words)) return *code;
  const Console &console = line.console();
  const std::string out = line.text("output"), path = line.text("path");
  if (path.empty() || out.empty()) {
    return console.failed(
        {"usage", "say what to convert and where to put it", "", "gantry convert PATH -o OUT", core::Failure::usage});
  }
  const auto given = settings_of(line.texts("set"));
  if (!given) return console.failed(given.error());
  auto opened = Opened::of(line, core::Access::read);
  if (!opened) return console.failed(opened.error());
  core::Written written;
  core::ReadOutcome outcome;
  const auto ran = console.run("Converting", [&](const core::JobWatcher &watcher) -> core::Result<void> {
    Converting converting(*opened.value(), out, watcher);
    converting.source = line.text("source");
    converting.how.writer = line.text("as");
    converting.share_out(given.value());
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

}  // namespace gantry::host
