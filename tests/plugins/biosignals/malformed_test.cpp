// SPDX-License-Identifier: Apache-2.0
// Whatever the bytes are: a signal, or a refusal in words; never more memory than the file accounts for.
#include "making.hpp"

#include <tests/plugins/support/reference.hpp>

#include <catch2/catch.hpp>

#include <algorithm>
#include <random>

using namespace gantry::test;

namespace {

// For each file: part of an item or refused; each item read or failed with words.
void check_answer(const std::string &reader, const std::vector<NamedBytes> &files) {
  std::size_t bytes = 0;
  for (const NamedBytes &file : files) {
    PluginBench(biosignals_entry).sniff(reader, file);
    bytes += file.bytes.size();
  }
  const std::uint64_t limit = 600 * bytes + (std::uint64_t{256} << 20);
  const Outcome listed = PluginBench(biosignals_entry).list(reader, files);
  REQUIRE(listed.status == GANTRY_OK);
  std::vector<bool> accounted(files.size(), false);
  for (const auto &[file, reason] : listed.refused) {
    accounted.at(file) = true;
    REQUIRE(reason.size() > 20);
  }
  for (const Item &item : listed.items) {
    for (const std::uint32_t file : item.files) accounted.at(file) = true;
    const Outcome o = PluginBench(biosignals_entry).output_limit(limit).read(reader, files, item.key);
    INFO(o.code << " " << o.message);
    if (o.status == GANTRY_OK) continue;
    REQUIRE(o.status == GANTRY_BAD_DATA);
    REQUIRE_FALSE(o.message.empty());
  }
  REQUIRE(std::count(accounted.begin(), accounted.end(), true) == static_cast<std::ptrdiff_t>(files.size()));
}

std::vector<NamedBytes> small_record() {
  return {{"r.atr", word(1, 5) + skip(100000) + word(28, 3) + aux("(N") + word(62, 1) + word(0, 0)},
          {"r.dat", wfdb_bytes(212, {1, -2, 3, 4, 5, 6, 7, 8, 9, 10})},
          {"r.hea",
           "r 2 360/360(0) 5 10:00:00 01/01/1990\nr.dat 212x1 200(0)/mV 12 0 1 25 0 I\nr.dat 212 200 12 0 -2 26 0 "
           "II\n# 69 M\n"},
          {"m.hea", "m/3 2 360 12\nr 5\n~ 2\nq 5\n"},
          {"q.hea", "q 2 360 5\nq.dat 16+2 200 16 0 1 0 0 I\nq.dat 16:1+2 200 16 0 1 0 0 II\n"},
          {"q.dat", std::string(22, '\3')}};
}

std::string small_edf(bool bdf) {
  EdfMaker edf;
  edf.bdf = bdf;
  edf.reserved = bdf ? "BDF+D" : "EDF+D";
  edf.channel("II", "mV", {1, 2, 3, 4, 5, 6}, 2);
  edf.channel("p", "mmHg", {7, 8, 9}, 1);
  for (const char *at : {"0", "1", "5"}) {
    edf.annotations.push_back("+" + std::string(at) + "\x14\x14" + std::string(1, '\0') +
                              "+2\x15"
                              "1\x14text\x14");
  }
  return edf.bytes();
}

}  // namespace

TEST_CASE("an EDF or BDF file cut anywhere is read as far as it goes or refused") {
  for (const bool bdf : {false, true}) {
    const std::string whole = small_edf(bdf);
    check_answer("edf", {{"a.edf", whole}});
    for (std::size_t n = 0; n < whole.size(); ++n) {
      const Outcome o = read_edf(whole.substr(0, n));
      INFO("cut at " << n);
      // Whatever is missing is said.
      if (o.status == GANTRY_OK) REQUIRE_FALSE(o.warnings.empty());
      else REQUIRE(o.status == GANTRY_BAD_DATA);
    }
  }
}

TEST_CASE("EDF and BDF files with bytes changed at random are answered") {
  for (const bool bdf : {false, true}) {
    const std::string whole = small_edf(bdf);
    std::mt19937 random(2026);
    for (int round = 0; round < 20000; ++round) {
      std::string spoiled = whole;
      for (int k = 0; k < 3; ++k)
        spoiled[random() % spoiled.size()] =
            static_cast<char>(random() % 3 == 0 ? random() : "0123456789-+., \x14"[random() % 16]);
      check_answer("edf", {{"a.edf", spoiled}});
    }
  }
}

