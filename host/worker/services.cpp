// SPDX-License-Identifier: Apache-2.0
#include <host/worker/services.hpp>

#include <core/data/read_json.hpp>
#include <host/worker/text.hpp>
#include <sodium.h>

namespace gantry::worker {
namespace {

using nlohmann::json;

constexpr int base64 = sodium_base64_VARIANT_ORIGINAL;

std::string encoded(const void *bytes, std::size_t count) {
  std::string out(sodium_base64_encoded_len(count, base64), '\0');
  sodium_bin2base64(out.data(), out.size(), static_cast<const unsigned char *>(bytes), count, base64);
  out.pop_back();  // its terminator
  return out;
}

bool decode(const std::string &text, std::string &out) {
  out.resize(text.size());
  std::size_t length = 0;
  const int failed = sodium_base642bin(reinterpret_cast<unsigned char *>(out.data()), out.size(), text.data(),
                                       text.size(), nullptr, &length, nullptr, base64);
  out.resize(length);
  return failed == 0;
}

}  // namespace

Services::Services(Link &link, std::string storage_folder) : link_(link), storage_folder_(std::move(storage_folder)) {
  fill_project();
  fill_storage();
  fill_identity();
  fill_panel_host();
}

const void *Services::open(std::string_view id) {
  const bool project = id == GANTRY_PROJECT_ID, storage = id == GANTRY_STORAGE_ID, identity = id == GANTRY_IDENTITY_ID,
             panel_host = id == GANTRY_PANEL_HOST_ID;
  if (!project && !storage && !identity && !panel_host) return nullptr;
  const Reply reply = call(id, "open", json::object());
  if (reply.status != GANTRY_OK) return nullptr;
  if (storage) return &storage_;
  if (identity) return &identity_;
  if (panel_host) return &panel_host_;
  project_.writable = reply.json.is_object() && reply.json.value("writable", json()) == true ? 1 : 0;
  return &project_;
}

Services::Reply Services::call(std::string_view service, std::string_view method, json arguments) {
  link_.control().beat();
  auto answer =
      link_.ask(Message::service, {{"service", service}, {"method", method}, {"arguments", std::move(arguments)}},
                Message::answer);
  if (!answer) return {GANTRY_FAILED, {}, {}};
  json &message = answer.value().json;
  if (const auto error = message.find("error"); error != message.end())
    return {core::protocol::error_of(*error).code.ends_with("not-found") ? GANTRY_NOT_FOUND : GANTRY_FAILED, {}, {}};
  Reply reply{GANTRY_OK, message.value("reply", json()), {}};
  if (message.contains("header")) {
    std::size_t next = 0;
    auto object = core::protocol::unpacked(message, answer.value().descriptors, next);
    if (!object) return {GANTRY_FAILED, {}, {}};
    reply.object = std::move(object.value());
  }
  return reply;
}

std::int32_t Services::text_reply(std::string_view method, json arguments, std::string &kept, const char **out) {
  const Reply reply = call(GANTRY_PROJECT_ID, method, std::move(arguments));
  if (reply.status != GANTRY_OK) return reply.status;
  kept = core::protocol::text(reply.json);
  *out = kept.c_str();
  return GANTRY_OK;
}

void Services::fill_project() {
  project_.size = sizeof project_;
  project_.host = this;
  project_.list = [](const gantry_project *project, const char *what, const char **out) {
    return of(project).text_reply("list", {{"what", text(what)}}, of(project).list_, out);
  };
  project_.describe = [](const gantry_project *project, const char *id, const char **out) {
    return of(project).text_reply("describe", {{"id", text(id)}}, of(project).describe_, out);
  };
  project_.verify = [](const gantry_project *project, const char *run, const char **out) {
    return of(project).text_reply("verify", {{"run", text(run)}}, of(project).verify_, out);
  };
  project_.open_volume = [](const gantry_project *project, const char *id, const gantry_volume **out) -> std::int32_t {
    Services &self = of(project);
    Reply reply = self.call(GANTRY_PROJECT_ID, "open_volume", {{"id", text(id)}});
    if (reply.status != GANTRY_OK) return reply.status;
    if (!reply.object) return GANTRY_NOT_FOUND;
    auto header = core::volume_header(reply.object->header);
    if (!header) return GANTRY_INVALID_ARGUMENT;
    self.volume_ = std::make_unique<VolumeView>(std::move(header.value()), reply.object->bytes.bytes().data(), nullptr);
    self.opened_ = std::move(reply.object);
    *out = &self.volume_->volume;
    return GANTRY_OK;
  };
  project_.append_record = [](const gantry_project *project, const gantry_record *record,
                              const char **hash) -> std::int32_t {
    Services &self = of(project);
    if (record == nullptr || record->schema == nullptr || record->json == nullptr) return GANTRY_INVALID_ARGUMENT;
    const Reply reply =
        self.call(GANTRY_PROJECT_ID, "append_record",
                  {{"schema", record->schema}, {"json", record->json}, {"parent", text(record->parent)}});
    if (reply.status != GANTRY_OK) return reply.status;
    self.hash_ = core::member_text(reply.json, "hash");
    *hash = self.hash_.c_str();
    return GANTRY_OK;
  };
}

void Services::fill_storage() {
  storage_.size = sizeof storage_;
  storage_.host = this;
  storage_.folder = [](const gantry_storage *storage) -> const char * {
    const std::string &folder = of(storage).storage_folder_;
    return folder.empty() ? nullptr : folder.c_str();
  };
  storage_.get_secret = [](const gantry_storage *storage, const char *name, const void **out,
                           std::uint64_t *byte_size) -> std::int32_t {
    Services &self = of(storage);
    const Reply reply = self.call(GANTRY_STORAGE_ID, "get_secret", {{"name", text(name)}});
    if (reply.status != GANTRY_OK) return reply.status;
    if (!decode(core::member_text(reply.json, "base64"), self.secret_)) return GANTRY_FAILED;
    *out = self.secret_.data();
    *byte_size = self.secret_.size();
    return GANTRY_OK;
  };
  storage_.set_secret = [](const gantry_storage *storage, const char *name, const void *bytes,
                           std::uint64_t byte_size) -> std::int32_t {
    if (byte_size > GANTRY_SECRET_MAX_BYTES || (bytes == nullptr && byte_size > 0)) return GANTRY_INVALID_ARGUMENT;
    return of(storage)
        .call(GANTRY_STORAGE_ID, "set_secret", {{"name", text(name)}, {"base64", encoded(bytes, byte_size)}})
        .status;
  };
}

void Services::fill_identity() {
  identity_.size = sizeof identity_;
  identity_.host = this;
  identity_.person = [](const gantry_identity *identity, const gantry_person *person,
                        const char **out) -> std::int32_t {
    if (person == nullptr || out == nullptr) return GANTRY_INVALID_ARGUMENT;
    Services &self = of(identity);
    const Reply reply = self.call(GANTRY_IDENTITY_ID, "person",
                                  {{"id", text(person->id)},
                                   {"issuer", text(person->issuer)},
                                   {"name", text(person->name)},
                                   {"birth_date", text(person->birth_date)},
                                   {"study", text(person->study)}});
    self.pseudonym_ = core::member_text(reply.json, "pseudonym");
    *out = self.pseudonym_.c_str();
    return reply.status;
  };
  identity_.uid = [](const gantry_identity *identity, const char *original, const char **out) -> std::int32_t {
    if (original == nullptr || out == nullptr) return GANTRY_INVALID_ARGUMENT;
    Services &self = of(identity);
    const Reply reply = self.call(GANTRY_IDENTITY_ID, "uid", {{"original", text(original)}});
    self.uid_ = core::member_text(reply.json, "replacement");
    *out = self.uid_.c_str();
    return reply.status;
  };
  identity_.moment = [](const gantry_identity *identity, const char *pseudonym, const char *date, const char *time,
                        const char **moved_date, const char **moved_time) -> std::int32_t {
    if (pseudonym == nullptr || moved_date == nullptr || moved_time == nullptr) return GANTRY_INVALID_ARGUMENT;
    Services &self = of(identity);
    const Reply reply = self.call(GANTRY_IDENTITY_ID, "moment",
                                  {{"pseudonym", text(pseudonym)}, {"date", text(date)}, {"time", text(time)}});
    self.date_ = core::member_text(reply.json, "date");
    self.time_ = core::member_text(reply.json, "time");
    *moved_date = self.date_.c_str();
    *moved_time = self.time_.c_str();
    return reply.status;
  };
}

void Services::fill_panel_host() {
  panel_host_.size = sizeof panel_host_;
  panel_host_.host = this;
  panel_host_.run = [](const gantry_panel_host *host, const char *request, const char **job) -> std::int32_t {
    if (request == nullptr || job == nullptr) return GANTRY_INVALID_ARGUMENT;
    Services &self = of(host);
    const Reply reply = self.call(GANTRY_PANEL_HOST_ID, "run", {{"request", request}});
    self.panel_job_ = core::member_text(reply.json, "job");
    *job = self.panel_job_.c_str();
    return reply.status;
  };
  panel_host_.job_state = [](const gantry_panel_host *host, const char *job, const char **out) -> std::int32_t {
    if (job == nullptr || out == nullptr) return GANTRY_INVALID_ARGUMENT;
    Services &self = of(host);
    const Reply reply = self.call(GANTRY_PANEL_HOST_ID, "job_state", {{"job", job}});
    self.job_state_ = core::protocol::text(reply.json);
    *out = self.job_state_.c_str();
    return reply.status;
  };
  panel_host_.cancel = [](const gantry_panel_host *host, const char *job) -> std::int32_t {
    return of(host).call(GANTRY_PANEL_HOST_ID, "cancel", {{"job", text(job)}}).status;
  };
  panel_host_.show = [](const gantry_panel_host *host, const char *request) -> std::int32_t {
    return of(host).call(GANTRY_PANEL_HOST_ID, "show", {{"request", text(request)}}).status;
  };
}

}  // namespace gantry::worker
