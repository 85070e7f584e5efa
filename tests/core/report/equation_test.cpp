// SPDX-License-Identifier: Apache-2.0
// Formulas set as the field writes them: what is read, and where its parts stand.
#include <core/report/equation.hpp>

#include <catch2/catch.hpp>

#include <algorithm>
#include <string>

using namespace gantry::core::report;

namespace {

constexpr double size = 20;

// Every letter is half as wide as it is high, so that places can be reckoned.
Typeset set(const std::string &text) {
  const auto equation = Equation::read(text);
  INFO(text);
  REQUIRE(equation);
  return equation->set(size, [](std::string_view letters, double px) {
    const auto count = std::count_if(letters.begin(), letters.end(),
                                     [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; });
    return 0.5 * px * static_cast<double>(count);
  });
}

const Typeset::Run &run(const Typeset &set, const std::string &text) {
  const auto found = std::find_if(set.runs.begin(), set.runs.end(), [&](const auto &r) { return r.text == text; });
  INFO(text);
  REQUIRE(found != set.runs.end());
  return *found;
}

std::string all(const Typeset &set) {
  std::string text;
  for (const auto &r : set.runs) text += r.text;
  return text;
}

}  // namespace

TEST_CASE("a fraction stands one above the other, with a bar between") {
  const Typeset s = set("y = a / b");
  CHECK(run(s, "a").y < run(s, "y").y);
  CHECK(run(s, "b").y > run(s, "y").y);
  REQUIRE(s.paths.size() == 1);
  const auto &bar = s.paths[0].points;
  CHECK(bar[0].y == bar[1].y);
  CHECK(bar[0].y > run(s, "a").y);
  CHECK(bar[0].y < run(s, "b").y - 0.5 * size);
  CHECK(bar[0].x <= run(s, "a").x);
  CHECK(bar[1].x >= run(s, "a").x + 0.5 * run(s, "a").size);
}

TEST_CASE("exp is a power of e, small and raised, its fraction on one line") {
  const Typeset s = set("S = S0 * exp(-TE / T2star)");
  CHECK(all(s) == "S=S0e−TE/T2*");
  CHECK(run(s, "TE").y < run(s, "e").y);
  CHECK(run(s, "TE").size < run(s, "e").size);
  CHECK(run(s, "TE").y == run(s, "T").y);
  CHECK(run(s, "2").y > run(s, "T").y);
  CHECK(run(s, "*").y < run(s, "T").y);
  CHECK(s.paths.empty());
}

TEST_CASE("an exponent that is too long to be read stays the argument of exp") {
  const Typeset s = set("y = exp(-(a + b + c + d + e + f + g + h + i + j + k + l + m + n) * x / y)");
  CHECK(run(s, "exp").size == size);
}

TEST_CASE("an index stands below the line, after its letter") {
  const Typeset s = set("S0");
  CHECK(run(s, "0").y > run(s, "S").y);
  CHECK(run(s, "0").x > run(s, "S").x);
  CHECK(run(s, "0").size < size);
  CHECK(s.descent > 0.2 * size);
}

TEST_CASE("names are written as the field writes them") {
  const auto is = [](const char *name, const char *base, const char *below, const char *above) {
    INFO(name);
    CHECK(written_name(name) == WrittenName{base, below, above});
  };
  is("S0", "S", "0", "");
  is("T2star", "T", "2", "*");
  is("Ktrans", "K", "", "trans");
  is("kep", "k", "ep", "");
  is("vp", "v", "p", "");
  is("EC50", "EC", "50", "");
  is("Emax", "E", "max", "");
  is("ADC", "ADC", "", "");
  is("TE", "TE", "", "");
  is("alpha", "α", "", "");
  is("Delta_t", "Δ", "t", "");
  is("lambda1", "λ", "1", "");
  is("Dstar", "D", "", "*");
  is("dose", "dose", "", "");
  is("gut'", "gut", "", "′");
  is("y'", "y", "", "′");
  is("µ", "µ", "", "");
}

