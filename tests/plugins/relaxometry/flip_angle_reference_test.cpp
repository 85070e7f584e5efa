// SPDX-License-Identifier: Apache-2.0
// T1 of OSIPI's variable flip angle sets: brain, QIBA's phantom and prostate, there with and without B1.
#include <catch2/catch.hpp>
#include <tests/plugins/support/cases.hpp>
#include <tests/plugins/support/model_fit.hpp>
#include <tests/plugins/support/reference.hpp>

extern "C" const gantry_plugin_entry relaxometry_entry;

using namespace gantry::test;

namespace {

// R1 in 1/s within the collection's 0.05 + 5 %. seconds: how long a unit of the file's TR is.
void add(Tally &tally, const Row &row, double seconds, double b1, double published) {
  auto repetition = numbers(row.at("TR"));
  for (double &tr : repetition) tr *= 1000 * seconds;
  const ModelFit model(relaxometry_entry, "t1_vfa", {numbers(row.at("FA")), repetition});
  const auto found = model.fitted(numbers(row.at("s")), R"({"constants": {"B1": )" + std::to_string(b1) + "}}");
  tally.add(row.at("label"), {{found.at("R1"), published, 0.05, 0.05, "R1"}});
}

}  // namespace

TEST_CASE("every variable flip angle set of OSIPI's collection gives its R1 within the tolerance", "[reference]") {
  const auto root = reference_data();
  if (!root) {
    WARN("skipped: the reference data is not there");
    return;
  }
  Tally brain("t1_brain"), phantom("t1_quiba"), prostate("t1_prostate"), corrected("t1_prostate with B1");
  for (const Row &row : rows_of(*root / "t1_vfa_osipi/t1_brain_data.csv")) add(brain, row, 1, 1, number(row.at("R1")));
  for (const Row &row : rows_of(*root / "t1_vfa_osipi/t1_quiba_data.csv"))
    add(phantom, row, 1, 1, 1000 * number(row.at("R1")));  // 1/ms in the file
  for (const Row &row : rows_of(*root / "t1_vfa_osipi/t1_prostate_data.csv")) {
    add(prostate, row, 0.001, 1, 1000 / number(row.at("T1 nonlinear")));
    add(corrected, row, 0.001, number(row.at("B1")) / 100, 1000 / number(row.at("T1 nonlinear B1cor")));
  }
  for (const Tally &tally : {brain, phantom, prostate, corrected}) {
    WARN(tally.told());
    CHECK(tally.matched() == tally.total());
  }
}
