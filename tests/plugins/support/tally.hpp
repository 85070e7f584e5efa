// SPDX-License-Identifier: Apache-2.0
// How many of a set's published cases come out within their tolerance.
//
//   Tally tally("tofts");
//   tally.add("T1_20", {{fit.at("ve"), 0.2, 0.05, 0, "ve"}});
//   WARN(tally.told());                            // "tofts: 15 of 15, worst 0.61 of its tolerance (T1_20)"
//   CHECK(tally.matched() == tally.total());
//
// Where $GANTRY_CASES names a file, each number is written to it as a line of
// set;case;number;found;published;tolerance;part of the tolerance: ./dev references makes its table of them.
#pragma once

#include <cmath>
#include <string>
#include <vector>

namespace gantry::test {

// A number that was found and the one that was published: at most absolute + relative |published| apart.
struct Judged {
  double found, published, absolute, relative;
  std::string what = {};  // which of the case's numbers
  double tolerance() const { return absolute + relative * std::abs(published); }
  double part() const { return std::isnan(found) ? HUGE_VAL : std::abs(found - published) / tolerance(); }
};

class Tally {
 public:
  explicit Tally(std::string name) : name_(std::move(name)) {}
  void add(const std::string &label, const std::vector<Judged> &numbers);
  int matched() const { return matched_; }
  int total() const { return total_; }
  double worst() const { return worst_; }  // over its tolerance
  std::string told() const;

 private:
  std::string name_, label_, missed_;
  int matched_ = 0, total_ = 0;
  double worst_ = 0;
};

}  // namespace gantry::test
