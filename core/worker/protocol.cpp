// SPDX-License-Identifier: Apache-2.0
#include <core/worker/protocol.hpp>

#include <algorithm>
#include <array>
#include <core/data/read_json.hpp>
#include <core/worker/control_page.hpp>

namespace gantry::core::protocol {
namespace {

using nlohmann::json;
using namespace std::chrono_literals;

constexpr std::array<std::string_view, 3> outcomes{"done", "failed", "cancelled"};
constexpr auto send_timeout = 10s;

// Depth of the brackets outside of strings: what a parser would have to build.
bool too_deep(std::string_view text) {
  std::size_t depth = 0;
  bool quoted = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (quoted) {
      if (c == '\\') ++i;
      if (c == '"') quoted = false;
    } else if (c == '"') {
      quoted = true;
    } else if (c == '[' || c == '{') {
      if (++depth > max_depth) return true;
    } else if ((c == ']' || c == '}') && depth > 0) {
      --depth;
    }
  }
  return false;
}

const json &member(const json &object, const char *name) {
  static const json nothing;
  if (!object.is_object()) return nothing;
  const auto found = object.find(name);
  return found == object.end() ? nothing : *found;
}

std::string text_or_nothing(const json &object, const char *name, std::size_t most) {
  const json &found = member(object, name);
  return found.is_string() ? plain_text(found.get_ref<const std::string &>(), most) : std::string{};
}

Result<std::uint64_t> amount(const JsonReader &in, const char *name) {
  GANTRY_TRY(value, in.integer(name));
  if (value < 0) return in.wrong(name, "must be 0 or more");
  return static_cast<std::uint64_t>(value);
}

Result<platform::SharedMemory> sealed(std::uint64_t bytes, std::vector<platform::FileDescriptor> &descriptors,
                                      std::size_t &next) {
  if (bytes == 0) return platform::SharedMemory{};
  if (next >= descriptors.size()) return fail("protocol.descriptors", "memory is announced that did not come");
  return platform::SharedMemory::adopt_sealed(std::move(descriptors[next++]), bytes);
}

Result<std::vector<FileName>> files_of(const json &list) {
  std::vector<FileName> files;
  if (!list.is_array()) return files;
  for (const auto &entry : list) {
    if (entry.is_null()) {
      files.emplace_back();
      continue;
    }
    const JsonReader in{entry, "files"};
    GANTRY_TRY(name, in.text("name"));
    GANTRY_TRY(bytes, amount(in, "bytes"));
    GANTRY_TRY(head, in.integer("head", 0));
    files.push_back({std::move(name), bytes, head < 0 ? 0 : static_cast<std::uint64_t>(head)});
  }
  return files;
}

}  // namespace

Result<json> parse(std::string_view text) {
  if (too_deep(text)) return fail("protocol.json", "a message came in that is nested too deeply");
  json parsed = json::parse(text.begin(), text.end(), nullptr, false);
  if (!parsed.is_object()) return fail("protocol.json", "a message came in that is not a JSON object");
  return parsed;
}

std::string text(const json &json) { return json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace); }

Result<void> send(platform::Channel &channel, Message type, const json &payload, std::span<const int> descriptors) {
  return channel.send(static_cast<std::uint16_t>(type), text(payload), descriptors, send_timeout);
}

json to_json(const Error &error) {
  json result{{"code", error.code}, {"message", error.message}, {"parameter", error.parameter}, {"hint", error.hint}};
  if (error.failure == Failure::usage) result["usage"] = true;
  return result;
}

Error error_of(const json &json) {
  const auto &usage = member(json, "usage");
  return {text_or_nothing(json, "code", 100), text_or_nothing(json, "message", 4000),
          text_or_nothing(json, "parameter", 200), text_or_nothing(json, "hint", 2000),
          usage.is_boolean() && usage.get<bool>() ? Failure::usage : Failure::failed};
}

json to_json(const Start &start) {
  return {{"plugin", start.plugin},   {"library", start.library},           {"folder", start.folder},
          {"storage", start.storage}, {"memory_bytes", start.memory_bytes}, {"file_bytes", start.file_bytes}};
}

Result<Start> start_of(const json &json) {
  const JsonReader in{json, "start"};
  Start start;
  GANTRY_TRY(plugin, in.text("plugin"));
  GANTRY_TRY(library, in.text("library"));
  GANTRY_TRY(folder, in.text("folder"));
  GANTRY_TRY(storage, in.text("storage"));
  GANTRY_TRY(memory_bytes, amount(in, "memory_bytes"));
  GANTRY_TRY(file_bytes, amount(in, "file_bytes"));
  return Start{plugin, library, folder, storage, memory_bytes, file_bytes};
}

