// SPDX-License-Identifier: Apache-2.0
#include "codes.hpp"

#include "encoding.hpp"

#include <algorithm>
#include <array>

namespace gantry::dicom::write {
namespace {

constexpr std::size_t longest_meaning = 64;  // VR LO

struct Known {
  const char *name, *value, *scheme, *meaning;
};
// PS3.16, CID 7180, 7181, 7469, 4107 and annex D: names as Gantry's tools and their users write them.
constexpr Known quantities[] = {
    {"ADC", "113041", "DCM", "Apparent Diffusion Coefficient"},
    {"T1", "113063", "DCM", "T1"},
    {"T2*", "113064", "DCM", "T2*"},
    {"T2", "113065", "DCM", "T2"},
    {"Ktrans", "126312", "DCM", "Ktrans"},
    {"kep", "126313", "DCM", "kep"},
    {"ve", "126314", "DCM", "ve"},
    {"FA", "110808", "DCM", "Fractional Anisotropy"},
    {"MK", "113205", "DCM", "Mean Kurtosis"},
    {"volume", "118565006", "SCT", "Volume"},
};

}  // namespace

Code unit_code(std::string_view ucum) {
  if (ucum.empty() || ucum == "1") return {"1", "UCUM", "no units"};
  return {fitted(ucum, longest_meaning), "UCUM", fitted(ucum, longest_meaning)};
}

Code own_code(std::string_view name) {
  const std::string text = fitted(name, longest_meaning);
  return text.empty() ? Code{"unnamed", own_scheme, "unnamed"} : Code{text, own_scheme, text};
}

Code quantity_code(std::string_view quantity) {
  const auto *known = std::find_if(std::begin(quantities), std::end(quantities),
                                   [&](const Known &k) { return quantity == k.name || quantity == k.meaning; });
  if (known != std::end(quantities)) return {known->value, known->scheme, fitted(quantity, longest_meaning)};
  return own_code(quantity);
}

std::optional<Code> code_of(std::string_view text, std::string_view meaning) {
  const auto colon = text.find(':');
  if (colon == 0 || colon == std::string_view::npos || colon > 16 || colon + 1 == text.size()) return std::nullopt;
  const std::string named = fitted(meaning, longest_meaning);
  const std::string value = fitted(text.substr(colon + 1), longest_meaning);
  return Code{value, fitted(text.substr(0, colon), 16), named.empty() ? value : named};
}

}  // namespace gantry::dicom::write
