// SPDX-License-Identifier: Apache-2.0
// A formula as it is typed, set as the field writes it: fractions, exponents, indices, roots, Greek letters.
//
//   const auto equation = Equation::read("S = S0 * exp(-TE / T2star)");          // nothing where it can't be read
//   const Typeset set = equation->set(14, [&](auto text, double size) { return pen.width(text, size); });
//   draw(pen, set, x, y + set.ascent);
//
// exp is a power of e, as long as that stays readable. Names: a Greek letter that is spelled out is that letter (alpha),
// what follows the first letter is its index as the field has it (S0, Ktrans, T2star, EC50), `_` begins an index, and a
// word of capitals is one name (TE, ADC). Formulas one below the other are separated by semicolons.
#pragma once

#include <core/report/pen.hpp>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace gantry::core::report {

// A part of a formula; what it is made of by its kind, see equation.cpp.
struct Term {
  enum class Kind { number, name, sum, negative, product, fraction, power, call, compared };
  Kind kind = Kind::name;
  std::string text = {};                  // number, name, call
  std::vector<std::string> between = {};  // sum, compared: the sign before each part but the first
  std::vector<Term> parts = {};
};

// Where its letters and strokes stand: px, y downwards from the base line.
struct Typeset {
  struct Run {
    std::string text;
    double x = 0, y = 0, size = 0;  // y: of the base line
  };
  struct Path {
    std::vector<Point> points;
    double width = 1;
  };
  double width = 0, ascent = 0, descent = 0;  // descent: below the base line, above 0
  std::vector<Run> runs;
  std::vector<Path> paths;

  double height() const { return ascent + descent; }
};

class Equation {
 public:
  using Measure = std::function<double(std::string_view text, double size)>;

  // At most 2,000 bytes, nested at most 60 times; what is longer is shown as it is.
  static std::optional<Equation> read(std::string_view text);
  // `size`: of its letters, px.
  Typeset set(double size, const Measure &measure) const;
  const std::vector<Term> &lines() const { return lines_; }

 private:
  std::vector<Term> lines_;
};

// A name as it is written: "Ktrans" is K with trans above it.
struct WrittenName {
  std::string base, below, above;
  bool operator==(const WrittenName &) const = default;
};
WrittenName written_name(std::string_view name);

// y: of the base line of the first line.
void draw(Pen &pen, const Typeset &set, double x, double y);

// The formula as a drawing for a page; "" where it can't be read.
std::string equation_svg(std::string_view text, double size);

}  // namespace gantry::core::report
