// SPDX-License-Identifier: Apache-2.0
// The header of EDF, EDF+, BDF and BDF+ files.
//
//   const EdfHeader h = edf_header(files.map(0));   // throws Error "edf.header", "edf.truncated"
//   h.channels[0].physical(digital);
//
// Kemp et al. 1992, A simple format for exchange of digitized polygraphic recordings; Kemp and Olivan 2003, European
// data format 'plus' (https://www.edfplus.info/specs); https://www.biosemi.com/faq/file_format.htm for BDF.
//
// Files are read here and not by EDFlib (which writes them, edf_writer.hpp): version 1.23 cuts samples off at the
// digital limits of the header, which devices exceed and the standard allows to be exceeded; it refuses EDF+D and
// BDF+D altogether; it refuses a file for a single space in the wrong place; and it forgets annotations beyond 512
// bytes.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace gantry::biosignals {

struct EdfChannel {
  std::string label, transducer, unit, prefilter;  // as written; UTF-8
  double physical_minimum = 0, physical_maximum = 0, digital_minimum = 0, digital_maximum = 0;
  std::uint64_t samples_per_record = 0;
  std::uint64_t offset = 0;  // bytes from the record's begin
  bool annotations = false;
  bool calibrated = true;  // false: the limits say nothing, and physical() gives the stored number

  double physical(double digital) const {
    if (!calibrated) return digital;
    return (digital - digital_minimum) * (physical_maximum - physical_minimum) / (digital_maximum - digital_minimum) +
           physical_minimum;
  }
};

struct EdfHeader {
  enum class Kind { plain, continuous, discontinuous };
  bool bdf = false;
  Kind kind = Kind::plain;
  std::string patient, recording, start_date, start_time, reserved;  // as written
  std::uint64_t header_bytes = 0, record_bytes = 0;
  std::int64_t announced_records = 0;  // -1: the recording was never closed
  double record_duration = 0;          // s
  std::vector<EdfChannel> channels;    // annotation channels too

  unsigned sample_bytes() const { return bdf ? 3 : 2; }
  bool plus() const { return kind != Kind::plain; }
  const char *name() const { return bdf ? (plus() ? "BDF+" : "BDF") : plus() ? "EDF+" : "EDF"; }
  bool has_samples() const;
};

// 100 where these first bytes are such a header, 0 otherwise.
bool looks_like_edf(std::string_view head);
EdfHeader edf_header(std::string_view file);

}  // namespace gantry::biosignals
