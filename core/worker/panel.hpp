// SPDX-License-Identifier: Apache-2.0
// What the host has to do with a panel that is open in a worker: asks for drawings, takes frames.
//
//   PanelTalk talk;
//   talk.next = [&] { return edits.take(); …to_json };
//   GANTRY_CHECK(worker.run_panel(request, talk, services));   // returns when it has been closed
#pragma once

#include <chrono>
#include <core/platform/shared_memory.hpp>
#include <core/result.hpp>
#include <functional>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>

namespace gantry::core {

// All are called on the thread that runs the panel.
struct PanelTalk {
  int wake = -1;                                        // readable when `next` or `closing` may have something new
  std::function<std::optional<nlohmann::json>()> next;  // a drawing to ask for (ui/edits.hpp); nothing: none now
  std::function<std::chrono::milliseconds()> idle;      // how long to wait before asking `next` again
  std::function<bool()> closing;
  // The frame that was asked for last, and what save() gave where something was edited. An error ends the worker.
  std::function<Result<void>(platform::SharedMemory frame, const std::optional<std::string> &saved)> drawn;
};

}  // namespace gantry::core
