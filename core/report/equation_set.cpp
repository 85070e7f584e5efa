// SPDX-License-Identifier: Apache-2.0
// Sets a formula: each term as a box of letters and strokes around its base line, boxes put together to larger ones.
#include <core/report/equation.hpp>

#include <core/report/canvas.hpp>
#include <core/report/svg.hpp>
#include <core/report/text.hpp>

#include <algorithm>
#include <cmath>

namespace gantry::core::report {
namespace {

using Kind = Term::Kind;
using Box = Typeset;

// Parts of the size of the letters.
constexpr double letter_ascent = 0.76, letter_descent = 0.22, axis = 0.27;  // axis: where minus signs and bars stand
constexpr double small = 0.72, thin = 0.16, wide = 0.26;
constexpr double longest_exponent = 13;  // of exp, before it is written as a function

enum class Where { line, fraction, script };  // in a script, fractions lie on the line

int rank(const Term &t) {
  switch (t.kind) {
    case Kind::compared: return 1;
    case Kind::sum: return 2;
    case Kind::negative: return 3;
    case Kind::product:
    case Kind::fraction: return 4;
    case Kind::power: return 6;
    case Kind::number:
    case Kind::name:
    case Kind::call: break;
  }
  return 7;
}

void add(Box &to, const Box &part, double x, double y) {
  for (Typeset::Run run : part.runs) {
    run.x += x;
    run.y += y;
    to.runs.push_back(std::move(run));
  }
  for (Typeset::Path path : part.paths) {
    for (Point &p : path.points) p = {p.x + x, p.y + y};
    to.paths.push_back(std::move(path));
  }
  to.width = std::max(to.width, x + part.width);
  to.ascent = std::max(to.ascent, part.ascent - y);
  to.descent = std::max(to.descent, part.descent + y);
}
void append(Box &to, const Box &part) { add(to, part, to.width, 0); }

class Setter {
 public:
  explicit Setter(const Equation::Measure &measure) : measure_(measure) {}

  Box set(const Term &t, double size, Where where) const {
    switch (t.kind) {
      case Kind::number: return number(t.text, size);
      case Kind::name: return name(t.text, size);
      case Kind::sum:
      case Kind::compared: return chain(t, size, where);
      case Kind::negative: return joined({letters("−", size), within(t.parts[0], 4, size, where)});
      case Kind::product: return product(t, size, where);
      case Kind::fraction: return fraction(t, size, where);
      case Kind::power: return raised(within(t.parts[0], 7, size, where), t.parts[1], size);
      case Kind::call: return call(t, size, where);
    }
    return {};
  }

 private:
  Box letters(std::string_view text, double size) const {
    Box box{measure_(text, size), letter_ascent * size, letter_descent * size, {}, {}};
    box.runs.push_back({std::string(text), 0, 0, size});
    return box;
  }
  static Box gap(double width) { return {width, 0, 0, {}, {}}; }
  static Box joined(std::initializer_list<Box> parts) {
    Box all;
    for (const Box &part : parts) append(all, part);
    return all;
  }
  static double stroke(double size) { return std::max(1.0, size / 15); }

  // In parentheses where it binds less than that.
  Box within(const Term &t, int least, double size, Where where) const {
    const Box inner = set(t, size, where);
    return rank(t) < least ? parentheses(inner, size) : inner;
  }

  static Typeset::Path arc(double x, double top, double bottom, double bow, double width) {
    Typeset::Path path{{}, width};
    constexpr int steps = 12;
    for (int i = 0; i <= steps; ++i) {
      const double part = static_cast<double>(i) / steps, side = 2 * part - 1;
      path.points.push_back({x + bow * (1 - side * side), top + (bottom - top) * part});
    }
    return path;
  }
  Box parentheses(const Box &inner, double size) const {
    if (inner.height() <= 1.2 * size) return joined({letters("(", size), inner, letters(")", size)});
    const double bow = 0.22 * size, edge = 0.08 * size;
    Box all = gap(bow + 2 * edge);
    append(all, inner);
    all.paths.push_back(arc(edge + bow, -inner.ascent, inner.descent, -bow, stroke(size)));
    all.paths.push_back(arc(all.width + edge, -inner.ascent, inner.descent, bow, stroke(size)));
    all.width += bow + 2 * edge;
    return all;
  }

  Box number(const std::string &text, double size) const {
    const std::size_t e = text.find_first_of("eE");
    const std::size_t unit = text.find(' ');
    const std::string after = unit == std::string::npos ? "" : " " + unit_text(text.substr(unit + 1));
    if (e == std::string::npos || e > unit) return letters(text.substr(0, unit) + after, size);
    std::string power = text.substr(e + 1, unit == std::string::npos ? unit : unit - e - 1);
    if (power.front() == '+') power.erase(0, 1);
    if (power.front() == '-') power.replace(0, 1, "−");
    Box all = letters(text.substr(0, e) + "·10", size);
    add(all, letters(power, small * size), all.width, -0.38 * size);
    if (!after.empty()) append(all, letters(after, size));
    return all;
  }

