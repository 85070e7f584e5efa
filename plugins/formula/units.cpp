// SPDX-License-Identifier: Apache-2.0
#include "units.hpp"

#include <gantry/cpp/error.hpp>

#include <cctype>
#include <cmath>
#include <cstdlib>
#include <optional>
#include <utility>

namespace gantry::formula {
namespace {

// Adds up exponents, of atoms or of unknown units; what comes to nothing is left out.
template <class Key>
void accumulate(std::map<Key, double> &sum, const std::map<Key, double> &more, double factor) {
  constexpr double most = 1e6;
  for (const auto &[key, exponent] : more) {
    double &total = sum[key];
    total += factor * exponent;
    if (!(std::abs(total) <= most))
      throw Error("formula.unit", "what has a unit is raised to a power beyond a million")
          .at("formula")
          .hint("divide it by a parameter of its unit first");
    if (std::abs(total) < 1e-9) sum.erase(key);
  }
}

class UnitReader {
 public:
  explicit UnitReader(const std::string &text) : text_(text) {}
  Atoms all() {
    Atoms atoms = product();
    if (at_ != text_.size()) fail();
    return atoms;
  }

 private:
  [[noreturn]] void fail() const {
    throw Error("formula.unit", "the unit \"" + text_ + "\" can't be read")
        .at("formula")
        .hint("write it as UCUM does: ms, mm2/s, mmol/L, 1/min");
  }
  Atoms product() {
    Atoms atoms;
    double sign = 1;
    if (at_ < text_.size() && text_[at_] == '/') ++at_, sign = -1;
    for (;;) {
      accumulate(atoms, factor(), sign);
      if (at_ == text_.size() || (text_[at_] != '.' && text_[at_] != '/')) return atoms;
      sign = text_[at_++] == '/' ? -1 : 1;
    }
  }
  Atoms factor() {
    if (at_ < text_.size() && text_[at_] == '(') {
      if (++depth_ > 20) fail();
      ++at_;
      const Atoms inner = product();
      if (at_ == text_.size() || text_[at_] != ')') fail();
      ++at_;
      Atoms raised;
      accumulate(raised, inner, exponent());
      return raised;
    }
    const std::string name = atom();
    const double power = exponent();
    if (name.empty() || name == "1") return {};
    return {{name, power}};
  }
  // Letters, %, ', [bracketed] parts; a number in front (10*3) belongs to it; {annotations} do not.
  std::string atom() {
    std::string name;
    const std::size_t begin = at_;
    while (at_ < text_.size()) {
      const char c = text_[at_];
      if (c == '[' || c == '{') {
        const std::size_t close = text_.find(c == '[' ? ']' : '}', at_);
        if (close == std::string::npos) fail();
        if (c == '[') name += text_.substr(at_, close + 1 - at_);
        at_ = close + 1;
      } else if (std::isalpha(static_cast<unsigned char>(c)) != 0 || c == '%' || c == '\'' || c == '*' || c == '_' ||
                 (std::isdigit(static_cast<unsigned char>(c)) != 0 &&
                  (name.empty() || name.back() == '*' || std::isdigit(static_cast<unsigned char>(name.back())) != 0))) {
        name += c;
        ++at_;
      } else {
        break;
      }
    }
    if (at_ == begin) fail();
    return name;
  }
  double exponent() {
    const char *const begin = text_.c_str() + at_;
    if (*begin != '-' && *begin != '+' && std::isdigit(static_cast<unsigned char>(*begin)) == 0) return 1;
    char *end = nullptr;
    const long value = std::strtol(begin, &end, 10);
    if (end == begin || value < -20 || value > 20) fail();
    at_ += static_cast<std::size_t>(end - begin);
    return static_cast<double>(value);
  }

