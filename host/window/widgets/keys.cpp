// SPDX-License-Identifier: Apache-2.0
#include <host/window/widgets/keys.hpp>

#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>
#include <cctype>
#include <cstring>
#include <utility>

namespace gantry::host::window {
namespace {

constexpr std::pair<std::string_view, int> names[] = {{"enter", GLFW_KEY_ENTER},
                                                      {"return", GLFW_KEY_ENTER},
                                                      {"escape", GLFW_KEY_ESCAPE},
                                                      {"tab", GLFW_KEY_TAB},
                                                      {"space", GLFW_KEY_SPACE},
                                                      {"delete", GLFW_KEY_DELETE},
                                                      {"insert", GLFW_KEY_INSERT},
                                                      {"home", GLFW_KEY_HOME},
                                                      {"backspace", GLFW_KEY_BACKSPACE},
                                                      {"end", GLFW_KEY_END},
                                                      {"pageup", GLFW_KEY_PAGE_UP},
                                                      {"left", GLFW_KEY_LEFT},
                                                      {"pagedown", GLFW_KEY_PAGE_DOWN},
                                                      {"right", GLFW_KEY_RIGHT},
                                                      {"up", GLFW_KEY_UP},
                                                      {"down", GLFW_KEY_DOWN},
                                                      {"comma", GLFW_KEY_COMMA},
                                                      {"period", GLFW_KEY_PERIOD},
                                                      {"minus", GLFW_KEY_MINUS},
                                                      {"plus", GLFW_KEY_EQUAL}};

std::string lower(std::string_view text) {
  std::string result(text);
  for (char &c : result) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return result;
}

int key_named(const std::string &word) {
  for (const auto &[name, key] : names) {
    if (name == word) return key;
  }
  if (word.size() == 1 && std::isalnum(static_cast<unsigned char>(word[0])) != 0) {
    return std::toupper(static_cast<unsigned char>(word[0]));  // GLFW's codes of letters and digits are ASCII's
  }
  if (word.size() >= 2 && word.size() <= 3 && word[0] == 'f') {
    int number = 0;
    for (const char c : word.substr(1)) {
      if (c < '0' || c > '9') return 0;
      number = number * 10 + (c - '0');
    }
    if (number >= 1 && number <= 12) return GLFW_KEY_F1 + number - 1;
  }
  return 0;
}

}  // namespace

std::optional<Chord> parse_chord(std::string_view text) {
  Chord chord;
  std::string rest = lower(text);
  for (auto plus = rest.find('+'); plus != std::string::npos && plus + 1 < rest.size(); plus = rest.find('+')) {
    const std::string modifier = rest.substr(0, plus);
    if (modifier == "ctrl") {
      chord.ctrl = true;
    } else if (modifier == "shift") {
      chord.shift = true;
    } else if (modifier == "alt") {
      chord.alt = true;
    } else {
      return std::nullopt;
    }
    rest.erase(0, plus + 1);
  }
  chord.key = key_named(rest);
  if (chord.key == 0) return std::nullopt;
  return chord;
}

std::string chord_text(std::string_view text) {
  std::string result = lower(text);
  for (const auto &[name, sign] : {std::pair{"comma", ","}, std::pair{"period", "."}, std::pair{"minus", "−"}})
    if (result.ends_with(name)) result.replace(result.size() - std::strlen(name), std::string::npos, sign);
  bool first = true;
  for (char &c : result) {
    if (first) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
    first = c == '+';
  }
  return result;
}

}  // namespace gantry::host::window
