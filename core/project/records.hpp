// SPDX-License-Identifier: Apache-2.0
// What a project keeps besides data: items, imports, runs, records. No path and no file name occurs in any of them.
//
//   RunDraft run{.kind = JobKind::tool, .plugin = {"org.gantry.segmentation", "1.0", hash}, .target = "otsu"};
//   run.outputs.push_back({.port = "mask", .object = hash, .tolerance = {.fraction = 1e-4}});
//   GANTRY_TRY(recorded, project.add_run(run));   // recorded.id, recorded.outputs[0].item == "labels-3"
#pragma once

#include <core/data/object.hpp>
#include <core/log/without_paths.hpp>
#include <core/worker/job.hpp>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace gantry::core {

// Where an item came from. manual: painted or typed by a person, taken as given.
enum class Origin { import, run, manual };
std::string_view name(Origin origin);

struct ItemDraft {
  std::string object{};  // root hash of an object of this project
  std::string label{};   // typed by the user; empty: made from the kind, "Image 3". Never a file name.
  Origin origin = Origin::manual;
  std::int64_t import_number = 0;  // when imported
  std::string run{};               // id, when made by a run
};

// A named datum of the project.
struct Item : ItemDraft {
  std::string id{};  // "image-1", "labels-2", "signal-3", "table-4", "record-5", "file-6"; numbers are never used twice
  Kind kind = Kind::file;
  std::string added{};  // UTC, ISO 8601
};

struct PluginStamp {
  std::string id{}, version{};
  std::string hash{};  // SHA-256 of its library, hex
  bool operator==(const PluginStamp &) const = default;
};

struct ImportedFile {
  std::string keyed_hash{};  // SiteKey::hash_file; tells only this site whether it is the same file
  std::uint64_t bytes = 0;
};

struct RefusedFile {
  std::uint64_t index = 0;  // into what was offered
  std::string reason{};
};

struct ImportDraft {
  PluginStamp plugin{};
  std::string reader{};
  nlohmann::json parameters = nlohmann::json::object();  // of the reader
  std::vector<ImportedFile> files{};
  std::vector<RefusedFile> refused{};
  bool de_identified = true;
  std::vector<std::string> removed{};  // names of header fields, never their values
  std::string who{}, when{};           // UTC, ISO 8601; `when` empty: now
};

struct ImportRecord : ImportDraft {
  std::int64_t number = 0;  // 1, 2, 3, …
};

// Something that an import brought: its object, and what its header said (an array of {key, value}; empty: nothing).
struct ImportedDatum {
  std::string object{}, label{};
  nlohmann::json header = nlohmann::json::array();
};

// What one reader brought.
struct ImportBatch {
  ImportDraft import{};
  std::vector<ImportedDatum> data{};
};

struct ImportedBatch {
  ImportRecord import{};
  std::vector<Item> items{};  // in the order of the data
};

// How far a repeated output may lie from the recorded one: |a−b| ≤ absolute + relative·|a|, a being the recorded value,
// for all but `fraction` of the elements. All zero: identical.
struct Tolerance {
  double absolute = 0, relative = 0, fraction = 0;
  bool operator==(const Tolerance &) const = default;
};

struct RunInput {
  std::string port{}, object{};
};

struct RunOutput {
  std::string port{}, object{};
  Tolerance tolerance{};
  bool keep = true;     // makes an item of it
  std::string label{};  // of that item
  std::string item{};   // id, set by add_run
};

struct RunDraft {
  JobKind kind = JobKind::tool;
  PluginStamp plugin{};
  std::string target{};  // tool or model
  nlohmann::json parameters = nlohmann::json::object();
  nlohmann::json options = nlohmann::json::object();
  std::vector<RunInput> inputs{};
  std::vector<RunOutput> outputs{};
  std::string who{};
  std::string started{};  // UTC, ISO 8601; empty: now
  double seconds = 0;
  std::uint32_t level = 0, threads = 0;
  nlohmann::json libraries = nlohmann::json::object();  // file name → build-id or BLAKE2b
  bool sandboxed = false;
  std::string gantry_version{};
  std::vector<std::string> warnings{};  // paths are taken out
  std::string step{};                   // of a study; may be empty
  std::string note{};                   // a remark, shown beside the results; may be empty
  std::string error_code{}, error{};    // empty: it went well. Paths are taken out.
  std::string parent{};                 // id of the run that this one corrects

  bool ok() const { return error_code.empty(); }
};

// Append-only: its id is the hash of its canonical JSON.
struct RunRecord : RunDraft {
  std::string id{};
};

// An appended record: an object of kind record, by its hash.
struct RecordEntry {
  std::string hash{}, schema{}, parent{}, added{};
};

nlohmann::json to_json(const Item &item);
nlohmann::json to_json(const ImportRecord &record);
nlohmann::json to_json(const RunRecord &record);  // with its id
nlohmann::json to_json(const RecordEntry &entry);
nlohmann::json to_json(const Tolerance &tolerance);

// The other way round, for what stands in the database. Errors: "data.header" naming the member.
Result<ImportRecord> import_record(const nlohmann::json &json);
Result<RunRecord> run_record(const nlohmann::json &json);
// The id that a run must have.
std::string run_id(const RunDraft &run);

}  // namespace gantry::core