  const std::string &text_;
  std::size_t at_ = 0, depth_ = 0;
};

// A unit that may depend on those that are sought: known atoms, and how often each unknown goes in.
struct Expected {
  Atoms known;
  std::map<std::size_t, double> unknown;
};

Expected combined(const Expected &a, const Expected &b, double factor) {
  Expected sum = a;
  accumulate(sum.known, b.known, factor);
  accumulate(sum.unknown, b.unknown, factor);
  return sum;
}

// Gauss and Jordan, an equation at a time: each solved symbol in terms of the open ones.
class Equations {
 public:
  // What is left of it once what is known has been put in.
  Expected reduced(Expected unit) const {
    for (const auto &[symbol, solution] : solved_) {
      const auto found = unit.unknown.find(symbol);
      if (found == unit.unknown.end()) continue;
      const double times = found->second;
      unit.unknown.erase(found);
      unit = combined(unit, solution, times);
    }
    return unit;
  }
  // Makes it the unit of a bare number; false where it can't be.
  bool none(const Expected &unit) {
    const Expected rest = reduced(unit);
    if (rest.unknown.empty()) return rest.known.empty();
    const auto [symbol, times] = *rest.unknown.begin();
    Expected without = rest;
    without.unknown.erase(symbol);
    const Expected solution = combined({}, without, -1 / times);
    for (auto &[other, old] : solved_) {
      const auto found = old.unknown.find(symbol);
      if (found == old.unknown.end()) continue;
      const double share = found->second;
      old.unknown.erase(found);
      old = combined(old, solution, share);
    }
    solved_[symbol] = solution;
    return true;
  }

 private:
  std::map<std::size_t, Expected> solved_;
};

class Settling {
 public:
  Settling(const Formula &formula, const std::map<std::string, std::string> &known) : formula_(formula) {
    for (std::size_t i = 0; i < formula.symbols.size(); ++i) {
      const Symbol &s = formula.symbols[i];
      const auto found = known.find(s.name);
      if (s.name.empty()) symbols_.push_back({atoms_of(s.unit), {}});
      else if (found != known.end() && !found->second.empty()) symbols_.push_back({atoms_of(found->second), {}});
      else symbols_.push_back({{}, {{i, 1}}});
    }
  }

  Units all(const std::string &value) {
    for (Node node = 0; node <= formula_.value; ++node) units_.push_back(of(node));
    Expected result = units_.back().value_or(Expected{});
    if (!value.empty() && !equations_.none(combined(result, {atoms_of(value), {}}, -1)))
      clash("the formula", result, "the data", {atoms_of(value), {}}, formula_.value);
    for (const auto &[raised, id] : raised_) lower(raised.first, id, "^(" + written(formula_, raised.second) + ")");
    Units units;
    for (const Expected &s : symbols_) units.of_symbol.push_back(unit_of(equations_.reduced(s).known));
    units.of_value = unit_of(equations_.reduced(result).known);
    return units;
  }

 private:
  std::string shown(const Expected &unit) const {
    const std::string text = unit_of(equations_.reduced(unit).known);
    return text == "1" ? "no unit" : "the unit " + text;
  }
  [[noreturn]] void clash(const std::string &a, const Expected &in_a, const std::string &b, const Expected &in_b,
                          Node node) const {
    throw Error("formula.unit",
                "in " + written(formula_, node) + ": " + a + " has " + shown(in_a) + ", " + b + " has " + shown(in_b))
        .at("formula")
        .hint("bring both to one unit by a parameter or a number with a unit: 1000{ms/s}");
  }
  // One unit for both; a bare 0 takes that of the other.
  std::optional<Expected> same(Node a, Node b, Node node) {
    if (!units_[a]) return units_[b];
    if (units_[b] && !equations_.none(combined(*units_[a], *units_[b], -1)))
      clash(written(formula_, a), *units_[a], written(formula_, b), *units_[b], node);
    return units_[a];
  }
  void bare(Node a, Node node) {
    if (!units_[a] || equations_.none(*units_[a])) return;
    throw Error("formula.unit", "in " + written(formula_, node) + ": " + written(formula_, a) + " has " +
                                    shown(*units_[a]) + " and should have none")
        .at("formula")
        .hint("divide it by a parameter, or by a number with a unit: 1{ms}");
  }

