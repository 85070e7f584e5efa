// SPDX-License-Identifier: Apache-2.0
#include "making.hpp"

#include <stdexcept>

namespace gantry::test {
namespace {

std::string field(std::string text, std::size_t width) {
  text.resize(width, ' ');
  return text;
}

std::string low_first(std::uint32_t value, unsigned bytes) {
  std::string out;
  for (unsigned i = 0; i < bytes; ++i) out += static_cast<char>(value >> (8 * i) & 0xFFU);
  return out;
}

// Bits of the packed formats, as text of 0 and 1 with the highest first: slow, and unlike the reader's way.
std::string bits(std::int32_t value, unsigned count) {
  std::string out;
  for (unsigned i = count; i-- > 0;) out += (static_cast<std::uint32_t>(value) >> i & 1U) != 0 ? '1' : '0';
  return out;
}
std::string byte_of(const std::string &eight) { return {static_cast<char>(std::stoi(eight, nullptr, 2))}; }
std::string pair_of(const std::string &sixteen) { return byte_of(sixteen.substr(8)) + byte_of(sixteen.substr(0, 8)); }

std::string packed_212(std::int32_t a, std::int32_t b, bool both) {
  const std::string first = bits(a, 12), second = bits(b, 12);
  const std::string pair = pair_of(second.substr(0, 4) + first);
  return both ? pair + byte_of(second.substr(4)) : pair;
}

// The low bit of each pair is to be discarded: it is set here, so that a reader which keeps it is found out.
std::string packed_310(std::int32_t a, std::int32_t b, std::int32_t c) {
  const std::string third = bits(c, 10);
  return pair_of(third.substr(5) + bits(a, 10) + "1") + pair_of(third.substr(0, 5) + bits(b, 10) + "1");
}

// The two highest bits are unused, and not necessarily zero.
std::string packed_311(std::int32_t a, std::int32_t b, std::int32_t c) {
  const std::string word = "11" + bits(c, 10) + bits(b, 10) + bits(a, 10);
  return pair_of(word.substr(16)) + pair_of(word.substr(0, 16));
}

}  // namespace

EdfMaker::Channel &EdfMaker::channel(const std::string &label, const std::string &unit, std::vector<int> samples,
                                     std::size_t per_record) {
  channels.push_back({label, unit, std::move(samples), per_record});
  if (bdf) channels.back().physical_minimum = channels.back().digital_minimum = "-8388608";
  if (bdf) channels.back().physical_maximum = channels.back().digital_maximum = "8388607";
  return channels.back();
}

std::string EdfMaker::bytes() const {
  const unsigned width = bdf ? 3 : 2;
  std::vector<Channel> all = channels;
  if (!annotations.empty()) {
    all.push_back({bdf ? "BDF Annotations" : "EDF Annotations", "", {}, annotation_bytes / width, "-1", "1"});
  }
  const std::size_t count =
      annotations.empty() ? channels.at(0).samples.size() / channels[0].per_record : annotations.size();
  std::string out = bdf ? "\xFF"
                          "BIOSEMI"
                        : field("0", 8);
  out +=
      field(patient, 80) + field(recording, 80) + "02.03.2104.05.06" + field(std::to_string(256 * (all.size() + 1)), 8);
  out += field(reserved, 44) + field(records.empty() ? std::to_string(count) : records, 8) + field(duration, 8);
  out += field(std::to_string(all.size()), 4);
  for (const Channel &c : all) out += field(c.label, 16);
  for (std::size_t i = 0; i < all.size(); ++i) out += field("electrode", 80);
  for (const Channel &c : all) out += field(c.unit, 8);
  for (const Channel &c : all) out += field(c.physical_minimum, 8);
  for (const Channel &c : all) out += field(c.physical_maximum, 8);
  for (const Channel &c : all) out += field(c.digital_minimum, 8);
  for (const Channel &c : all) out += field(c.digital_maximum, 8);
  for (std::size_t i = 0; i < all.size(); ++i) out += field("HP:0.1Hz", 80);
  for (const Channel &c : all) out += field(std::to_string(c.per_record), 8);
  out += std::string(32 * all.size(), ' ');
  for (std::size_t r = 0; r < count; ++r) {
    for (const Channel &c : channels) {
      for (std::size_t i = 0; i < c.per_record; ++i) {
        out += low_first(static_cast<std::uint32_t>(c.samples.at(r * c.per_record + i)), width);
      }
    }
    if (annotations.empty()) continue;
    std::string tal = annotations[r];
    tal.resize(annotation_bytes, '\0');
    out += tal;
  }
  return out;
}

std::string wfdb_bytes(unsigned format, const std::vector<std::int32_t> &samples) {
  std::string out;
  const auto at = [&](std::size_t i) { return i < samples.size() ? samples[i] : 0; };
  for (std::size_t i = 0; i < samples.size(); ++i) {
    const auto value = static_cast<std::uint32_t>(samples[i]);
    switch (format) {
      case 16: out += low_first(value, 2); break;
      case 24: out += low_first(value, 3); break;
      case 32: out += low_first(value, 4); break;
      case 61: out += std::string{static_cast<char>(value >> 8U & 0xFFU), static_cast<char>(value & 0xFFU)}; break;
      case 80: out += low_first(value + 128, 1); break;
      case 160: out += low_first(value + 32768, 2); break;
      case 212:
        if (i % 2 == 0) out += packed_212(at(i), at(i + 1), i + 1 < samples.size());
        break;
      case 310:
        if (i % 3 == 0) out += packed_310(at(i), at(i + 1), at(i + 2));
        break;
      case 311:
        if (i % 3 == 0) out += packed_311(at(i), at(i + 1), at(i + 2));
        break;
      default: throw std::logic_error("no such format");
    }
  }
  return out;
}

std::int16_t wfdb_checksum(const std::vector<std::int32_t> &samples) {
  std::uint32_t sum = 0;
  for (const std::int32_t s : samples) sum += static_cast<std::uint32_t>(s);
  return static_cast<std::int16_t>(sum & 0xFFFFU);
}

std::string word(int code, int value) { return low_first(static_cast<std::uint32_t>(code << 10 | value), 2); }
std::string skip(std::int32_t interval) {
  const auto bytes = static_cast<std::uint32_t>(interval);
  return word(59, 0) + low_first(bytes >> 16U, 2) + low_first(bytes & 0xFFFFU, 2);
}
std::string aux(const std::string &text) {
  return word(63, static_cast<int>(text.size())) + text + (text.size() % 2 == 1 ? std::string(1, '\0') : "");
}

Outcome read_edf(const std::string &bytes, const std::string &name) {
  return PluginBench(biosignals_entry).read("edf", {{name, bytes}}, "0");
}

Outcome read_wfdb(const std::vector<NamedBytes> &files) {
  const Outcome listed = PluginBench(biosignals_entry).list("wfdb", files);
  if (listed.items.empty()) return listed;
  return PluginBench(biosignals_entry).read("wfdb", files, listed.items[0].key);
}

}  // namespace gantry::test
