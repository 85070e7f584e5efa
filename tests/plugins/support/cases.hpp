// SPDX-License-Identifier: Apache-2.0
// Published cases: rows of a table, and how many of them come out within their tolerance.
//
//   Tally tally("tofts");
//   for (const Row &row : rows_of(*root / "dce_mri_osipi/tofts.csv"))
//     tally.add(row.at("label"), {{fit.at("ve"), number(row.at("ve")), 0.05, 0}});
//   WARN(tally.told());                            // "tofts: 15 of 15, worst 0.61 of its tolerance (T1_20)"
//   CHECK(tally.matched() == tally.total());
#pragma once

#include <cmath>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>
#include <string>
#include <vector>

namespace gantry::test {

using Row = std::map<std::string, std::string>;

inline double number(const std::string &text) { return std::stod(text); }

// Numbers that are separated by blanks.
inline std::vector<double> numbers(const std::string &text) {
  std::vector<double> all;
  std::istringstream in(text);
  for (double x = 0; in >> x;) all.push_back(x);
  return all;
}

// Cells without commas inside; names without the blanks around them.
inline std::vector<Row> rows_of(const std::filesystem::path &file) {
  const auto cells = [](const std::string &line) {
    std::vector<std::string> all(1);
    for (const char c : line) {
      if (c == ',') all.emplace_back();
      else if (c != '\r') all.back() += c;
    }
    return all;
  };
  std::ifstream in(file);
  if (!in) throw std::runtime_error("can't open " + file.string());
  std::string line;
  std::getline(in, line);
  auto names = cells(line);
  for (std::string &name : names) {
    name.erase(0, name.find_first_not_of(' '));
    name.erase(name.find_last_not_of(' ') + 1);
  }
  std::vector<Row> rows;
  while (std::getline(in, line)) {
    if (line.empty()) continue;
    const auto values = cells(line);
    Row &row = rows.emplace_back();
    for (std::size_t i = 0; i < names.size() && i < values.size(); ++i) row[names[i]] = values[i];
  }
  return rows;
}

struct Judged {
  double found, published, absolute, relative;
  double part() const { return std::abs(found - published) / (absolute + relative * std::abs(published)); }
};

class Tally {
 public:
  explicit Tally(std::string name) : name_(std::move(name)) {}
  void add(const std::string &label, const std::vector<Judged> &numbers) {
    ++total_;
    double part = 0;
    for (const Judged &j : numbers) part = std::max(part, std::isnan(j.found) ? HUGE_VAL : j.part());
    matched_ += part <= 1 ? 1 : 0;
    if (part > 1) missed_ += " " + label;
    if (part < worst_) return;
    worst_ = part;
    label_ = label;
  }
  int matched() const { return matched_; }
  int total() const { return total_; }
  double worst() const { return worst_; }  // over its tolerance
  std::string told() const {
    std::ostringstream out;
    out << name_ << ": " << matched_ << " of " << total_ << ", worst " << worst_ << " of its tolerance (" << label_
        << ")";
    if (!missed_.empty()) out << "; missed:" << missed_;
    return out.str();
  }

 private:
  std::string name_, label_, missed_;
  int matched_ = 0, total_ = 0;
  double worst_ = 0;
};

}  // namespace gantry::test
