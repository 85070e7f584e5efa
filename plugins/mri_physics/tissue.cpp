// SPDX-License-Identifier: Apache-2.0
#include "tissue.hpp"

#include "columns.hpp"

#include <algorithm>
#include <cmath>

namespace mri_physics {

void check(const Tissue &t, const char *port) {
  const auto wrong = [&](const char *what) {
    throw gantry::Error("mri_physics.tissue", what, GANTRY_OUT_OF_RANGE)
        .at(port)
        .hint("correct the values of the tissue");
  };
  if (!(t.t1 > 0) || !(t.t2 > 0)) wrong("T1 and T2 are above 0");
  if (t.t2 > 2 * t.t1) wrong("T2 can't be more than twice T1");
  if (!(t.pd >= 0) || !(t.b1 >= 0) || !(t.t2prime >= 0)) wrong("PD, B1 and T2' are not below 0");
  if (!std::isfinite(t.df)) wrong("the off-resonance is no number");
}

std::vector<NamedTissue> tissues_of(const gantry_table &table) {
  constexpr const char *port = "tissues";
  const Columns columns(table, port);
  const auto names = columns.texts("name");
  const auto t1 = columns.milliseconds("T1", {}), t2 = columns.milliseconds("T2", {}),
             t2prime = columns.milliseconds("T2prime", 0), pd = columns.numbers("PD", 1), df = columns.numbers("df", 0),
             b1 = columns.numbers("B1", 1), label = columns.numbers("label", -1);
  std::vector<NamedTissue> tissues;
  for (std::size_t row = 0; row < columns.rows(); ++row) {
    const auto number = static_cast<std::int64_t>(row + 1);
    NamedTissue t{names[row],
                  columns.has("label") ? static_cast<std::int64_t>(label[row]) : number,
                  {t1[row], t2[row], pd[row], df[row], b1[row], t2prime[row]}};
    if (t.name.empty()) t.name = "tissue " + std::to_string(number);
    check(t.tissue, port);
    tissues.push_back(std::move(t));
  }
  return tissues;
}

std::size_t isochromats_for(const Sequence &sequence, const Tissue &tissue) {
  constexpr double most = 1024, for_t2prime = 128;
  double turns = 0;
  bool kept = false;  // dephasing goes on from one repetition to the next
  for (const Event &e : sequence.events) {
    turns += std::abs(e.turns);
    if (e.turns != 0) kept = true;
    if (e.spoil) kept = false;
  }
  // Twelve T2 after they were made, orders count no more.
  const double repetitions = kept ? 12 * tissue.t2 / std::max(sequence.duration(), 1e-3) : 0;
  double needed = std::ceil(turns * (1 + repetitions)) + 1;
  if (tissue.t2prime > 0) needed = std::max(needed, for_t2prime);
  return static_cast<std::size_t>(std::clamp(needed, kept ? 32.0 : 1.0, most));
}

}  // namespace mri_physics
