// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <host/cli/results.hpp>

namespace gantry::host {
namespace {

using nlohmann::json;

std::string shape_of(const json &header) {
  std::string text;
  for (const auto &n : header.at("shape")) text += (text.empty() ? "" : "×") + n.dump();
  return text + " " + header.at("dtype").get<std::string>();
}

std::string cell(const core::Column &column, std::size_t row) {
  return std::visit(
      [&](const auto &values) -> std::string {
        if constexpr (std::is_same_v<std::decay_t<decltype(values)>, std::vector<std::string>>) return values[row];
        else if constexpr (std::is_same_v<std::decay_t<decltype(values)>, std::vector<double>>) return number(values[row]);
        else return std::to_string(values[row]);
      },
      column.values);
}

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

void show_table(const Console &console, const core::Table &table) {
  constexpr std::size_t most = 40;
  std::vector<std::string> head;
  for (const auto &c : table.columns) head.push_back(c.name + (c.unit.empty() || c.unit == "1" ? "" : " [" + c.unit + "]"));
  std::vector<std::vector<std::string>> rows;
  for (std::size_t row = 0; row < std::min(table.rows(), most); ++row) {
    auto &cells = rows.emplace_back();
    for (const auto &column : table.columns) cells.push_back(cell(column, row));
  }
  console.table(head, rows);
  if (table.rows() > most) console.say("… and " + std::to_string(table.rows() - most) + " more rows");
}

// Records for people: their plain members, one a line.
void show_record(const Console &console, const json &content) {
  if (content.contains("text") && content["text"].is_string()) return console.say(content["text"].get<std::string>());
  std::vector<std::vector<std::string>> rows;
  for (const auto &[key, value] : content.items()) {
    if (value.is_primitive()) rows.push_back({key, value.is_string() ? value.get<std::string>() : value.is_number_float() ? number(value.get<double>()) : value.dump()});
  }
  if (!rows.empty()) console.table({"what", "value"}, rows);
}

}  // namespace

json outputs_json(const core::CallOutcome &outcome) {
  json result = json::array();
  for (std::size_t i = 0; i < outcome.outputs.size(); ++i) {
    const auto &[port, object] = outcome.outputs[i];
    json entry{{"port", port}, {"kind", core::name(object->kind())}, {"hash", core::content_hash(*object)}};
    if (object->kind() == core::Kind::volume) entry["header"] = object->header;
    if (auto table = object->kind() == core::Kind::table ? core::table_of(*object) : core::Result<core::Table>(core::Table{}); table && object->kind() == core::Kind::table) {
      entry["table"] = table_json(table.value());
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
      const auto unit = object->header.value("unit", "");
      console.say(port + ": volume " + shape_of(object->header) + (unit.empty() ? "" : ", " + unit) + item);
      continue;
    }
    console.say(port + ": " + std::string(core::name(object->kind())) + item);
    if (object->kind() == core::Kind::table) {
      if (auto table = core::table_of(*object)) show_table(console, table.value());
    } else if (object->kind() == core::Kind::record) {
      if (auto content = core::record_of(*object)) show_record(console, content.value());
    }
  }
}

core::Result<void> write_outputs(core::Session &session, const core::CallOutcome &outcome,
                                 const std::vector<std::pair<std::string, std::string>> &files, const core::JobWatcher &watcher,
                                 std::vector<std::string> &written) {
  for (const auto &[port, path] : files) {
    const auto &wanted = port;
    const auto found = std::find_if(outcome.outputs.begin(), outcome.outputs.end(), [&](const auto &o) { return o.port == wanted; });
    if (found == outcome.outputs.end()) {
      std::string known;
      for (const auto &o : outcome.outputs) known += (known.empty() ? "" : ", ") + o.port;
      return core::fail("output.port", "there is no output \"" + port + "\"", port, "give one of: " + known, core::Failure::usage);
    }
    GANTRY_TRY(paths, session.write_file(found->object, path, watcher));
    written.insert(written.end(), paths.begin(), paths.end());
  }
  return core::done();
}

}  // namespace gantry::host