  Box name(const std::string &text, double size) const { return name_of(written_name(text), size); }
  Box name_of(const WrittenName &n, double size) const {
    Box all = letters(n.base, size);
    const double right = all.width + 0.03 * size;
    if (!n.below.empty()) add(all, letters(n.below, small * size), right, 0.2 * size);
    if (!n.above.empty()) add(all, letters(n.above, small * size), right, -0.36 * size);
    return all;
  }

  Box chain(const Term &t, double size, Where where) const {
    const int least = rank(t) + 1;
    const double space = (where == Where::script ? thin / 2 : wide) * size;
    Box all = within(t.parts[0], least, size, where);
    for (std::size_t i = 1; i < t.parts.size(); ++i) {
      append(all, joined({gap(space), letters(t.between[i - 1], size), gap(space)}));
      append(all, within(t.parts[i], least, size, where));
    }
    return all;
  }

  Box product(const Term &t, double size, Where where) const {
    Box all;
    for (std::size_t i = 0; i < t.parts.size(); ++i) {
      if (i > 0 && t.parts[i].kind == Kind::number) append(all, letters(" · ", size));
      else if (i > 0) append(all, gap(thin * size));
      append(all, within(t.parts[i], 4, size, where));
    }
    return all;
  }

  // dM/dt: each d stands before a name.
  static bool derived(const Term &t) {
    const auto is = [](const Term &part) {
      return part.kind == Kind::name && part.text.size() > 1 && part.text.front() == 'd';
    };
    return is(t.parts[0]) && is(t.parts[1]) && t.parts[1].text.size() == 2;
  }
  Box over(const Term &t, std::size_t part, double size, Where where) const {
    if (derived(t)) return joined({letters("d", size), name(t.parts[part].text.substr(1), size)});
    return set(t.parts[part], size, where);
  }

  Box fraction(const Term &t, double size, Where where) const {
    if (where == Where::script)
      return joined({within(t.parts[0], 4, size, where), letters("/", size), within(t.parts[1], 5, size, where)});
    const double inner = where == Where::line ? 0.94 * size : 0.8 * size;
    const Where inside = where == Where::line ? Where::fraction : Where::script;
    const Box above = over(t, 0, inner, inside), below = over(t, 1, inner, inside);
    const double edge = 0.12 * size, width = std::max(above.width, below.width) + 2 * edge, apart = 0.14 * size;
    Box all;
    add(all, above, (width - above.width) / 2, -(axis * size + apart + above.descent));
    add(all, below, (width - below.width) / 2, -axis * size + apart + below.ascent);
    all.paths.push_back({{{0, -axis * size}, {width, -axis * size}}, stroke(size)});
    all.width = width;
    return joined({gap(0.06 * size), all, gap(0.06 * size)});
  }

  Box raised(Box base, const Term &exponent, double size) const {
    const Box up = set(exponent, small * size, Where::script);
    const double lift = std::max(0.38 * size, base.ascent - letter_ascent * size + 0.38 * size);
    add(base, up, base.width + 0.04 * size, -lift);
    return base;
  }

  Box list(const std::vector<Term> &parts, double size, Where where) const {
    Box all;
    for (std::size_t i = 0; i < parts.size(); ++i) {
      if (i > 0) append(all, joined({letters(",", size), gap(wide * size)}));
      append(all, set(parts[i], size, where));
    }
    return all;
  }

  Box call(const Term &t, double size, Where where) const {
    const bool one = t.parts.size() == 1, two = t.parts.size() == 2;
    const Term &first = t.parts.front();
    if (t.text == "exp" && one) return exponential(first, size, where);
    if (t.text == "expm1" && one) {
      const Term less{Kind::sum, {}, {"−"}, {{Kind::call, "exp", {}, {first}}, {Kind::number, "1", {}, {}}}};
      return parentheses(set(less, size, where), size);
    }
    if (t.text == "sqrt" && one) return root(first, size, where);
    if (t.text == "abs" && one) return bars(set(first, size, where), size);
    if (t.text == "pow" && two) return raised(within(first, 7, size, where), t.parts[1], size);
    if (t.text == "where" && t.parts.size() == 3) return cases(t, size, where);
    const Box head = function(t.text, size);
    if (t.text != "log1p" || !one) return joined({head, parentheses(list(t.parts, size, where), size)});
    const Term more{Kind::sum, {}, {"+"}, {{Kind::number, "1", {}, {}}, first}};
    return joined({head, parentheses(set(more, size, where), size)});
  }

