// SPDX-License-Identifier: Apache-2.0
#include "support.hpp"

#include <catch2/catch.hpp>

using namespace gantry::tests;

TEST_CASE("a plugin reaches the project through the host's answers, text and volumes alike") {
  WorkerPool pool({.worker_program = worker_program()});
  std::vector<std::string> asked, logged;
  JobWatcher watcher;
  watcher.log = [&](int, const std::string &text) { logged.push_back(text); };
  const ServiceHandler services = [&](const ServiceRequest &request) -> Result<ServiceReply> {
    asked.push_back(request.service + " " + request.method + " " + request.arguments.dump());
    if (request.method == "open") return ServiceReply{{{"writable", false}}, {}};
    if (request.method == "list") return ServiceReply{nlohmann::json{{{"id", "image"}}}, {}};
    if (request.arguments["id"] == "missing") return fail("project.not-found", "there is no such data");
    return ServiceReply{nlohmann::json::object(), bytes_volume(std::vector<std::uint8_t>(16, 42))};
  };
  const auto result = pool.run(fixture("good_echo"), tool_job({}, 998), watcher, services);
  REQUIRE(result);
  CHECK(voxels_of(*result.value().outputs.at(0).object) == std::vector<std::uint8_t>(16, 42));
  CHECK(logged == std::vector<std::string>{R"([{"id":"image"}])"});
  CHECK(asked == std::vector<std::string>{"gantry.project/1 open {}", R"(gantry.project/1 list {"what":"data"})",
                                          R"(gantry.project/1 open_volume {"id":"missing"})",
                                          R"(gantry.project/1 open_volume {"id":"image"})"});
}

TEST_CASE("a plugin that was granted no service gets none") {
  WorkerPool pool({.worker_program = worker_program()});
  const auto result = pool.run(fixture("good_echo"), tool_job({}, 998), {});
  REQUIRE(!result);
  CHECK(result.error().code == "plugin.unsupported");
}
