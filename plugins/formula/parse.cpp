// SPDX-License-Identifier: Apache-2.0
#include "parse.hpp"

#include <gantry/cpp/error.hpp>

#include <algorithm>
#include <charconv>
#include <functional>

namespace gantry::formula {
namespace {

constexpr std::size_t longest = 10000, deepest = 200, most_parts = 20000, most_symbols = 250;

bool letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }
bool digit(char c) { return c >= '0' && c <= '9'; }
// Whether a character begins here: none does in the middle of UTF-8.
bool begins(char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }

struct Function {
  std::string_view name;
  std::size_t arguments;
  Node (*make)(Graph &g, const Node *a);
};

template <Op op>
Node plain(Graph &g, const Node *a) {
  return g.call(op, a[0], operands(op) > 1 ? a[1] : 0);
}

// The arcus functions by the arcus tangent, the hyperbolic ones by expm1, which is exact near 0.
Node arcsine(Graph &g, Node x) {
  const Node rest = g.subtract(g.number(1), g.multiply(x, x));
  return g.call(Op::atan, g.divide(x, g.call(Op::sqrt, rest)));
}

Node hyperbolic_sine(Graph &g, Node x) {
  const Node up = g.call(Op::expm1, x), down = g.call(Op::expm1, g.negate(x));
  return g.multiply(g.number(0.5), g.subtract(up, down));
}

Node hyperbolic_cosine(Graph &g, Node x) {
  return g.multiply(g.number(0.5), g.add(g.call(Op::exp, x), g.call(Op::exp, g.negate(x))));
}

constexpr double half_pi = 1.5707963267948966, ln_2 = 0.6931471805599453, ln_10 = 2.302585092994046;

const Function functions[] = {
    {"exp", 1, plain<Op::exp>},
    {"expm1", 1, plain<Op::expm1>},
    {"log", 1, plain<Op::log>},
    {"ln", 1, plain<Op::log>},
    {"log10", 1, [](Graph &g, const Node *a) { return g.divide(g.call(Op::log, a[0]), g.number(ln_10)); }},
    {"log2", 1, [](Graph &g, const Node *a) { return g.divide(g.call(Op::log, a[0]), g.number(ln_2)); }},
    {"log1p", 1, plain<Op::log1p>},
    {"sqrt", 1, plain<Op::sqrt>},
    {"sin", 1, plain<Op::sin>},
    {"cos", 1, plain<Op::cos>},
    {"tan", 1, plain<Op::tan>},
    {"asin", 1, [](Graph &g, const Node *a) { return arcsine(g, a[0]); }},
    {"acos", 1, [](Graph &g, const Node *a) { return g.subtract(g.number(half_pi), arcsine(g, a[0])); }},
    {"atan", 1, plain<Op::atan>},
    {"sinh", 1, [](Graph &g, const Node *a) { return hyperbolic_sine(g, a[0]); }},
    {"cosh", 1, [](Graph &g, const Node *a) { return hyperbolic_cosine(g, a[0]); }},
    {"tanh", 1, plain<Op::tanh>},
    {"erf", 1, plain<Op::erf>},
    {"erfc", 1, [](Graph &g, const Node *a) { return g.subtract(g.number(1), g.call(Op::erf, a[0])); }},
    {"abs", 1, plain<Op::abs>},
    {"min", 2, plain<Op::minimum>},
    {"max", 2, plain<Op::maximum>},
    {"pow", 2, [](Graph &g, const Node *a) { return g.power(a[0], a[1]); }},
    {"where", 3, [](Graph &g, const Node *a) { return g.select(a[0], a[1], a[2]); }},
};

class Parser {
 public:
  explicit Parser(std::string_view text) : text_(text) {}

