// SPDX-License-Identifier: Apache-2.0
// What a test gives a Workplace: fixture plugins, and a home of the test's own.
//
//   Workplace workplace(options_at(home.path, bundles));
#pragma once

#include <tests/core/plugins/bundles.hpp>

#include <host/window/workplace/workplace.hpp>

namespace gantry::tests {

inline host::window::Workplace::Options options_at(const fs::path &home, const Bundles &bundles) {
  host::window::Workplace::Options o;
  o.bench.plugin_folders = {bundles.plugins.string()};
  o.bench.state_folder = bundles.state;
  o.bench.storage_folder = bundles.state / "plugins";
  o.bench.workers.worker_program = worker_program();
  o.bench.workers.sandbox = false;
  o.session.who = "somebody";
  o.session.threads = 1;
  o.config_folder = home / "config";
  o.state_folder = home / "state";
  o.data_folder = home / "data";
  return o;
}

}  // namespace gantry::tests
