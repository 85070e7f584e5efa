// SPDX-License-Identifier: Apache-2.0
#include <atomic>
#include <catch2/catch.hpp>

#include "window.hpp"

using namespace gantry::tests;

TEST_CASE("A panel that is started again goes on from what it saved last") {
  Window window("good_panels", "counter", {.saved = "7"});
  REQUIRE(window.until([&] { return window.has("more"); }));
  CHECK(window.text("count") == "text count \"7\"\n");
  window.press("more");
  REQUIRE(window.until_settled());
  CHECK(window.client().saved() == "8");
  window.press("crash");
  REQUIRE(window.until_stopped());
  CHECK(window.client().failure()->error.code == "worker.crashed");
  window.client().restart();
  REQUIRE(window.until([&] { return window.client().state() == PanelClient::State::showing; }));
  CHECK(window.text("count") == "text count \"8\"\n");
}

TEST_CASE("A panel that can't open or draw says why in its own words") {
  Window closed("good_panels", "counter", {.saved = "bad"});
  REQUIRE(closed.until_stopped());
  CHECK(closed.client().failure()->error.code == "counter.saved");
  CHECK(closed.client().failure()->error.message == "it can't go on from that");

  Window refusing("good_panels", "counter");
  REQUIRE(refusing.until([&] { return refusing.has("refuse"); }));
  refusing.press("refuse");
  REQUIRE(refusing.until_stopped());
  CHECK(refusing.client().failure()->error.message == "it does not want to");

  Window missing("good_panels", "nothing");
  REQUIRE(missing.until_stopped());
  CHECK(missing.client().failure()->error.code == "plugin.no-such-target");
}

TEST_CASE("A panel is drawn when something was done, the project changed or it asked for it, and not otherwise") {
  Window window("good_panels", "counter");
  REQUIRE(window.until([&] { return window.has("drawn"); }));
  REQUIRE(window.until_settled());
  for (int i = 0; i < 50; ++i) window.draw();
  CHECK(window.client().settled());
  CHECK(window.text("drawn") == "text drawn \"1\"\n");
  window.client().refresh();
  REQUIRE(window.until_settled());
  window.draw();
  CHECK(window.text("drawn") == "text drawn \"2\"\n");

  Window moving("good_panels", "counter", {.saved = "40"});
  REQUIRE(moving.until([&] { return moving.text("drawn") == "text drawn \"5\"\n"; }));
}

TEST_CASE("A section that is opened in the window is drawn by the panel") {
  Window window("good_panels", "counter");
  REQUIRE(window.until([&] { return window.has("hidden"); }));
  CHECK_FALSE(window.has("hidden/inside"));
  window.draw({{}, {{"hidden", true}}});
  REQUIRE(window.until([&] { return window.has("hidden/inside"); }));
}

TEST_CASE("A panel asks for data and sets runs going through the services that it is given") {
  std::vector<std::string> asked;  // on the panel's thread; read when it is settled
  PanelClient::Panel panel;
  panel.services = with_panel_host({.run = [&](const nlohmann::json &request) -> Result<std::string> {
                                      asked.push_back("run " + request.at("tool").get<std::string>());
                                      return std::string("job-1");
                                    },
                                    .job_state = [&](const std::string &job) -> Result<nlohmann::json> {
                                      return nlohmann::json{{"state", "running"}, {"job", job}};
                                    },
                                    .cancel = [&](const std::string &job) -> Result<void> {
                                      asked.push_back("cancel " + job);
                                      return done();
                                    },
                                    .show = [&](const nlohmann::json &request) -> Result<void> {
                                      asked.push_back("show " + request.at("item").get<std::string>());
                                      return done();
                                    }},
                                   [](const ServiceRequest &request) -> Result<ServiceReply> {
                                     if (request.method == "open") return ServiceReply{{{"writable", false}}, {}};
                                     return ServiceReply{nlohmann::json::array({"image-1"}), {}};
                                   });
  Window window("good_panels", "runs", std::move(panel));
  REQUIRE(window.until([&] { return window.has("run"); }));
  CHECK(window.text("data") == "text data \"[\"image-1\"]\"\n");
  window.press("run");
  REQUIRE(window.until([&] { return window.has("cancel"); }));
  CHECK(window.text("state").find("running") != std::string::npos);
  window.press("cancel");
  REQUIRE(window.until_settled());
  window.press("show");
  REQUIRE(window.until_settled());
  CHECK(asked == std::vector<std::string>{"run threshold", "cancel job-1", "show image-1"});
}

TEST_CASE("The time of the host's own services does not count against a panel") {
  PanelClient::Panel panel;
  panel.deadline = 3s;
  std::atomic<int> calls = 0;
  panel.services = [&](const ServiceRequest &request) -> Result<ServiceReply> {
    if (request.method == "list") {
      ++calls;
      std::this_thread::sleep_for(4s);
    }
    return ServiceReply{nlohmann::json::array(), {}};
  };
  Window window("good_panels", "runs", std::move(panel));
  REQUIRE(window.until([&] { return window.has("run") || window.client().failure(); }));
  CHECK(window.has("run"));
  CHECK(calls == 1);
}

TEST_CASE("The window is told from the panel's thread that there is something new") {
  std::atomic<int> told = 0;
  PanelClient::Panel panel;
  panel.changed = [&] { ++told; };
  Window window("good_panels", "counter", std::move(panel));
  REQUIRE(window.until([&] { return told == 1; }));
  window.press("more");
  REQUIRE(window.until([&] { return told == 2; }));
}

TEST_CASE("A panel is closed while it draws, without waiting for its end") {
  {
    Window window("bad_panel_hangs", "panel", {.deadline = 60s});
    REQUIRE(window.until([&] { return window.has("go"); }));
    window.press("go");
    std::this_thread::sleep_for(50ms);
  }
  SUCCEED("closed");
}
