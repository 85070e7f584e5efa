// SPDX-License-Identifier: Apache-2.0
#include "tally.hpp"

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <sstream>

namespace gantry::test {

void Tally::add(const std::string &label, const std::vector<Judged> &numbers) {
  ++total_;
  double part = 0;
  for (const Judged &j : numbers) part = std::max(part, j.part());
  matched_ += part <= 1 ? 1 : 0;
  if (part > 1) missed_ += " " + label;
  if (part >= worst_) {
    worst_ = part;
    label_ = label;
  }
  const char *cases = std::getenv("GANTRY_CASES");
  if (cases == nullptr) return;
  std::ofstream out(cases, std::ios::app);
  out.precision(9);
  for (const Judged &j : numbers)
    out << name_ << ';' << label << ';' << j.what << ';' << j.found << ';' << j.published << ';' << j.tolerance() << ';'
        << j.part() << '\n';
}

std::string Tally::told() const {
  std::ostringstream out;
  out << name_ << ": " << matched_ << " of " << total_ << ", worst " << worst_ << " of its tolerance (" << label_
      << ")";
  if (!missed_.empty()) out << "; missed:" << missed_;
  return out.str();
}

}  // namespace gantry::test