TEST_CASE("a WFDB record with any file cut anywhere is answered, each file accounted for") {
  const auto files = small_record();
  check_answer("wfdb", files);
  for (std::size_t f = 0; f < files.size(); ++f) {
    for (std::size_t n = 0; n < files[f].bytes.size(); ++n) {
      auto cut = files;
      cut[f].bytes.resize(n);
      check_answer("wfdb", cut);
    }
    auto without = files;
    without.erase(without.begin() + static_cast<std::ptrdiff_t>(f));
    check_answer("wfdb", without);
  }
}

TEST_CASE("WFDB records with bytes changed at random are answered") {
  const auto files = small_record();
  std::mt19937 random(2026);
  for (int round = 0; round < 20000; ++round) {
    auto spoiled = files;
    for (int k = 0; k < 3; ++k) {
      std::string &bytes = spoiled[random() % spoiled.size()].bytes;
      bytes[random() % bytes.size()] =
          static_cast<char>(random() % 3 == 0 ? random() : "0123456789-+x:/()~# \n"[random() % 21]);
    }
    check_answer("wfdb", spoiled);
  }
}

TEST_CASE("hostile headers ask for no memory") {
  const std::string data(64, '\1');
  for (const char *header :
       {"r 2147483648 360 10\nr.dat 16\n", "r -1 360 10\nr.dat 16\n", "r 1 360 1099511627776\nr.dat 16x1048576 200\n",
        "r 1 1e308 10\nr.dat 32 1e-308 12 0 0 0 0 x\n", "r 1 360 -5\nr.dat 16\n",
        "r 1 360 10\nr.dat 16+1152921504606846975\n", "r 1 360 10\nr.dat 16:1099511627775 200\n",
        "r 1 0 10\nr.dat 16\n", "r/16777216 1 360 10\n~ 1099511627776\n", "r 1 360 10\nr.dat 9999 200\n",
        "r 1 nan 10\nr.dat 16\n", "r/1 1 360 10\nr 10\n", "r 1 360 10\nr.hea 16 200\n"}) {
    INFO(header);
    check_answer("wfdb", {{"r.hea", header}, {"r.dat", data}});
  }
}

TEST_CASE("a first sample from which no sum can be made is refused") {
  for (const char *initial : {"9223372036854775807", "-9223372036854775808"}) {
    const std::string header = "r 1 360 10\nr.dat 8 200 12 0 " + std::string(initial) + " 0 0 x\n";
    const std::vector<NamedBytes> files{{"r.hea", header}, {"r.dat", std::string(10, '\x7f')}};
    const Outcome o = PluginBench(biosignals_entry).list("wfdb", files);
    CHECK(o.items.empty());
    CHECK(o.refused.at(0).find("the initial value can't be") != std::string::npos);
  }
}

TEST_CASE("reading can be cancelled, an unknown key is refused") {
  const auto files = small_record();
  CHECK(PluginBench(biosignals_entry).cancel_at_call(1).read("wfdb", files, "2").status == GANTRY_CANCELLED);
  CHECK(PluginBench(biosignals_entry).cancel_at_call(1).read("edf", {{"a.edf", small_edf(false)}}, "0").status ==
        GANTRY_CANCELLED);
  for (const char *key : {"", "x", "6", "-1", "2:9", "2:", "99999999999999999999"}) {
    INFO(key);
    CHECK(PluginBench(biosignals_entry).read("wfdb", files, key).status == GANTRY_NOT_FOUND);
    CHECK(PluginBench(biosignals_entry).read("edf", files, key).status != GANTRY_OK);
  }
}

TEST_CASE("every real file cut at 0, 1, 127, 131, 132, 200 bytes and half way is answered", "[reference]") {
  const auto root = reference_data();
  if (!root) return;
  for (const char *folder : {"eeg_edf", "ecg_mitbih", "ecg_other"}) {
    std::vector<NamedBytes> whole;
    for (const auto &entry : std::filesystem::directory_iterator(*root / folder)) {
      if (entry.path().extension() != ".json" && entry.path().extension() != ".csv")
        whole.push_back(load(entry.path()));
    }
    for (std::size_t f = 0; f < whole.size(); ++f) {
      for (const std::size_t n : {std::size_t{0}, std::size_t{1}, std::size_t{127}, std::size_t{131}, std::size_t{132},
                                  std::size_t{200}, whole[f].bytes.size() / 2}) {
        INFO(whole[f].name << " cut at " << n);
        const NamedBytes cut{whole[f].name, whole[f].bytes.substr(0, n)};
        if (std::string(folder) == "eeg_edf") {
          check_answer("edf", {cut});
        } else {
          auto files = whole;
          files[f] = cut;
          check_answer("wfdb", files);
        }
      }
    }
  }
}
