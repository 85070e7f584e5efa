// SPDX-License-Identifier: Apache-2.0
// What PS3.15 says of each attribute that may identify somebody: table E.1-1 of edition 2026c (655 rows), as data.
//
//   const Rule *rule = rule_for(0x00100010);   // Patient's Name: basic == "Z"; nullptr: the table says nothing of it
//   kept_under(*rule, Keep::uids)              // 'K' kept, 'C' kept when cleaned, 0 not
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace gantry::dicom {

// The options of PS3.15 E.3, by which attributes are kept that the basic profile takes away.
enum class Keep : std::uint8_t {
  uids,             // E.3.9
  device,           // E.3.7
  institution,      // E.3.11
  characteristics,  // E.3.8, of the patient: sex, age, size, weight
  dates,            // E.3.6, full dates
  modified_dates,   // E.3.6, dates and times moved by one interval for each patient
  descriptors,      // E.3.5, descriptions
  structured,       // E.3.4, content trees
  graphics,         // E.3.3, annotations, overlays and curves
  private_safe,     // E.3.10, private attributes that are known to be safe
};
inline constexpr std::size_t keep_count = 10;

// "uids", "device", "institution", "characteristics", "dates", "modified-dates", "descriptors", "structured", "graphics",
// "private".
std::string_view name(Keep keep);

struct Rule {
  std::uint32_t tag;  // group and element
  // X remove, Z empty or dummy, D dummy, U new UID, K keep, C clean; "X/Z/D": the first that the object's definition
  // allows; "X/Z/U*": a sequence whose UIDs are replaced where it must stay.
  const char *basic;
  // U uids, D device, I institution, H characteristics, T both kinds of dates, S descriptors, C structured, G graphics;
  // d and h: the same as D and H, but cleaned.
  const char *options;
};

// Of curves (50xx) and overlays (60xx) for every even group of theirs; nullptr where the table has no row. Private tags
// have none: they all go unless Keep::private_safe knows them.
const Rule *rule_for(std::uint32_t tag);

// 'K', 'C' or 0.
char kept_under(const Rule &rule, Keep keep);
// The names of the options under which it stays.
std::vector<std::string_view> options_of(const Rule &rule);

// All rows of single tags, by tag.
std::vector<Rule> all_rules();

}  // namespace gantry::dicom
