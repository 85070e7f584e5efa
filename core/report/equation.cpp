// SPDX-License-Identifier: Apache-2.0
// Reads a formula. Of each kind of term: number and name have their text, sum and compared their parts with the signs
// between them, product its factors, fraction and power two parts, negative one, call its name and arguments.
#include <core/report/equation.hpp>

#include <algorithm>
#include <array>
#include <utility>

namespace gantry::core::report {
namespace {

using Kind = Term::Kind;

constexpr std::size_t longest = 2000;
constexpr int deepest = 60;

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool begins_name(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || static_cast<unsigned char>(c) >= 0x80;
}

// Each reading function takes what it can from the text; where that is not what must follow, all of it has failed.
class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) {}

  std::optional<std::vector<Term>> lines() {
    std::vector<Term> lines;
    do {
      lines.push_back(equal());
    } while (take(";"));
    skip();
    if (failed_ || at_ != text_.size()) return std::nullopt;
    return lines;
  }

 private:
  void skip() {
    while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\t' || text_[at_] == '\n')) ++at_;
  }
  bool sees(std::string_view sign) {
    skip();
    return text_.substr(at_, sign.size()) == sign;
  }
  bool take(std::string_view sign) {
    if (!sees(sign)) return false;
    at_ += sign.size();
    return true;
  }
  Term none() {
    failed_ = true;
    return {};
  }

  // Parts of one rank with signs between them; one alone is itself.
  template <class Part>
  Term chain(Kind kind, std::initializer_list<std::pair<const char *, const char *>> signs, Part part) {
    Term all{kind, {}, {}, {part()}};
    for (bool more = true; more && !failed_;) {
      more = false;
      for (const auto &[typed, written] : signs) {
        if (!take(typed)) continue;
        all.between.emplace_back(written);
        all.parts.push_back(part());
        more = true;
        break;
      }
    }
    if (all.parts.size() > 1) return all;
    Term alone = std::move(all.parts.front());
    return alone;
  }

  Term equal() {
    return chain(Kind::compared, {{"=", "="}}, [this] { return either(); });
  }
  Term either() {
    if (++depth_ > deepest) return none();
    Term term = chain(Kind::compared, {{"||", "∨"}, {"&&", "∧"}}, [this] { return compared(); });
    --depth_;
    return term;
  }
  Term compared() {
    return chain(Kind::compared,
                 {{"<=", "≤"}, {">=", "≥"}, {"<", "<"}, {">", ">"}, {"≤", "≤"}, {"≥", "≥"}, {"≈", "≈"}, {"∝", "∝"}},
                 [this] { return sum(); });
  }
  Term sum() {
    return chain(Kind::sum, {{"+", "+"}, {"-", "−"}, {"−", "−"}, {"±", "±"}}, [this] { return product(); });
  }

  Term product() {
    Term left = sign();
    // The minus stands before all of it: -a / b as −(a/b).
    const bool minus = left.kind == Kind::negative;
    if (minus) {
      Term inner = std::move(left.parts.front());
      left = std::move(inner);
    }
    while (!failed_) {
      if (sees("**")) return none();
      if (take("*") || take("·") || take("×")) {
        Term right = sign();
        if (left.kind != Kind::product) left = {Kind::product, {}, {}, {std::move(left)}};
        left.parts.push_back(std::move(right));
      } else if (take("/")) {
        Term right = sign();
        left = {Kind::fraction, {}, {}, {std::move(left), std::move(right)}};
      } else {
        break;
      }
    }
    return minus ? Term{Kind::negative, {}, {}, {std::move(left)}} : left;
  }

  Term sign() {
    if (++depth_ > deepest) return none();
    Term term;
    if (take("-") || take("−")) term = {Kind::negative, {}, {}, {sign()}};
    else if (take("+")) term = sign();
    else term = power();
    --depth_;
    return term;
  }

  Term power() {
    Term base = operand();
    const auto raise = [&](Term exponent) { base = {Kind::power, {}, {}, {std::move(base), std::move(exponent)}}; };
    while (!failed_ && (sees("²") || sees("³"))) raise({Kind::number, take("²") ? "2" : (take("³"), "3"), {}, {}});
    if (sees("^") || sees("**")) {
      at_ += text_[at_] == '^' ? 1 : 2;
      raise(sign());
    }
    return base;
  }

  Term operand() {
    skip();
    if (failed_ || at_ == text_.size()) return none();
    if (take("(")) {
      Term inner = either();
      return take(")") ? inner : none();
    }
    if (is_digit(text_[at_]) || text_[at_] == '.') return number();
    if (begins_name(text_[at_])) return named();
    return none();
  }

  Term number() {
    const std::size_t begin = at_;
    const auto digits = [&] {
      while (at_ < text_.size() && (is_digit(text_[at_]) || text_[at_] == '.')) ++at_;
    };
    digits();
    const std::size_t e = at_;
    if (at_ < text_.size() && (text_[at_] == 'e' || text_[at_] == 'E')) {
      ++at_;
      if (at_ < text_.size() && (text_[at_] == '-' || text_[at_] == '+')) ++at_;
      if (at_ < text_.size() && is_digit(text_[at_])) digits();
      else at_ = e;
    }
    Term value{Kind::number, std::string(text_.substr(begin, at_ - begin)), {}, {}};
    if (at_ < text_.size() && text_[at_] == '{') {
      const std::size_t close = text_.find('}', at_);
      if (close == std::string_view::npos) return none();
      value.text += " " + std::string(text_.substr(at_ + 1, close - at_ - 1));
      at_ = close + 1;
    }
    return value;
  }

