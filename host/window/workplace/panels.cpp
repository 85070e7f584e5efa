// SPDX-License-Identifier: Apache-2.0
#include <host/window/workplace/panels.hpp>

#include <algorithm>
#include <chrono>
#include <host/window/words/words.hpp>

namespace gantry::host::window {
namespace {

using State = OpenPanel::State;

// Of all panels of a project together, so that the file that remembers them stays small; the open ones come first.
constexpr std::size_t most_saved = std::size_t{2} << 20;

core::WorkerFailure not_begun(core::Error error, std::string tail = {}) {
  return {std::move(error), std::move(tail), 0, false};
}

}  // namespace

Panels::Panels(core::WorkerPool::Options workers, std::size_t memory_bytes, Around around)
    : pool_(std::move(workers)), memory_bytes_(memory_bytes), around_(std::move(around)) {}

Panels::~Panels() {
  for (OpenPanel &panel : open_) end(panel);
  ending_.clear();  // waits: they go at the same time
}

const OpenPanel *Panels::find(const std::string &id) const {
  const auto found = std::find_if(open_.begin(), open_.end(), [&](const OpenPanel &p) { return p.id == id; });
  return found == open_.end() ? nullptr : &*found;
}

bool Panels::busy() const {
  return std::any_of(open_.begin(), open_.end(), [](const OpenPanel &p) {
    return p.state == State::opening || (p.state == State::showing && !p.client->settled());
  });
}

OpenPanel *Panels::open_one(const std::string &id) { return const_cast<OpenPanel *>(find(id)); }

void Panels::open(const std::string &id) {
  if (OpenPanel *const there = open_one(id)) {
    there->folded = false;
    return;
  }
  OpenPanel &panel = *open_.emplace(open_.begin());
  panel.id = id;
  const auto before = std::find_if(closed_.begin(), closed_.end(), [&](const auto &c) { return c.id == id; });
  if (before == closed_.end()) return;
  panel.saved = before->saved;
  closed_.erase(before);
}

void Panels::close(const std::string &id) {
  OpenPanel *const panel = open_one(id);
  if (panel == nullptr) return;
  end(*panel);
  if (!panel->saved.empty()) closed_.insert(closed_.begin(), {id, false, false, panel->saved});
  std::erase_if(open_, [&](const OpenPanel &p) { return p.id == id; });
}

void Panels::fold(const std::string &id, bool folded) {
  if (OpenPanel *const panel = open_one(id)) panel->folded = folded;
}

void Panels::restart(const std::string &id) {
  OpenPanel *const panel = open_one(id);
  if (panel == nullptr || panel->state != State::stopped) return;
  panel->problem.reset();
  panel->state = State::opening;
  panel->wanted = true;
  panel->told = false;
}

// A worker may take half a second to go: the window does not wait for it.
void Panels::end(OpenPanel &panel) {
  if (panel.ties) panel.ties->closing = true;
  if (panel.client) panel.saved = panel.client->saved();
  if (!panel.client) return;
  ending_.push_back(std::async(std::launch::async, [client = std::move(panel.client)]() mutable { client.reset(); }));
}

void Panels::update(const Catalogue &catalogue, bool project) {
  using namespace std::chrono_literals;
  project_ = project;
  std::erase_if(ending_, [](const auto &one) { return one.wait_for(0s) == std::future_status::ready; });
  for (OpenPanel &panel : open_) {
    const PanelOffer *const offer = catalogue.panel(panel.id);
    // Retry was pressed, or the plugin was replaced.
    if (panel.problem && panel.problem->error.code == "plugin.quarantined" && offer != nullptr &&
        !catalogue.state(offer->plugin->manifest.id).quarantined)
      restart(panel.id);
    if (panel.wanted) begin(panel, catalogue);
    look_after(panel);
  }
}

void Panels::begin(OpenPanel &panel, const Catalogue &catalogue) {
  const auto stop = [&](core::WorkerFailure why) {
    panel.problem = std::move(why);
    panel.state = State::stopped;
    panel.wanted = false;
  };
  const PanelOffer *const offer = catalogue.panel(panel.id);
  if (offer == nullptr) {
    return stop(not_begun({"plugin.unknown", tr("The plugin of this panel is not installed."), "",
                           tr("Install it, then start the panel again, or close it.")}));
  }
  if (offer->panel->needs_project && !project_) {
    panel.state = State::waiting_for_project;
    return;
  }
  panel.plugin = offer->plugin->manifest.id;
  if (const PluginState &held = catalogue.state(panel.plugin); held.quarantined)
    return stop(not_begun({"plugin.quarantined", held.reason, "", ""}, held.log_tail));
  panel.state = State::opening;
  panel.wanted = false;
  panel.beginning = ++beginnings_;
  around_.locate(panel.plugin,
                 [this, id = panel.id, own = offer->panel->id, number = panel.beginning](
                     core::Result<core::PluginLocation> where) { located(id, own, number, std::move(where)); });
}

void Panels::located(const std::string &id, const std::string &own_id, std::uint64_t beginning,
                     core::Result<core::PluginLocation> where) {
  OpenPanel *const panel = open_one(id);
  if (panel == nullptr || panel->beginning != beginning) return;  // closed meanwhile
  panel->beginning = 0;
  if (!where) {
    panel->problem = not_begun(std::move(where).error());
    panel->state = State::stopped;
    return;
  }
  if (panel->client) return panel->client->restart();
  panel->ties = std::make_shared<PanelTies>();
  core::PanelClient::Panel made;
  made.plugin = std::move(where).value();
  made.id = own_id;
  made.saved = panel->saved;
  made.services = around_.services(panel->plugin, panel->ties);
  made.changed = around_.wake;
  if (memory_bytes_ > 0) made.limits.memory_bytes = std::min(made.limits.memory_bytes, memory_bytes_);
  panel->client = std::make_unique<core::PanelClient>(pool_, std::move(made));
}

void Panels::look_after(OpenPanel &panel) {
  if (!panel.client || panel.wanted || panel.beginning != 0 || panel.state == State::stopped) return;
  switch (panel.client->state()) {
    case core::PanelClient::State::opening: panel.state = State::opening; return;
    case core::PanelClient::State::showing: panel.state = State::showing; break;
    case core::PanelClient::State::stopped: panel.state = State::stopped; break;
  }
  panel.saved = panel.client->saved();
  if (panel.state != State::stopped) return;
  panel.problem = panel.client->failure();
  if (!panel.problem) panel.problem = not_begun({"panel.stopped", tr("The panel stopped."), "", ""});
  if (!panel.problem->during_load || std::exchange(panel.told, true)) return;
  around_.broke_at_load(panel.plugin, *panel.problem);
}

void Panels::refresh() {
  for (OpenPanel &panel : open_)
    if (panel.client) panel.client->refresh();
}

std::vector<core::PanelMemory> Panels::memory() const {
  std::vector<core::PanelMemory> all;
  std::size_t room = most_saved;
  const auto keep = [&](const std::string &id, bool open, bool folded, const std::string &saved) {
    const bool fits = saved.size() <= room;
    if (fits) room -= saved.size();
    if (fits || open) all.push_back({id, open, folded, fits ? saved : std::string{}});
  };
  for (const OpenPanel &panel : open_) keep(panel.id, true, panel.folded, panel.saved);
  for (const core::PanelMemory &panel : closed_) keep(panel.id, false, false, panel.saved);
  return all;
}

void Panels::recall(const std::vector<core::PanelMemory> &memory) {
  std::vector<OpenPanel> carried;
  for (OpenPanel &panel : open_) {
    end(panel);
    if (project_) continue;
    OpenPanel &again = carried.emplace_back();
    again.id = panel.id;
    again.saved = panel.saved;
    again.folded = panel.folded;
  }
  open_.clear();
  closed_.clear();
  for (const core::PanelMemory &panel : memory)
    if (!panel.open) closed_.push_back(panel);
  for (auto panel = memory.rbegin(); panel != memory.rend(); ++panel) {
    if (!panel->open || find(panel->id) != nullptr) continue;
    open(panel->id);  // above those before it
    open_.front().saved = panel->saved;
    open_.front().folded = panel->folded;
  }
  for (OpenPanel &panel : carried)
    if (find(panel.id) == nullptr) open_.push_back(std::move(panel));
}

}  // namespace gantry::host::window
