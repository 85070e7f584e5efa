// SPDX-License-Identifier: Apache-2.0
#include <host/window/script/player.hpp>

#include <cmath>
#include <core/plugins/parameters.hpp>
#include <host/window/script/expect.hpp>
#include <host/window/script/pictures.hpp>
#include <host/window/widgets/keys.hpp>
#include <thread>

namespace gantry::host::window {
namespace {

using namespace std::chrono_literals;
constexpr auto patience = 30s;
constexpr auto patience_with_jobs = 300s;

double number(const std::string &word) { return core::parse_number(word).value_or(0); }

// The X server's name of a key, from ours.
std::string x_name(const std::string &key) {
  static constexpr std::pair<std::string_view, const char *> names[] = {
      {"enter", "Return"}, {"escape", "Escape"}, {"tab", "Tab"},       {"space", "space"},         {"delete", "Delete"},
      {"home", "Home"},    {"end", "End"},       {"left", "Left"},     {"right", "Right"},         {"up", "Up"},
      {"down", "Down"},    {"pageup", "Prior"},  {"pagedown", "Next"}, {"backspace", "BackSpace"}, {"insert", "Insert"},
      {"comma", "comma"},  {"period", "period"}, {"minus", "minus"},   {"plus", "equal"}};
  for (const auto &[ours, theirs] : names) {
    if (ours == key) return theirs;
  }
  if (key.size() > 1 && key[0] == 'f') return "F" + key.substr(1);
  return key;
}

std::vector<char32_t> code_points(const std::string &utf8) {
  std::vector<char32_t> result;
  for (const char c : utf8) {
    const auto byte = static_cast<unsigned char>(c);
    if ((byte & 0xc0U) != 0x80U)
      result.push_back(byte < 0x80 ? byte : byte & (byte < 0xe0 ? 0x1fU : byte < 0xf0 ? 0x0fU : 0x07U));
    else if (!result.empty()) result.back() = (result.back() << 6U) | (byte & 0x3fU);
  }
  return result;
}

}  // namespace

core::Result<void> Player::play(const std::vector<Step> &steps, const std::string &name) {
  stage_->settled();
  for (const auto &step : steps) {
    if (const std::string wrong = play(step); !wrong.empty()) {
      return core::fail("script.failed", name + ":" + std::to_string(step.line) + ": " + step.text + ": " + wrong);
    }
  }
  return core::done();
}

std::string Player::play(const Step &step) {
  const auto &w = step.words;
  const std::string &verb = step.verb;
  if (verb == "click") return press(w[0], 1, 1);
  if (verb == "double-click") return press(w[0], 1, 2);
  if (verb == "right-click") return press(w[0], 3, 1);
  if (verb == "type") return type(step);
  if (verb == "choose") return choose(w[0], w[1]);
  if (verb == "key") return chord(w[0]);
  if (verb == "reveal") return reveal(w[0]);
  if (verb == "scroll") return scroll(w[0], static_cast<int>(number(w[1])), w.size() > 2);
  if (verb == "drag") return drag(w[0], number(w[1]), number(w[2]), w.size() > 3 ? 3 : 1);
  if (verb == "drop") return drop(w[0]);
  if (verb == "clipboard")
    return in_window([&]() -> std::string {
      app_->set_clipboard(w[0]);
      return {};
    });
  if (verb == "size") return resize(static_cast<int>(number(w[0])), static_cast<int>(number(w[1])));
  if (verb == "sleep until idle") return idle();
  if (verb == "assert picture" || verb == "assert colour" || verb == "snapshot") return picture(step);
  if (verb == "hover") {
    Seen seen;
    return point_at(w[0], seen, false);
  }
  if (verb == "theme" || verb == "language") {
    return in_window([&]() -> std::string {
      if (verb == "language")
        return app_->scene.language && app_->scene.language(w[0]) ? "" : "there is no such language";
      const auto theme = theme_named(w[0]);
      if (theme) app_->set_theme(*theme);
      if (theme && app_->scene.theme) app_->scene.theme(w[0]);
      return theme ? "" : "the themes are dark, light and contrast";
    });
  }
  if (verb.starts_with("wait until")) return wait(step);
  return unmet(stage_->settled().screen, step);
}

std::string Player::in_window(const std::function<std::string()> &work) {
  std::string wrong;
  stage_->in_window([&] { wrong = work(); });
  stage_->settled();
  return wrong;
}

// Moves the pointer to the middle of what is seen of it, and says what hinders a press there.
std::string Player::point_at(const std::string &path, Seen &seen, bool must_be_enabled) {
  Report report = stage_->settled();
  for (int attempt = 0; attempt < 2; ++attempt) {  // it may move while the pointer does
    const Seen *const found = report.screen.find(path);
    if (found == nullptr) {
      const auto like = report.screen.like(path);
      return "there is no such widget" + (like.empty() ? "" : "; there are " + like);
    }
    if (found->visible.empty()) return "it is scrolled or clipped away";
    const Rect &v = found->visible;
    hand_->move(report.x + static_cast<int>(std::floor((v.x0 + v.x1) / 2)),
                report.y + static_cast<int>(std::floor((v.y0 + v.y1) / 2)));
    report = stage_->settled();
    const Seen *const now = report.screen.find(path);
    if (now == nullptr) return "it went away when the pointer came";
    seen = *now;
    if (!seen.hovered) continue;
    if (must_be_enabled && !seen.enabled) return "it is disabled";
    return {};
  }
  const std::string over = report.screen.covering(seen);
  return over.empty() ? "the pointer can't reach it" : "it is covered by " + over;
}

std::string Player::press(const std::string &path, int button, int times) {
  Seen seen;
  if (auto wrong = point_at(path, seen, true); !wrong.empty()) return wrong;
  for (int i = 0; i < times; ++i) {
    hand_->button(button, true);
    hand_->button(button, false);
  }
  stage_->settled();
  stage_->settled();
  return {};
}

std::string Player::type(const Step &step) {
  const Report report = stage_->settled();
  const Seen *const seen = report.screen.find(step.words[0]);
  if (seen == nullptr || !seen->focused) {
    if (auto wrong = press(step.words[0], 1, 1); !wrong.empty()) return wrong;
  }
  const auto pause = step.words.size() == 4 ? std::chrono::duration<double>(1 / number(step.words[3]))
                                            : std::chrono::duration<double>(0);
  for (const char32_t c : code_points(step.words[1])) {
    if (!hand_->type(c)) return "there is no key for one of its characters";
    if (pause.count() > 0) std::this_thread::sleep_for(pause);
  }
  stage_->settled();
  stage_->settled();
  return {};
}

std::string Player::chord(const std::string &keys) {
  const auto chord = parse_chord(keys);
  if (!chord) return "there is no such key";
  std::string key = keys.substr(keys.rfind('+') + 1);
  for (char &c : key) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  const std::pair<bool, const char *> held[] = {
      {chord->ctrl, "Control_L"}, {chord->shift, "Shift_L"}, {chord->alt, "Alt_L"}};
  stage_->settled();
  for (const auto &[is, name] : held) {
    if (is) hand_->key(name, true);
  }
  // A frame sees the key go down with the modifiers: Input keeps what goes up for the next one.
  const bool known = hand_->key(x_name(key), true);
  if (known) hand_->key(x_name(key), false);
  for (const auto &[is, name] : held) {
    if (is) hand_->key(name, false);
  }
  stage_->settled();
  return known ? "" : "the keyboard has no such key";
}

std::string Player::drag(const std::string &path, double dx, double dy, int button) {
  Seen seen;
  if (auto wrong = point_at(path, seen, true); !wrong.empty()) return wrong;
  const Report report = stage_->now();
  const double x = report.x + std::floor(static_cast<double>(seen.visible.x0 + seen.visible.x1) / 2);
  const double y = report.y + std::floor(static_cast<double>(seen.visible.y0 + seen.visible.y1) / 2);
  hand_->button(button, true);
  stage_->settled();
  constexpr int parts = 8;
  const double scale = static_cast<double>(report.scale);
  for (int i = 1; i <= parts; ++i) {
    hand_->move(static_cast<int>(std::lround(x + dx * scale * i / parts)),
                static_cast<int>(std::lround(y + dy * scale * i / parts)));
    stage_->settled();
  }
  hand_->button(button, false);
  stage_->settled();
  return {};
}

std::string Player::drop(const std::string &file) {
  const Report report = stage_->settled();
  unsigned long window = 0;
  stage_->in_window([&] { window = app_->window().native(); });
  const auto dropped = hand_->drop(window, report.x + report.width / 2, report.y + report.height / 2, {file});
  stage_->settled();
  return dropped ? "" : dropped.error().message;
}

std::string Player::resize(int width, int height) {
  return in_window([&]() -> std::string {
    app_->window().resize(width, height);
    return {};
  });
}

std::string Player::wait(const Step &step) {
  const auto end = std::chrono::steady_clock::now() + patience;
  Report report = stage_->now();
  while (true) {
    const std::string missing = unmet(report.screen, step);
    if (missing.empty()) return {};
    if (std::chrono::steady_clock::now() > end) return "not within 30 s: " + missing;
    report = stage_->after(report.frame, 200ms);
  }
}

std::string Player::idle() {
  const auto end = std::chrono::steady_clock::now() + patience_with_jobs;
  for (int quiet = 0; quiet < 3;) {
    bool idle = false;
    stage_->in_window([&] { idle = app_->idle(); });
    quiet = idle ? quiet + 1 : 0;
    if (std::chrono::steady_clock::now() > end) return "it is not idle after 300 s";
    if (quiet < 3) std::this_thread::sleep_for(30ms);
  }
  return {};
}

std::string Player::picture(const Step &step) {
  stage_->settled();
  Pixels pixels;
  stage_->in_window([&] { pixels = app_->capture(); });
  const Screen screen = stage_->settled().screen;
  if (step.verb != "snapshot") return unmet_in(pixels, screen, step);
  const Pixels part = part_of(pixels, screen, step.words.size() > 1 ? step.words[1] : ".");
  if (part.rgb.empty()) return "nothing of it is to be seen";
  const auto written = write_png(part, step.words[0]);
  return written ? "" : written.error().message;
}

}  // namespace gantry::host::window