  // Nothing: of any unit.
  std::optional<Expected> of(Node node) {
    const Part &p = formula_.graph[node];
    switch (p.op) {
      case Op::number: return p.number == 0 ? std::nullopt : std::optional<Expected>(Expected{});
      case Op::symbol: return symbols_[p.index];
      case Op::add:
      case Op::subtract:
      case Op::minimum:
      case Op::maximum: return same(p.a, p.b, node);
      case Op::multiply: return product(p, 1);
      case Op::divide: return product(p, -1);
      case Op::power: return power(p, node);
      case Op::less:
      case Op::less_equal: same(p.a, p.b, node); return Expected{};
      case Op::select: bare(p.a, node); return same(p.b, p.c, node);
      case Op::negate:
      case Op::abs: return units_[p.a];
      case Op::sqrt: return units_[p.a] ? std::optional(combined({}, *units_[p.a], 0.5)) : std::nullopt;
      default: bare(p.a, node); return Expected{};
    }
  }
  std::optional<Expected> product(const Part &p, double sign) const {
    if (!units_[p.a] || !units_[p.b]) return std::nullopt;
    return combined(*units_[p.a], *units_[p.b], sign);
  }
  std::optional<Expected> power(const Part &p, Node node) {
    if (formula_.graph.is_number(p.b))
      return units_[p.a] ? std::optional(combined({}, *units_[p.a], formula_.graph[p.b].number)) : std::nullopt;
    bare(p.b, node);
    if (!units_[p.a]) return std::nullopt;
    const std::string exponent = "^(" + written(formula_, p.b) + ")";
    Expected result;
    const Expected base = equations_.reduced(*units_[p.a]);
    for (const auto &[atom, times] : base.known) result.known[atom + exponent] = times;
    for (const auto &[symbol, times] : base.unknown) {
      const auto id = formula_.symbols.size() + raised_.size();
      result.unknown[raised_.try_emplace({symbol, p.b}, id).first->second] = times;
    }
    return result;
  }
  // C^n and EC50^n have one unit: so have C and EC50.
  void lower(std::size_t symbol, std::size_t id, const std::string &exponent) {
    const Expected found = equations_.reduced({{}, {{id, 1}}});
    if (!found.unknown.empty()) return;
    Expected unit;
    for (const auto &[atom, times] : found.known) {
      const bool raised =
          atom.size() > exponent.size() && atom.compare(atom.size() - exponent.size(), exponent.size(), exponent) == 0;
      if (!raised) return;
      unit.known[atom.substr(0, atom.size() - exponent.size())] = times;
    }
    equations_.none(combined({{}, {{symbol, 1}}}, unit, -1));
  }

  const Formula &formula_;
  std::vector<Expected> symbols_;
  std::vector<std::optional<Expected>> units_;
  // Unknown units that are raised to a power that is sought, too: (symbol, exponent) → an unknown of their own.
  std::map<std::pair<std::size_t, Node>, std::size_t> raised_;
  Equations equations_;
};

}  // namespace

Atoms atoms_of(const std::string &unit) { return unit.empty() || unit == "1" ? Atoms{} : UnitReader(unit).all(); }

std::string unit_of(const Atoms &atoms) {
  std::string text;
  for (const auto &[atom, exponent] : atoms) {
    const double whole = std::round(exponent);
    if (std::abs(exponent - whole) > 1e-6) return "{" + atom + "^" + std::to_string(exponent) + "}";
    if (!text.empty()) text += '.';
    text += atom;
    if (whole != 1) text += std::to_string(static_cast<long>(whole));
  }
  return text.empty() ? "1" : text;
}

Units settle(const Formula &formula, const std::map<std::string, std::string> &known, const std::string &value) {
  return Settling(formula, known).all(value);
}

}  // namespace gantry::formula
