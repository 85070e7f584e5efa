// SPDX-License-Identifier: Apache-2.0
// Published tables, against rows, columns and sums found by Python's csv module and math.fsum.
#include "making.hpp"

#include <tests/plugins/support/reference.hpp>

#include <catch2/catch.hpp>

#include <numeric>

using namespace gantry::test;

namespace {

constexpr const char *names[] = {"f64", "i64", "text"};

struct Wanted {
  const char *file;
  std::size_t rows, columns;
  std::vector<std::pair<const char *, double>> sums;  // of columns of numbers
  std::size_t characters;                             // of all columns of text
};

// OSIPI's DCE-MRI reference objects; R's datasets DNase, Puromycin, Theoph; nlmixr's Bolus_1CPT.
const std::vector<Wanted> all = {
    {"dce_mri_osipi/2cum_sd_0.0025_delay_0.csv",
     18,
     8,
     {{"vp", 1.02}, {"fp", 420}, {"ps", 0.09009}, {"arterial_delay", 0}},
     420878},
    {"dce_mri_osipi/2cum_sd_0.0025_delay_5.csv",
     9,
     8,
     {{"vp", 0.51}, {"fp", 210}, {"ps", 0.09}, {"arterial_delay", 45}},
     210516},
    {"dce_mri_osipi/2cxm_sd_0.001_delay_0.csv", 16, 9, {{"vp", 0.96}, {"ve", 2.4}, {"fp", 300}, {"ps", 1.6}}, 374122},
    {"dce_mri_osipi/2cxm_sd_0.001_delay_5.csv", 8, 9, {{"vp", 0.48}, {"ve", 1.2}, {"fp", 180}, {"ps", 0.8}}, 187126},
    {"dce_mri_osipi/SI2Conc_data.csv",
     3,
     8,
     {{"FA", 53}, {"TR", 0.007}, {"T1base", 4.4}, {"numbaselinepts", 12}, {"r1", 12.4}},
     9889},
    {"dce_mri_osipi/dce_DRO_data_extended_tofts.csv",
     10,
     9,
     {{"ve", 1.9111712514191987}, {"vp", 0.13370572308251316}, {"Ktrans", 0.5718348807117087}},
     155692},
    {"dce_mri_osipi/dce_DRO_data_tofts.csv", 15, 8, {{"ve", 4}, {"Ktrans", 3.25}, {"arterialdelay", 0}}, 1007619},
    {"dce_mri_osipi/patlak_sd_0.02_delay_0.csv", 6, 7, {{"vp", 1.6}, {"ps", 0.15}}, 140284},
    {"dce_mri_osipi/patlak_sd_0.02_delay_5.csv", 6, 7, {{"vp", 1.6}, {"ps", 0.6}, {"arterial_delay", 30}}, 140334},
    {"pharmacokinetics/Bolus_1CPT_subset.csv",
     240,
     14,
     {{"ID", 7800}, {"TIME", 3809.88}, {"DV", 88347.6}, {"LNDV", 1206.013}, {"AMT", 500000}, {"CL", 954.4}},
     0},
    {"pharmacokinetics/DNase.csv", 176, 3, {{"conc", 546.77734364}, {"density", 126.572}}, 208},
    {"pharmacokinetics/Puromycin.csv", 23, 3, {{"conc", 7.18}, {"rate", 2917}}, 183},
    {"pharmacokinetics/R_nls_reference.csv",
     73,
     8,
     {{"estimate", 367.53550892406},
      {"std_error", 21.859047319786},
      {"rss", 4251.547114431532},
      {"df", 755},
      {"loglik", 903.495079166}},
     1715},
    {"pharmacokinetics/Theoph.csv", 132, 5, {{"Wt", 9185}, {"Dose", 610.61}, {"Time", 778.09}, {"conc", 654.78}}, 165},
};

std::size_t characters(const HeldTable &t) {
  std::size_t count = 0;
  for (const auto &column : t.columns) {
    if (const auto *texts = std::get_if<2>(&column)) {
      for (const std::string &text : *texts) count += text.size();
    }
  }
  return count;
}

}  // namespace

TEST_CASE("published tables have the rows, columns and sums that Python's csv finds", "[reference]") {
  const auto root = reference_data();
  if (!root) {
    WARN("skipped: the reference data are absent");
    return;
  }
  for (const Wanted &wanted : all) {
    INFO(wanted.file);
    const HeldTable t = table_of(load(*root / wanted.file).bytes);
    CHECK(t.rows == wanted.rows);
    CHECK(t.columns.size() == wanted.columns);
    for (const auto &[column, sum] : wanted.sums) {
      INFO(column);
      double found = 0;
      for (std::size_t row = 0; row < t.rows; ++row) found += t.number(column, row);
      CHECK(found == Approx(sum).epsilon(1e-13));
    }
    CHECK(characters(t) == wanted.characters);
  }
}

TEST_CASE("R's quoted factor stays text, its numbers keep their type", "[reference]") {
  const auto root = reference_data();
  if (!root) {
    WARN("skipped: the reference data are absent");
    return;
  }
  const HeldTable theoph = table_of(load(*root / "pharmacokinetics/Theoph.csv").bytes);
  const std::vector<std::string> types = {"text", "f64", "f64", "f64", "f64"};
  for (std::size_t c = 0; c < types.size(); ++c) CHECK(names[theoph.columns[c].index()] == types[c]);
  CHECK(theoph.text("Subject", 131) == "12");
  const HeldTable puromycin = table_of(load(*root / "pharmacokinetics/Puromycin.csv").bytes);
  CHECK(puromycin.columns[puromycin.index("rate")].index() == 1);
}
