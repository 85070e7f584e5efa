// SPDX-License-Identifier: Apache-2.0
// Plugins and a project together: every tool and fit that is run here is recorded, with all that is needed to repeat it.
//
//   Session session(bench, &project);
//   GANTRY_TRY(call, session.tool_call("kmeans", {{"image", "brain"}}, {{"classes", "3"}}));
//   GANTRY_TRY(outcome, session.run(call, watcher));   // outcome.run->id, outcome.outputs
#pragma once

#include <core/import/read.hpp>
#include <core/plugins/workbench.hpp>
#include <core/project/project.hpp>
#include <core/project/verify.hpp>
#include <core/session/saved_models.hpp>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace gantry::core {

// A port and where its data comes from: an item's id or label, an object's hash, or a file.
using NamedInput = std::pair<std::string, std::string>;

// A job that has been checked and can be run.
struct Call {
  const Plugin *plugin = nullptr;
  JobRequest request;
  std::map<std::string, std::string> input_items;  // port → item id, where it came from the project
  std::vector<ObjectPtr> file_headers;             // gantry.header/1 of inputs that are files; may name the patient
  std::vector<PortSpec> outputs;                   // their tolerances
  std::string name;                                // of a saved model: what its results are labelled with
  std::string step, note;                          // of a study
  std::map<std::string, std::string> labels;       // port → label of the item that is made of it
};

// How something is written; all of it may be left out.
struct Export {
  std::string writer;                                    // its id; empty: by file name and kind
  nlohmann::json parameters = nlohmann::json::object();  // of the writer, as texts or JSON values
  ObjectPtr source;  // gantry.header/1 of what it was made from, for writers that link to it
};

struct Written {
  std::vector<std::string> paths, warnings;
  void add(const Written &other);
};

struct CallOutcome {
  std::vector<PortObject> outputs;
  std::optional<RunRecord> run;  // with a project that is open for writing
  JobResult result;
};

// A model that a fit can be of: a plugin's, or one that the project keeps.
struct FitModel {
  const Plugin *plugin = nullptr;
  ModelSpec spec;
  std::optional<SavedModel> saved;

  // Whether its plugin declares it to be a special case of another.
  bool special_case_of(const FitModel &other) const;
};

class Session {
 public:
  struct Settings {
    Limits limits;
    std::uint32_t level = 0, threads = 0;
    std::string who;
  };

  // `project` may be null: then inputs are files, and nothing is recorded.
  Session(Workbench &bench, Project *project, Settings settings)
      : bench_(&bench), project_(project), settings_(std::move(settings)) {}

  Workbench &bench() { return *bench_; }
  Project *project() { return project_; }
  const Settings &settings() const { return settings_; }
  bool verifying() const { return verifying_; }

  // Checks everything that can be checked before a worker is asked. `given`: parameters as texts or JSON values.
  // Errors are Failure::usage and name the port or parameter.
  Result<Call> tool_call(const std::string &tool, const std::vector<NamedInput> &inputs, const nlohmann::json &given,
                         const JobWatcher &watcher);
  // What a word means where a model is wanted: "t2star", a full id, "project.washout", or "washout" where no plugin has a
  // model of that name. "model.unknown", "model.ambiguous".
  Result<FitModel> fit_model(const std::string &word) const;
  // kind fit_map or fit_curve. Inputs: "image" or "data", "mask", "sigma", and the model's constants (a volume each, or a number
  // in options.constants). A table file or item serves as "data".
  Result<Call> fit_call(const std::string &model, JobKind kind, const std::vector<NamedInput> &inputs,
                        const nlohmann::json &choices, nlohmann::json options, const JobWatcher &watcher);

  // Runs it in a worker and records it. A run that fails in the plugin is recorded too, with the error, and then returned as it.
  Result<CallOutcome> run(const Call &call, const JobWatcher &watcher);

  // Runs a recorded run again at its recorded level and compares.
  Result<Verdict> verify(const RunRecord &run, const JobWatcher &watcher);

  // The data that a word names. "input.unknown" says what there is.
  Result<ObjectPtr> data(const std::string &word, Kind wanted, const JobWatcher &watcher);
  // Writes an object through the writer plugin of the path's extension, companions beside it.
  Result<Written> write_file(const ObjectPtr &object, const std::string &path, const JobWatcher &watcher,
                             const Export &how = {});

  // The header (gantry.header/1) of what `object` was made from; null when there is none. Of a call: what its inputs
  // came from, back to their import. Of a word: an item of the project, or a file or folder; where that holds several
  // items, the one that lies in the same space. "source.several", "source.none".
  Result<ObjectPtr> source_of(const Call &call, const Object &object);
  Result<ObjectPtr> source_named(const std::string &word, const Object &object, const JobWatcher &watcher);

 private:
  Result<std::optional<Item>> item_of(const std::string &word) const;
  struct Given {
    ObjectPtr object;
    std::optional<Item> item;
    ObjectPtr header;  // of a file
  };
  Result<Given> given(const std::string &word, Kind wanted, const JobWatcher &watcher);
  Result<void> add_input(Call &call, const std::string &port, const std::string &word, Kind kind,
                         const JobWatcher &watcher);
  // What the image's header says, and the model wants to know.
  Result<void> take_acquisition(Call &call, const ModelSpec &spec);
  Result<RunRecord> record(const Call &call, const JobResult &result, const Error *error, const std::string &started);

  Workbench *bench_;
  Project *project_;
  Settings settings_;
  bool verifying_ = false;  // a plugin that asks for verification must not be run without end
};

// What a plugin may ask of the host while it runs (gantry.project/1, gantry.storage/1).
ServiceHandler services_for(Session &session, const Plugin &plugin);

}  // namespace gantry::core
