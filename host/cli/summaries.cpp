// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <boost/algorithm/string/join.hpp>
#include <core/data/read_json.hpp>
#include <host/cli/summaries.hpp>
#include <map>

namespace gantry::host {
namespace {

using core::VerdictKind;
using nlohmann::json;
using Words = std::vector<std::string>;

std::string cell(const core::Column &column, std::size_t row) {
  return std::visit(
      [&](const auto &values) -> std::string {
        if constexpr (std::is_same_v<std::decay_t<decltype(values)>, std::vector<std::string>>) return values[row];
        else if constexpr (std::is_same_v<std::decay_t<decltype(values)>, std::vector<double>>)
          return number(values[row]);
        else return std::to_string(values[row]);
      },
      column.values);
}

std::string tally(const std::vector<core::Verdict> &verdicts) {
  std::map<VerdictKind, int> counts;
  for (const auto &v : verdicts) {
    for (const auto &o : v.outputs) ++counts[o.verdict];
  }
  std::vector<std::string> parts;
  for (const auto &[kind, count] : counts) parts.push_back(std::to_string(count) + " " + std::string(core::name(kind)));
  return parts.empty() ? "no outputs" : boost::join(parts, ", ");
}

// Tables of a fit, which are seen in its plot.
bool is_fit_table(const std::string &port) { return port == "curve" || port == "band" || port == "bootstrap"; }

// Records for people: a fit as its figures, text as it is, anything else by its plain members.
void show_record(const Console &console, const core::Object &object) {
  const auto content = core::record_of(object);
  if (!content) return;
  const json &record = content.value();
  const std::string schema = object.header.value("schema", "");
  if (schema == "gantry.fit.curve/1") return show_curve_fit(console, record);
  if (schema == "gantry.fit.map/1") return show_map_fit(console, record);
  if (schema == "gantry.text/1" && record.contains("text") && record["text"].is_string())
    return console.say(record["text"].get<std::string>());
  std::vector<Words> rows;
  for (const auto &[key, value] : record.items()) {
    if (!value.is_primitive()) continue;
    rows.push_back({key, value.is_string()         ? value.get<std::string>()
                         : value.is_number_float() ? number(value.get<double>())
                                                   : value.dump()});
  }
  if (!rows.empty()) console.table({"what", "value"}, rows);
}

}  // namespace

void show_table(const Console &console, const core::Table &table) {
  constexpr std::size_t most = 40;
  Words head;
  for (const auto &c : table.columns)
    head.push_back(c.name + (c.unit.empty() || c.unit == "1" ? "" : " [" + c.unit + "]"));
  std::vector<Words> rows;
  for (std::size_t row = 0; row < std::min(table.rows(), most); ++row) {
    auto &cells = rows.emplace_back();
    for (const auto &column : table.columns) cells.push_back(cell(column, row));
  }
  console.table(head, rows);
  if (table.rows() > most) console.say("… and " + std::to_string(table.rows() - most) + " more rows");
}

void show_map_fit(const Console &console, const json &summary) {
  std::vector<Words> rows;
  const auto add = [&](const std::string &name, const json &m) {
    const auto at = [&](const char *key) {
      return m.contains(key) && m[key].is_number() ? number(m[key].get<double>()) : "–";
    };
    // No voxel converged: the map has no figures.
    const std::string unit = m.is_object() ? m.value("unit", "") : "";
    rows.push_back({name, unit, at("median"), at("q1"), at("q3"), at("mean"), at("sd")});
  };
  for (const auto &[name, m] : core::member_object(summary, "maps").items()) add(name, m);
  if (summary.contains("chi2")) add("chi2", summary["chi2"]);
  console.table({"map", "unit", "median", "1st quartile", "3rd quartile", "mean", "sd"}, rows);
  rows.clear();
  const json &words = core::member_object(summary, "status_words");
  for (const auto &[name, count] : core::member_object(summary, "status").items())
    rows.push_back({name, count.dump(), words.value(name, "")});
  console.table({"status", "voxels", ""}, rows);
  if (const std::string why = core::member_object(summary, "equations").value("trouble", ""); !why.empty())
    console.say("The first equations that could not be solved: " + why + ".");
}

void show_results(const Console &console, const std::vector<core::PortObject> &outputs) {
  for (const auto &[port, object] : outputs) {
    if (object->kind() == core::Kind::record) show_record(console, *object);
    if (object->kind() != core::Kind::table || is_fit_table(port)) continue;
    if (const auto table = core::table_of(*object)) show_table(console, table.value());
  }
}

void show_verdicts(const Console &console, const std::vector<core::Verdict> &verdicts) {
  std::vector<Words> rows;
  for (const auto &v : verdicts) {
    const std::string run = v.run.substr(0, 8) + " " + v.target;
    if (v.outputs.empty()) rows.push_back({run, "", std::string(core::name(v.verdict)), v.reason});
    for (const auto &o : v.outputs) {
      rows.push_back(
          {run, o.port, std::string(core::name(o.verdict)), o.verdict == VerdictKind::identical ? "" : o.words});
    }
  }
  console.table({"run", "output", "verdict", ""}, rows);
  for (const auto &v : verdicts) {
    for (const auto &c : v.circumstances)
      console.say("Note on " + v.run.substr(0, 8) + " " + v.target + ": " + c + ".");
  }
  console.say("Verified " + std::to_string(verdicts.size()) + " runs: " + tally(verdicts) + ".");
}

}  // namespace gantry::host
