// SPDX-License-Identifier: Apache-2.0
#include "originals.hpp"

#include <gantry/cpp/error.hpp>

#include <algorithm>

namespace gantry::dicom {
namespace {

constexpr std::size_t shortest = 4;
constexpr std::size_t never_by_chance = 8;
constexpr std::size_t most_bytes = std::size_t{16} << 20;  // of all; a node takes 20 for each

bool is_small(char c) { return c >= 'a' && c <= 'z'; }
bool is_capital(char c) { return c >= 'A' && c <= 'Z'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
char capital(char c) { return is_small(c) ? static_cast<char>(c - 'a' + 'A') : c; }

// Those that text may hold (PS3.5, 6.1.3) are no sign of anything.
bool is_control(char c) {
  return c >= '\0' && c < ' ' && c != '\t' && c != '\n' && c != '\f' && c != '\r' && c != '\x1b';
}

std::string in_capitals(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(), capital);
  return text;
}

// Scripts beyond ASCII are not judged: many do without spaces.
bool within_a_word(char left, char right) {
  const bool letters = (is_small(left) || is_capital(left)) && (is_small(right) || is_capital(right));
  return (letters && !(is_small(left) && is_capital(right))) || (is_digit(left) && is_digit(right));
}

bool stands_alone(const std::string &text, std::size_t begin, std::size_t end) {
  return (begin == 0 || !within_a_word(text[begin - 1], text[begin])) &&
         (end == text.size() || !within_a_word(text[end - 1], text[end]));
}

}  // namespace

void Originals::note(const std::string &text) {
  if (text.size() >= shortest && std::none_of(text.begin(), text.end(), is_control))
    capitals_.insert(in_capitals(text));
}

bool Originals::are(const std::string &text) const { return capitals_.count(in_capitals(text)) > 0; }

Finder::Finder(const Originals &originals) {
  std::size_t bytes = 0;
  for (const std::string &original : originals.capitals()) bytes += original.size();
  if (bytes > most_bytes) {
    throw Error("dicom.identifying", "it holds more that may identify somebody than can be looked for elsewhere in it",
                GANTRY_UNSUPPORTED)
        .hint("its attributes are damaged or no image's: leave it out");
  }
  nodes_.reserve(bytes + 1);
  nodes_.emplace_back();
  grow(originals.capitals());
  link();
}

// In their order, so that what a text has in common with the one before is the way that was gone last.
void Finder::grow(const std::set<std::string> &originals) {
  std::vector<std::uint32_t> way{0};
  std::string before;
  for (const std::string &original : originals) {
    const auto common = static_cast<std::size_t>(
        std::mismatch(original.begin(),
                      original.begin() + static_cast<std::ptrdiff_t>(std::min(original.size(), before.size())),
                      before.begin())
            .first -
        original.begin());
    std::uint32_t elder = common + 1 < way.size() ? way[common + 1] : 0;
    way.resize(common + 1);
    for (std::size_t i = common; i < original.size(); ++i) {
      const auto node = static_cast<std::uint32_t>(nodes_.size());
      nodes_.emplace_back();
      nodes_.back().byte = static_cast<std::uint8_t>(original[i]);
      (elder == 0 ? nodes_[way.back()].child : nodes_[elder].sibling) = node;
      elder = 0;
      way.push_back(node);
    }
    Node &end = nodes_[way.back()];
    if (original.size() < never_by_chance) end.alone = static_cast<std::uint8_t>(1U << original.size());
    else end.longest = static_cast<std::uint32_t>(original.size());
    before = original;
  }
}

// From the root outwards: what ends where a node fails to ends here too.
void Finder::link() {
  std::vector<std::uint32_t> order;
  order.reserve(nodes_.size());
  for (std::uint32_t c = nodes_[0].child; c != 0; c = nodes_[c].sibling) order.push_back(c);
  for (std::size_t i = 0; i < order.size(); ++i) {
    const std::uint32_t node = order[i];
    for (std::uint32_t c = nodes_[node].child; c != 0; c = nodes_[c].sibling) {
      const std::uint32_t fail = next(nodes_[node].fail, nodes_[c].byte);
      nodes_[c].fail = fail;
      nodes_[c].longest = std::max(nodes_[c].longest, nodes_[fail].longest);
      nodes_[c].alone = static_cast<std::uint8_t>(nodes_[c].alone | nodes_[fail].alone);
      order.push_back(c);
    }
  }
}

std::uint32_t Finder::child(std::uint32_t node, unsigned char byte) const {
  std::uint32_t c = nodes_[node].child;
  while (c != 0 && nodes_[c].byte != byte) c = nodes_[c].sibling;
  return c;
}

std::uint32_t Finder::next(std::uint32_t node, unsigned char byte) const {
  for (;;) {
    if (const std::uint32_t c = child(node, byte)) return c;
    if (node == 0) return 0;
    node = nodes_[node].fail;
  }
}

// Ranges of originals, those that overlap as one.
std::vector<Finder::Range> Finder::found(const std::string &text) const {
  std::vector<Range> ranges;
  const auto add = [&](std::size_t begin, std::size_t end) {
    for (; !ranges.empty() && ranges.back().end > begin; ranges.pop_back())
      begin = std::min(begin, ranges.back().begin);
    ranges.push_back({begin, end});
  };
  std::uint32_t node = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    node = next(node, static_cast<unsigned char>(capital(text[i])));
    const std::size_t end = i + 1;
    if (nodes_[node].longest > 0) add(end - nodes_[node].longest, end);
    for (std::size_t size = shortest; size < never_by_chance; ++size) {
      const bool ends_here = (nodes_[node].alone >> size & 1U) != 0;
      if (ends_here && stands_alone(text, end - size, end)) add(end - size, end);
    }
  }
  return ranges;
}

std::string Finder::without(const std::string &text, const char *instead) const {
  std::string out;
  std::size_t from = 0;
  for (const Range &range : found(text)) {
    out.append(text, from, range.begin - from).append(instead);
    from = range.end;
  }
  return out.append(text, from, std::string::npos);
}

}  // namespace gantry::dicom
