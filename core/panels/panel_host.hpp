// SPDX-License-Identifier: Apache-2.0
// gantry.panel-host/1 as the window offers it to the panels that are open in it.
//
//   panel.services = with_panel_host({.run = […](const json &request) { return workplace.queue(request); }, …},
//                                    services_for(session, plugin));
#pragma once

#include <core/worker/worker_pool.hpp>
#include <functional>
#include <nlohmann/json.hpp>
#include <string>

namespace gantry::core {

// All are called on the panel's own thread, several at once where several panels are open. What they are asked comes from a
// plugin: JSON objects of any contents.
struct PanelHost {
  std::function<Result<std::string>(const nlohmann::json &request)> run;    // the job's name
  std::function<Result<nlohmann::json>(const std::string &job)> job_state;  // as gantry/panel.h has it
  std::function<Result<void>(const std::string &job)> cancel;
  std::function<Result<void>(const nlohmann::json &request)> show;
};

// Answers what is asked of the panel host; the rest goes to `others`, if there is one.
ServiceHandler with_panel_host(PanelHost host, ServiceHandler others);

}  // namespace gantry::core
