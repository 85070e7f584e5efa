// SPDX-License-Identifier: Apache-2.0
#include <host/window/widgets/seen.hpp>

#include <algorithm>

namespace gantry::host::window {

std::string_view name(Kind kind) {
  static constexpr std::string_view names[] = {
      "box",        "split",    "section", "tab",    "tree node", "menu",   "menu item", "dialog", "text",
      "icon",       "progress", "picture", "toast",  "button",    "toggle", "choice",    "option", "number",
      "text field", "colour",   "grid",    "column", "row",       "cell",   "plot",      "image"};
  return names[static_cast<std::size_t>(kind)];
}

const Seen *Screen::find(std::string_view path) const {
  // The last one drawn is in front, should two have one path.
  const auto found = std::find_if(seen.rbegin(), seen.rend(), [&](const Seen &s) { return s.path == path; });
  return found == seen.rend() ? nullptr : &*found;
}

std::string Screen::covering(const Seen &wanted) const {
  const auto words = [](const Seen &s) { return "the " + std::string(name(s.kind)) + " " + s.path; };
  for (auto s = seen.rbegin(); s != seen.rend(); ++s) {
    if (s->hovered && s->path != wanted.path) return words(*s);
  }
  // The pointer reaches nothing behind a dialog or an open menu.
  const auto front = std::find_if(seen.begin(), seen.end(), [&](const Seen &s) { return s.layer > wanted.layer; });
  return front == seen.end() ? "" : words(*front);
}

std::string Screen::like(std::string_view path) const {
  const auto last = path.substr(path.rfind('/') + 1);
  const auto parent = path.substr(0, path.size() - last.size());
  std::vector<std::string> near;
  const auto take = [&](auto &&fits) {
    for (const auto &s : seen) {
      if (near.size() < 5 && fits(s.path) && std::find(near.begin(), near.end(), s.path) == near.end()) {
        near.push_back(s.path);
      }
    }
  };
  take([&](std::string_view p) { return p.substr(p.rfind('/') + 1) == last; });
  take([&](std::string_view p) { return !parent.empty() && p.substr(0, parent.size()) == parent; });
  take([&](std::string_view p) { return p.find('/') == std::string_view::npos; });
  std::string words;
  for (const auto &p : near) words += (words.empty() ? "" : ", ") + p;
  return words;
}

}  // namespace gantry::host::window
