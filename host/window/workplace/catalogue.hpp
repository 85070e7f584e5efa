// SPDX-License-Identifier: Apache-2.0
// What there is to run and to open: the tools, models and panels of the installed plugins, and what state these are in.
//
//   const auto catalogue = Catalogue::of(bench);
//   const Task *task = catalogue->task("tool:org.gantry.segmentation.kmeans");
//   for (const ParameterSpec &p : task->parameters()) …
//
// Immutable; shared between threads.
#pragma once

#include <core/plugins/workbench.hpp>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace gantry::host::window {

// A tool, or the fit of a model.
struct Task {
  std::string key;  // "tool:…", "fit:…" and the full id
  std::string id;   // full: "org.gantry.segmentation.kmeans"
  const core::Plugin *plugin = nullptr;
  const core::ToolSpec *tool = nullptr;
  const core::ModelSpec *model = nullptr;

  bool fit() const { return model != nullptr; }
  const std::string &label() const { return fit() ? model->label : tool->label; }
  const std::string &help() const { return fit() ? model->help : tool->help; }
  const std::string &category() const { return fit() ? model->category : tool->category; }
  const std::string &source() const { return fit() ? model->source : tool->source; }
  const std::vector<core::ParameterSpec> &parameters() const { return fit() ? model->choices : tool->parameters; }
  // Of a fit: the image or the table, the mask, the model's constants, the noise.
  std::vector<core::PortSpec> inputs(bool map) const;
};

// A panel that a plugin has.
struct PanelOffer {
  std::string id;  // full: "org.example.hospital.cardiac.ejection-fraction"
  const core::Plugin *plugin = nullptr;
  const core::PanelSpec *panel = nullptr;
};

struct PluginState {
  bool quarantined = false;
  std::string reason, when, log_tail;
  std::size_t broken_inputs = 0;
};

class Catalogue {
 public:
  Catalogue() = default;
  Catalogue(const Catalogue &) = delete;
  static std::shared_ptr<const Catalogue> of(const core::Workbench &bench);

  const core::Registry &registry() const { return registry_; }
  const std::vector<Task> &tasks() const { return tasks_; }  // by category, then label
  const Task *task(const std::string &key) const;
  // Of a recorded run; nullptr where the plugin is not installed any more.
  const Task *task(const std::string &plugin, const std::string &target, bool fit) const;
  const std::vector<PanelOffer> &panels() const { return panels_; }  // by label
  const PanelOffer *panel(const std::string &id) const;              // nullptr: its plugin is not installed
  const PluginState &state(const std::string &plugin) const;

 private:
  core::Registry registry_;
  std::vector<Task> tasks_;
  std::vector<PanelOffer> panels_;
  std::map<std::string, PluginState> states_;
};

}  // namespace gantry::host::window
