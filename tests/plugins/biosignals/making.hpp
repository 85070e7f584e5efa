// SPDX-License-Identifier: Apache-2.0
// Small EDF, BDF and WFDB files, written by hand from the descriptions of the formats.
//
//   EdfMaker edf;  edf.channel("II", "mV", {1, 2, 3, 4}, 2);   // two records of two samples
//   wfdb_bytes(212, {1, -2, 3});
#pragma once

#include <tests/plugins/support/plugin_bench.hpp>

#include <cstdint>
#include <string>
#include <vector>

extern "C" const gantry_plugin_entry biosignals_entry;

namespace gantry::test {

struct EdfMaker {
  struct Channel {
    std::string label, unit;
    std::vector<int> samples;  // of all records
    std::size_t per_record = 1;
    std::string physical_minimum = "-32768", physical_maximum = "32767", digital_minimum = "-32768",
                digital_maximum = "32767";
  };
  bool bdf = false;
  std::string reserved, patient = "X X X X", recording = "Startdate X X X X", records, duration = "1";
  std::vector<Channel> channels;
  std::vector<std::string> annotations;  // the bytes of the annotation channel, a record each; none: no channel
  std::size_t annotation_bytes = 60;

  Channel &channel(const std::string &label, const std::string &unit, std::vector<int> samples, std::size_t per_record);
  std::string bytes() const;
};

// Stored numbers in a format of signal(5); not for format 8, which is of differences.
std::string wfdb_bytes(unsigned format, const std::vector<std::int32_t> &samples);
std::int16_t wfdb_checksum(const std::vector<std::int32_t> &samples);

// Annotation files, word by word.
std::string word(int code, int value);
std::string skip(std::int32_t interval);
std::string aux(const std::string &text);

Outcome read_edf(const std::string &bytes, const std::string &name = "a.edf");
// Lists, and reads the first item.
Outcome read_wfdb(const std::vector<NamedBytes> &files);

}  // namespace gantry::test
