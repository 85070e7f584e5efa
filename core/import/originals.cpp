// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <boost/algorithm/string/classification.hpp>
#include <boost/algorithm/string/split.hpp>
#include <boost/algorithm/string/trim.hpp>
#include <core/import/originals.hpp>
#include <vector>

namespace gantry::core {
namespace {

constexpr std::size_t shortest = 4;
constexpr std::size_t never_by_chance = 8;

bool is_small(char c) { return c >= 'a' && c <= 'z'; }
bool is_capital(char c) { return c >= 'A' && c <= 'Z'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::string capitals(std::string text) {
  for (char &c : text) {
    if (is_small(c)) c = static_cast<char>(c - 'a' + 'A');
  }
  return text;
}

// Scripts beyond ASCII are not judged: many do without spaces.
bool within_a_word(char left, char right) {
  const bool letters = (is_small(left) || is_capital(left)) && (is_small(right) || is_capital(right));
  return (letters && !(is_small(left) && is_capital(right))) || (is_digit(left) && is_digit(right));
}

bool stands_alone(const std::string &text, std::size_t at, std::size_t size) {
  const std::size_t end = at + size;
  return (at == 0 || !within_a_word(text[at - 1], text[at])) &&
         (end == text.size() || !within_a_word(text[end - 1], text[end]));
}

}  // namespace

void Originals::note(std::string text) {
  boost::trim_if(text, [](char c) { return c == ' ' || c == '\0' || c == '\n' || c == '\r' || c == '\t'; });
  const bool well_known = text.rfind("1.2.840.10008.", 0) == 0;
  if (text.size() >= shortest && !well_known) texts_.insert(capitals(std::move(text)));
}

void Originals::note_name(const std::string &name) {
  note(name);
  std::vector<std::string> parts;
  boost::split(parts, name, boost::is_any_of("^= ,"));
  for (auto &part : parts) note(std::move(part));
}

bool Originals::stand_in(const std::string &text) const {
  if (text.size() < shortest) return false;
  const std::string upper = capitals(text);
  return std::any_of(texts_.begin(), texts_.end(), [&](const std::string &original) {
    for (auto at = upper.find(original); at != std::string::npos; at = upper.find(original, at + 1)) {
      if (original.size() >= never_by_chance || stands_alone(text, at, original.size())) return true;
    }
    return false;
  });
}

bool Originals::are(const std::string &text) const { return texts_.count(capitals(text)) > 0; }

}  // namespace gantry::core