TEST_CASE("parentheses stand where the sums need them, and nowhere else") {
  CHECK(all(set("y = (a + b) * c")) == "y=(a+b)c");
  CHECK(all(set("y = (a * b) + c")) == "y=ab+c");
  CHECK(all(set("y = a - (b - c)")) == "y=a−(b−c)");
  CHECK(all(set("y = (a + b) / c")) == "y=a+bc");  // the bar holds the sum together
  CHECK(all(set("y = (-x)^2")) == "y=(−x)2");
  CHECK(all(set("y = x^(a + b)")) == "y=xa+b");
  CHECK(all(set("y = exp(-(t / a)^b)")) == "y=e−(t/a)b");
}

TEST_CASE("a parenthesis is as high as what it holds") {
  const Typeset s = set("(a / b)^n");
  REQUIRE(s.paths.size() == 3);  // two bows and the bar
  const auto [low, high] = std::minmax_element(s.paths[1].points.begin(), s.paths[1].points.end(),
                                               [](const auto &p, const auto &q) { return p.y < q.y; });
  CHECK(high->y - low->y > 1.5 * size);
  CHECK(run(s, "n").y < run(s, "a").y);
}

TEST_CASE("a root has a bar as long as what it holds") {
  const Typeset s = set("sqrt(x + y)");
  REQUIRE(s.paths.size() == 1);
  CHECK(s.paths[0].points.back().x >= run(s, "y").x + 0.5 * size);
  CHECK(all(s) == "x+y");
}

TEST_CASE("numbers have their power of ten, and their unit") {
  CHECK(all(set("2.5e-3 * x")) == "2.5·10−3x");
  CHECK(all(set("1000{ms/s} * x")) == "1000 ms/sx");
  CHECK(all(set("x * 2")) == "x · 2");
}

TEST_CASE("a choice says what holds when, with the opposite condition below") {
  const Typeset s = set("y = where(t < t0, 0, A)");
  CHECK(all(s) == "y=0 ,  t<t0A ,  t≥t0");
  CHECK(run(s, "A").y > run(s, "<").y);
}

TEST_CASE("a derivative keeps its d on the line") {
  const Typeset s = set("dM/dt = -M / T1");
  CHECK(all(s).substr(0, 4) == "dMdt");
  CHECK(run(s, "M").size == run(s, "d").size);
}

TEST_CASE("several formulas stand one below the other") {
  const Typeset s = set("a = 1; b = 2 / 3");
  CHECK(run(s, "b").y > run(s, "a").y + size);
  CHECK(run(s, "b").x == run(s, "a").x);
}

TEST_CASE("all of it lies within what the set says it takes") {
  const Typeset s = set("S = S0 * abs(1 - 2 * eta * exp(-TI / T1)) / sqrt(1 + (TR / T2)^2)");
  for (const auto &r : s.runs) {
    CHECK(r.x >= 0);
    CHECK(r.x <= s.width);
    CHECK(r.y - 0.7 * r.size >= -s.ascent - 1e-9);
    CHECK(r.y <= s.descent + 1e-9);
  }
  for (const auto &path : s.paths)
    for (const auto &p : path.points) {
      CHECK(p.x <= s.width + 1e-9);
      CHECK(p.y >= -s.ascent - 1e-9);
    }
}

TEST_CASE("what is no formula is not read") {
  for (const char *text :
       {"", "S = ", "as typed", "a * (b", "a + * b", "f(a,", "2..3.4 x", "S0 exp(-b D)", "a ** ", "[1]"})
    CHECK_FALSE(Equation::read(text));
  CHECK_FALSE(Equation::read(std::string(3000, 'a')));
  CHECK_FALSE(Equation::read(std::string(200, '(') + "a" + std::string(200, ')')));
  CHECK_FALSE(Equation::read("a" + std::string(500, '-') + "b"));
}

TEST_CASE("a page has the formula as a drawing that says what it shows") {
  const std::string svg = equation_svg("S = S0 * exp(-TE / T2)", 16);
  CHECK(svg.find("aria-label=\"S = S0 * exp(-TE / T2)\"") != std::string::npos);
  CHECK(svg.find(">TE</text>") != std::string::npos);
  CHECK(equation_svg("no formula at all", 16).empty());
}
