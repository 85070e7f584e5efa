// SPDX-License-Identifier: Apache-2.0
#include "making.hpp"

#include <catch2/catch.hpp>

#include <cmath>
#include <cstring>
#include <limits>
#include <random>

using namespace gantry::test;
using gantry::ColumnValues;

namespace {

using Reals = std::vector<double>;
using Wholes = std::vector<std::int64_t>;
using Texts = std::vector<std::string>;

bool same(const Reals &a, const Reals &b) {
  if (a.size() != b.size()) return false;
  for (std::size_t i = 0; i < a.size(); ++i) {
    if (std::isnan(a[i]) != std::isnan(b[i])) return false;
    if (!std::isnan(a[i]) && std::memcmp(&a[i], &b[i], sizeof a[i]) != 0) return false;
  }
  return true;
}

void check_round_trip(const std::vector<ColumnValues> &columns, const std::string &name) {
  const Written written = write_table(columns, name);
  REQUIRE(written.status == GANTRY_OK);
  CHECK(written.warnings.empty());
  INFO(written.bytes.substr(0, 2000));
  const HeldTable back = table_of(written.bytes);
  REQUIRE(back.columns.size() == columns.size());
  for (std::size_t c = 0; c < columns.size(); ++c) {
    CHECK(back.names[c] == columns[c].name);
    CHECK(back.units[c] == columns[c].unit);
    REQUIRE(back.columns[c].index() == columns[c].values.index());
    if (columns[c].values.index() == 0) CHECK(same(std::get<0>(back.columns[c]), std::get<0>(columns[c].values)));
    else CHECK(back.columns[c] == columns[c].values);
  }
}

void check_round_trips(const std::vector<ColumnValues> &columns) {
  check_round_trip(columns, "a.csv");
  check_round_trip(columns, "a.tsv");
}

}  // namespace

TEST_CASE("a table is written with names, units, and the shortest digits that read back") {
  const std::vector<ColumnValues> columns = {
      {"t", "s", Reals{0.1, 1e-20, NAN}}, {"n", "", Wholes{1, -2, 3}}, {"note", "", Texts{"a", "b,c", "say \"d\""}}};
  const Written csv = write_table(columns, "a.csv");
  CHECK(csv.bytes == "t [s],n,note\n0.1,1,a\n1e-20,-2,\"b,c\"\nNaN,3,\"say \"\"d\"\"\"\n");
  CHECK(csv.media_type == "text/csv");
  CHECK(csv.name == "a.csv");
  const Written tsv = write_table(columns, "a.tsv");
  CHECK(tsv.bytes.substr(0, 18) == "t [s]\tn\tnote\n0.1\t1");
  CHECK(tsv.media_type == "text/tab-separated-values");
}

TEST_CASE("numbers of every size come back bit by bit") {
  std::mt19937_64 random(7);
  Reals reals = {0.0, -0.0, INFINITY, -INFINITY, NAN, 5e-324, 1.7976931348623157e308, 0.1, 1e22, 123456789012345678.0};
  while (reals.size() < 5000) {
    const std::uint64_t bits = random();
    double x = 0;
    std::memcpy(&x, &bits, sizeof x);
    reals.push_back(std::isnan(x) ? 1.5 : x);
  }
  Wholes wholes;
  for (const double x : reals)
    wholes.push_back(static_cast<std::int64_t>(random() % 9007199254740992u) * (x < 0 ? -1 : 1));
  check_round_trips({{"x", "mm[Hg]", reals}, {"n", "", wholes}});
}

TEST_CASE("columns keep their type: whole doubles, text that looks like numbers, nothing but blanks") {
  check_round_trips({{"x", "s", Reals{1, 2, -3}},
                     {"id", "", Texts{"001", "2,5", "NA"}},
                     {"blank", "", Texts{"", "", ""}},
                     {"missing", "", Reals{NAN, NAN, NAN}}});
  check_round_trips({{"x", "", Reals{0, 1e15}}});
  check_round_trips({{"only", "", Texts{"", "a", ""}}});
  check_round_trips({{"n", "", Wholes{5}}});
}

TEST_CASE("names and texts that mean something to a reader come back as they were") {
  check_round_trips({{"time [s]", "", Wholes{1, 2}},
                     {"f / Hz", "", Wholes{1, 2}},
                     {"p (kPa)", "Pa", Wholes{1, 2}},
                     {"#", "", Wholes{3, 4}}});
  check_round_trips({{"2019", "", Wholes{1, 2}}, {"NA", "", Wholes{1, 2}}});
  check_round_trips({{"a;b", "", Texts{"# no comment", "x;y"}}, {"c", "", Texts{" space ", "two\r\nlines"}}});
  check_round_trips({{"a", "", Texts{"[s]", "x"}}, {"b", "", Texts{"(m)", "y"}}});
  check_round_trips({{"a", "", Texts{"x", ""}}, {"b", "", Texts{"y", ""}}});
  check_round_trips({{"\xC2\xB5", "umol/L", Texts{"\"", "\xE2\x82\xAC"}}, {"b", "1", Wholes{1, 2}}});
}

TEST_CASE("a name that can't come back is said, a table without columns refused") {
  CHECK(write_table({{"a", "no UCUM", Wholes{1}}}).warnings.size() == 1);
  CHECK(write_table({}).code == "tables.no-columns");
}
