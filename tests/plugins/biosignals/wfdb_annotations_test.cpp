// SPDX-License-Identifier: Apache-2.0
// Annotations by annot(5), word by word; which files belong to a record.
#include "making.hpp"

#include <catch2/catch.hpp>

using namespace gantry::test;

namespace {

constexpr int normal = 1, pvc = 5, note = 22, rhythm = 28, num = 60, sub = 61, chn = 62;
const std::string end(2, '\0');

std::vector<NamedBytes> record(const std::string &annotations, const std::string &name = "r.atr") {
  return {{name, annotations},
          {"r.dat", wfdb_bytes(16, {1, 2, 3, 4, 5, 6})},
          {"r.hea", "r 2 100 3\nr.dat 16 1 16 0 1 9 0 a\nr.dat 16 1 16 0 2 12 0 b\n"}};
}

HeldSignal signal(const std::string &annotations) {
  const Outcome o = read_wfdb(record(annotations));
  INFO(o.message);
  REQUIRE(o.status == GANTRY_OK);
  return o.signal("signal");
}

}  // namespace

TEST_CASE("codes, times, skips of either sign, and text become events") {
  const HeldSignal s = signal(word(normal, 5) + word(rhythm, 10) + aux("(AFIB") + skip(100000) + word(pvc, 3) +
                              skip(-18) + word(normal, 0) + end);
  REQUIRE(s.c().event_count == 4);
  CHECK(s.event(0).onset == 0.05);
  CHECK(std::string(s.event(0).code) == "N");
  CHECK(std::string(s.event(0).label) == "Normal beat");
  CHECK(s.event(0).channel == -1);
  CHECK(s.event(1).onset == 0.15);
  CHECK(std::string(s.event(1).code) == "+");
  CHECK(std::string(s.event(1).label) == "Rhythm change: (AFIB");
  CHECK(s.event(2).onset == 1000.18);
  CHECK(std::string(s.event(2).code) == "V");
  CHECK(s.event(3).onset == 1000);
}

TEST_CASE("SUB holds for one annotation, NUM and CHN for those that follow too") {
  const HeldSignal s = signal(word(normal, 1) + word(sub, 3) + word(chn, 1) + word(num, 7) + word(normal, 1) +
                              word(pvc, 1) + word(chn, 0) + word(num, 0) + end);
  REQUIRE(s.c().event_count == 3);
  CHECK(s.event(0).channel == 1);
  CHECK(std::string(s.event(0).label) == "Normal beat, subtype 3, number 7");
  CHECK(s.event(1).channel == 1);
  CHECK(std::string(s.event(1).label) == "Normal beat, number 7");
  CHECK(s.event(2).channel == 0);
  CHECK(std::string(s.event(2).label) == "Premature ventricular contraction");
}

TEST_CASE("a file may have a time resolution and codes of its own") {
  const HeldSignal s = signal(word(note, 0) + aux("## time resolution: 1000") + word(note, 0) +
                              aux("## annotation type definitions") + word(note, 0) + aux("42 zz Sleep spindle") +
                              word(note, 0) + aux("## end of definitions") + word(42, 500) + word(43, 0) + end);
  REQUIRE(s.c().event_count == 2);
  CHECK(s.event(0).onset == 0.5);
  CHECK(std::string(s.event(0).code) == "zz");
  CHECK(std::string(s.event(0).label) == "Sleep spindle");
  CHECK(std::string(s.event(1).code) == "[43]");
}

TEST_CASE(
    "the reference annotator gives the events, others become tables; what is no annotation file is refused alone") {
  auto files = record(word(normal, 5) + end);
  files.push_back({"r.qrs", word(pvc, 7) + end});
  files.push_back({"r.bad", word(55, 1) + end});
  files.push_back({"other.atr", word(normal, 1) + end});
  const Outcome o = PluginBench(biosignals_entry).list("wfdb", files);
  REQUIRE(o.items.size() == 2);
  CHECK(o.items[0].kind == GANTRY_KIND_SIGNAL);
  CHECK(o.items[0].files == std::vector<std::uint32_t>{1, 2, 0});
  CHECK(o.items[1].kind == GANTRY_KIND_TABLE);
  CHECK(o.items[1].files == std::vector<std::uint32_t>{2, 3});
  REQUIRE(o.refused.size() == 2);
  CHECK(o.refused.at(4).find("annotation") != std::string::npos);
  CHECK(o.refused.at(5).find(".hea") != std::string::npos);
  const Outcome table = PluginBench(biosignals_entry).read("wfdb", files, o.items[1].key);
  CHECK(table.tables.at("table").text("code", 0) == "V");
  CHECK(table.tables.at("table").number("time", 0) == 0.07);
}

TEST_CASE("an annotation file without its end is read with a warning") {
  const Outcome o = read_wfdb(record(word(normal, 5) + word(normal, 5)));
  CHECK(o.signal("signal").c().event_count == 2);
  REQUIRE(o.warnings.size() == 1);
  CHECK(o.warnings[0].find("end mark") != std::string::npos);
}

TEST_CASE("files are recognised: headers surely, the rest as companions, others' files not at all") {
  const PluginBench bench(biosignals_entry);
  const auto files = record(word(normal, 5) + end);
  CHECK(bench.sniff("wfdb", files[2]) == 100);
  CHECK(bench.sniff("wfdb", files[1]) == 1);
  CHECK(bench.sniff("wfdb", files[0]) == 1);
  CHECK(bench.sniff("wfdb", {"r.qrs_of_mine", files[0].bytes}) == 1);
  CHECK(bench.sniff("wfdb", {"r.hea", "what is this"}) == 50);
  CHECK(bench.sniff("wfdb", {"a.json", "{}"}) == 0);
  CHECK(bench.sniff("wfdb", {"a.img", files[1].bytes}) == 0);
  CHECK(bench.sniff("wfdb", {"readme", "text"}) == 0);
  CHECK(bench.sniff("edf", files[2]) == 0);
}

TEST_CASE("two records of one name, from two folders, keep their own files") {
  auto files = record(word(normal, 5) + end);
  for (NamedBytes file : record(word(pvc, 9) + end)) {
    if (file.name == "r.dat") file.bytes = wfdb_bytes(16, {1, 2, 3, 4, 5, 60});
    files.push_back(file);
  }
  Outcome o = PluginBench(biosignals_entry).list("wfdb", files);
  REQUIRE(o.items.size() == 2);
  CHECK(o.items[1].files == std::vector<std::uint32_t>{4, 5, 3});
  // Three headers for two signal files: nobody can tell.
  files.push_back(files[2]);
  o = PluginBench(biosignals_entry).list("wfdb", files);
  CHECK(o.items.empty());
  CHECK(o.refused.at(2).find("one at a time") != std::string::npos);
}
