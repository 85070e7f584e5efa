// SPDX-License-Identifier: Apache-2.0
// What a script does by the wheel: scrolling, reaching what lies further down, choosing out of a long list.
#include <host/window/script/player.hpp>

#include <algorithm>
#include <cmath>

namespace gantry::host::window {
namespace {

constexpr float enough = 0.6F;  // of a widget, to be pressed in its middle

bool holds(const Seen &pane, const Seen &widget) {
  return widget.path.size() > pane.path.size() && widget.path.starts_with(pane.path) &&
         widget.path[pane.path.size()] == '/';
}

// Those that may scroll it, from the innermost outwards.
std::vector<Seen> panes_around(const Screen &screen, const Seen &widget) {
  std::vector<Seen> panes;
  for (const Seen &s : screen.seen)
    if ((s.kind == Kind::box || s.kind == Kind::dialog) && !s.visible.empty() && holds(s, widget)) panes.push_back(s);
  std::stable_sort(panes.begin(), panes.end(),
                   [](const Seen &a, const Seen &b) { return a.path.size() > b.path.size(); });
  return panes;
}

bool is_seen(const Seen &widget, const Seen &pane) {
  const float whole = std::min(widget.rect.height(), pane.visible.height());
  return !widget.visible.empty() && widget.visible.height() >= enough * whole;
}

}  // namespace

// Turns the wheel over the pane that it is in, at its edge, where nothing else takes the wheel.
std::string Player::reveal(const std::string &path) {
  std::size_t outwards = 0;
  for (int turn = 0; turn < 500; ++turn) {
    const Report report = stage_->settled();
    const Seen *const found = report.screen.find(path);
    if (found == nullptr) {
      const auto like = report.screen.like(path);
      return "there is no such widget" + (like.empty() ? "" : "; there are " + like);
    }
    const auto panes = panes_around(report.screen, *found);
    if (panes.empty()) return found->visible.empty() ? "it is in no pane that scrolls" : "";
    if (is_seen(*found, panes.front())) return {};
    if (outwards >= panes.size()) return "no wheel brings it into sight";
    const Rect &pane = panes[outwards].visible;
    hand_->move(report.x + static_cast<int>(pane.x0) + 3, report.y + static_cast<int>((pane.y0 + pane.y1) / 2));
    stage_->settled();
    hand_->wheel(found->rect.y0 < pane.y0 ? 1 : -1);
    stage_->settled();
    const Report after = stage_->settled();
    const Seen *const now = after.screen.find(path);
    if (now != nullptr && std::abs(now->rect.y0 - found->rect.y0) < 1) ++outwards;
  }
  return "no wheel brings it into sight";
}

std::string Player::choose(const std::string &path, const std::string &label) {
  const auto option = [&](const Screen &screen) -> std::string {
    for (const auto &s : screen.seen) {
      if (s.kind == Kind::option && s.label == label && s.path.starts_with(path + "/")) return s.path;
    }
    return {};
  };
  std::string found = option(stage_->settled().screen);
  if (found.empty()) {
    if (auto wrong = press(path, 1, 1); !wrong.empty()) return wrong;
    found = option(stage_->settled().screen);
  }
  if (found.empty()) return "it offers no \"" + label + "\"";
  // A long list is scrolled to it.
  for (int i = 0; i < 100; ++i) {
    const Report report = stage_->settled();
    const Seen *const seen = report.screen.find(found);
    if (seen == nullptr || seen->visible.height() >= seen->rect.height() * enough) break;
    bool up = false;
    for (const auto &s : report.screen.seen) {
      if (s.kind != Kind::option || s.visible.empty() || !s.path.starts_with(path + "/")) continue;
      hand_->move(report.x + static_cast<int>((s.visible.x0 + s.visible.x1) / 2),
                  report.y + static_cast<int>((s.visible.y0 + s.visible.y1) / 2));
      up = seen->rect.y0 < s.rect.y0;
      break;
    }
    hand_->wheel(up ? 1 : -1);
  }
  return press(found, 1, 1);
}

std::string Player::scroll(const std::string &path, int clicks, bool ctrl) {
  Seen seen;
  if (path == ".") {
    const Report report = stage_->settled();
    hand_->move(report.x + report.width / 2, report.y + report.height / 2);
  } else if (auto wrong = point_at(path, seen, false); !wrong.empty()) {
    return wrong;
  }
  if (ctrl) hand_->key("Control_L", true);
  stage_->settled();
  hand_->wheel(clicks);
  stage_->settled();
  if (ctrl) hand_->key("Control_L", false);
  stage_->settled();
  return {};
}

}  // namespace gantry::host::window
