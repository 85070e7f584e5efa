// SPDX-License-Identifier: Apache-2.0
// What a plugin may ask of the host while it runs: the open project, and secrets of its own.
#include <core/session/secrets.hpp>
#include <core/session/session.hpp>

namespace gantry::core {
namespace {

using nlohmann::json;

constexpr const char *project_service = "gantry.project/1";
constexpr const char *storage_service = "gantry.storage/1";

auto refused(const std::string &what) {
  return fail("service.refused", "this plugin may not have " + what, "", "its manifest has to ask for it");
}

std::string argument(const ServiceRequest &request, const char *key) {
  const auto found = request.arguments.find(key);
  return found != request.arguments.end() && found->is_string() ? found->get<std::string>() : "";
}

class ProjectService {
 public:
  explicit ProjectService(Session &session) : session_(session), project_(*session.project()) {}

  Result<ServiceReply> answer(const ServiceRequest &request) {
    if (request.method == "open") return ServiceReply{{{"writable", project_.access() == Access::write}}, {}};
    if (request.method == "list") return list(argument(request, "what"));
    if (request.method == "describe") return describe(argument(request, "id"));
    if (request.method == "open_volume") return open_volume(argument(request, "id"));
    if (request.method == "append_record") return append(request);
    if (request.method == "verify") return verify(argument(request, "run"));
    return fail("service.method", "the project has no method \"" + request.method + "\"");
  }

 private:
  Result<ServiceReply> list(const std::string &what) {
    json result = json::array();
    if (what == "data") {
      GANTRY_TRY(items, project_.items());
      for (const auto &item : items) result.push_back(to_json(item));
    } else if (what == "runs") {
      GANTRY_TRY(runs, project_.runs());
      for (const auto &run : runs) result.push_back(to_json(run));
    } else if (what == "records") {
      GANTRY_TRY(records, project_.records());
      for (const auto &record : records) result.push_back(to_json(record));
    } else {
      return fail("not-found", "a project lists data, runs and records, not \"" + what + "\"");
    }
    return ServiceReply{result, {}};
  }

  Result<ServiceReply> describe(const std::string &id) {
    if (auto item = project_.item(id)) {
      json result = to_json(item.value());
      GANTRY_TRY(header, project_.header(item.value().object));
      result["header"] = header;
      return ServiceReply{result, {}};
    }
    if (auto run = project_.run(id)) return ServiceReply{to_json(run.value()), {}};
    GANTRY_TRY(records, project_.records());
    for (const auto &record : records) {
      if (record.hash != id) continue;
      GANTRY_TRY(object, project_.object(record.hash));
      GANTRY_TRY(content, record_of(*object));
      json result = to_json(record);
      result["content"] = content;
      return ServiceReply{result, {}};
    }
    return fail("not-found", "the project has no item, run or record \"" + id + "\"");
  }

  Result<ServiceReply> open_volume(const std::string &id) {
    auto item = project_.item(id);
    if (!item || item.value().kind != Kind::volume)
      return fail("not-found", "the project has no volume \"" + id + "\"");
    GANTRY_TRY(object, project_.object(item.value().object));
    return ServiceReply{json::object(), object};
  }

  Result<ServiceReply> append(const ServiceRequest &request) {
    const auto content = json::parse(argument(request, "json"), nullptr, false);
    if (content.is_discarded()) return fail("service.json", "the record is not JSON");
    if (argument(request, "schema").empty()) return fail("service.schema", "the record has no schema");
    GANTRY_TRY(hash, project_.append_record(argument(request, "schema"), content, argument(request, "parent")));
    return ServiceReply{{{"hash", hash}}, {}};
  }

  Result<ServiceReply> verify(const std::string &id) {
    if (session_.verifying())
      return fail("service.verify", "a run can't ask for a verification while it is being verified itself");
    auto run = project_.run(id);
    if (!run) return fail("not-found", "the project has no run \"" + id + "\"");
    GANTRY_TRY(verdict, session_.verify(run.value(), {}));
    return ServiceReply{to_json(verdict), {}};
  }

  Session &session_;
  Project &project_;
};

}  // namespace

ServiceHandler services_for(Session &session, const Plugin &plugin) {
  return [&session, &plugin](const ServiceRequest &request) -> Result<ServiceReply> {
    const Manifest &m = plugin.manifest;
    if (request.service == project_service) {
      if (session.project() == nullptr) return fail("service.project", "no project is open", "", "give --project");
      if (!m.permits("project")) return refused("the project");
      return ProjectService(session).answer(request);
    }
    if (request.service == storage_service) {
      if (!m.permits("storage")) return refused("storage");
      if (request.method == "open") return ServiceReply{};
      return answer_secret(session.bench().storage_folder(), m.id, request);
    }
    return fail("service.unknown", "this host has no service \"" + request.service + "\"");
  };
}

}  // namespace gantry::core
