// SPDX-License-Identifier: Apache-2.0
#include <core/data/unit.hpp>

#include <array>
#include <cctype>
#include <cmath>
#include <numbers>
#include <optional>

namespace gantry::core {
namespace {

struct Atom {
  std::string_view code;
  double scale;
  std::array<int, 7> powers;  // m g s rad K C cd
  bool metric;                // takes prefixes
};

// UCUM's tables 2 to 6, as far as clinical physics needs them.
constexpr Atom atoms[] = {
    {"m", 1, {1}, true},
    {"g", 1, {0, 1}, true},
    {"s", 1, {0, 0, 1}, true},
    {"rad", 1, {0, 0, 0, 1}, true},
    {"K", 1, {0, 0, 0, 0, 1}, true},
    {"C", 1, {0, 0, 0, 0, 0, 1}, true},
    {"cd", 1, {0, 0, 0, 0, 0, 0, 1}, true},
    {"min", 60, {0, 0, 1}, false},
    {"h", 3600, {0, 0, 1}, false},
    {"d", 86400, {0, 0, 1}, false},
    {"wk", 604800, {0, 0, 1}, false},
    {"a", 31557600, {0, 0, 1}, false},
    {"Hz", 1, {0, 0, -1}, true},
    {"Bq", 1, {0, 0, -1}, true},
    {"Ci", 3.7e10, {0, 0, -1}, true},
    {"l", 1e-3, {3}, true},
    {"L", 1e-3, {3}, true},
    {"mol", 6.02214076e23, {}, true},
    {"N", 1e3, {1, 1, -2}, true},
    {"Pa", 1e3, {-1, 1, -2}, true},
    {"bar", 1e8, {-1, 1, -2}, true},
    {"m[Hg]", 133322000, {-1, 1, -2}, true},
    {"m[H2O]", 9806650, {-1, 1, -2}, true},
    {"mHg", 133322000, {-1, 1, -2}, true},  // mmHg and cmH2O, as everybody writes them
    {"mH2O", 9806650, {-1, 1, -2}, true},
    {"dyn", 1e-2, {1, 1, -2}, true},
    {"J", 1e3, {2, 1, -2}, true},
    {"cal", 4184, {2, 1, -2}, true},
    {"eV", 1.602176634e-16, {2, 1, -2}, true},
    {"W", 1e3, {2, 1, -3}, true},
    {"A", 1, {0, 0, -1, 0, 0, 1}, true},
    {"V", 1e3, {2, 1, -2, 0, 0, -1}, true},
    {"F", 1e-3, {-2, -1, 2, 0, 0, 2}, true},
    {"Ohm", 1e3, {2, 1, -1, 0, 0, -2}, true},
    {"S", 1e-3, {-2, -1, 1, 0, 0, 2}, true},
    {"T", 1e3, {0, 1, -1, 0, 0, -1}, true},
    {"G", 0.1, {0, 1, -1, 0, 0, -1}, true},
    {"Gy", 1, {2, 0, -2}, true},
    {"Sv", 1, {2, 0, -2}, true},
    {"u", 1.66053906660e-24, {0, 1}, true},
    {"kat", 6.02214076e23, {0, 0, -1}, true},
    {"U", 1e-6 * 6.02214076e23 / 60, {0, 0, -1}, true},
    {"eq", 6.02214076e23, {}, true},
    {"deg", std::numbers::pi / 180, {0, 0, 0, 1}, false},
    {"P", 100, {-1, 1, -1}, true},
    {"%", 0.01, {}, false},
    {"10*", 10, {}, false},
    {"10^", 10, {}, false},
    {"[pi]", std::numbers::pi, {}, false},
    {"[ppth]", 1e-3, {}, false},
    {"[ppm]", 1e-6, {}, false},
    {"[in_i]", 0.0254, {1}, false},
    {"[lb_av]", 453.59237, {0, 1}, false},
};
constexpr std::array<const char *, 7> bases{"m", "g", "s", "rad", "K", "C", "cd"};

struct Prefix {
  std::string_view code;
  double scale;
};
constexpr Prefix prefixes[] = {{"da", 1e1},  {"Y", 1e24},  {"Z", 1e21},  {"E", 1e18},       {"P", 1e15},
                               {"T", 1e12},  {"G", 1e9},   {"M", 1e6},   {"k", 1e3},        {"h", 1e2},
                               {"d", 1e-1},  {"c", 1e-2},  {"m", 1e-3},  {"u", 1e-6},       {"n", 1e-9},
                               {"p", 1e-12}, {"f", 1e-15}, {"a", 1e-18}, {"\xc2\xb5", 1e-6}};

const Atom *find_atom(std::string_view code) {
  for (const auto &a : atoms)
    if (a.code == code) return &a;
  return nullptr;
}

Unit of_atom(const Atom &atom, double scale) {
  Unit u{scale * atom.scale, {}};
  for (std::size_t i = 0; i < bases.size(); ++i)
    if (atom.powers[i] != 0) u.powers[bases[i]] = atom.powers[i];
  return u;
}

// International units (insulin): one of each substance, so that they convert to themselves alone, by prefixes.
bool is_international(std::string_view code) { return code == "[iU]" || code == "[IU]"; }

std::optional<Unit> simple_unit(std::string_view code) {
  if (const Atom *atom = find_atom(code)) return of_atom(*atom, 1);
  if (is_international(code)) return Unit{1, {{"[iU]", 1}}};
  for (const auto &p : prefixes) {
    if (code.size() <= p.code.size() || code.substr(0, p.code.size()) != p.code) continue;
    const std::string_view rest = code.substr(p.code.size());
    if (is_international(rest)) return Unit{p.scale, {{"[iU]", 1}}};
    const Atom *atom = find_atom(rest);
    if (atom != nullptr && atom->metric) return of_atom(*atom, p.scale);
  }
  if (code == "signal" || code == "axis" || code == "Cel" ||
      (code.size() > 2 && code.front() == '[' && code.back() == ']'))
    return Unit{1, {{std::string(code), 1}}};
  return std::nullopt;
}

void multiply(Unit &into, const Unit &by, int power) {
  into.scale *= std::pow(by.scale, power);
  for (const auto &[base, exponent] : by.powers) {
    int &sum = into.powers[base];
    sum += exponent * power;
    if (sum == 0) into.powers.erase(base);
  }
}

// term = [/] component {(. | /) component};  component = number | atom [exponent] | ( term )
class Parser {
 public:
  explicit Parser(std::string_view text) : text_(text) {}