  // An operator of several bytes ends a name that has letters beyond ASCII.
  bool operator_here() const {
    constexpr std::array<std::string_view, 10> signs{"·", "×", "−", "²", "³", "≤", "≥", "±", "≈", "∝"};
    return std::any_of(signs.begin(), signs.end(),
                       [&](std::string_view s) { return text_.substr(at_, s.size()) == s; });
  }

  Term named() {
    const std::size_t begin = at_;
    while (at_ < text_.size() && (begins_name(text_[at_]) || is_digit(text_[at_]) || text_[at_] == '\'') &&
           !operator_here())
      ++at_;
    if (at_ == begin) return none();
    Term term{Kind::name, std::string(text_.substr(begin, at_ - begin)), {}, {}};
    if (star_of_name()) {
      term.text += "star";
      ++at_;
    }
    if (at_ == text_.size() || text_[at_] != '(') return term;
    ++at_;
    term.kind = Kind::call;
    do {
      term.parts.push_back(either());
    } while (!failed_ && take(","));
    return take(")") ? term : none();
  }

  // "T2*)" and "T2* / 2": no factor follows, so it belongs to the name.
  bool star_of_name() const {
    if (text_.substr(at_, 1) != "*" || text_.substr(at_, 2) == "**") return false;
    const std::size_t next = text_.find_first_not_of(" \t\n", at_ + 1);
    return next == std::string_view::npos || std::string_view("),;/+=^*").find(text_[next]) != std::string_view::npos;
  }

  std::string_view text_;
  std::size_t at_ = 0;
  int depth_ = 0;
  bool failed_ = false;
};

constexpr std::array<std::pair<std::string_view, std::string_view>, 34> greek{
    {{"alpha", "α"}, {"beta", "β"},  {"gamma", "γ"}, {"delta", "δ"},  {"epsilon", "ε"}, {"zeta", "ζ"},    {"eta", "η"},
     {"theta", "θ"}, {"iota", "ι"},  {"kappa", "κ"}, {"lambda", "λ"}, {"mu", "μ"},      {"nu", "ν"},      {"xi", "ξ"},
     {"pi", "π"},    {"rho", "ρ"},   {"sigma", "σ"}, {"tau", "τ"},    {"phi", "φ"},     {"chi", "χ"},     {"psi", "ψ"},
     {"omega", "ω"}, {"Gamma", "Γ"}, {"Delta", "Δ"}, {"Theta", "Θ"},  {"Lambda", "Λ"},  {"Xi", "Ξ"},      {"Pi", "Π"},
     {"Sigma", "Σ"}, {"Phi", "Φ"},   {"Psi", "Ψ"},   {"Omega", "Ω"},  {"inf", "∞"},     {"infinity", "∞"}}};

bool is_capital(char c) { return c >= 'A' && c <= 'Z'; }

// How much of a name stands on the line: a letter that is spelled out, a word of capitals, else one letter.
std::pair<std::string, std::size_t> base_of(std::string_view name) {
  for (const auto &[spelled, letter] : greek) {
    const bool whole = name.substr(0, spelled.size()) == spelled &&
                       (name.size() == spelled.size() || name[spelled.size()] == '_' || is_digit(name[spelled.size()]));
    if (whole) return {std::string(letter), spelled.size()};
  }
  std::size_t capitals = 0;
  while (capitals < name.size() && is_capital(name[capitals])) ++capitals;
  if (capitals > 1) return {std::string(name.substr(0, capitals)), capitals};
  std::size_t length = 1;
  while (length < name.size() && (static_cast<unsigned char>(name[length]) & 0xC0U) == 0x80U) ++length;
  // Small words are words, "dose" and "gut", but for rate constants, "kep", and pairs of letters, "vp".
  const bool word = std::all_of(name.begin(), name.end(), [](char c) { return c >= 'a' && c <= 'z'; });
  if (word && name.size() > (name.front() == 'k' ? 3U : 2U)) return {std::string(name), name.size()};
  return {std::string(name.substr(0, length)), length};
}

}  // namespace

WrittenName written_name(std::string_view name) {
  WrittenName written;
  std::string rest(name);
  const auto ends = [&](std::string_view ending) {
    return rest.size() > ending.size() && std::string_view(rest).substr(rest.size() - ending.size()) == ending;
  };
  if (ends("star")) {
    written.above = "*";
    rest.resize(rest.size() - 4);
    if (ends("_")) rest.pop_back();
  }
  while (ends("'")) {
    written.above += "′";
    rest.pop_back();
  }
  if (rest == "Ktrans") return {"K", "", "trans"};
  const auto [base, length] = base_of(rest);
  written.base = base;
  written.below = rest.substr(length);
  std::replace(written.below.begin(), written.below.end(), '_', ' ');
  const auto first = written.below.find_first_not_of(' ');
  written.below.erase(0, std::min(first, written.below.size()));
  return written;
}

std::optional<Equation> Equation::read(std::string_view text) {
  if (text.empty() || text.size() > longest) return std::nullopt;
  auto lines = Reader(text).lines();
  if (!lines) return std::nullopt;
  Equation equation;
  equation.lines_ = std::move(*lines);
  return equation;
}

}  // namespace gantry::core::report
