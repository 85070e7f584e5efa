// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <core/data/facts.hpp>
#include <boost/algorithm/string/join.hpp>
#include <host/cli/results.hpp>
#include <host/cli/summaries.hpp>

namespace gantry::host {
namespace {

using nlohmann::json;

json table_json(const core::Table &table) {
  json result{{"columns", json::array()}, {"rows", json::array()}};
  for (const auto &column : table.columns) result["columns"].push_back({{"name", column.name}, {"unit", column.unit}});
  for (std::size_t row = 0; row < table.rows(); ++row) {
    json entry = json::array();
    for (const auto &column : table.columns) {
      std::visit([&](const auto &values) { entry.push_back(values[row]); }, column.values);
    }
    result["rows"].push_back(std::move(entry));
  }
  return result;
}

}  // namespace

json outputs_json(const core::CallOutcome &outcome) {
  json result = json::array();
  for (std::size_t i = 0; i < outcome.outputs.size(); ++i) {
    const auto &[port, object] = outcome.outputs[i];
    json entry{{"port", port}, {"kind", core::name(object->kind())}, {"hash", core::content_hash(*object)}};
    if (object->kind() == core::Kind::volume) entry["header"] = object->header;
    if (object->kind() == core::Kind::table) {
      if (auto table = core::table_of(*object)) entry["table"] = table_json(table.value());
    }
    if (object->kind() == core::Kind::record) {
      if (auto content = core::record_of(*object)) entry["record"] = content.value();
    }
    if (outcome.run) entry["item"] = outcome.run->outputs[i].item;
    result.push_back(std::move(entry));
  }
  return result;
}

void show_outputs(const Console &console, const core::CallOutcome &outcome) {
  for (std::size_t i = 0; i < outcome.outputs.size(); ++i) {
    const auto &[port, object] = outcome.outputs[i];
    const std::string item = outcome.run ? "   (" + outcome.run->outputs[i].item + ")" : "";
    if (object->kind() == core::Kind::volume) {
      console.say(port + ": " + core::facts(object->header) + item);
    } else {
      console.say(port + ": " + std::string(core::name(object->kind())) + item);
    }
  }
  show_results(console, outcome.outputs);
}

core::Result<core::Written> write_outputs(core::Session &session, const core::Call &call,
                                          const core::CallOutcome &outcome,
                                          const std::vector<std::pair<std::string, std::string>> &files,
                                          const core::JobWatcher &watcher) {
  core::Written written;
  for (const auto &[port, path] : files) {
    const auto &wanted = port;
    const auto found =
        std::find_if(outcome.outputs.begin(), outcome.outputs.end(), [&](const auto &o) { return o.port == wanted; });
    if (found == outcome.outputs.end()) {
      std::string known;
      for (const auto &o : outcome.outputs) known += (known.empty() ? "" : ", ") + o.port;
      return core::fail("output.port", "there is no output \"" + port + "\"", port, "give one of: " + known,
                        core::Failure::usage);
    }
    core::Export how;
    GANTRY_TRY(source, session.source_of(call, *found->object));
    how.source = source;
    GANTRY_TRY(one, session.write_file(found->object, path, watcher, how));
    written.add(one);
  }
  return written;
}

void show_written(const Console &console, const core::Written &written) {
  if (!written.paths.empty()) console.say("Wrote " + boost::join(written.paths, ", "));
}

}  // namespace gantry::host
