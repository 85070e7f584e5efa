// SPDX-License-Identifier: Apache-2.0
#include "profile.hpp"

#include <algorithm>
#include <cstring>

namespace gantry::dicom {
namespace {

constexpr Rule rules[] = {
#include "profile.inc"
};

constexpr Rule curve{0x50000000, "X", "G"};
constexpr Rule overlay_data{0x60003000, "X", "G"};
constexpr Rule overlay_comments{0x60004000, "X", "G"};

constexpr std::array<std::string_view, keep_count> names{"uids",     "device",         "institution", "characteristics",
                                                         "dates",    "modified-dates", "descriptors", "structured",
                                                         "graphics", "private"};

}  // namespace

std::string_view name(Keep keep) { return names[static_cast<std::size_t>(keep)]; }

const Rule *rule_for(std::uint32_t tag) {
  const std::uint32_t group = tag >> 16;
  if ((group & 0xFF01U) == 0x5000U) return &curve;
  if ((group & 0xFF01U) == 0x6000U) {
    const std::uint32_t element = tag & 0xFFFFU;
    return element == 0x3000U ? &overlay_data : element == 0x4000U ? &overlay_comments : nullptr;
  }
  const Rule *const found = std::lower_bound(std::begin(rules), std::end(rules), tag,
                                             [](const Rule &r, std::uint32_t t) { return r.tag < t; });
  return found != std::end(rules) && found->tag == tag ? found : nullptr;
}

char kept_under(const Rule &rule, Keep keep) {
  const auto has = [&rule](char letter) { return std::strchr(rule.options, letter) != nullptr; };
  switch (keep) {
    case Keep::uids: return has('U') ? 'K' : '\0';
    case Keep::device: return has('D') ? 'K' : has('d') ? 'C' : '\0';
    case Keep::institution: return has('I') ? 'K' : '\0';
    case Keep::characteristics: return has('H') ? 'K' : has('h') ? 'C' : '\0';
    case Keep::dates: return has('T') ? 'K' : '\0';
    case Keep::modified_dates: return has('T') ? 'C' : '\0';
    case Keep::descriptors: return has('S') ? 'C' : '\0';
    case Keep::structured: return has('C') ? 'C' : '\0';
    case Keep::graphics: return has('G') ? 'C' : '\0';
    case Keep::private_safe: break;
  }
  return '\0';
}

std::vector<std::string_view> options_of(const Rule &rule) {
  std::vector<std::string_view> out;
  for (std::size_t i = 0; i < keep_count; ++i) {
    if (kept_under(rule, static_cast<Keep>(i)) != '\0') out.push_back(names[i]);
  }
  return out;
}

std::vector<Rule> all_rules() { return {std::begin(rules), std::end(rules)}; }

}  // namespace gantry::dicom
