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

// A value of each run; null where one of them has none.
using Values = std::pair<json, json>;

Words text_of(const json &value) {
  return [value] {
    if (value.is_null()) return std::string();
    if (value.is_string()) return value.get<std::string>();
    return value.is_number() ? shown(value.get<double>(), 6) : core::canonical(value);
  };
}

// Members of either, those of objects within by "group.member".
void add_members(std::map<std::string, Values> &rows, const json &given, bool after, const std::string &prefix) {
  for (const auto &[key, value] : given.items()) {
    if (value.is_object()) add_members(rows, value, after, prefix + key + ".");
    else (after ? rows[prefix + key].second : rows[prefix + key].first) = value;
  }
}

ComparedRow row(Compared kind, Words what, const std::string &before, const std::string &after) {
  return {kind, std::move(what), as_they_are(before), as_they_are(after), before != after};
}

std::string named(const Snapshot &project, const std::string &hash) {
  const ShownItem *const item = project.item_of_object(hash);
  return item == nullptr ? hash.substr(0, 12) : item->label;
}

enum class FigureIs { itself, mean, median };

struct Figure {
  std::string of;  // "result", "grey matter, volume"
  FigureIs is = FigureIs::itself;
  double value = 0;

  Words name() const {
    return [of = of, is = is] {
      return is == FigureIs::itself ? of : filled(is == FigureIs::mean ? tr("{1}, mean") : tr("{1}, median"), {of});
    };
  }
  bool same_as(const Figure &other) const { return of == other.of && is == other.is; }
};
using Figures = std::vector<Figure>;

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
  if (object.kind() == core::Kind::volume) figures.push_back({port, FigureIs::mean, mean_of(object)});
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
        figures.push_back({line + ", " + column.name, FigureIs::itself, values[r]});
      }
    }
  }
  if (object.kind() == core::Kind::record) {
    const auto record = core::record_of(object);
    if (!record) return figures;
    for (const auto &[name, map] : core::member_object(record.value(), "maps").items())
      if (map.is_object() && map.contains("median") && map["median"].is_number())
        figures.push_back({name, FigureIs::median, map["median"].get<double>()});
    if (const auto parameters = record.value().find("parameters");
        parameters != record.value().end() && parameters->is_array())
      for (const json &p : *parameters)
        if (p.is_object() && p.contains("symbol") && p["symbol"].is_string() && p.contains("value") &&
            p["value"].is_number())
          figures.push_back({p["symbol"].get<std::string>(), FigureIs::itself, p["value"].get<double>()});
  }
  return figures;
}

}  // namespace

std::vector<ComparedRow> compare_settings(const RunRecord &before, const RunRecord &after, const Snapshot &project) {
  std::vector<ComparedRow> rows;
  std::map<std::string, Values> members;
  add_members(members, before.parameters, false, "");
  add_members(members, after.parameters, true, "");
  add_members(members, before.options, false, "");
  add_members(members, after.options, true, "");
  for (const auto &[key, values] : members)
    rows.push_back({Compared::parameter, as_they_are(key), text_of(values.first), text_of(values.second),
                    values.first != values.second});
  std::map<std::string, std::pair<std::string, std::string>> inputs;
  for (const auto &input : before.inputs) inputs[input.port].first = named(project, input.object);
  for (const auto &input : after.inputs) inputs[input.port].second = named(project, input.object);
  for (const auto &[port, names] : inputs) {
    ComparedRow made = row(Compared::input, as_they_are(port), names.first, names.second);
    for (const auto &a : before.inputs)
      for (const auto &b : after.inputs)
        if (a.port == port && b.port == port) made.changed = a.object != b.object;
    rows.push_back(std::move(made));
  }
  const auto target = [](const RunRecord &run) { return run.plugin.id + "." + run.target; };
  const auto version = [&](Words what, const std::string &then, const std::string &now) {
    rows.push_back(row(Compared::version, std::move(what), then, now));
  };
  version([] { return tr("Tool"); }, target(before), target(after));
  version([] { return tr("Plugin version"); }, before.plugin.version, after.plugin.version);
  version([] { return tr("Plugin library"); }, before.plugin.hash.substr(0, 12), after.plugin.hash.substr(0, 12));
  version(as_they_are("Gantry"), before.gantry_version, after.gantry_version);
  version([] { return tr("Instruction set level"); }, std::to_string(before.level), std::to_string(after.level));
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
      Words words = [] { return tr("identical"); };
      if (!same)
        words = [apart = core::compare(*first, *second, b.tolerance)] {
          return apart.where.empty() ? filled(tr("largest difference {1}"), {shown(apart.max_difference)})
                                     : filled(tr("differs in {1}"), {said(apart.where)});
        };
      rows.push_back({Compared::output, as_they_are(a.port), as_they_are(""), words, !same});
      const Figures then = figures_of(a.port, *first);
      for (const Figure &now : figures_of(b.port, *second))
        for (const Figure &was : then)
          if (was.same_as(now))
            rows.push_back({Compared::number, now.name(), [was] { return shown(was.value, 6); },
                            [now] { return shown(now.value, 6); },
                            !(was.value == now.value || (std::isnan(was.value) && std::isnan(now.value)))});
    }
  }
  return rows;
}

}  // namespace gantry::host::window
