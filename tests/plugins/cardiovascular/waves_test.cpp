// SPDX-License-Identifier: Apache-2.0
// Tools on waves and loops: simulated ones whose numbers are known, and a human beat against numpy's Fourier transform.
#include <tests/plugins/support/cases.hpp>
#include <tests/plugins/support/plugin_bench.hpp>
#include <tests/plugins/support/reference.hpp>

#include <catch2/catch.hpp>

#include <cmath>
#include <complex>

extern "C" const gantry_plugin_entry cardiovascular_entry;

using namespace gantry::test;

namespace {

using Numbers = std::vector<double>;
constexpr double turn = 2 * 3.14159265358979323846;

struct Named {
  std::string name, unit;
  Numbers values;
};

HeldTable table_of(const std::vector<Named> &columns) {
  HeldTable table;
  table.rows = columns.front().values.size();
  for (const Named &column : columns) {
    table.names.push_back(column.name);
    table.units.push_back(column.unit);
    table.columns.emplace_back(column.values);
  }
  return table;
}

Numbers times(std::size_t points, double step) {
  Numbers all;
  for (std::size_t i = 0; i < points; ++i) all.push_back(step * static_cast<double>(i));
  return all;
}

// A pulse that begins at `s` = 0 and is as high as 1.
double pulse(double s) { return s < 0 ? 0 : 9.6 * (std::exp(-4 * s) - std::exp(-12 * s)) / 3.695; }

}  // namespace

TEST_CASE("the impedance of simulated waves is that of the network that made them") {
  // Three elements, Rc + Rp / (1 + i w Rp C), at each harmonic of a flow of five.
  const double rp = 0.8, c = 1.5, rc = 0.05, period = 0.75;
  const Numbers t = times(150, period / 150);
  const std::complex<double> flows[] = {80, {120, -60}, {40, 90}, {-30, 20}, {12, 9}, {-6, 8}};
  const auto impedance = [&](int n) { return rc + rp / std::complex<double>(1, turn * n / period * rp * c); };
  Numbers q(t.size()), p(t.size());
  for (std::size_t i = 0; i < t.size(); ++i)
    for (int n = 0; n < 6; ++n) {
      const auto wave = flows[n] * std::polar(1.0, turn * n * t[i] / period);
      q[i] += wave.real();
      p[i] += (wave * impedance(n)).real();
    }
  const Outcome o = PluginBench(cardiovascular_entry)
                        .input("waves", table_of({{"t", "s", t}, {"Flow", "mL/s", q}, {"P", "mmHg", p}}))
                        .set("harmonics", 5)
                        .set("from", 3)
                        .set("to", 5)
                        .set("least", 0.0)
                        .run("input_impedance");
  INFO(o.message);
  REQUIRE(o.status == GANTRY_OK);
  const HeldTable &spectrum = o.tables.at("spectrum"), &indices = o.tables.at("indices");
  for (int n = 0; n < 6; ++n) {
    CAPTURE(n);
    const auto row = static_cast<std::size_t>(n);
    CHECK(spectrum.number("frequency", row) == Approx(n / period));
    CHECK(spectrum.number("Q", row) == Approx(std::abs(flows[n])));
    CHECK(spectrum.number("Z", row) == Approx(std::abs(impedance(n))));
    CHECK(spectrum.number("phase", row) == Approx(360 / turn * std::arg(impedance(n))).margin(1e-9));
  }
  const double zc = (std::abs(impedance(3)) + std::abs(impedance(4)) + std::abs(impedance(5))) / 3;
  CHECK(indices.number("Zc", 0) == Approx(zc));
  CHECK(indices.number("R", 0) == Approx(rp + rc));
  CHECK(indices.number("Rp", 0) == Approx(rp + rc - zc));
  CHECK(indices.number("heart_rate", 0) == Approx(80));
  CHECK(indices.number("Gamma1", 0) == Approx(std::abs((impedance(1) - zc) / (impedance(1) + zc))));
  CHECK(o.files.front().bytes.find("<svg") == 0);
}

TEST_CASE("a human beat has the impedance that numpy's Fourier transform gives", "[reference]") {
  const auto root = reference_data();
  if (!root) {
    WARN("skipped: the reference data is not there");
    return;
  }
  const auto column = [&](const char *file) {
    Numbers values;
    std::ifstream in(*root / "windkessel/stergiopulos1999" / file);
    for (std::string line; std::getline(in, line);) values.push_back(number(line.substr(line.find(',') + 1)));
    return values;
  };
  const Numbers q = column("aflow.csv"), p = column("apressure.csv");
  const Outcome o = PluginBench(cardiovascular_entry)
                        .input("waves", table_of({{"time", "ms", times(166, 5)}, {"Q", "mL/s", q}, {"P", "mm[Hg]", p}}))
                        .run("input_impedance");
  INFO(o.message);
  REQUIRE(o.status == GANTRY_OK);
  // numpy 1.24, rfft(p) / rfft(q).
  const double moduli[] = {0.80297308, 0.08474195, 0.04407384, 0.03207552, 0.08589747, 0.09216905};
  const double phases[] = {0, -64.07409593, -39.8246175, 3.22211897, 11.28963881, 11.94003546};
  for (std::size_t n = 0; n < 6; ++n) {
    CHECK(o.tables.at("spectrum").number("Z", n) == Approx(moduli[n]).epsilon(1e-6));
    CHECK(o.tables.at("spectrum").number("phase", n) == Approx(phases[n]).margin(1e-6));
  }
  CHECK(o.tables.at("indices").number("Zc", 0) == Approx(0.08999087520669853).epsilon(1e-9));
  CHECK(o.tables.at("indices").number("Pf", 0) == Approx(42.170222115711056).epsilon(1e-9));
  CHECK(o.tables.at("indices").number("RM", 0) == Approx(0.6394235014836718).epsilon(1e-9));
  CHECK(o.tables.at("indices").number("Gamma1", 0) == Approx(0.6263787471127241).epsilon(1e-9));
}

