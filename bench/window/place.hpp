// SPDX-License-Identifier: Apache-2.0
// Where the window is measured: a home of its own, the finished sample study, plugins with panels, many plugins.
//
//   GANTRY_TRY(place, Place::make());
//   Room room(app, place->options(place->tree_plugins()));
#pragma once

#include <core/result.hpp>
#include <filesystem>
#include <host/window/workplace/workplace.hpp>
#include <string>
#include <tests/support/folder.hpp>
#include <vector>

namespace gantry::bench {

using Folders = std::vector<std::string>;

class Place {
 public:
  // Runs the sample study where it has not been run yet: `./dev bench` fetches its data.
  static core::Result<std::unique_ptr<Place>> make();

  std::filesystem::path project() const { return folder_.path / "project"; }
  std::filesystem::path home() const { return folder_.path; }
  // Those of the tree, three panels, and a tool that keeps all processors busy until it is cancelled.
  Folders tree_plugins() const;
  // Copies of one plugin under ids of their own.
  core::Result<std::filesystem::path> many_plugins(int count) const;

  static host::window::Workplace::Options options(const std::filesystem::path &home, const Folders &plugins);

 private:
  core::Result<void> add(const std::string &fixture) const;
  tests::Folder folder_;
};

}  // namespace gantry::bench
