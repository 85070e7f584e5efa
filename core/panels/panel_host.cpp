// SPDX-License-Identifier: Apache-2.0
#include <core/panels/panel_host.hpp>

#include <core/data/read_json.hpp>
#include <core/worker/protocol.hpp>
#include <gantry/panel.h>

namespace gantry::core {
namespace {

using nlohmann::json;

Result<ServiceReply> answer(const PanelHost &host, const ServiceRequest &request) {
  const JsonReader in{request.arguments, request.method};
  if (request.method == "open") return ServiceReply{};
  if (request.method == "run" || request.method == "show") {
    GANTRY_TRY(text, in.text("request"));
    GANTRY_TRY(wanted, protocol::parse(text));
    if (request.method == "run") {
      GANTRY_TRY(job, host.run(wanted));
      return ServiceReply{{{"job", job}}, {}};
    }
    GANTRY_CHECK(host.show(wanted));
    return ServiceReply{};
  }
  GANTRY_TRY(job, in.text("job"));
  if (request.method == "job_state") {
    GANTRY_TRY(state, host.job_state(job));
    return ServiceReply{state, {}};
  }
  if (request.method != "cancel") return fail("service.method", "the window has no method \"" + request.method + "\"");
  GANTRY_CHECK(host.cancel(job));
  return ServiceReply{};
}

}  // namespace

ServiceHandler with_panel_host(PanelHost host, ServiceHandler others) {
  return [host = std::move(host), others = std::move(others)](const ServiceRequest &request) -> Result<ServiceReply> {
    if (request.service == GANTRY_PANEL_HOST_ID) return answer(host, request);
    if (others) return others(request);
    return fail("service.unknown", "this host has no service \"" + request.service + "\"");
  };
}

}  // namespace gantry::core
