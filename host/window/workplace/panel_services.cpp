// SPDX-License-Identifier: Apache-2.0
// What a panel may ask of the window and of the project, asked on the panel's own thread. The window answers between two
// drawings; the project is read by the background that looks, and changed by the one that works.
#include <host/window/workplace/workplace.hpp>

#include <algorithm>
#include <chrono>
#include <core/data/read_json.hpp>
#include <core/panels/panel_host.hpp>
#include <core/session/session.hpp>
#include <gantry/panel.h>
#include <gantry/project.h>
#include <host/window/words/words.hpp>

namespace gantry::host::window {

using namespace std::chrono_literals;
using core::JsonReader;
using core::ServiceReply;
using core::ServiceRequest;
using nlohmann::json;

namespace {

constexpr const char *job_name = "job-";

auto closed() { return core::fail("panel.closed", "the panel is being closed"); }
auto no_project() {
  return core::fail("service.project", "no project is open", "",
                    "open one, or give the panel GANTRY_PANEL_NEEDS_PROJECT");
}

// Does it on the thread that draws, and waits for it, though not for longer than the panel is open.
template <class T>
core::Result<T> in_window(Inbox &inbox, const PanelTies &ties, std::function<core::Result<T>()> what) {
  const auto answer = std::make_shared<std::promise<core::Result<T>>>();
  auto given = answer->get_future();
  inbox.post([answer, what = std::move(what)] { answer->set_value(what()); });
  while (given.wait_for(20ms) != std::future_status::ready)
    if (ties.closing) return closed();
  return given.get();
}

const char *name_of(core::JobState state) {
  switch (state) {
    case core::JobState::waiting: return "waiting";
    case core::JobState::running: return "running";
    case core::JobState::done: return "done";
    case core::JobState::failed: return "failed";
    case core::JobState::cancelled: break;
  }
  return "cancelled";
}

// Inputs and settings as a panel gives them: {"inputs": {PORT: ITEM or [ITEM…]}, "parameters": {KEY: value}, "label": …}.
core::Result<Draft> draft_for(const Task &task, const json &request) {
  Draft draft = Draft::first(task);
  const auto ports = task.inputs(true);
  for (const auto &[port, items] : core::member_object(request, "inputs").items()) {
    if (std::none_of(ports.begin(), ports.end(), [&, &name = port](const auto &p) { return p.key == name; }))
      return core::fail("panel.run", task.id + " has no input \"" + port + "\"", port);
    for (const json &item : items.is_array() ? items : json::array({items})) {
      if (!item.is_string()) return core::fail("panel.run", "an input is the id of an item", port);
      draft.inputs[port].push_back(item.get<std::string>());
    }
  }
  const auto &parameters = task.parameters();
  for (const auto &[key, value] : core::member_object(request, "parameters").items()) {
    if (std::none_of(parameters.begin(), parameters.end(), [&, &name = key](const auto &p) { return p.key == name; }))
      return core::fail("panel.run", task.id + " has no parameter \"" + key + "\"", key);
    draft.values[key] = value;
  }
  GANTRY_TRY(label, JsonReader(request, "request").text("label", ""));
  draft.label = label;
  return draft;
}

}  // namespace

core::Result<std::string> Workplace::run_for(PanelTies &ties, const json &request) {
  if (!project_) return no_project();
  GANTRY_TRY(wanted, JsonReader(request, "request").text("tool"));
  GANTRY_TRY(found, catalogue_->registry().tool(wanted));
  const Task *const task = catalogue_->task(found.plugin->manifest.id, found.spec->id, false);
  if (task == nullptr) return core::fail("panel.run", "there is no tool \"" + wanted + "\"", "tool");
  GANTRY_TRY(draft, draft_for(*task, request));
  if (const auto wrong = troubles(*task, draft, *project_); !wrong.empty()) return core::fail(wrong.front());
  const unsigned number = run(*task, draft);
  ties.jobs.insert(number);
  return job_name + std::to_string(number);
}

// Of the panel's own: those of others are not its business.
core::Result<JobEntry *> Workplace::job_of(const PanelTies &ties, const std::string &name) {
  for (const unsigned number : ties.jobs)
    if (name == job_name + std::to_string(number))
      if (JobEntry *const entry = job(number)) return entry;
  return core::fail("panel.job", "this panel has no job \"" + name + "\"", "job");
}

core::Result<json> Workplace::job_state_for(const PanelTies &ties, const std::string &name) {
  GANTRY_TRY(entry, job_of(ties, name));
  const core::JobProgress progress = entry->job->progress();
  const auto error = entry->job->error();
  return json{{"state", name_of(progress.state)},
              {"fraction", progress.fraction},
              {"activity", progress.activity},
              {"run", entry->run},
              {"error", error ? error->message : ""}};
}

core::Result<void> Workplace::show_for(const json &request) {
  if (!project_) return no_project();
  const JsonReader in{request, "request"};
  GANTRY_TRY(item, in.text("item", ""));
  GANTRY_TRY(run, in.text("run", ""));
  if (item.empty() == run.empty()) return core::fail("panel.show", "either an item or a run is shown");
  if (!item.empty() && project_->item(item) == nullptr)
    return core::fail("panel.show", "the project has no item \"" + item + "\"", "item");
  if (!run.empty() && project_->run(run) == nullptr)
    return core::fail("panel.show", "the project has no run \"" + run + "\"", "run");
  (item.empty() ? view_.run : view_.item) = item.empty() ? run : item;
  view_.page = Page::work;
  return core::done();
}

core::Result<ServiceReply> Workplace::ask_desk(const std::string &plugin, const PanelTies &ties,
                                               const std::filesystem::path &folder, const ServiceRequest &request) {
  const bool notes = request.method == "append_record", changes = notes || request.method == "verify";
  const auto answer = [=](Desk &desk) -> core::Result<ServiceReply> {
    if (!folder.empty() && !changes) GANTRY_CHECK(desk.open_project(folder, core::Access::read));
    if (!folder.empty() && (desk.project() == nullptr || desk.project()->folder() != folder)) return no_project();
    GANTRY_TRY(found, desk.bench().registry().plugin(plugin));
    return core::services_for(desk.session(), *found)(request);
  };
  const auto answered = std::make_shared<std::promise<core::Result<ServiceReply>>>();
  auto reply = answered->get_future();
  const auto work = [=, this](Desk &desk) {
    auto given = answer(desk);
    if (changes && given)
      if (auto project = Snapshot::of(*desk.project()))
        inbox_->post([this, project = std::move(project).value()] { take_project(project, false); });
    answered->set_value(std::move(given));
  };
  // A note is kept at once, whatever runs; a verification waits for its turn.
  if (notes) work_.meanwhile.post(work);
  const auto job = submit(changes ? work_ : look_, "Answering a panel", 0,
                          [this, work, notes](Desk &desk, const core::JobWatcher &) -> core::Result<After> {
                            notes ? work_.meanwhile.serve(desk) : work(desk);
                            return After();
                          });
  while (reply.wait_for(20ms) != std::future_status::ready) {
    if (ties.closing) {
      job->cancel();
      return closed();
    }
    if (!job->wait(0ms) || reply.wait_for(0ms) == std::future_status::ready) continue;
    const auto error = job->error();
    return core::fail(error ? *error : core::Error{"panel.service", "it was not answered", "", ""});
  }
  return reply.get();
}

core::ServiceHandler Workplace::services_of_panel(const std::string &plugin, const std::shared_ptr<PanelTies> &ties) {
  const auto folder = project_ ? project_->folder : std::filesystem::path();
  const bool writable = project_ && project_->writable;
  core::PanelHost host;
  host.run = [this, ties](const json &request) {
    return in_window<std::string>(*inbox_, *ties, [=, this] { return run_for(*ties, request); });
  };
  host.job_state = [this, ties](const std::string &job) {
    return in_window<json>(*inbox_, *ties, [=, this] { return job_state_for(*ties, job); });
  };
  host.cancel = [this, ties](const std::string &job) {
    return in_window<void>(*inbox_, *ties, [=, this]() -> core::Result<void> {
      GANTRY_TRY(entry, job_of(*ties, job));
      entry->job->cancel();
      return core::done();
    });
  };
  host.show = [this, ties](const json &request) {
    return in_window<void>(*inbox_, *ties, [=, this] { return show_for(request); });
  };
  return core::with_panel_host(std::move(host), [=, this](const ServiceRequest &request) -> core::Result<ServiceReply> {
    const bool of_project = request.service == GANTRY_PROJECT_ID;
    if (of_project && folder.empty()) return no_project();
    GANTRY_TRY(reply, ask_desk(plugin, *ties, of_project ? folder : std::filesystem::path(), request));
    // It is read by a desk that may not write; what it writes goes to the one that may.
    if (of_project && request.method == "open") reply.reply["writable"] = writable;
    return reply;
  });
}

void Workplace::open_panel(const std::string &id) {
  panels_.open(id);
  if (project_) view_.page = Page::work;
}

Panels::Around Workplace::around_panels() {
  Panels::Around around;
  around.locate = [this](const std::string &plugin, Panels::Around::Then then) {
    submit(look_, "Opening a panel", 0, [plugin, then](Desk &desk, const core::JobWatcher &) -> core::Result<After> {
      const auto where = [&]() -> core::Result<core::PluginLocation> {
        GANTRY_TRY(found, desk.bench().registry().plugin(plugin));
        return desk.bench().location(*found);
      }();
      return After([then, where] { then(where); });
    });
  };
  around.services = [this](const std::string &plugin, const std::shared_ptr<PanelTies> &ties) {
    return services_of_panel(plugin, ties);
  };
  around.broke_at_load = [this](const std::string &plugin, const core::WorkerFailure &failure) {
    submit(look_, "Opening a panel", 0,
           [this, plugin, failure](Desk &desk, const core::JobWatcher &) -> core::Result<After> {
             GANTRY_TRY(found, desk.bench().registry().plugin(plugin));
             GANTRY_CHECK(desk.bench().broke_at_load(*found, failure));
             auto catalogue = Catalogue::of(desk.bench());
             return After([this, catalogue] { catalogue_ = catalogue; });
           });
  };
  around.wake = options_.wake;
  return around;
}

}  // namespace gantry::host::window
