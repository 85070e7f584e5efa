// SPDX-License-Identifier: Apache-2.0
// What core and the plugins of this tree have written down, in English, told again in the user's language: warnings of
// readers, what a verdict rests on, what a job is doing, what data is, how a fit went.
#include <host/window/words/sentences.hpp>
#include <host/window/words/words.hpp>

#include <algorithm>
#include <charconv>
#include <mutex>
#include <unordered_map>

namespace gantry::host::window {
namespace {

bool is_place(std::string_view sentence, std::size_t at) {
  return at + 2 < sentence.size() && sentence[at] == '{' && sentence[at + 2] == '}';
}

// The parts of `text` that stand at the places of the sentence; nothing when it is another one.
std::optional<std::vector<std::string>> parts_of(std::string_view sentence, std::string_view text) {
  std::vector<std::string> parts;
  std::size_t at = 0;
  while (!sentence.empty()) {
    if (!is_place(sentence, 0)) {
      std::size_t next = 0;
      while (next < sentence.size() && !is_place(sentence, next)) ++next;
      const std::string_view words = sentence.substr(0, next);
      const std::size_t found =
          parts.empty() ? (text.starts_with(words) ? 0 : text.npos)
          : next == sentence.size()
              ? (text.size() >= at + words.size() && text.ends_with(words) ? text.size() - words.size() : text.npos)
              : text.find(words, at + 1);
      if (found == text.npos || (!parts.empty() && found == at)) return {};
      if (!parts.empty()) parts.back() = text.substr(at, found - at);
      at = found + words.size();
      sentence.remove_prefix(next);
      continue;
    }
    parts.emplace_back(text.substr(at));
    sentence.remove_prefix(3);
  }
  return parts;
}

// "4.5", "4.5 MB"; not "1.2.3".
bool is_amount(const std::string &text) {
  double value = 0;
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), value);
  return problem == std::errc() && (end == text.data() + text.size() || *end == ' ');
}

std::string told(const std::string &words, const Sentences &among, int depth) {
  if (const std::string whole = tr(words); whole != words) return whole;
  const std::string itself = is_amount(words) ? with_decimal_sign(words) : words;
  if (depth == 0) return itself;
  for (const char *sentence : among) {
    const auto parts = parts_of(sentence, words);
    if (!parts) continue;
    std::vector<std::string> own;
    for (const std::string &part : *parts) own.push_back(told(part, among, depth - 1));
    own.resize(5);
    return filled(tr(sentence), {own[0], own[1], own[2], own[3], own[4]});
  }
  return itself;
}

// "102 × diffusion", "2.5 × 2.5 × 3 mm"
std::string fact(const std::string &words) {
  const std::size_t times = words.find(" × ");
  const std::string along = times == words.npos ? "" : words.substr(times + std::string_view(" × ").size());
  if (const std::string own = tr(along); own != along) return words.substr(0, words.size() - along.size()) + own;
  const std::string own = told(words, counts(), 1);
  return own == words ? with_decimal_sign(words) : own;
}

// What was told before: screens ask in every frame.
template <class Tell>
std::string remembered(const std::string &words, const Tell &tell) {
  if (spoken() == Language::english || words.empty()) return words;
  static std::mutex mutex;
  static std::unordered_map<std::string, std::string> known;
  constexpr std::size_t most_known = 2000;
  const std::lock_guard lock(mutex);
  if (known.size() > most_known) known.clear();
  auto &found = known[words];
  if (found.empty()) found = tell(words);
  return found;
}

}  // namespace

std::string said(const std::string &words) {
  return remembered(words, [](const std::string &w) { return told(w, sentences(), 4); });
}

std::string said_facts(const std::string &facts) {
  return remembered(facts, [](const std::string &all) {
    std::string own;
    for (std::size_t from = 0; from <= all.size();) {
      const std::size_t end = std::min(all.find(", ", from), all.size());
      own += (from == 0 ? "" : ", ") + fact(all.substr(from, end - from));
      from = end + 2;
    }
    return own;
  });
}

}  // namespace gantry::host::window
