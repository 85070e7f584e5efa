// SPDX-License-Identifier: Apache-2.0
// The plugins that are installed, known from their manifests alone: no plugin code runs here.
//
//   const Registry registry = Registry::scan(plugin_folders({}));
//   GANTRY_TRY(found, registry.tool("threshold"));   // short id, or org.gantry.segmentation.threshold
#pragma once

#include <core/plugins/schema.hpp>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace gantry::core {

struct Plugin {
  Manifest manifest;
  std::filesystem::path folder, library;
};

// A folder that looks like a plugin and can't be used.
struct BrokenPlugin {
  std::filesystem::path folder;
  Error error;
};

template <class Spec>
struct Found {
  const Plugin *plugin = nullptr;
  const Spec *spec = nullptr;
};

// What is to be written, as far as it says who can write it.
struct Writable {
  Writable(Kind k) : kind(k) {}  // NOLINT(google-explicit-constructor): most things are told by their kind
  static Writable of(const Object &object);

  Kind kind;
  bool labels = false, colour = false;
};

// Where plugins are looked for: `extra` first, then $GANTRY_PLUGIN_PATH, then beside the program, then the user's own.
std::vector<std::filesystem::path> plugin_folders(const std::vector<std::string> &extra);

class Registry {
 public:
  // Reads NAME/manifest.json in every folder, and a manifest.json in the folder itself. Of two plugins with one id, the
  // one that was found first stays, and the other is listed as broken with that reason.
  static Registry scan(const std::vector<std::filesystem::path> &folders);

  const std::vector<Plugin> &plugins() const { return plugins_; }
  const std::vector<BrokenPlugin> &broken() const { return broken_; }

  // By short id ("threshold") or full id. "tool.unknown" lists near names; "tool.ambiguous" lists the full ids.
  Result<Found<ToolSpec>> tool(const std::string &id) const;
  Result<Found<ModelSpec>> model(const std::string &id) const;
  Result<const Plugin *> plugin(const std::string &id) const;
  // The command with the longest match of the first words; nullptr when there is none.
  Found<ToolSpec> command(const std::vector<std::string> &words) const;
  // The writer for a file name, by its longest matching extension, among those that take such an object: a signal and a
  // table may both be written as .csv, each by its own plugin. Of several, one that is made for label maps or for colour
  // pictures comes first where it is one.
  Result<Found<ToolSpec>> writer(const std::string &file_name, const Writable &what) const;
  // The one that is asked for by its id; it must take such an object under such a name.
  Result<Found<ToolSpec>> writer(const std::string &id, const std::string &file_name, const Writable &what) const;

 private:
  void add(const std::filesystem::path &folder);

  std::vector<Plugin> plugins_;
  std::vector<BrokenPlugin> broken_;
};

}  // namespace gantry::core
