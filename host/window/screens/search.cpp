// SPDX-License-Identifier: Apache-2.0
#include <host/window/screens/search.hpp>

#include <algorithm>
#include <cctype>
#include <host/window/words/words.hpp>
#include <utility>
#include <vector>

namespace gantry::host::window::screens {
namespace {

bool is_name(std::string_view text, std::size_t at) {
  return at < text.size() && std::isalnum(static_cast<unsigned char>(text[at])) != 0;
}

// What stands for another letter, beyond ASCII.
constexpr std::pair<std::string_view, std::string_view> spellings[] = {
    {"ä", "a"},     {"á", "a"},       {"à", "a"},     {"ë", "e"},      {"é", "e"},    {"è", "e"},     {"ê", "e"},
    {"ï", "i"},     {"í", "i"},       {"ö", "o"},     {"ó", "o"},      {"ü", "u"},    {"ú", "u"},     {"₀", "0"},
    {"₁", "1"},     {"₂", "2"},       {"₃", "3"},     {"₄", "4"},      {"⁰", "0"},    {"¹", "1"},     {"²", "2"},
    {"³", "3"},     {"⁺", "+"},       {"⁻", "-"},     {"α", "alpha"},  {"β", "beta"}, {"γ", "gamma"}, {"δ", "delta"},
    {"Δ", "delta"}, {"ε", "epsilon"}, {"θ", "theta"}, {"λ", "lambda"}, {"μ", "mu"},   {"µ", "mu"},    {"ρ", "rho"},
    {"σ", "sigma"}, {"τ", "tau"},     {"φ", "phi"},   {"χ", "chi"},    {"ω", "omega"}};

// What something is called, and what it speaks of.
struct Terms {
  std::vector<std::string> names, others;
};

void add(std::vector<std::string> &terms, const std::string &words) {
  if (words.empty()) return;
  terms.push_back(searchable(words));  // as the plugin has it
  for (const Language language : all_languages)
    if (std::string own = searchable(translated(words, language)); own != terms.back()) terms.push_back(std::move(own));
}

Terms terms_of(const core::ModelSpec &m) {
  Terms terms;
  for (const std::string *words : {&m.label, &m.id}) add(terms.names, *words);
  auto &others = terms.others;
  for (const std::string *words : {&m.category, &m.equation}) add(others, *words);
  for (const auto &p : m.parameters) add(others, p.symbol), add(others, p.label);
  for (const auto *list : {&m.axis, &m.outputs, &m.derived, &m.constants})
    for (const core::QuantitySpec &q : *list) add(others, q.name), add(others, q.label);
  return terms;
}

// How much of one of the terms a word is; 0: of none.
int most(const std::vector<std::string> &terms, const std::string &word) {
  constexpr int is_it = 60, begins = 40, is_in = 15;
  int best = 0;
  for (const std::string &term : terms) {
    const std::size_t where = term.find(word);
    if (where == term.npos) continue;
    const bool first = where == 0 || !is_name(term, where - 1);
    best = std::max(best, term == word ? is_it : first ? begins : is_in);
  }
  return best;
}

// Each word that was typed is in one of the terms; one that a term begins with counts for more, and one that it is for
// most. What is called so comes before what speaks of it.
std::optional<int> score(const Terms &terms, std::string_view typed) {
  constexpr int by_name = 5;
  int all = 0;
  for (std::size_t at = 0; at < typed.size();) {
    const std::size_t end = std::min(typed.find(' ', at), typed.size());
    const std::string word = searchable(typed.substr(at, end - at));
    at = end + 1;
    if (word.empty()) continue;
    const int name = most(terms.names, word), other = most(terms.others, word);
    if (name == 0 && other == 0) return {};
    all += std::max(name == 0 ? 0 : name + by_name, other);
  }
  return all;
}

}  // namespace

std::string searchable(std::string_view text) {
  std::string plain;
  for (std::size_t at = 0; at < text.size();) {
    const char c = text[at];
    const auto spelt = std::find_if(std::begin(spellings), std::end(spellings),
                                    [&](const auto &s) { return text.substr(at).starts_with(s.first); });
    if (spelt != std::end(spellings)) {
      plain += spelt->second;
      at += spelt->first.size();
      continue;
    }
    const bool star = c == '*' && !plain.empty() && is_name(plain, plain.size() - 1) && !is_name(text, at + 1);
    if (star) plain += "star";
    else if (c != '-' && c != '_') plain += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    ++at;
  }
  return plain;
}

std::optional<int> found(const core::ModelSpec &model, std::string_view typed) {
  if (typed.empty()) return 0;
  return score(terms_of(model), typed);
}

std::optional<int> found(const Task &task, std::string_view typed) {
  if (typed.empty()) return 0;
  Terms terms = task.fit() ? terms_of(*task.model) : Terms();
  for (const std::string *words : {&task.id, &task.label()}) add(terms.names, *words);
  add(terms.others, task.category());
  return score(terms, typed);
}

}  // namespace gantry::host::window::screens