  // Functions have names of several letters, and all others are quantities.
  Box function(const std::string &text, double size) const {
    static constexpr std::string_view known[] = {"exp",  "sin",  "cos",  "tan", "asin", "acos", "atan",
                                                 "sinh", "cosh", "tanh", "erf", "erfc", "min",  "max"};
    if (text == "log" || text == "ln" || text == "log1p") return letters("ln", size);
    if (text == "log10" || text == "log2") return name_of({"log", text.substr(3), ""}, size);
    if (std::find(std::begin(known), std::end(known), text) != std::end(known)) return letters(text, size);
    return name(text, size);
  }

  Box exponential(const Term &argument, double size, Where where) const {
    const Box up = set(argument, small * size, Where::script);
    if (up.width <= longest_exponent * size) return raised(letters("e", size), argument, size);
    return joined({letters("exp", size), parentheses(set(argument, size, where), size)});
  }

  Box root(const Term &argument, double size, Where where) const {
    const Box inner = set(argument, size, where);
    const double width = stroke(size), top = -inner.ascent - 0.1 * size, low = inner.descent, hook = 0.55 * size;
    Box all = gap(hook);
    append(all, inner);
    all.width += 0.08 * size;
    all.ascent = -top + width;
    all.paths.push_back({{{0, -0.3 * size},
                          {0.16 * size, -0.38 * size},
                          {0.32 * size, low},
                          {hook - 0.05 * size, top},
                          {all.width, top}},
                         width});
    return all;
  }

  static Box bars(const Box &inner, double size) {
    const double edge = 0.14 * size;
    Box all = gap(edge);
    append(all, inner);
    all.width += edge;
    for (const double x : {edge / 2, all.width - edge / 2})
      all.paths.push_back({{{x, -inner.ascent}, {x, inner.descent}}, stroke(size)});
    return all;
  }

  // A brace, and behind it what holds while the condition does, and what else.
  Box cases(const Term &t, double size, Where where) const {
    const Box yes = joined({set(t.parts[1], size, where), letters(" ,  ", size), set(t.parts[0], size, where)});
    const Box no = joined({set(t.parts[2], size, where), letters(" ,  ", size), opposite(t.parts[0], size, where)});
    const double apart = 0.3 * size, height = yes.height() + apart + no.height(), left = 0.5 * size;
    const double top = -axis * size - height / 2;
    Box all;
    add(all, yes, left, top + yes.ascent);
    add(all, no, left, top + height - no.descent);
    const double middle = top + height / 2, x = 0.3 * size, out = 0.14 * size;
    all.paths.push_back({{{x + out, top},
                          {x, top + out},
                          {x, middle - out},
                          {x - out, middle},
                          {x, middle + out},
                          {x, top + height - out},
                          {x + out, top + height}},
                         stroke(size)});
    return all;
  }
  Box opposite(const Term &condition, double size, Where where) const {
    static constexpr std::pair<std::string_view, std::string_view> other[] = {
        {"<", "≥"}, {">", "≤"}, {"≤", ">"}, {"≥", "<"}};
    if (condition.kind == Kind::compared && condition.between.size() == 1)
      for (const auto &[sign, contrary] : other)
        if (condition.between[0] == sign) {
          Term turned = condition;
          turned.between[0] = contrary;
          return set(turned, size, where);
        }
    return letters("–", size);
  }

  const Equation::Measure &measure_;
};

}  // namespace

Typeset Equation::set(double size, const Measure &measure) const {
  const Setter setter(measure);
  Typeset all;
  double below = 0;  // base line
  for (const Term &line : lines_) {
    const Box box = setter.set(line, size, Where::line);
    if (&line != &lines_.front()) below += box.ascent + 0.35 * size;
    add(all, box, 0, below);
    below += box.descent;
  }
  return all;
}

void draw(Pen &pen, const Typeset &set, double x, double y) {
  for (const auto &run : set.runs) pen.text(run.text, x + run.x, y + run.y, {.size = run.size});
  for (const auto &path : set.paths) {
    std::vector<Point> points;
    for (const Point &p : path.points) points.push_back({x + p.x, y + p.y});
    if (points.size() == 2) pen.line(points[0].x, points[0].y, points[1].x, points[1].y, {.width = path.width});
    else pen.curve(points, {.width = path.width});
  }
}

std::string equation_svg(std::string_view text, double size) {
  const auto equation = Equation::read(text);
  const auto canvas = Canvas::create(1, 1);
  if (!equation || !canvas) return {};
  const Typeset set = equation->set(size, [&](std::string_view letters, double px) {
    return canvas.value().extent(std::string(letters), {.size = px}).width;
  });
  constexpr double edge = 2;
  Svg svg(std::ceil(set.width) + 2 * edge, std::ceil(set.height()) + 2 * edge, text);
  draw(svg, set, edge, edge + set.ascent);
  return svg.take();
}

}  // namespace gantry::core::report
