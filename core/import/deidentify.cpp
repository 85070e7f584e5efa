// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <boost/algorithm/string/join.hpp>
#include <core/data/read_json.hpp>
#include <core/import/deidentify.hpp>
#include <core/import/progress.hpp>
#include <core/platform/durable.hpp>
#include <core/platform/files.hpp>
#include <core/plugins/parameters.hpp>
#include <map>

namespace gantry::core {
namespace {

using nlohmann::json;
namespace fs = std::filesystem;

// As much as one job takes: what breaks a worker costs little, and memory stays small.
constexpr std::size_t most_files = 64;
constexpr std::uint64_t most_bytes = std::uint64_t{96} << 20;

// A word of a plugin as part of a file name.
std::string name_part(const std::string &word) {
  std::string out;
  for (const char c : word) {
    if ((c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || (c == '-' && !out.empty())) out += c;
  }
  return out.substr(0, 16);
}

class Rewriting {
 public:
  Rewriting(Workbench &bench, Identity &identity, const DeidentifyCall &call, const JobWatcher &watcher,
            fs::path folder)
      : bench_(bench), identity_(identity), call_(call), watcher_(watcher), folder_(std::move(folder)) {}

  Result<void> all() {
    GANTRY_TRY(tool, bench_.registry().tool(call_.tool));
    plugin_ = tool.plugin;
    target_ = tool.spec->id;
    std::vector<std::string> keep(call_.keep.begin(), call_.keep.end());
    GANTRY_TRY(parameters,
               check_parameters(tool.spec->parameters, {{"keep", keep.empty() ? "none" : boost::join(keep, " ")}}));
    parameters_ = parameters;
    GANTRY_TRY(gathered, gather_files(call_.paths));
    outcome.files.assign(gathered.files.begin(), gathered.files.begin() + static_cast<std::ptrdiff_t>(gathered.given));
    std::size_t begin = 0;
    while (begin < outcome.files.size()) {
      const std::size_t end = end_of_batch(begin);
      GANTRY_CHECK(batch(begin, end));
      begin = end;
    }
    std::sort(outcome.refused.begin(), outcome.refused.end(),
              [](const auto &a, const auto &b) { return a.file < b.file; });
    if (outcome.written.empty()) return nothing();
    return platform::flush_file_system(folder_);
  }

  DeidentifyOutcome outcome;

 private:
  Result<void> nothing() const {
    if (outcome.refused.empty())
      return fail("deidentify.nothing", "there is no file in it", "", "give DICOM files, or folders of them");
    const auto &first = outcome.refused.front();
    return fail("deidentify.nothing", outcome.files[first.file].path + " was refused: " + first.text,
                outcome.files[first.file].name, "only DICOM files can be de-identified into files");
  }

  std::size_t end_of_batch(std::size_t begin) const {
    std::uint64_t bytes = 0;
    std::size_t end = begin;
    while (end < outcome.files.size() && end - begin < most_files) {
      std::error_code error;
      const auto size = fs::file_size(outcome.files[end].path, error);
      if (!error) bytes += size;
      if (end > begin && bytes > most_bytes) break;
      ++end;
    }
    return end;
  }

  // Files from `begin` to `end`; where they break the worker, their halves, until the one that does stands alone.
  Result<void> batch(std::size_t begin, std::size_t end) {
    std::vector<std::size_t> given;
    JobRequest request;
    request.target = target_;
    request.parameters = parameters_;
    request.limits = call_.limits;
    for (std::size_t file = begin; file < end; ++file) {
      auto object = contents(outcome.files[file].path);
      if (object) {
        request.inputs.push_back({"files", std::move(object).value()});
        given.push_back(file);
      } else {
        outcome.refused.push_back({file, object.error().message});
      }
    }
    if (given.empty()) return done();
    const auto services = [this](const ServiceRequest &asked) -> Result<ServiceReply> {
      if (asked.service == "gantry.identity/1") return identity_.answer(asked);
      return fail("service.unknown", "this job has no service \"" + asked.service + "\"");
    };
    const auto all = static_cast<double>(outcome.files.size());
    const auto part = stretch_of(watcher_, static_cast<double>(begin) / all, static_cast<double>(end) / all);
    auto result = bench_.run(*plugin_, request, part, services);
    if (result) return take(given, result.value());
    const Error &error = result.error();
    const bool of_the_files = error.failure == Failure::crashed || error.code == "plugin.input-refused";
    if (!of_the_files) return fail(error);
    if (end - begin == 1) {
      outcome.refused.push_back({begin, error.message});
      return done();
    }
    const std::size_t middle = begin + (end - begin) / 2;
    std::erase_if(outcome.refused, [begin](const auto &refused) { return refused.file >= begin; });
    GANTRY_CHECK(batch(begin, middle));
    return batch(middle, end);
  }

  static Result<ObjectPtr> contents(const std::string &path) {
    GANTRY_TRY(file, platform::open_for_reading(path));
    if (file.bytes == 0) return fail("file.empty", "the file is empty", path);
    GANTRY_TRY(mapped, platform::MappedFile::map(std::move(file.descriptor)));
    return make_file("application/dicom", "", mapped.bytes());
  }

  Result<void> take(const std::vector<std::size_t> &given, const JobResult &result) {
    std::vector<ObjectPtr> clean;
    json files;
    for (const auto &output : result.outputs) {
      if (output.port == "clean") clean.push_back(output.object);
      if (output.port != "report") continue;
      GANTRY_TRY(report, record_of(*output.object));
      if (report.is_object()) files = report.value("files", json());
    }
    const auto wrong = fail("plugin.report", "the plugin's report doesn't fit the files it gave", "",
                            "report it to the plugin's vendor");
    if (!files.is_array() || files.size() != given.size()) return wrong;
    std::size_t next = 0;
    for (std::size_t i = 0; i < given.size(); ++i) {
      if (const std::string reason = member_text(files[i], "refused"); !reason.empty()) {
        outcome.refused.push_back({given[i], reason});
        continue;
      }
      if (next == clean.size()) return wrong;
      GANTRY_CHECK(write(*clean[next++], files[i]));
      for (const auto &warning : files[i].value("warnings", json::array())) {
        if (warning.is_string()) outcome.warnings.push_back({given[i], warning.get<std::string>()});
      }
    }
    return done();
  }

  Result<void> write(const Object &object, const json &about) {
    const std::string patient = name_part(member_text(about, "patient"));
    const auto numbered = [](std::map<std::string, std::size_t> &known, const std::string &word) {
      return known.try_emplace(word, known.size() + 1).first->second;
    };
    const std::size_t study = numbered(studies_[patient], member_text(about, "study"));
    const std::size_t series = numbered(series_[patient + ' ' + std::to_string(study)], member_text(about, "series"));
    const std::string modality = name_part(member_text(about, "modality"));
    const std::string folder = (patient.empty() ? "P" : patient) + "/study-" + std::to_string(study) + "/series-" +
                               std::to_string(series) + (modality.empty() ? "" : "-" + modality);
    const std::string number = std::to_string(++counts_[folder]);
    const std::string name =
        folder + "/" + std::string(6 - std::min<std::size_t>(6, number.size()), '0') + number + ".dcm";
    std::error_code error;
    fs::create_directories(folder_ / folder, error);  // place_file says what is wrong
    GANTRY_CHECK(platform::place_file(folder_ / name, object.bytes.bytes()));
    outcome.written.push_back(name);
    return done();
  }

  Workbench &bench_;
  Identity &identity_;
  const DeidentifyCall &call_;
  const JobWatcher &watcher_;
  fs::path folder_;
  const Plugin *plugin_ = nullptr;
  std::string target_;
  json parameters_;
  std::map<std::string, std::map<std::string, std::size_t>> studies_, series_;
  std::map<std::string, std::size_t> counts_;
};

Result<void> check_empty(const fs::path &folder) {
  std::error_code error;
  if (!fs::exists(folder, error) || (fs::is_directory(folder, error) && fs::is_empty(folder, error))) return done();
  return fail("deidentify.folder", "the folder for the new files holds something already", folder.string(),
              "give a new or an empty folder", Failure::usage);
}

}  // namespace

Result<DeidentifyOutcome> deidentify_files(Workbench &bench, Identity &identity, const DeidentifyCall &call,
                                           const JobWatcher &watcher) {
  GANTRY_CHECK(check_empty(call.to));
  fs::path to = fs::absolute(call.to);
  if (!to.has_filename()) to = to.parent_path();  // a slash at its end
  const fs::path making = to.string() + platform::temporary_ending;
  GANTRY_CHECK(check_empty(making));
  identity.note_in(call.key_table);
  Rewriting rewriting(bench, identity, call, watcher, making);
  auto ended = rewriting.all();
  identity.note_in(nullptr);
  std::error_code error;
  // Nothing bears a pseudonym before it is noted who has it.
  if (ended && call.key_table != nullptr) ended = call.key_table->save();
  if (ended && call.project != nullptr) ended = identity.save(*call.project);
  if (ended) {
    fs::remove(to, error);  // it is empty
    fs::rename(making, to, error);
    if (error) ended = fail("disk.write", "the folder can't be made: " + error.message(), to.string());
  }
  if (!ended) {
    fs::remove_all(making, error);
    return fail(std::move(ended).error());
  }
  GANTRY_CHECK(platform::make_durable({to}));
  return std::move(rewriting.outcome);
}

}  // namespace gantry::core
