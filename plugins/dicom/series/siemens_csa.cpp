// SPDX-License-Identifier: Apache-2.0
#include "siemens_csa.hpp"

#include <charconv>
#include <cstdint>
#include <cstring>

namespace gantry::dicom {
namespace {

// Little-endian, whatever the file is.
class Bytes {
 public:
  explicit Bytes(std::string_view bytes) : rest_(bytes) {}

  bool has(std::size_t n) const { return rest_.size() >= n; }
  std::string_view take(std::size_t n) {
    const std::string_view out = rest_.substr(0, n);
    rest_.remove_prefix(out.size());
    return out;
  }
  std::int32_t number() {
    const std::string_view raw = take(4);
    std::uint32_t value = 0;
    for (std::size_t i = raw.size(); i > 0; --i) value = (value << 8) | static_cast<unsigned char>(raw[i - 1]);
    return static_cast<std::int32_t>(value);
  }

 private:
  std::string_view rest_;
};

std::string text_of(std::string_view raw) {
  raw = raw.substr(0, std::min(raw.find('\0'), raw.size()));
  const auto first = raw.find_first_not_of(' ');
  if (first == std::string_view::npos) return "";
  return std::string(raw.substr(first, raw.find_last_not_of(' ') - first + 1));
}

}  // namespace

std::vector<double> CsaHeader::numbers(const std::string &name) const {
  std::vector<double> out;
  const auto found = values_.find(name);
  if (found == values_.end()) return out;
  for (const std::string &text : found->second) {
    double v = 0;
    if (std::from_chars(text.data(), text.data() + text.size(), v).ec != std::errc()) break;
    out.push_back(v);
  }
  return out;
}

CsaHeader csa_header(std::string_view raw) {
  std::map<std::string, std::vector<std::string>> values;
  Bytes bytes(raw);
  const bool second = raw.substr(0, 4) == "SV10";
  if (second) bytes.take(8);
  const std::int32_t tags = bytes.number();
  if (bytes.number() != 77 || tags < 1 || tags > 4096) return CsaHeader({});
  std::int32_t first_items = 0;
  for (std::int32_t t = 0; t < tags && bytes.has(84); ++t) {
    const std::string name = text_of(bytes.take(64));
    bytes.number();  // the count of values that count; the others are empty
    bytes.take(8);   // VR, syngo data type
    const std::int32_t items = bytes.number();
    bytes.number();
    if (t == 0) first_items = items;
    auto &list = values[name];
    for (std::int32_t i = 0; i < items && bytes.has(16); ++i) {
      const std::int32_t x0 = bytes.number(), x1 = bytes.number();
      bytes.take(8);
      // The first form counts its length from the number of items of the first tag.
      const std::int64_t length = second ? x1 : std::int64_t{x0} - first_items;
      if (length < 0 || !bytes.has(static_cast<std::size_t>(length))) return CsaHeader(std::move(values));
      const std::string text = text_of(bytes.take(static_cast<std::size_t>(length)));
      bytes.take(static_cast<std::size_t>((4 - length % 4) % 4));
      if (!text.empty()) list.push_back(text);
    }
  }
  return CsaHeader(std::move(values));
}

}  // namespace gantry::dicom
