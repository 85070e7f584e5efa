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

std::string Screen::cut_off(std::string_view path) const {
  for (const Seen &s : seen) {
    const bool within =
        path == "." || s.path == path ||
        (s.path.size() > path.size() && s.path.compare(0, path.size(), path) == 0 && s.path[path.size()] == '/');
    // The visible part of a dialog is what lies within its rim.
    const bool passes = s.kind == Kind::cell || s.kind == Kind::tree || s.kind == Kind::row || s.kind == Kind::box ||
                        s.kind == Kind::dialog;
    const std::string &words = s.label.empty() ? s.value : s.label;
    if (!within || passes || s.visible.empty()) continue;
    const bool scrolls = s.kind == Kind::column;  // with its table
    const bool beyond = !words.empty() && !scrolls && (s.visible.x0 > s.rect.x0 + 1 || s.visible.x1 < s.rect.x1 - 1);
    if (s.cut || beyond) return "the " + std::string(name(s.kind)) + " " + s.path + " is cut off: \"" + words + "\"";
  }
  return {};
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
