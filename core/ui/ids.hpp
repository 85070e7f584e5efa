// SPDX-License-Identifier: Apache-2.0
// Names of widgets: ids, and the paths that they make within what surrounds them.
//
//   IdStack ids;              // for one drawing
//   ids.enter("form");        // "form"
//   ids.path("level");        // "form/level"
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace gantry::core {

inline constexpr std::size_t max_id_bytes = 200;

// Letters, digits, '-', '_', '.'; at least one, at most max_id_bytes.
bool is_id(std::string_view id);
// What is not allowed becomes '_', so that anything names something.
std::string clean_id(std::string_view id);

// No two widgets of one drawing have the same path: where an id is given twice the second is "level#2".
class IdStack {
 public:
  void clear();

  std::string path(std::string_view id);
  // The path of a container; what follows is within it until leave().
  std::string enter(std::string_view id);
  void leave();  // of nothing: does nothing

  const std::string &here() const { return here_; }  // "" outside of everything
  std::size_t depth() const { return lengths_.size(); }

 private:
  std::string here_;
  std::vector<std::size_t> lengths_;  // of here_, before each enter()
  std::unordered_map<std::string, unsigned> given_;
};

}  // namespace gantry::core