json packed(const Object &object, std::vector<int> &descriptors) {
  if (object.bytes.size() > 0) descriptors.push_back(object.bytes.descriptor());
  return {{"header", object.header}, {"bytes", object.bytes.size()}};
}

Result<ObjectPtr> unpacked(const json &json, std::vector<platform::FileDescriptor> &descriptors, std::size_t &next) {
  const JsonReader in{json, "object"};
  GANTRY_TRY(bytes, amount(in, "bytes"));
  GANTRY_TRY(memory, sealed(bytes, descriptors, next));
  const auto &header = member(json, "header");
  if (!member(header, "kind").is_string()) return in.wrong("header", "must name its kind");
  return make_object(header, std::move(memory));
}

json packed(const std::vector<PortObject> &inputs, std::vector<int> &descriptors) {
  json list = json::array();
  for (const auto &input : inputs) {
    list.push_back(packed(*input.object, descriptors));
    list.back()["port"] = input.port;
  }
  return list;
}

Result<std::vector<PortObject>> inputs_of(const json &list, std::vector<platform::FileDescriptor> &descriptors,
                                          std::size_t &next) {
  std::vector<PortObject> inputs;
  if (!list.is_array()) return inputs;
  for (const auto &entry : list) {
    GANTRY_TRY(port, JsonReader(entry, "inputs").text("port"));
    GANTRY_TRY(object, unpacked(entry, descriptors, next));
    inputs.push_back({std::move(port), std::move(object)});
  }
  return inputs;
}

Result<Job> job_of(const json &json, std::vector<platform::FileDescriptor> &descriptors) {
  const JsonReader in{json, "job"};
  Job job;
  GANTRY_TRY(id, in.text("id"));
  GANTRY_TRY(kind, in.text("kind"));
  GANTRY_TRY(target, in.text("target"));
  GANTRY_TRY(level, in.integer("level"));
  GANTRY_TRY(threads, in.integer("threads"));
  const auto known = job_kind_by_name(kind);
  if (!known) return in.wrong("kind", "is no known kind of job");
  std::size_t next = 0;
  GANTRY_TRY(inputs, inputs_of(member(json, "inputs"), descriptors, next));
  GANTRY_TRY(files, files_of(member(json, "files")));
  GANTRY_TRY(heads_bytes, in.integer("heads", 0));
  GANTRY_TRY(heads, sealed(heads_bytes < 0 ? 0 : static_cast<std::uint64_t>(heads_bytes), descriptors, next));
  job.id = std::move(id);
  job.kind = *known;
  job.target = std::move(target);
  job.parameters = member(json, "parameters");
  job.options = member(json, "options");
  if (!job.parameters.is_object() || !job.options.is_object()) return in.wrong("parameters", "must be an object");
  job.inputs = std::move(inputs);
  job.files = std::move(files);
  job.level = static_cast<std::uint32_t>(level);
  job.threads = static_cast<std::uint32_t>(threads);
  job.heads = std::move(heads);
  return job;
}

json to_json(const Finished &finished) {
  json out{{"job", finished.job}, {"outcome", outcomes[static_cast<std::size_t>(finished.outcome)]}};
  if (finished.outcome != Finished::Outcome::done) out["error"] = to_json(finished.error);
  if (finished.broken) out["broken"] = true;
  if (!finished.items.empty()) out["items"] = finished.items;
  if (!finished.refused.empty()) out["refused"] = finished.refused;
  if (!finished.libraries.is_null()) out["libraries"] = finished.libraries;
  return out;
}

Result<Finished> finished_of(const json &json) {
  const JsonReader in{json, "finished"};
  Finished finished;
  GANTRY_TRY(job, in.text("job"));
  GANTRY_TRY(outcome, in.text("outcome"));
  GANTRY_TRY(broken, in.flag("broken"));
  const auto *known = std::find(outcomes.begin(), outcomes.end(), outcome);
  if (known == outcomes.end()) return in.wrong("outcome", "is no known outcome");
  finished.job = std::move(job);
  finished.outcome = static_cast<Finished::Outcome>(known - outcomes.begin());
  finished.broken = broken;
  finished.error = error_of(member(json, "error"));
  finished.libraries = member(json, "libraries");
  if (const auto &items = member(json, "items"); items.is_array()) finished.items = items;
  if (const auto &refused = member(json, "refused"); refused.is_array()) finished.refused = refused;
  return finished;
}

}  // namespace gantry::core::protocol
