// SPDX-License-Identifier: Apache-2.0
#include <host/window/workplace/catalogue.hpp>

#include <algorithm>
#include <tuple>

namespace gantry::host::window {
namespace {

core::PortSpec port(std::string key, std::string label, std::string help, core::Kind kind, bool optional) {
  core::PortSpec p;
  p.kind = kind;
  p.key = std::move(key);
  p.label = std::move(label);
  p.help = std::move(help);
  p.optional = optional;
  return p;
}

// Beside the data: of equations a table of what was given, and when.
void add_doses(const core::ModelSpec &model, std::vector<core::PortSpec> &ports) {
  if (model.ode && !model.ode->doses.empty())
    ports.push_back(port("doses", "Doses", "A table with the columns time, amount, into, duration, every and count.",
                         core::Kind::table, true));
}

}  // namespace

std::vector<core::PortSpec> Task::inputs(bool map) const {
  if (!fit()) return tool->inputs;
  std::vector<core::PortSpec> ports;
  if (!map) {
    ports.push_back(port("data", "Table", "A column for each axis of the model, and one of measured values.",
                         core::Kind::table, false));
    add_doses(*model, ports);
    return ports;
  }
  ports.push_back(port("image", "Image series", "A volume for each point of the curve: echo times, b-values, times.",
                       core::Kind::volume, false));
  ports.push_back(port("mask", "Mask", "Only voxels inside are fitted.", core::Kind::volume, true));
  ports.back().mask = true;
  if (model->axis.size() > 1)
    ports.push_back(port("axis", "Table beside the image",
                         "What the image's fourth axis does not have: the arterial input at its times, for instance.",
                         core::Kind::table, true));
  add_doses(*model, ports);
  for (const core::QuantitySpec &q : model->constants)
    ports.push_back(port(q.name, q.label, "", core::Kind::volume, !q.required));
  ports.push_back(port("sigma", "Standard deviation of the noise",
                       "An image of it, where it is not the same everywhere.", core::Kind::volume, true));
  for (auto &p : ports)
    for (const core::QuantitySpec &q : model->constants)
      if (p.key == q.name) p.unit = q.unit;
  return ports;
}

std::shared_ptr<const Catalogue> Catalogue::of(const core::Workbench &bench) {
  auto made = std::make_shared<Catalogue>();
  made->registry_ = bench.registry();
  for (const core::Plugin &plugin : made->registry_.plugins()) {
    const auto &m = plugin.manifest;
    for (const auto &tool : m.tools)
      made->tasks_.push_back({"tool:" + m.id + "." + tool.id, m.id + "." + tool.id, &plugin, &tool, nullptr});
    for (const auto &model : m.models)
      made->tasks_.push_back({"fit:" + m.id + "." + model.id, m.id + "." + model.id, &plugin, nullptr, &model});
    for (const auto &panel : m.panels) made->panels_.push_back({m.id + "." + panel.id, &plugin, &panel});
    PluginState &state = made->states_[m.id];
    state.broken_inputs = bench.quarantine().broken_inputs(m.sha256);
    const auto held = bench.quarantine().entry(m.sha256);
    if (held) state = {true, held->reason, held->when, held->log_tail, state.broken_inputs};
  }
  std::stable_sort(made->tasks_.begin(), made->tasks_.end(), [](const Task &a, const Task &b) {
    if (a.category().empty() != b.category().empty()) return b.category().empty();  // those of none come last
    return std::tie(a.category(), a.label(), a.id) < std::tie(b.category(), b.label(), b.id);
  });
  std::stable_sort(made->panels_.begin(), made->panels_.end(), [](const PanelOffer &a, const PanelOffer &b) {
    return std::tie(a.panel->label, a.id) < std::tie(b.panel->label, b.id);
  });
  return made;
}

const PanelOffer *Catalogue::panel(const std::string &id) const {
  for (const PanelOffer &offer : panels_)
    if (offer.id == id) return &offer;
  return nullptr;
}

const Task *Catalogue::task(const std::string &key) const {
  for (const Task &task : tasks_)
    if (task.key == key) return &task;
  return nullptr;
}

const Task *Catalogue::task(const std::string &plugin, const std::string &target, bool fit) const {
  return task((fit ? "fit:" : "tool:") + plugin + "." + target);
}

const PluginState &Catalogue::state(const std::string &plugin) const {
  static const PluginState well;
  const auto found = states_.find(plugin);
  return found == states_.end() ? well : found->second;
}

}  // namespace gantry::host::window