  Result<Unit> all() {
    GANTRY_TRY(unit, term(0));
    if (at_ != text_.size()) return unknown(text_.substr(at_));
    return unit;
  }

 private:
  Result<Unit> term(int depth) {
    Unit result;
    if (depth > 8) return unknown(text_);
    int sign = take('/') ? -1 : 1;
    while (true) {
      GANTRY_TRY(part, component(depth));
      multiply(result, part, sign);
      if (take('.')) sign = 1;
      else if (take('/')) sign = -1;
      else return result;
    }
  }

  Result<Unit> component(int depth) {
    if (take('(')) {
      GANTRY_TRY(inner, term(depth + 1));
      if (!take(')')) return unknown(text_);
      return inner;
    }
    std::size_t end = at_;
    bool bracket = false;
    for (; end < text_.size(); ++end) {
      const char c = text_[end];
      if (c == '[') bracket = true;
      if (c == ']') bracket = false;
      if (!bracket && (c == '.' || c == '/' || c == '(' || c == ')' || c == '{')) break;
    }
    const std::string_view word = text_.substr(at_, end - at_);
    at_ = end;
    const bool annotated = annotation();
    if (word.empty()) return annotated ? Result<Unit>(Unit{}) : Result<Unit>(unknown(text_));
    return power(word);
  }

  // An atom with its exponent, or a number.
  Result<Unit> power(std::string_view word) {
    if (word.find_first_not_of("0123456789") == std::string_view::npos && word.size() < 10)
      return Unit{std::stod(std::string(word)), {}};
    std::size_t digits = word.size();
    while (digits > 0 && std::isdigit(static_cast<unsigned char>(word[digits - 1]))) --digits;
    int exponent = 1;
    if (digits < word.size()) {
      const bool negative = digits > 0 && word[digits - 1] == '-';
      if (word.size() - digits > 3) return unknown(word);
      exponent = std::stoi(std::string(word.substr(digits))) * (negative ? -1 : 1);
      if (digits > 0 && (negative || word[digits - 1] == '+')) --digits;
    }
    const auto unit = simple_unit(word.substr(0, digits));
    if (!unit) return unknown(word);
    Unit result;
    multiply(result, *unit, exponent);
    return result;
  }

  bool annotation() {
    if (!take('{')) return false;
    const auto end = text_.find('}', at_);
    at_ = end == std::string_view::npos ? text_.size() : end + 1;
    return true;
  }
  bool take(char c) {
    if (at_ >= text_.size() || text_[at_] != c) return false;
    ++at_;
    return true;
  }
  boost::outcome_v2::failure_type<Error> unknown(std::string_view part) const {
    return fail("unit.unknown",
                "the unit \"" + std::string(text_) + "\" is not understood at \"" + std::string(part) + "\"", "",
                "write it in UCUM's notation: ms, mm2/s, /min, mmol/L, Cel, 1");
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

}  // namespace

Result<Unit> parse_unit(std::string_view text) {
  if (text.empty() || text == "1") return Unit{};
  return Parser(text).all();
}

Result<double> unit_factor(std::string_view from, std::string_view to) {
  if (from == to) return 1.0;
  GANTRY_TRY(a, parse_unit(from));
  GANTRY_TRY(b, parse_unit(to));
  if (a.powers != b.powers)
    return fail(
        "unit.dimension",
        "cannot convert \"" + std::string(from) + "\" to \"" + std::string(to) + "\": they measure different things",
        "", "give the data in a unit that converts to \"" + std::string(to) + "\"");
  return a.scale / b.scale;
}

}  // namespace gantry::core