TEST_CASE("loops of a ventricle with a known elastance give that elastance and its V0") {
  // P = E(t) (V - V0): E rises from 0.1 to 2.5 mmHg/mL and falls again; filling differs from beat to beat.
  Numbers t, v, p, beat;
  constexpr int points = 200;
  for (int n = 0; n < 6; ++n)
    for (int i = 0; i < points; ++i) {
      const double s = static_cast<double>(i) / points, end = 130 - 8.0 * n, stroke = 70 - 5.0 * n;
      const double shape = s < 0.4 ? 0.5 - 0.5 * std::cos(turn * s / 0.4) : 0;
      const double out = s < 0.1 ? 0 : s < 0.25 ? (s - 0.1) / 0.15 : s < 0.5 ? 1 : (1 - s) / 0.5;
      t.push_back(0.8 * (n + s));
      v.push_back(end - stroke * out);
      p.push_back((0.1 + 2.4 * shape) * (v.back() - 15));
      beat.push_back(n);
    }
  const auto run = [&](bool numbered) {
    std::vector<Named> columns{{"time", "s", t}, {"volume", "mL", v}, {"pressure", "mmHg", p}};
    if (numbered) columns.push_back({"beat", "", beat});
    const Outcome o = PluginBench(cardiovascular_entry).input("loops", table_of(columns)).run("pressure_volume_loops");
    INFO(o.message);
    REQUIRE(o.status == GANTRY_OK);
    return o;
  };
  const Outcome o = run(true);
  CHECK(o.tables.at("indices").number("Ees", 0) == Approx(2.5).epsilon(1e-6));
  CHECK(o.tables.at("indices").number("V0", 0) == Approx(15).epsilon(1e-5));
  CHECK(o.tables.at("indices").number("V0_found", 0) == 1);
  CHECK(o.tables.at("beats").rows == 6);
  CHECK(o.tables.at("beats").number("EDV", 2) == Approx(114));
  CHECK(o.tables.at("beats").number("SV", 2) == Approx(60));
  CHECK(o.tables.at("beats").number("EF", 2) == Approx(100 * 60 / 114.0));
  CHECK(o.tables.at("beats").number("HR", 2) == Approx(75));
  // Upstrokes tell the same beats apart, but for the last one, which does not end.
  const Outcome found = run(false);
  CHECK(found.tables.at("beats").rows == 5);
  CHECK(found.tables.at("indices").number("Ees", 0) == Approx(2.5).epsilon(1e-6));
}

TEST_CASE("a loop with straight sides has the area of a rectangle, and Ees above the V0 that is assumed") {
  // 120 to 50 mL, 10 to 100 mmHg; a corner every tenth point.
  const Numbers corner_v{120, 120, 50, 50}, corner_p{10, 100, 100, 10};
  Numbers v, p;
  for (std::size_t side = 0; side < 4; ++side)
    for (int i = 0; i < 10; ++i) {
      v.push_back(corner_v[side] + (corner_v[(side + 1) % 4] - corner_v[side]) * i / 10);
      p.push_back(corner_p[side] + (corner_p[(side + 1) % 4] - corner_p[side]) * i / 10);
    }
  const Outcome o = PluginBench(cardiovascular_entry)
                        .input("loops", table_of({{"time", "s", times(40, 0.02)}, {"V", "mL", v}, {"P", "mmHg", p}}))
                        .set("V0", 10.0)
                        .run("pressure_volume_loops");
  INFO(o.message);
  REQUIRE(o.status == GANTRY_OK);
  const HeldTable &indices = o.tables.at("indices");
  CHECK(indices.number("SW", 0) == Approx(6300));
  CHECK(indices.number("SV", 0) == Approx(70));
  CHECK(indices.number("Ped", 0) == Approx(10));
  CHECK(indices.number("Ees", 0) == Approx(100.0 / 40));
  CHECK(indices.number("Ea", 0) == Approx(100.0 / 70));
  CHECK(indices.number("V0_found", 0) == 0);
  CHECK(indices.number("HR", 0) == Approx(75));
}

