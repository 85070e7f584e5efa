// SPDX-License-Identifier: Apache-2.0
// The panels of plugins that are open, each in a worker of its own. What they hold outlives a crash, and the session.
//
//   panels.open("org.example.hospital.cardiac.ejection-fraction");
//   panels.update(catalogue, project != nullptr);                      // before each drawing
//   for (const OpenPanel &panel : panels.all()) … panel.client->draw(ui.c()) …
//
// Used by the thread that draws; nothing here waits for a panel.
#pragma once

#include <atomic>
#include <core/panels/panel_client.hpp>
#include <core/preferences/preferences.hpp>
#include <functional>
#include <future>
#include <host/window/workplace/catalogue.hpp>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace gantry::host::window {

// What an open panel has in common with those who answer it on its own thread.
struct PanelTies {
  std::atomic<bool> closing{false};  // nothing is answered any more
  std::set<unsigned> jobs;           // that it set going; of the thread that draws
};

struct OpenPanel {
  enum class State { waiting_for_project, opening, showing, stopped };

  std::string id;      // full: of its plugin and its own
  std::string plugin;  // "" until it was begun
  bool folded = false;
  std::string saved;                           // what it goes on from
  std::unique_ptr<core::PanelClient> client;   // empty: it was not begun
  std::optional<core::WorkerFailure> problem;  // why it stopped, or was not begun
  State state = State::opening;

  std::shared_ptr<PanelTies> ties;
  bool wanted = true;           // it is to begin, for the first time or again
  std::uint64_t beginning = 0;  // which of the attempts to begin is under way; 0: none
  bool told = false;            // that its plugin broke while it was loaded
};

class Panels {
 public:
  // What surrounds them.
  struct Around {
    // Finds out in the background where a plugin's worker is to be started; `then` is called by the thread that draws.
    using Then = std::function<void(core::Result<core::PluginLocation>)>;
    std::function<void(const std::string &plugin, Then then)> locate;
    std::function<core::ServiceHandler(const std::string &plugin, std::shared_ptr<PanelTies> ties)> services;
    std::function<void(const std::string &plugin, const core::WorkerFailure &failure)> broke_at_load;
    std::function<void()> wake;  // there is something to draw; from any thread
  };

  // memory_bytes: what a panel may take, where that is less than it may anyway; 0: it is not.
  Panels(core::WorkerPool::Options workers, std::size_t memory_bytes, Around around);
  ~Panels();
  Panels(const Panels &) = delete;
  Panels &operator=(const Panels &) = delete;

  const std::vector<OpenPanel> &all() const { return open_; }
  const OpenPanel *find(const std::string &id) const;
  bool busy() const;  // one is being opened, or draws

  void open(const std::string &id);  // above the others, where it is seen; or unfolds it, where it is open
  void close(const std::string &id);
  void fold(const std::string &id, bool folded);
  void restart(const std::string &id);  // after it has stopped: with what it saved last

  // Begins what can begin, and takes in what came of it.
  void update(const Catalogue &catalogue, bool project);
  void refresh();  // the project has changed

  std::vector<core::PanelMemory> memory() const;
  // Another project, or none: in place of those of the one before. What was opened without a project stays open.
  void recall(const std::vector<core::PanelMemory> &memory);

 private:
  OpenPanel *open_one(const std::string &id);
  void begin(OpenPanel &panel, const Catalogue &catalogue);
  void located(const std::string &id, const std::string &own_id, std::uint64_t beginning,
               core::Result<core::PluginLocation> where);
  void look_after(OpenPanel &panel);
  void end(OpenPanel &panel);

  core::WorkerPool pool_;
  const std::size_t memory_bytes_;
  Around around_;
  std::vector<OpenPanel> open_;
  std::vector<core::PanelMemory> closed_;  // what they go on from, when they are opened again; the latest first
  bool project_ = false;
  std::uint64_t beginnings_ = 0;
  std::vector<std::future<void>> ending_;
};

}  // namespace gantry::host::window
