// SPDX-License-Identifier: Apache-2.0
// A person before the built window: a home and a display of their own, and scripts for hands.
//
//   Sitting at;
//   at.does("tool", "P");                        // plays scripts/tool.script on the project P, to its end
//   at.shown("P").at("runs").size() == 1;        // what is on the disk then, as `gantry project show` has it
#pragma once

#include "../fixtures.hpp"
#include "display.hpp"

namespace gantry::test {

class Sitting {
 public:
  // Makes the sample study's files and steps be found where an installed gantry finds them.
  Sitting();

  Home home;

  // {HOME} in a script is the home's folder; {TREE}, {CENTRE}, {BOTTOM}, {TOOLS}, {FORM} are the parts of the workplace.
  // Without a project: what the window opens by itself.
  void does(const std::string &script, const std::string &project = "", const Words &more = {});
  void does_lines(const std::string &lines, const std::string &project = "", const Words &more = {});
  // The same, not waited for.
  Running begins(const std::string &lines, const std::string &project = "", const Words &more = {});

  nlohmann::json shown(const std::string &project) const;
  // Every byte is as it was written.
  void is_whole(const std::string &project) const;
  // What the window remembers of itself, and of its projects.
  nlohmann::json remembered() const;
  std::vector<nlohmann::json> remembered_projects() const;

 private:
  Display display_;
  int scripts_ = 0;
};

// The finished sample study, copied under that name; false when its data can't be had (said).
bool copy_sample(const Home &home, const std::string &name);

}  // namespace gantry::test
