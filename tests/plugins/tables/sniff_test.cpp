// SPDX-License-Identifier: Apache-2.0
#include "making.hpp"

#include <catch2/catch.hpp>

using namespace gantry::test;

extern "C" const gantry_plugin_entry tables_entry;

namespace {

std::uint32_t sniff(const std::string &name, const std::string &bytes) {
  return PluginBench(tables_entry).sniff("text-table", {name, bytes});
}

}  // namespace

TEST_CASE("tables are claimed by name and content, less surely by content alone") {
  const std::string table = "t,c\n0,1.5\n1,2.5\n";
  CHECK(sniff("a.csv", table) == 60);
  CHECK(sniff("A.CSV", table) == 60);
  CHECK(sniff("a.tsv", "t\tc\n0\t1\n") == 60);
  CHECK(sniff("a.txt", table) == 60);
  CHECK(sniff("a.dat", table) == 60);
  CHECK(sniff("a.out", table) == 20);
  CHECK(sniff("table", table) == 20);
  CHECK(sniff("a.csv", "t;n\n" + std::string(9000, 'x')) == 60);  // a row longer than the head that is seen
  CHECK(sniff("a.csv", "t,c\n" + std::string(4091, '1') + "\xC3\xA9") == 60);  // cut within a character
}

TEST_CASE("a .csv that can't be read is claimed, so that the refusal says why") {
  CHECK(sniff("a.csv", "") == 50);
  CHECK(sniff("a.csv", "a,b\n1\n") == 50);
  CHECK(sniff("a.csv", std::string("\xFF\xFE"
                                   "a\0,\0",
                                   6)) == 50);
}

TEST_CASE("what belongs to others is left alone") {
  CHECK(sniff("a.bval", "0,1000\n1,2\n") == 0);
  CHECK(sniff("a.bvec", "0,1\n1,2\n") == 0);
  CHECK(sniff("a.json", "[1,2,\n3,4,\n") == 0);
  CHECK(sniff("a.csv", std::string("a,b\n1,2\n\0", 9)) == 0);
  CHECK(sniff("a.dat", "\x01\x02,\x03\n,\n") == 0);
  CHECK(sniff("a.txt", "Dear reader,\n\nthis is prose.\n") == 0);
  CHECK(sniff("README", "Dear reader,\nthis, too, is prose.\n") == 0);
  CHECK(sniff("a.md", "one, two\nthree, four\n") == 0);
  CHECK(sniff("a.txt", "") == 0);
}
