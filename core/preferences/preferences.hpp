// SPDX-License-Identifier: Apache-2.0
// What the window remembers: of the user, and of each project.
//
//   Preferences p = preferences_of(memory.content());   // what is missing or not understood has its default
//   p.theme = "light";
//   memory.put(to_json(p));
//
// Neither holds data of a patient; folders are named in files that only their owner can read, and in no log.
#pragma once

#include <filesystem>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace gantry::core {

struct RecentProject {
  std::string folder, opened;  // opened: UTC, ISO 8601
  bool operator==(const RecentProject &) const = default;
};

// The settings of a form, under a name.
struct Preset {
  std::string name;
  nlohmann::json draft = nlohmann::json::object();
  bool operator==(const Preset &) const = default;
};

struct Preferences {
  std::string language;                                // "en", "nl"; "": the system's
  std::string theme = "dark";                          // "dark", "light", "contrast"
  double scale = 1;                                    // of everything in the window, 0.5 to 3
  bool tour_seen = false;                              // the first-run tour was offered
  std::string open_project;                            // folder of the project that is open; "": none
  std::vector<RecentProject> recent;                   // the latest first, at most 12
  std::map<std::string, std::vector<Preset>> presets;  // by task
  std::map<std::string, std::string> layout;           // how the window's parts lie, by path
  bool operator==(const Preferences &) const = default;
};

nlohmann::json to_json(const Preferences &preferences);
Preferences preferences_of(const nlohmann::json &json);

// Puts a project first among the recent ones.
void note_recent(Preferences &preferences, const std::string &folder, const std::string &opened);
void forget_recent(Preferences &preferences, const std::string &folder);

// A job that was going on.
struct GoingJob {
  std::string title;
  std::string kind;          // "import", "run", "file", "check"
  std::uint64_t before = 0;  // imports or runs that there were when it began; of a file: that second, since 1970
  std::string file;          // that it writes
  bool operator==(const GoingJob &) const = default;
};

// A panel that was opened.
struct PanelMemory {
  std::string id;  // of its plugin and its own: "org.example.hospital.cardiac.ejection-fraction"
  bool open = false, folded = false;
  std::string saved;  // what it goes on from
  bool operator==(const PanelMemory &) const = default;
};

// Of one project: what was open and selected, and what had been filled in.
struct ProjectMemory {
  std::string item, run, task, other_run;             // other_run: that `run` is compared with
  std::map<std::string, nlohmann::json> drafts;       // by task
  nlohmann::json images = nlohmann::json::object();   // by item: plane, slice, window
  nlohmann::json over = nlohmann::json::object();     // by item: what lies over it
  std::vector<GoingJob> going;                        // when this was written; of an ended program: what it left undone
  std::vector<PanelMemory> panels;                    // the open ones in the order in which they lie
  nlohmann::json fitting = nlohmann::json::object();  // what was chosen and typed on the screen for curves
  bool operator==(const ProjectMemory &) const = default;
};

nlohmann::json to_json(const ProjectMemory &memory);
ProjectMemory project_memory_of(const nlohmann::json &json);
// A file of its own for each project, named after a hash of its folder.
std::filesystem::path project_memory_file(const std::filesystem::path &state_folder,
                                          const std::filesystem::path &project);

}  // namespace gantry::core
