// SPDX-License-Identifier: Apache-2.0
// The curves of OSIPI's collection for the exchange models, with and without a delay, against its parameters within its
// tolerances (tolerances.json); and the collection's own delay of curves that have none.
#include <catch2/catch.hpp>
#include <tests/plugins/support/cases.hpp>
#include <tests/plugins/support/model_fit.hpp>
#include <tests/plugins/support/reference.hpp>

extern "C" const gantry_plugin_entry perfusion_entry;

using namespace gantry::test;

namespace {

struct Set {
  const char *file, *model, *time, *tissue, *input;
  std::vector<std::pair<const char *, const char *>> columns;  // column of the file → parameter
  const char *delay;
};

const std::map<std::string, std::pair<double, double>> tolerance{
    {"ve", {0.05, 0}}, {"vp", {0.025, 0}}, {"Ktrans", {0.005, 0.1}}, {"ps", {0.005, 0.1}}, {"fp", {5, 0.1}}};

const std::vector<Set> sets{
    {"dce_DRO_data_tofts.csv", "tofts", "t", "C", "ca", {{"ve", "ve"}, {"Ktrans", "Ktrans"}}, "arterialdelay"},
    {"dce_DRO_data_extended_tofts.csv",
     "extended_tofts",
     "t",
     "C",
     "ca",
     {{"ve", "ve"}, {"vp", "vp"}, {"Ktrans", "Ktrans"}},
     "arterialdelay"},
    {"patlak_sd_0.02_delay_0.csv", "patlak", "t", "C_t", "cp_aif", {{"vp", "vp"}, {"ps", "Ktrans"}}, "arterial_delay"},
    {"patlak_sd_0.02_delay_5.csv", "patlak", "t", "C_t", "cp_aif", {{"vp", "vp"}, {"ps", "Ktrans"}}, "arterial_delay"},
    {"2cxm_sd_0.001_delay_0.csv",
     "exchange2",
     "t",
     "C_t",
     "cp_aif",
     {{"vp", "vp"}, {"ve", "ve"}, {"fp", "Fp"}, {"ps", "PS"}},
     "arterial_delay"},
    {"2cxm_sd_0.001_delay_5.csv",
     "exchange2",
     "t",
     "C_t",
     "cp_aif",
     {{"vp", "vp"}, {"ve", "ve"}, {"fp", "Fp"}, {"ps", "PS"}},
     "arterial_delay"},
    {"2cum_sd_0.0025_delay_0.csv",
     "uptake2",
     "t",
     "C_t",
     "cp_aif",
     {{"vp", "vp"}, {"fp", "Fp"}, {"ps", "PS"}},
     "arterial_delay"},
    {"2cum_sd_0.0025_delay_5.csv",
     "uptake2",
     "t",
     "C_t",
     "cp_aif",
     {{"vp", "vp"}, {"fp", "Fp"}, {"ps", "PS"}},
     "arterial_delay"},
};

// The curve as the collection delays it: by whole points, with what comes before left at 0.
std::vector<double> later(std::vector<double> curve, std::size_t points) {
  curve.insert(curve.begin(), points, 0.0);
  curve.resize(curve.size() - points);
  return curve;
}

Tally fitted(const Set &set, const std::filesystem::path &folder, bool sought, std::size_t delayed_points) {
  Tally tally(std::string(set.file) + (sought ? ", delay sought" : ", delay known") +
              (delayed_points > 0 ? ", 5 points later" : ""));
  for (const Row &row : rows_of(folder / set.file)) {
    const auto time = numbers(row.at(set.time));
    const double delay = number(row.at(set.delay)) + time[delayed_points] - time[0];
    const ModelFit model(perfusion_entry, set.model, {time, numbers(row.at(set.input))});
    const std::string fixed = R"({"fix": {"delay": )" + std::to_string(delay) + "}}";
    const auto found = model.fitted(later(numbers(row.at(set.tissue)), delayed_points), sought ? "{}" : fixed);
    std::vector<Judged> judged{{found.at("delay"), delay, 1, 0, "delay"}};
    for (const auto &[column, parameter] : set.columns) {
      const auto [absolute, relative] = tolerance.at(column);
      judged.push_back({found.at(parameter), number(row.at(column)), absolute, relative, parameter});
    }
    tally.add(row.at("label"), judged);
  }
  return tally;
}

}  // namespace

TEST_CASE("every exchange curve of OSIPI's collection gives its parameters within the tolerances", "[reference]") {
  const auto root = reference_data();
  if (!root) {
    WARN("skipped: the reference data is not there");
    return;
  }
  for (const Set &set : sets) {
    const Tally tally = fitted(set, *root / "dce_mri_osipi", false, 0);
    WARN(tally.told());
    CHECK(tally.matched() == tally.total());
  }
}

// The exchange model's five parameters are then known less well than the tolerance of PS from two of the curves: at the
// least squares themselves, 1.36 and 1.09 of it.
TEST_CASE("with the delay sought too, it comes out, and all but two curves of the exchange model give the rest",
          "[reference]") {
  const auto root = reference_data();
  if (!root) return;
  for (const Set &set : sets) {
    const Tally tally = fitted(set, *root / "dce_mri_osipi", true, 0);
    WARN(tally.told());
    CHECK(tally.matched() >= tally.total() - (std::string(set.model) == "exchange2" ? 1 : 0));
    CHECK(tally.worst() < 1.4);
  }
}

TEST_CASE("curves that are moved by five points give the same parameters, and that delay", "[reference]") {
  const auto root = reference_data();
  if (!root) return;
  for (const std::size_t i : {0, 1}) {
    const Tally tally = fitted(sets[i], *root / "dce_mri_osipi", true, 5);
    WARN(tally.told());
    CHECK(tally.matched() == tally.total());
  }
}
