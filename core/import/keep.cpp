// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <boost/algorithm/string/join.hpp>
#include <core/import/keep.hpp>

namespace gantry::core {

const std::set<std::string> &usual_keep() {
  static const std::set<std::string> usual{"modified-dates", "private"};
  return usual;
}

const std::vector<std::string> &keep_names() {
  static const std::vector<std::string> names{"uids",     "device",         "institution", "characteristics",
                                              "dates",    "modified-dates", "descriptors", "structured",
                                              "graphics", "private"};
  return names;
}

Result<std::set<std::string>> keep_of(const std::vector<std::string> &words) {
  if (words == std::vector<std::string>{"none"}) return std::set<std::string>{};
  auto keep = usual_keep();
  for (const auto &word : words) {
    if (std::find(keep_names().begin(), keep_names().end(), word) == keep_names().end())
      return fail("usage", "\"" + word + "\" is nothing that can be kept", "--keep",
                  "it takes: " + boost::join(keep_names(), ", ") + "; or none", Failure::usage);
    keep.insert(word);
  }
  if (keep.count("dates") > 0) keep.erase("modified-dates");
  return keep;
}

}  // namespace gantry::core
