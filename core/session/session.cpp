// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <boost/algorithm/string/join.hpp>
#include <core/platform/clock.hpp>
#include <core/plugins/parameters.hpp>
#include <core/session/session.hpp>
#include <core/session/sources.hpp>
#include <core/session/usage.hpp>
#include <filesystem>

namespace gantry::core {
namespace {

using nlohmann::json;

bool is_file(const std::string &word) {
  std::error_code problem;
  return std::filesystem::exists(word, problem);
}

std::string known_ports(const std::vector<PortSpec> &ports) {
  std::vector<std::string> keys;
  for (const auto &p : ports) keys.push_back(p.key);
  return keys.empty() ? "it takes none" : "it takes: " + boost::join(keys, ", ");
}

// Differs between repeats by rounding alone: another instruction-set level sums in another order.
constexpr Tolerance fit_tolerance{1e-6, 2e-3, 0.005};

}  // namespace

Result<std::optional<Item>> Session::item_of(const std::string &word) const {
  if (project_ == nullptr) return std::optional<Item>{};
  GANTRY_TRY(items, project_->items());
  std::vector<Item> by_label;
  for (const auto &item : items) {
    if (item.id == word || item.object == word) return std::optional<Item>(item);
    if (item.label == word) by_label.push_back(item);
  }
  // Of several with one label, the newest: a study that is repeated means its own.
  if (!by_label.empty()) return std::optional<Item>(by_label.back());
  return std::optional<Item>{};
}

Result<ObjectPtr> Session::data(const std::string &word, Kind wanted, const JobWatcher &watcher) {
  GANTRY_TRY(found, given(word, wanted, watcher));
  return found.object;
}

Result<Session::Given> Session::given(const std::string &word, Kind wanted, const JobWatcher &watcher) {
  Given found;
  GANTRY_TRY(item, item_of(word));
  found.item = item;
  if (item) {
    GANTRY_TRY(object, project_->object(item->object));
    found.object = object;
  } else if (is_file(word)) {
    GANTRY_TRY(read, read_single(*bench_, word, {.limits = settings_.limits}, watcher));
    found.object = read.data.front().object;
    GANTRY_TRY(header, header_object(read));
    found.header = header;
  } else {
    std::vector<std::string> known;
    if (project_ != nullptr) {
      GANTRY_TRY(items, project_->items());
      for (const auto &i : items) known.push_back(i.id + " (" + i.label + ")");
    }
    return usage("input.unknown", "there is no file and no item \"" + word + "\"", word,
                 known.empty() ? "give a file, or --project with an item of it"
                               : "the project has: " + boost::join(known, ", "));
  }
  if (found.object->kind() != wanted) {
    return usage("input.kind",
                 "\"" + word + "\" is a " + std::string(name(found.object->kind())) + " where a " +
                     std::string(name(wanted)) + " is wanted",
                 word, "give another one");
  }
  return found;
}

Result<void> Session::add_input(Call &call, const std::string &port, const std::string &word, Kind kind,
                                const JobWatcher &watcher) {
  GANTRY_TRY(found, given(word, kind, watcher));
  if (found.item) call.input_items[port] = found.item->id;
  if (found.header) call.file_headers.push_back(found.header);
  call.request.inputs.push_back({port, found.object});
  return done();
}

Result<Call> Session::tool_call(const std::string &tool, const std::vector<NamedInput> &inputs, const json &given,
                                const JobWatcher &watcher) {
  GANTRY_TRY(found, bench_->registry().tool(tool));
  Call call;
  call.plugin = found.plugin;
  call.request.kind = JobKind::tool;
  call.request.target = found.spec->id;
  call.outputs = found.spec->outputs;
  GANTRY_TRY(parameters, check_parameters(found.spec->parameters, given));
  call.request.parameters = parameters;
  for (const auto &port : found.spec->inputs) {
    std::size_t count = 0;
    for (const auto &[key, word] : inputs) {
      if (key != port.key) continue;
      GANTRY_CHECK(add_input(call, key, word, port.kind, watcher));
      ++count;
    }
    if (count == 0 && !port.optional) {
      return usage("input.missing", found.spec->id + " needs the input \"" + port.key + "\": " + port.help, port.key,
                   "give --input " + port.key + "=FILE or an item of the project");
    }
    if (count > 1 && !port.many)
      return usage("input.many", "\"" + port.key + "\" takes one input", port.key, "give one");
  }
  for (const auto &[key, word] : inputs) {
    if (found.spec->input(key) == nullptr) {
      return usage("input.port", found.spec->id + " has no input \"" + key + "\"", key,
                   known_ports(found.spec->inputs));
    }
  }
  return call;
}

Result<CallOutcome> Session::run(const Call &call, const JobWatcher &watcher) {
  JobRequest request = call.request;
  request.limits = settings_.limits;
  request.level = settings_.level;
  request.threads = settings_.threads;
  const std::string started = platform::utc_now();
  auto result = bench_->run(*call.plugin, request, watcher, services_for(*this, *call.plugin));
  const bool recorded = project_ != nullptr && project_->access() == Access::write && request.kind != JobKind::evaluate;
  if (!result) {
    Error error = std::move(result).error();
    // Being cancelled says nothing about the data; everything else belongs to the project's history.
    if (recorded && error.failure != Failure::cancelled) GANTRY_CHECK(record(call, {}, &error, started));
    return fail(std::move(error));
  }
  CallOutcome outcome;
  outcome.result = std::move(result).value();
  outcome.outputs = outcome.result.outputs;
  if (recorded) {
    GANTRY_TRY(run, record(call, outcome.result, nullptr, started));
    outcome.run = run;
  }
  return outcome;
}

Result<RunRecord> Session::record(const Call &call, const JobResult &result, const Error *error,
                                  const std::string &started) {
  const Manifest &m = call.plugin->manifest;
  RunDraft draft;
  draft.kind = call.request.kind;
  draft.plugin = {m.id, m.version, m.sha256};
  draft.target = call.request.target;
  draft.parameters = call.request.parameters;
  draft.options = call.request.options;
  draft.who = settings_.who;
  draft.started = started;
  draft.seconds = result.seconds;
  draft.level = result.level;
  draft.threads = settings_.threads;
  draft.libraries = result.libraries;
  draft.sandboxed = result.sandboxed;
  draft.gantry_version = GANTRY_VERSION;
  draft.warnings = result.warnings;
  draft.step = call.step;
  draft.note = call.note;
  const std::string named = call.name.empty() ? call.request.target : call.name;
  for (const auto &input : call.request.inputs) {
    GANTRY_TRY(hash, project_->add_object(*input.object));
    draft.inputs.push_back({input.port, hash});
  }
  for (const auto &output : result.outputs) {
    GANTRY_TRY(hash, project_->add_object(*output.object));
    const auto spec =
        std::find_if(call.outputs.begin(), call.outputs.end(), [&](const auto &p) { return p.key == output.port; });
    const bool fit = call.request.kind == JobKind::fit_map || call.request.kind == JobKind::fit_curve;
    Tolerance tolerance = fit ? fit_tolerance : Tolerance{};
    if (spec != call.outputs.end())
      tolerance = {spec->tolerance_absolute, spec->tolerance_relative, spec->tolerance_fraction};
    const auto label = call.labels.find(output.port);
    draft.outputs.push_back({.port = output.port,
                             .object = hash,
                             .tolerance = tolerance,
                             .keep = true,
                             .label = label == call.labels.end() ? named + " " + output.port : label->second,
                             .item = {}});
  }
  if (error != nullptr) {
    draft.error_code = error->code;
    draft.error = error->message;
  }
  return project_->add_run(draft);
}

Result<Verdict> Session::verify(const RunRecord &run, const JobWatcher &watcher) {
  const Runner again = [&](const RunRecord &recorded, const std::vector<PortObject> &inputs) -> Result<JobResult> {
    GANTRY_TRY(plugin, bench_->registry().plugin(recorded.plugin.id));
    JobRequest request;
    request.kind = recorded.kind;
    request.target = recorded.target;
    request.parameters = recorded.parameters;
    request.options = recorded.options;
    request.inputs = inputs;
    request.level = recorded.level;
    request.threads = settings_.threads;
    request.limits = settings_.limits;
    return bench_->run(*plugin, request, watcher, services_for(*this, *plugin));
  };
  verifying_ = true;
  auto compared = core::verify(*project_, run, again);
  verifying_ = false;
  GANTRY_TRY(verdict, std::move(compared));
  if (const auto plugin = bench_->registry().plugin(run.plugin.id);
      plugin && plugin.value()->manifest.sha256 != run.plugin.hash) {
    const auto &now = plugin.value()->manifest.version;
    verdict.circumstances.push_back(now == run.plugin.version
                                        ? "the plugin has been rebuilt since"
                                        : "the plugin was version " + run.plugin.version + ", it is " + now + " now");
  }
  return std::move(verdict);
}

}  // namespace gantry::core