  Formula all() {
    if (text_.size() > longest) fail(longest, "the formula has more than 10,000 characters");
    left_side();
    formula_.value = either();
    if (take(",")) fail(at_ - 1, "a comma stands between a function's arguments only; a decimal point is a point");
    if (take("=")) fail(at_ - 1, "an equals sign stands once, behind the name of the result: S = S0 * exp(-TE / T2)");
    skip();
    if (at_ < text_.size()) fail(at_, "\"" + std::string(text_.substr(at_, 1)) + "\" is not expected here");
    return std::move(formula_);
  }

 private:
  [[noreturn]] void fail(std::size_t place, const std::string &what) const {
    const auto characters = std::count_if(text_.begin(), text_.begin() + static_cast<std::ptrdiff_t>(place), begins);
    throw Error("formula.parse",
                "at character " + std::to_string(characters + 1) + " of the formula" + before(place) + ": " + what)
        .at("formula")
        .hint("write it like b1 * (1 - exp(-b2 * x)), with a decimal point and * for every product");
  }

  // The end of what could be read, so that nobody has to count: ", behind "exp(-TE / T2"".
  std::string before(std::size_t place) const {
    constexpr std::size_t most = 16;
    std::size_t begin = place > most ? place - most : 0;
    while (begin < place && !begins(text_[begin])) ++begin;
    const std::string shown(text_.substr(begin, place - begin));
    if (shown.find_first_not_of(" \t\n") == std::string::npos) return "";
    return ", behind \"" + shown + "\"";
  }

  void skip() {
    while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\t' || text_[at_] == '\n')) ++at_;
  }
  bool take(std::string_view sign) {
    skip();
    if (text_.substr(at_, sign.size()) != sign) return false;
    at_ += sign.size();
    return true;
  }
  void expect(std::string_view sign, const char *after) {
    if (!take(sign)) fail(at_, "\"" + std::string(sign) + "\" is missing " + after);
  }

  // "S =", "S(t) =" or "log(S) =", not "S == ".
  void left_side() {
    const std::size_t begin = at_;
    skip();
    std::string name = word();
    if (!name.empty() && take("(")) {
      const std::string argument = (skip(), word());
      if (argument.empty() || !take(")")) {
        at_ = begin;
        return;
      }
      if (function(name) != nullptr) name += "(" + argument + ")";
    }
    if (name.empty() || !take("=") || text_.substr(at_, 1) == "=") at_ = begin;
    else formula_.output = name;
  }

  std::string word() {
    const std::size_t begin = at_;
    if (at_ < text_.size() && letter(text_[at_]))
      while (at_ < text_.size() && (letter(text_[at_]) || digit(text_[at_]))) ++at_;
    return std::string(text_.substr(begin, at_ - begin));
  }

  Node either() {
    const Depth deeper(*this);
    Node left = both();
    while (take("||")) left = graph().call(Op::maximum, left, both());
    return left;
  }
  Node both() {
    Node left = compared();
    while (take("&&")) left = graph().multiply(left, compared());
    return left;
  }
  Node compared() {
    const Node left = sum();
    if (take("<=")) return graph().call(Op::less_equal, left, sum());
    if (take(">=")) return graph().call(Op::less_equal, sum(), left);
    if (take("<")) return graph().call(Op::less, left, sum());
    if (take(">")) return graph().call(Op::less, sum(), left);
    return left;
  }
  Node sum() {
    Node left = product();
    for (;;) {
      if (take("+")) left = graph().add(left, product());
      else if (minus()) left = graph().subtract(left, product());
      else return left;
    }
  }
  Node product() {
    Node left = sign();
    for (;;) {
      skip();
      if (text_.substr(at_, 2) == "**") return left;
      if (take("*") || take("·") || take("×")) left = graph().multiply(left, sign());
      else if (take("/")) left = graph().divide(left, sign());
      else return left;
    }
  }
  bool minus() { return take("-") || take("−"); }
  Node sign() {
    const Depth deeper(*this);
    if (minus()) return graph().negate(sign());
    if (take("+")) return sign();
    return power();
  }
  Node power() {
    Node base = operand();
    for (;;) {  // superscripts bind to what stands before them
      if (take("²")) base = graph().power(base, graph().number(2));
      else if (take("³")) base = graph().power(base, graph().number(3));
      else break;
    }
    if (take("^") || take("**")) return graph().power(base, sign());
    return base;
  }

