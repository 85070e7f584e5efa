// SPDX-License-Identifier: Apache-2.0
// A second reading of the HTML and SVG that is written: every tag closed in order, attributes quoted, no bare < or &.
//
//   CHECK(tag_fault(html) == "");
#pragma once

#include <regex>
#include <set>
#include <string>
#include <vector>

namespace gantry::core::report {

inline std::string tag_fault(const std::string &text) {
  static const std::set<std::string> single{"meta", "img", "br", "hr", "link"};
  static const std::regex tag(R"(^<(/?)([A-Za-z][A-Za-z0-9]*)((?: [A-Za-z][A-Za-z0-9:-]*="[^"<]*")*)(/?)>)");
  static const std::regex entity(R"(^&(amp|lt|gt|quot|#39);)");
  std::vector<std::string> open;
  for (std::size_t at = 0; at < text.size(); ++at) {
    std::smatch match;
    const auto from = text.begin() + static_cast<std::ptrdiff_t>(at);
    // Pictures are long: a regular expression of libstdc++ would recurse as deep as the attribute is long.
    const std::string head(from, text.begin() + static_cast<std::ptrdiff_t>(std::min(text.size(), at + 4000)));
    if (text[at] == '&' && !std::regex_search(head, entity)) return "bare & at " + std::to_string(at);
    if (text[at] == '>') return "bare > at " + std::to_string(at);
    if (text[at] != '<') continue;
    if (text.compare(at, 15, "<!DOCTYPE html>") == 0) {
      at += 14;
      continue;
    }
    if (!std::regex_search(head, match, tag)) return "bad tag: " + head.substr(0, 80);
    const std::string name = match[2];
    if (match[1] == "/") {
      if (open.empty() || open.back() != name)
        return "closes <" + name + "> inside <" + (open.empty() ? "" : open.back()) + ">";
      open.pop_back();
    } else if (match[4] != "/" && single.count(name) == 0) {
      open.push_back(name);
    }
    at += static_cast<std::size_t>(match.length()) - 1;
    if (name == "style" && match[1] != "/") at = text.find("</style>", at) - 1;
  }
  return open.empty() ? "" : "never closes <" + open.back() + ">";
}

}  // namespace gantry::core::report
