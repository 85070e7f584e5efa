// SPDX-License-Identifier: Apache-2.0
#include <core/project/records.hpp>

#include <array>
#include <cctype>
#include <core/data/read_json.hpp>

namespace gantry::core {
namespace {

using nlohmann::json;

json to_json(const PluginStamp &plugin) {
  return {{"id", plugin.id}, {"version", plugin.version}, {"hash", plugin.hash}};
}

Result<PluginStamp> plugin_stamp(const JsonReader &in) {
  GANTRY_TRY(plugin, in.object("plugin"));
  GANTRY_TRY(id, plugin.text("id"));
  GANTRY_TRY(version, plugin.text("version"));
  GANTRY_TRY(hash, plugin.text("hash"));
  return PluginStamp{id, version, hash};
}

Result<Tolerance> tolerance(const JsonReader &in) {
  GANTRY_TRY(t, in.object("tolerance"));
  GANTRY_TRY(absolute, t.number("absolute"));
  GANTRY_TRY(relative, t.number("relative"));
  GANTRY_TRY(fraction, t.number("fraction"));
  return Tolerance{absolute, relative, fraction};
}

json draft_json(const RunDraft &run) {
  json inputs = json::array(), outputs = json::array();
  for (const auto &input : run.inputs) inputs.push_back({{"port", input.port}, {"object", input.object}});
  for (const auto &output : run.outputs) {
    json entry{{"port", output.port}, {"object", output.object}, {"tolerance", to_json(output.tolerance)}};
    if (!output.item.empty()) entry["item"] = output.item;
    outputs.push_back(std::move(entry));
  }
  json result{{"kind", name(run.kind)},
              {"plugin", to_json(run.plugin)},
              {"target", run.target},
              {"parameters", run.parameters},
              {"options", run.options},
              {"inputs", inputs},
              {"outputs", outputs},
              {"who", run.who},
              {"started", run.started},
              {"seconds", run.seconds},
              {"level", run.level},
              {"threads", run.threads},
              {"libraries", run.libraries},
              {"sandboxed", run.sandboxed},
              {"gantry_version", run.gantry_version},
              {"warnings", run.warnings},
              {"status", run.ok() ? "ok" : "failed"}};
  if (!run.step.empty()) result["step"] = run.step;
  if (!run.note.empty()) result["note"] = run.note;
  if (!run.parent.empty()) result["parent"] = run.parent;
  if (!run.ok()) result["error"] = {{"code", run.error_code}, {"message", run.error}};
  return result;
}

Result<void> read_ports(const JsonReader &in, RunRecord &run) {
  GANTRY_TRY(inputs, in.array("inputs"));
  for (const auto &entry : *inputs) {
    const JsonReader input{entry, "run.inputs"};
    GANTRY_TRY(port, input.text("port"));
    GANTRY_TRY(object, input.text("object"));
    run.inputs.push_back({port, object});
  }
  GANTRY_TRY(outputs, in.array("outputs"));
  for (const auto &entry : *outputs) {
    const JsonReader output{entry, "run.outputs"};
    GANTRY_TRY(port, output.text("port"));
    GANTRY_TRY(object, output.text("object"));
    GANTRY_TRY(item, output.text("item", ""));
    GANTRY_TRY(allowed, tolerance(output));
    run.outputs.push_back({port, object, allowed, !item.empty(), "", item});
  }
  return done();
}

}  // namespace

std::string_view name(Origin origin) {
  constexpr std::array<std::string_view, 3> names{"import", "run", "manual"};
  return names[static_cast<std::size_t>(origin)];
}

json to_json(const Tolerance &t) {
  return {{"absolute", t.absolute}, {"relative", t.relative}, {"fraction", t.fraction}};
}

json to_json(const Item &item) {
  json result{{"id", item.id},         {"kind", name(item.kind)},     {"label", item.label},
              {"object", item.object}, {"origin", name(item.origin)}, {"added", item.added}};
  if (item.import_number != 0) result["import"] = item.import_number;
  if (!item.run.empty()) result["run"] = item.run;
  return result;
}

json to_json(const ImportRecord &record) {
  json files = json::array(), refused = json::array();
  for (const auto &file : record.files) files.push_back({{"keyed_hash", file.keyed_hash}, {"bytes", file.bytes}});
  for (const auto &file : record.refused) refused.push_back({{"index", file.index}, {"reason", file.reason}});
  return {{"number", record.number},
          {"plugin", to_json(record.plugin)},
          {"reader", record.reader},
          {"parameters", record.parameters},
          {"files", files},
          {"refused", refused},
          {"removed", record.removed},
          {"de_identified", record.de_identified},
          {"who", record.who},
          {"when", record.when}};
}

json to_json(const RecordEntry &entry) {
  json result{{"hash", entry.hash}, {"schema", entry.schema}, {"added", entry.added}};
  if (!entry.parent.empty()) result["parent"] = entry.parent;
  return result;
}

std::string run_id(const RunDraft &run) {
  const std::string text = canonical(draft_json(run));
  return blake2b(std::as_bytes(std::span(text)));
}

json to_json(const RunRecord &record) {
  json result = draft_json(record);
  result["id"] = record.id;
  return result;
}

Result<ImportRecord> import_record(const json &value) {
  const JsonReader in{value, "import"};
  ImportRecord record;
  GANTRY_TRY(number, in.integer("number"));
  GANTRY_TRY(plugin, plugin_stamp(in));
  GANTRY_TRY(reader, in.text("reader"));
  GANTRY_TRY(files, in.array("files"));
  for (const auto &entry : *files) {
    const JsonReader file{entry, "import.files"};
    GANTRY_TRY(hash, file.text("keyed_hash"));
    GANTRY_TRY(bytes, file.integer("bytes"));
    record.files.push_back({hash, static_cast<std::uint64_t>(bytes)});
  }
  GANTRY_TRY(refused, in.array("refused"));
  for (const auto &entry : *refused) {
    const JsonReader file{entry, "import.refused"};
    GANTRY_TRY(index, file.integer("index"));
    GANTRY_TRY(reason, file.text("reason"));
    record.refused.push_back({static_cast<std::uint64_t>(index), reason});
  }
  GANTRY_TRY(de_identified, in.flag("de_identified"));
  GANTRY_TRY(removed, in.texts("removed"));
  GANTRY_TRY(who, in.text("who"));
  GANTRY_TRY(when, in.text("when"));
  record.number = number;
  record.plugin = plugin;
  record.reader = reader;
  record.parameters = member_object(value, "parameters");  // absent in older projects
  record.de_identified = de_identified;
  record.removed = removed;
  record.who = who;
  record.when = when;
  return record;
}

Result<RunRecord> run_record(const json &value) {
  const JsonReader in{value, "run"};
  RunRecord run;
  GANTRY_TRY(kind, in.text("kind"));
  const auto known = job_kind_by_name(kind);
  if (!known) return in.wrong("kind", "is not known");
  run.kind = *known;
  GANTRY_TRY(plugin, plugin_stamp(in));
  run.plugin = plugin;
  for (auto [member, to] : {std::pair{"target", &run.target},
                            {"who", &run.who},
                            {"started", &run.started},
                            {"gantry_version", &run.gantry_version}}) {
    GANTRY_TRY(text, in.text(member));
    *to = text;
  }
  for (auto [member, to] :
       {std::pair{"step", &run.step}, {"note", &run.note}, {"parent", &run.parent}, {"id", &run.id}}) {
    GANTRY_TRY(text, in.text(member, ""));
    *to = text;
  }
  for (auto [member, to] :
       {std::pair{"parameters", &run.parameters}, {"options", &run.options}, {"libraries", &run.libraries}}) {
    GANTRY_CHECK(in.object(member));
    *to = value.at(member);
  }
  GANTRY_CHECK(read_ports(in, run));
  GANTRY_TRY(seconds, in.number("seconds"));
  GANTRY_TRY(level, in.integer("level"));
  GANTRY_TRY(threads, in.integer("threads"));
  GANTRY_TRY(sandboxed, in.flag("sandboxed"));
  GANTRY_TRY(warnings, in.texts("warnings"));
  run.seconds = seconds;
  run.level = static_cast<std::uint32_t>(level);
  run.threads = static_cast<std::uint32_t>(threads);
  run.sandboxed = sandboxed;
  run.warnings = warnings;
  if (in.has("error")) {
    GANTRY_TRY(error, in.object("error"));
    GANTRY_TRY(code, error.text("code"));
    GANTRY_TRY(message, error.text("message"));
    run.error_code = code;
    run.error = message;
  }
  return run;
}

}  // namespace gantry::core