  Node operand() {
    skip();
    if (graph().size() > most_parts) fail(at_, "the formula has too many parts");
    if (at_ == text_.size()) fail(at_, "the formula ends where a number, a name or a parenthesis should follow");
    if (take("(")) {
      const Node inner = either();
      expect(")", "to close a parenthesis");
      return inner;
    }
    if (digit(text_[at_]) || text_[at_] == '.') return number();
    const std::size_t begin = at_;
    const std::string name = word();
    if (name.empty()) {
      const bool foreign = static_cast<unsigned char>(text_[at_]) >= 0x80;
      fail(at_, foreign ? "names have the letters a to z, digits and _ only"
                        : "\"" + std::string(text_.substr(at_, 1)) + "\" stands where a number or a name should");
    }
    if (take("(")) return call(name, begin);
    if (name == "pi") return graph().number(2 * half_pi);
    if (function(name) != nullptr) fail(begin, name + " is a function: it wants its argument in parentheses");
    return named(name);
  }

  Node number() {
    const std::size_t begin = at_;
    double value = 0;
    const auto [end, problem] = std::from_chars(text_.data() + at_, text_.data() + text_.size(), value);
    if (problem != std::errc()) fail(begin, "this number can't be read");
    at_ = static_cast<std::size_t>(end - text_.data());
    if (at_ < text_.size() && letter(text_[at_])) fail(at_, "a * is missing between the number and the name");
    if (!take("{")) return graph().number(value);
    const std::size_t close = text_.find('}', at_);
    if (close == std::string_view::npos) fail(at_, "the unit's brace is not closed");
    const std::string unit(text_.substr(at_, close - at_));
    at_ = close + 1;
    return symbol({"", value, unit});
  }

  static const Function *function(std::string_view name) {
    const auto *const found =
        std::find_if(std::begin(functions), std::end(functions), [&](const Function &f) { return f.name == name; });
    return found == std::end(functions) ? nullptr : found;
  }

  Node call(const std::string &name, std::size_t begin) {
    const Function *const f = function(name);
    if (f == nullptr) fail(begin, "there is no function \"" + name + "\"; to multiply, write " + name + " * (…)");
    Node arguments[3] = {};
    for (std::size_t i = 0; i < f->arguments; ++i) {
      if (i != 0) expect(",", ("between the arguments of " + name).c_str());
      arguments[i] = either();
    }
    expect(")", ("after the arguments of " + name).c_str());
    return f->make(graph(), arguments);
  }

  Node named(const std::string &name) {
    auto &symbols = formula_.symbols;
    const auto found = std::find_if(symbols.begin(), symbols.end(), [&](const Symbol &s) { return s.name == name; });
    const auto index = static_cast<std::size_t>(found - symbols.begin());
    return found == symbols.end() ? symbol({name, 0, ""}) : graph().symbol(index);
  }
  Node symbol(const Symbol &s) {
    if (formula_.symbols.size() == most_symbols)
      fail(at_, "the formula has more than 250 names and numbers with units");
    formula_.symbols.push_back(s);
    return graph().symbol(formula_.symbols.size() - 1);
  }

  struct Depth {
    Parser &parser;
    explicit Depth(Parser &p) : parser(p) {
      if (++parser.depth_ > deepest) parser.fail(parser.at_, "the parentheses are nested too deeply");
    }
    Depth(const Depth &) = delete;
    ~Depth() { --parser.depth_; }
  };

  Graph &graph() { return formula_.graph; }

  std::string_view text_;
  std::size_t at_ = 0, depth_ = 0;
  Formula formula_;
};

}  // namespace

Formula parse(std::string_view text) { return Parser(text).all(); }

}  // namespace gantry::formula
