// SPDX-License-Identifier: Apache-2.0
#include <core/worker/conversation.hpp>

#include <algorithm>
#include <core/data/read_json.hpp>
#include <core/data/signal.hpp>
#include <core/platform/files.hpp>
#include <core/worker/control_page.hpp>

namespace gantry::core {
namespace {

using nlohmann::json;
using protocol::Message;

constexpr std::size_t max_text = 4000;
constexpr int warning = 2;  // GANTRY_LOG_WARNING

auto violation(const std::string &what) { return fail("worker.protocol", "broke the protocol: " + what); }
auto flooded(const std::string &what) { return fail("worker.flooded", "flooded the connection: " + what); }

// Bytes of a lease follow from its header alone.
Result<std::uint64_t> lease_bytes(const json &header) {
  const auto kind = header.is_object() ? header.find("kind") : header.end();
  if (kind == header.end() || !kind->is_string()) return violation("an output of no kind");
  if (*kind == "volume") {
    GANTRY_TRY(volume, volume_header(header));
    return volume.byte_size();
  }
  if (*kind == "signal") {
    GANTRY_TRY(signal, signal_header(header));
    return signal.byte_size();
  }
  return violation("memory was asked for an output of another kind");
}

bool text_members(const json &entry, std::initializer_list<const char *> names) {
  return std::all_of(names.begin(), names.end(),
                     [&](const char *name) { return entry.contains(name) && entry[name].is_string(); });
}

bool file_index(const json &entry, std::size_t files) {
  return entry.is_number_unsigned() && entry.get<std::uint64_t>() < files;
}

// So that nobody after this needs to look at the types of what a worker listed.
bool well_formed(const protocol::Finished &finished, JobKind kind, std::size_t files) {
  const auto item = [files, kind](const json &entry) {
    if (!entry.is_object()) return false;
    if (kind == JobKind::describe) return true;  // a manifest, which is read with the same care as one from a file
    if (kind == JobKind::sniff_files)
      return text_members(entry, {"reader"}) && entry.contains("certainty") &&
             entry["certainty"].is_number_unsigned() && entry.contains("file") && file_index(entry["file"], files);
    if (kind == JobKind::read_files)
      return text_members(entry, {"port"}) && entry.contains("header") && entry["header"].is_object();
    return text_members(entry, {"key", "kind", "title", "summary"}) && entry.contains("files") &&
           entry["files"].is_array() &&
           std::all_of(entry["files"].begin(), entry["files"].end(),
                       [files](const json &file) { return file_index(file, files); });
  };
  const auto refusal = [files](const json &entry) {
    return entry.is_object() && text_members(entry, {"reason"}) && entry.contains("file") &&
           file_index(entry["file"], files);
  };
  const auto &libraries = finished.libraries;
  return (kind != JobKind::describe || finished.items.size() == 1) &&
         std::all_of(finished.items.begin(), finished.items.end(), item) &&
         std::all_of(finished.refused.begin(), finished.refused.end(), refusal) &&
         (libraries.is_null() ||
          (libraries.is_object() &&
           std::all_of(libraries.begin(), libraries.end(), [](const json &hash) { return hash.is_string(); })));
}

std::string amount(std::uint64_t bytes) {
  if (bytes < (std::uint64_t{1} << 20)) return std::to_string(bytes) + " bytes";
  return std::to_string(bytes >> 20) + " MiB";
}

}  // namespace

Result<std::optional<protocol::Finished>> Conversation::take(platform::Frame frame) {
  auto parsed = protocol::parse(frame.payload);
  if (!parsed) return violation(parsed.error().message);
  const json &json = parsed.value();
  const auto type = static_cast<Message>(frame.type);
  if (!frame.descriptors.empty() && type != Message::output) return violation("descriptors that belong to nothing");
  Result<void> handled = done();
  switch (type) {
    case Message::log: handled = log(json); break;
    case Message::output_wanted: handled = lease(json); break;
    case Message::output: handled = output(json, frame.descriptors); break;
    case Message::part_ready: handled = part_ready(json); break;
    case Message::file_wanted: handled = file(json); break;
    case Message::service: handled = service(json); break;
    case Message::finished: {
      auto finished = protocol::finished_of(json);
      if (!finished) return violation(finished.error().message);
      if (finished.value().job != request_.id) return violation("it answered for another job");
      if (!well_formed(finished.value(), request_.kind, request_.files.size()))
        return violation("a list of items that is not well formed");
      return std::optional(std::move(finished.value()));
    }
    default: return violation("a message of unexpected type " + std::to_string(frame.type));
  }
  if (!handled) {
    const Error &error = handled.error();
    if (error.code.starts_with("worker.") || error.code.starts_with("channel.") || error.code == "memory.none")
      return fail(error);
    return violation(error.message);
  }
  return std::optional<protocol::Finished>{};
}

Result<void> Conversation::log(const json &json) {
  const JsonReader in{json, "log"};
  GANTRY_TRY(job, in.text("job"));
  GANTRY_TRY(severity, in.integer("severity"));
  GANTRY_TRY(text, in.text("text"));
  log_bytes_ += text.size();
  if (++logs_ > max_logs || log_bytes_ > max_log_bytes)
    return flooded("more than " + std::to_string(max_logs) + " log messages or " + amount(max_log_bytes) +
                   " of them in one job");
  if (job != request_.id) return done();  // a thread that outlived its job
  const std::string plain = plain_text(text, max_text);
  const int level = static_cast<int>(std::clamp<std::int64_t>(severity, 0, warning));
  if (level == warning && warnings_.size() < 1000) warnings_.push_back(plain);
  if (watcher_.log) watcher_.log(level, plain);
  return done();
}

bool Conversation::grant(std::uint64_t bytes) {
  if (bytes > request_.limits.output_bytes - std::min<std::uint64_t>(output_bytes_, request_.limits.output_bytes)) {
    wanted_bytes_ = std::max<std::uint64_t>(bytes, 1);
    return false;
  }
  output_bytes_ += bytes;
  return true;
}

std::string Conversation::output_limit_words() const {
  return "asked for " + amount(wanted_bytes_) + " of output; the limit for all outputs of a job is " +
         amount(request_.limits.output_bytes);
}

Result<void> Conversation::lease(const json &json) {
  GANTRY_TRY(port, JsonReader(json, "output_wanted").text("port"));
  const auto header = json.find("header");
  if (header == json.end()) return violation("an output without a header");
  GANTRY_TRY(bytes, lease_bytes(*header));
  if (outputs_.size() >= max_outputs)
    return flooded("more than " + std::to_string(max_outputs) + " outputs in one job");
  if (!grant(bytes)) return protocol::send(channel_, Message::output_lease, {{"bytes", 0}, {"refused", true}});
  auto memory = platform::SharedMemory::create(bytes);
  if (!memory) return protocol::send(channel_, Message::output_lease, {{"bytes", 0}, {"refused", true}});
  std::vector<int> descriptors;
  if (bytes > 0) descriptors.push_back(memory.value().descriptor());
  outputs_.push_back({port, *header, std::move(memory.value()), {}});
  return protocol::send(channel_, Message::output_lease, {{"bytes", bytes}}, descriptors);
}

Result<void> Conversation::output(const json &json, std::vector<platform::FileDescriptor> &descriptors) {
  GANTRY_TRY(port, JsonReader(json, "output").text("port"));
  GANTRY_TRY(bytes, JsonReader(json, "output").integer("bytes"));
  if (outputs_.size() >= max_outputs)
    return flooded("more than " + std::to_string(max_outputs) + " outputs in one job");
  if (bytes < 0 || !grant(static_cast<std::uint64_t>(bytes))) return fail("worker.output-limit", output_limit_words());
  std::size_t next = 0;
  GANTRY_TRY(object, protocol::unpacked(json, descriptors, next));
  if (next != descriptors.size()) return violation("descriptors that belong to nothing");
  outputs_.push_back({port, {}, {}, std::move(object)});
  return done();
}

Result<void> Conversation::part_ready(const json &json) {
  const JsonReader in{json, "part_ready"};
  GANTRY_TRY(place, in.integer("output"));
  GANTRY_TRY(begin, in.integer("begin"));
  GANTRY_TRY(end, in.integer("end"));
  if (place < 0 || static_cast<std::uint64_t>(place) >= outputs_.size()) return violation("a part of no output");
  const Output &output = outputs_[static_cast<std::size_t>(place)];
  if (begin < 0 || end < begin || static_cast<std::uint64_t>(end) > output.memory.size())
    return violation("a part that lies outside its output");
  if (++parts_ > max_parts) return flooded("more than " + std::to_string(max_parts) + " parts in one job");
  if (watcher_.ready) {
    watcher_.ready({output.port, static_cast<std::size_t>(place), output.header, output.memory.bytes(),
                    static_cast<std::uint64_t>(begin), static_cast<std::uint64_t>(end)});
  }
  return done();
}

Result<void> Conversation::file(const json &json) {
  GANTRY_TRY(index, JsonReader(json, "file_wanted").integer("index"));
  if (index < 0 || static_cast<std::uint64_t>(index) >= request_.files.size())
    return violation("a file that it was not given");
  GANTRY_TRY(ahead, JsonReader(json, "file_wanted").integer("ahead"));
  if (ahead < 0 || static_cast<std::uint64_t>(ahead) >= platform::Channel::max_descriptors)
    return violation("more files at a time than a message carries");
  nlohmann::json found = nlohmann::json::array();
  std::vector<platform::FileDescriptor> opened;
  std::vector<int> descriptors;
  for (auto i = static_cast<std::size_t>(index); i < request_.files.size(); ++i) {
    if (opened.size() > static_cast<std::uint64_t>(ahead)) break;
    auto file = request_.files[i].path.empty() ? Result<platform::OpenFile>(fail("file.open", ""))
                                               : platform::open_for_reading(request_.files[i].path);
    if (!file && opened.empty()) break;  // the one that was asked for
    if (!file) continue;
    found.push_back(i);
    descriptors.push_back(file.value().descriptor.get());
    opened.push_back(std::move(file.value().descriptor));
  }
  return protocol::send(channel_, Message::file, {{"files", found}}, descriptors);
}

Result<void> Conversation::service(const json &json) {
  const JsonReader in{json, "service"};
  ServiceRequest request;
  GANTRY_TRY(service, in.text("service"));
  GANTRY_TRY(method, in.text("method"));
  request.service = std::move(service);
  request.method = std::move(method);
  if (const auto arguments = json.find("arguments"); arguments != json.end() && arguments->is_object())
    request.arguments = *arguments;
  Result<ServiceReply> reply = fail("service.none", "this job has no services");
  if (services_) reply = services_(request);
  if (!reply) return protocol::send(channel_, Message::answer, {{"error", protocol::to_json(reply.error())}});
  nlohmann::json message{{"reply", reply.value().reply}};
  std::vector<int> descriptors;
  if (reply.value().object) message.update(protocol::packed(*reply.value().object, descriptors));
  return protocol::send(channel_, Message::answer, message, descriptors);
}

Result<std::vector<PortObject>> Conversation::outputs() {
  std::vector<PortObject> out;
  for (auto &output : outputs_) {
    if (!output.object) {
      GANTRY_TRY(object, make_object(std::move(output.header), std::move(output.memory)));
      output.object = std::move(object);
    }
    out.push_back({std::move(output.port), std::move(output.object)});
  }
  return out;
}

}  // namespace gantry::core
