// SPDX-License-Identifier: Apache-2.0
#include <host/window/script/expect.hpp>

#include <core/plugins/parameters.hpp>
#include <set>

namespace gantry::host::window {
namespace {

std::string quoted(const std::string &text) { return "\"" + text + "\""; }

std::string said_by(const Seen &seen) {
  std::string all = seen.label;
  for (const auto &part : {seen.value, seen.error}) {
    if (!part.empty()) all += (all.empty() ? "" : " | ") + part;
  }
  return all;
}

std::string absent(const Screen &screen, const std::string &path) {
  const auto like = screen.like(path);
  return "there is no " + path + (like.empty() ? "" : "; there are " + like);
}

std::string unmet_count(const Screen &screen, const std::string &path, double wanted) {
  const std::string within = path == "." ? "" : path + "/";
  std::set<std::string> found;
  for (const auto &s : screen.seen) {
    if (s.path.size() > within.size() && s.path.compare(0, within.size(), within) == 0 &&
        s.path.find('/', within.size()) == std::string::npos) {
      found.insert(s.path);
    }
  }
  return static_cast<double>(found.size()) == wanted ? "" : "there are " + std::to_string(found.size());
}

}  // namespace

std::string unmet(const Screen &screen, const Step &step) {
  const std::string state = step.verb.substr(step.verb.rfind(' ') + 1);
  const std::string &path = step.words.at(0);
  if (state == "count") return unmet_count(screen, path, core::parse_number(step.words.at(1)).value_or(-1));
  if (state == "whole") return screen.cut_off(path);
  const Seen *const seen = screen.find(path);
  if (state == "gone") return seen == nullptr ? "" : "it is there";
  if (seen == nullptr) return absent(screen, path);
  if (state == "shown") return seen->visible.empty() ? "it is scrolled or clipped away" : "";
  if (state == "enabled") return seen->enabled ? "" : "it is disabled";
  if (state == "disabled") return seen->enabled ? "it is enabled" : "";
  if (state == "on") return seen->on ? "" : "it is off";
  if (state == "off") return seen->on ? "it is on" : "";
  if (state == "focused") {
    if (seen->focused) return {};
    for (const auto &s : screen.seen) {
      if (s.focused) return s.path + " has the keyboard";
    }
    return "nothing has the keyboard";
  }
  if (state == "value") return seen->value == step.words.at(1) ? "" : "its value is " + quoted(seen->value);
  return said_by(*seen).find(step.words.at(1)) != std::string::npos ? "" : "it says " + quoted(said_by(*seen));
}

}  // namespace gantry::host::window
