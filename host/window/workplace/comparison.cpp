// SPDX-License-Identifier: Apache-2.0
#include <host/window/workplace/comparison.hpp>

#include <cmath>
#include <core/data/read_json.hpp>
#include <core/project/compare.hpp>
#include <host/window/words/words.hpp>
#include <map>

namespace gantry::host::window {
namespace {

using core::RunRecord;
using nlohmann::json;

std::string text_of(const json &value) {
  if (value.is_string()) return value.get<std::string>();
  if (value.is_number()) return shown(value.get<double>(), 6);
  return core::canonical(value);
}

// Members of either, those of objects within by "group.member".
void add_members(std::map<std::string, std::pair<std::string, std::string>> &rows, const json &given, bool after,
                 const std::string &prefix) {
  for (const auto &[key, value] : given.items()) {
    if (value.is_object()) add_members(rows, value, after, prefix + key + ".");
    else (after ? rows[prefix + key].second : rows[prefix + key].first) = text_of(value);
  }
}

ComparedRow row(Compared kind, std::string what, std::string before, std::string after) {
  const bool changed = before != after;
  return {kind, std::move(what), std::move(before), std::move(after), changed};
}

std::string named(const Snapshot &project, const std::string &hash) {
  const ShownItem *const item = project.item_of_object(hash);
  return item == nullptr ? hash.substr(0, 12) : item->label;
}

using Figures = std::vector<std::pair<std::string, double>>;

double mean_of(const core::Object &object) {
  double sum = 0;
  std::size_t count = 0;
  for (const double value : core::as_doubles(object)) {
    if (!std::isfinite(value)) continue;
    sum += value;
    ++count;
  }
  return count == 0 ? std::nan("") : sum / static_cast<double>(count);
}

// The figures that a person would look at first.
Figures figures_of(const std::string &port, const core::Object &object) {
  Figures figures;
  if (object.kind() == core::Kind::volume) figures.emplace_back(filled(tr("{1}, mean"), {port}), mean_of(object));
  if (object.kind() == core::Kind::table) {
    const auto table = core::table_of(object);
    if (!table || table.value().rows() > 24) return figures;
    const core::Column *names = nullptr;
    for (const auto &column : table.value().columns)
      if (names == nullptr && std::holds_alternative<std::vector<std::string>>(column.values)) names = &column;
    for (const auto &column : table.value().columns) {
      if (std::holds_alternative<std::vector<std::string>>(column.values)) continue;
      const auto values = column.numbers();
      for (std::size_t r = 0; r < values.size(); ++r) {
        const std::string line =
            names == nullptr ? std::to_string(r + 1) : std::get<std::vector<std::string>>(names->values)[r];
        figures.emplace_back(line + ", " + column.name, values[r]);
      }
    }
  }
  if (object.kind() == core::Kind::record) {
    const auto record = core::record_of(object);
    if (!record) return figures;
    for (const auto &[name, map] : core::member_object(record.value(), "maps").items())
      if (map.is_object() && map.contains("median") && map["median"].is_number())
        figures.emplace_back(filled(tr("{1}, median"), {name}), map["median"].get<double>());
    if (const auto parameters = record.value().find("parameters");
        parameters != record.value().end() && parameters->is_array())
      for (const json &p : *parameters)
        if (p.is_object() && p.contains("symbol") && p["symbol"].is_string() && p.contains("value") &&
            p["value"].is_number())
          figures.emplace_back(p["symbol"].get<std::string>(), p["value"].get<double>());
  }
  return figures;
}

}  // namespace

std::vector<ComparedRow> compare_settings(const RunRecord &before, const RunRecord &after, const Snapshot &project) {
  std::vector<ComparedRow> rows;
  std::map<std::string, std::pair<std::string, std::string>> members;
  add_members(members, before.parameters, false, "");
  add_members(members, after.parameters, true, "");
  add_members(members, before.options, false, "");
  add_members(members, after.options, true, "");
  for (const auto &[key, values] : members) rows.push_back(row(Compared::parameter, key, values.first, values.second));
  std::map<std::string, std::pair<std::string, std::string>> inputs;
  for (const auto &input : before.inputs) inputs[input.port].first = named(project, input.object);
  for (const auto &input : after.inputs) inputs[input.port].second = named(project, input.object);
  for (const auto &[port, names] : inputs) {
    ComparedRow made = row(Compared::input, port, names.first, names.second);
    for (const auto &a : before.inputs)
      for (const auto &b : after.inputs)
        if (a.port == port && b.port == port) made.changed = a.object != b.object;
    rows.push_back(std::move(made));
  }
  const auto target = [](const RunRecord &run) { return run.plugin.id + "." + run.target; };
  rows.push_back(row(Compared::version, tr("Tool"), target(before), target(after)));
  rows.push_back(row(Compared::version, tr("Plugin version"), before.plugin.version, after.plugin.version));
  rows.push_back(
      row(Compared::version, tr("Plugin library"), before.plugin.hash.substr(0, 12), after.plugin.hash.substr(0, 12)));
  rows.push_back(row(Compared::version, "Gantry", before.gantry_version, after.gantry_version));
  rows.push_back(
      row(Compared::version, tr("Instruction set level"), std::to_string(before.level), std::to_string(after.level)));
  return rows;
}

core::Result<std::vector<ComparedRow>> compare_outputs(const RunRecord &before, const RunRecord &after,
                                                       const ObjectReader &read) {
  std::vector<ComparedRow> rows;
  for (const auto &a : before.outputs) {
    for (const auto &b : after.outputs) {
      if (a.port != b.port) continue;
      GANTRY_TRY(first, read(a.object));
      GANTRY_TRY(second, read(b.object));
      const bool same = a.object == b.object;
      std::string words = tr("identical");
      if (!same) {
        const auto apart = core::compare(*first, *second, b.tolerance);
        words = apart.where.empty() ? filled(tr("largest difference {1}"), {shown(apart.max_difference)})
                                    : filled(tr("differs in {1}"), {apart.where});
      }
      rows.push_back({Compared::output, a.port, "", words, !same});
      const Figures then = figures_of(a.port, *first);
      for (const auto &[name, now] : figures_of(b.port, *second))
        for (const auto &[other, was] : then)
          if (other == name)
            rows.push_back({Compared::number, name, shown(was, 6), shown(now, 6),
                            !(was == now || (std::isnan(was) && std::isnan(now)))});
    }
  }
  return rows;
}

}  // namespace gantry::host::window
