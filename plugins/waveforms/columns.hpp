// SPDX-License-Identifier: Apache-2.0
// Columns of a table by what they hold, in the unit that a formula wants.
//
//   const Columns columns(waves.view(), "waves");
//   const auto t = columns.time();                                            // s, increasing
//   const auto p = columns.numbers("pressure", {"pressure", "P"}, "mm[Hg]");  // kPa, cmH2O … are converted
#pragma once

#include <gantry/table.h>

#include <initializer_list>
#include <string>
#include <vector>

namespace gantry::waveforms {

// Multiply a value in `from` by it to get one in `to`; 0 where they don't measure the same. Times, pressures, flows,
// volumes, lengths and areas, in UCUM's spelling or in that of devices (mmHg, cmH2O). "" is taken for the other one.
double factor(const std::string &from, const std::string &to);

class Columns {
 public:
  // `table` must live as long; errors name the port.
  Columns(const gantry_table &table, const char *port) : table_(table), port_(port) {}

  std::size_t rows() const { return static_cast<std::size_t>(table_.rows); }
  bool has(std::initializer_list<const char *> names) const;
  // The first column that has one of these names, in any case. Errors "waveforms.column": there is none, or it holds words;
  // "waveforms.unit"; "waveforms.number": a cell is empty.
  std::vector<double> numbers(const char *what, std::initializer_list<const char *> names, const char *unit) const;
  // The column time or t, s. Errors "waveforms.time": it does not increase; "waveforms.points": fewer than eight.
  std::vector<double> time() const;

 private:
  const gantry_column *find(std::initializer_list<const char *> names) const;

  const gantry_table &table_;
  const char *port_;
};

// The step of times that are equally spaced to a hundredth of it; 0 where they are not.
double equal_step(const std::vector<double> &times);
// Straight lines between the points; the ends hold beyond. `x` increases.
double between(const std::vector<double> &x, const std::vector<double> &y, double at);
double mean(const std::vector<double> &values);
// The slope of y over time at each point: between its neighbours, at the ends to the one there is.
std::vector<double> slope(const std::vector<double> &time, const std::vector<double> &y);

// a + b x by least squares, x and y of [first, last).
struct Line {
  double at_0 = 0, slope = 0;
  double at(double x) const { return at_0 + slope * x; }
};
Line line_through(const std::vector<double> &x, const std::vector<double> &y, std::size_t first, std::size_t last);

}  // namespace gantry::waveforms