TEST_CASE("a wave that comes 48 ms later over 480 mm has run at 10 m/s, by feet and by correlation") {
  const Numbers t = times(2600, 0.001);
  Numbers near, far;
  for (const double at : t) {
    double a = 80, b = 75;
    for (const double begin : {0.2, 1.05, 1.9}) {
      a += 40 * pulse(at - begin);
      b += 55 * pulse(at - begin - 0.048);
    }
    near.push_back(a);
    far.push_back(b);
  }
  const Outcome o =
      PluginBench(cardiovascular_entry)
          .input("waves", table_of({{"time", "s", t}, {"proximal", "mmHg", near}, {"distal", "mmHg", far}}))
          .set("distance", 480.0)
          .run("pulse_wave_velocity");
  INFO(o.message);
  REQUIRE(o.status == GANTRY_OK);
  CHECK(o.tables.at("beats").rows == 3);
  CHECK(o.tables.at("beats").number("proximal_foot", 0) == Approx(0.2).margin(0.001));
  CHECK(o.tables.at("beats").number("transit", 1) == Approx(48).margin(0.05));
  CHECK(o.tables.at("indices").number("PWV_feet", 0) == Approx(10).epsilon(1e-3));
  CHECK(o.tables.at("indices").number("PWV_correlation", 0) == Approx(10).epsilon(5e-3));
  CHECK(o.tables.at("indices").number("correlation", 0) == Approx(1).epsilon(1e-3));
}

TEST_CASE("a shoulder before the peak augments, one behind it does the opposite") {
  // Two humps over 80 mmHg: the first 30 mmHg high at 0.15 s, the other at 0.32 s higher or lower than that.
  const auto run = [](double second) {
    Numbers t = times(1000, 0.001), p;
    for (const double at : t)
      p.push_back(80 + 30 * std::exp(-std::pow((at - 0.15) / 0.055, 2)) +
                  second * std::exp(-std::pow((at - 0.32) / 0.1, 2)));
    const Outcome o = PluginBench(cardiovascular_entry)
                          .input("waves", table_of({{"time", "s", t}, {"pressure", "mmHg", p}}))
                          .set("smooth", 5.0)
                          .run("pressure_wave");
    INFO(o.message);
    REQUIRE(o.status == GANTRY_OK);
    return o.tables.at("beats");
  };
  // Where the second derivative is 0, by scipy 1.10's brentq: 106.848 mmHg before a peak of 120.002, and 92.128 mmHg behind
  // one of 110.855.
  const HeldTable stiff = run(40), soft = run(15);
  CHECK(stiff.text("type", 0) == "A");
  CHECK(stiff.number("Ps", 0) == Approx(120).margin(0.05));
  CHECK(stiff.number("AIx", 0) == Approx(100 * 13.154 / 40.002).margin(0.5));
  CHECK(soft.text("type", 0) == "C");
  CHECK(soft.number("AIx", 0) == Approx(-100 * 18.727 / 30.855).margin(0.5));
}

TEST_CASE("an artery's stiffness follows from its pressures and diameters") {
  const Outcome o = PluginBench(cardiovascular_entry)
                        .input("artery", table_of({{"pressure", "mmHg", {80, 120}}, {"diameter", "cm", {0.7, 0.75}}}))
                        .set("wall", 0.5)
                        .run("arterial_stiffness");
  INFO(o.message);
  REQUIRE(o.status == GANTRY_OK);
  const HeldTable &indices = o.tables.at("indices");
  const double strain = 0.5 / 7, distensibility = (7.5 * 7.5 / 49 - 1) / 40;
  CHECK(indices.number("beta", 0) == Approx(std::log(1.5) / strain));
  CHECK(indices.number("Ep", 0) == Approx(560));
  CHECK(indices.number("E", 0) == Approx(560 * 7 / (2 * 0.5)));
  CHECK(indices.number("DC", 0) == Approx(distensibility));
  CHECK(indices.number("CC", 0) == Approx(distensibility * turn / 8 * 49));
  CHECK(indices.number("PWV", 0) == Approx(std::sqrt(133.322 / (1060 * distensibility))));
}

TEST_CASE("what a tool can't use is said: no column, another unit, a time that goes back") {
  const auto refused = [](const std::vector<Named> &columns) {
    return PluginBench(cardiovascular_entry).input("waves", table_of(columns)).run("input_impedance");
  };
  const Numbers t = times(20, 0.04), ones(20, 1);
  CHECK(refused({{"time", "s", t}, {"flow", "mL/s", ones}}).code == "waveforms.column");
  CHECK(refused({{"time", "s", t}, {"flow", "mL", ones}, {"pressure", "mmHg", ones}}).code == "waveforms.unit");
  CHECK(refused({{"time", "s", ones}, {"flow", "mL/s", ones}, {"pressure", "mmHg", ones}}).code == "waveforms.time");
  CHECK(refused({{"time", "s", t}, {"flow", "mL/s", ones}, {"pressure", "mmHg", ones}}).code == "cardiovascular.flow");
}
