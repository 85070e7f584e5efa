// SPDX-License-Identifier: Apache-2.0
// The dead spaces of breaths whose numbers are known, or were computed apart with numpy and scipy.
#include <tests/plugins/support/plugin_bench.hpp>

#include <catch2/catch.hpp>

#include <cmath>

extern "C" const gantry_plugin_entry respiratory_entry;

using namespace gantry::test;

namespace {

// Nothing up to 100 mL, a straight rise to 40 mmHg at 200 mL, then phase III with this slope up to 500 mL.
double co2(double volume, double slope) {
  return volume < 100 ? 0 : volume < 200 ? 0.4 * (volume - 100) : 40 + slope * (volume - 200);
}

HeldTable breath(double slope, bool by_flow) {
  std::vector<double> t, flow, v, p;
  for (int i = -50; i <= 250; ++i) {
    if (i < 0 && !by_flow) continue;
    t.push_back(0.01 * i);
    flow.push_back(i < 0 ? 12 : -12);  // L/min
    v.push_back(2.0 * i);
    p.push_back(i < 0 ? 0 : co2(v.back(), slope));
  }
  HeldTable table;
  table.rows = t.size();
  table.names = by_flow ? std::vector<std::string>{"time", "flow", "PCO2"} : std::vector<std::string>{"V", "PCO2"};
  table.units = by_flow ? std::vector<std::string>{"s", "L/min", "mmHg"} : std::vector<std::string>{"mL", "mmHg"};
  if (by_flow) table.columns = {t, flow, p};
  else table.columns = {v, p};
  return table;
}

HeldTable indices(const HeldTable &table) {
  const Outcome o = PluginBench(respiratory_entry).input("breath", table).set("PaCO2", 42.0).run("capnography");
  INFO(o.message);
  REQUIRE(o.status == GANTRY_OK);
  CHECK(o.files.front().bytes.find("<svg") == 0);
  return o.tables.at("indices");
}

}  // namespace

TEST_CASE("a level phase III: the dead space is the middle of phase II, and Bohr's the same") {
  const HeldTable found = indices(breath(0, false));
  CHECK(found.number("VT", 0) == Approx(500));
  CHECK(found.number("VDaw", 0) == Approx(150));
  CHECK(found.number("PACO2", 0) == Approx(40));
  CHECK(found.number("PECO2", 0) == Approx(28));  // 40 mmHg in 350 of 500 mL
  CHECK(found.number("VD_VT_Bohr", 0) == Approx(0.3));
  CHECK(found.number("VDalv", 0) == Approx(0).margin(1e-9));
  CHECK(found.number("VD_VT_Enghoff", 0) == Approx(1 - 28.0 / 42));
  CHECK(found.number("VTCO2", 0) == Approx(28 * 500 / 713.0));
  CHECK(found.number("SII", 0) == Approx(0.4));
  CHECK(found.number("SIII", 0) == Approx(0).margin(1e-12));
}

TEST_CASE("a phase III that rises has Fowler's equal areas as scipy finds them") {
  const HeldTable found = indices(breath(0.02, false));
  // scipy 1.10's brentq on the areas from numpy's trapz.
  CHECK(found.number("VDaw", 0) == Approx(149.35886896179275).epsilon(1e-10));
  CHECK(found.number("PECO2", 0) == Approx(29.8));
  CHECK(found.number("PACO2", 0) == Approx(42.49358868961793).epsilon(1e-10));
  CHECK(found.number("VD_VT_Bohr", 0) == Approx(0.2987177379235856).epsilon(1e-10));
  CHECK(found.number("PETCO2", 0) == Approx(46));
  CHECK(found.number("SIII", 0) == Approx(0.02));
}

TEST_CASE("time and flow give the same expiration as its volume") {
  const HeldTable by_volume = indices(breath(0.02, false)), by_flow = indices(breath(0.02, true));
  for (const char *name : {"VT", "VDaw", "PECO2", "SIII"})
    CHECK(by_flow.number(name, 0) == Approx(by_volume.number(name, 0)).epsilon(1e-9));
}

TEST_CASE("a volume that falls, and a breath without carbon dioxide, are refused in words") {
  HeldTable back = breath(0, false);
  std::get<0>(back.columns[0])[40] = 10;
  CHECK(PluginBench(respiratory_entry).input("breath", back).run("capnography").code == "respiratory.volume");
  HeldTable empty = breath(0, false);
  for (double &p : std::get<0>(empty.columns[1])) p = 0;
  CHECK(PluginBench(respiratory_entry).input("breath", empty).run("capnography").code == "respiratory.dead_space");
}
