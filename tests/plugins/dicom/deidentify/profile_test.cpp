// SPDX-License-Identifier: Apache-2.0
// The table of PS3.15 against a second source: DCMTK's dictionary, made from PS3.6.
#include <catch2/catch.hpp>
#include <dcmtk/dcmdata/dctk.h>
#include <plugins/dicom/deidentify/policy.hpp>
#include <plugins/dicom/deidentify/safe_private.hpp>

using namespace gantry::dicom;

namespace {

std::string action(std::uint32_t tag) { return rule_for(tag) == nullptr ? "" : rule_for(tag)->basic; }

}  // namespace

TEST_CASE("the table has a row for each attribute of edition 2026c, sorted, with actions and options of the standard") {
  const auto rules = all_rules();
  CHECK(rules.size() == 652);  // and three for groups: curves, overlay data, overlay comments
  for (std::size_t i = 0; i < rules.size(); ++i) {
    const Rule &rule = rules[i];
    CAPTURE(std::hex, rule.tag);
    if (i > 0) CHECK(rules[i - 1].tag < rule.tag);
    CHECK(std::set<std::string>{"X", "Z", "D", "U", "X/Z", "X/D", "X/Z/D", "X/Z/U*", "Z/D"}.count(rule.basic) == 1);
    CHECK(std::string(rule.options).find_first_not_of("UDdIHhTSCG") == std::string::npos);
  }
}

TEST_CASE("rows agree with the dictionary: UIDs are replaced, dates and times may be moved, nothing else") {
  for (const Rule &rule : all_rules()) {
    const DcmTag tag(static_cast<Uint16>(rule.tag >> 16), static_cast<Uint16>(rule.tag));
    const DcmEVR vr = tag.getEVR();
    if (vr == EVR_UN || vr == EVR_UNKNOWN) continue;  // newer than the dictionary
    CAPTURE(std::hex, rule.tag, tag.getVRName());
    if (std::string(rule.basic) == "U") CHECK(vr == EVR_UI);
    const bool timed = kept_under(rule, Keep::modified_dates) != '\0';
    if (timed) CHECK((is_moment(vr) || vr == EVR_SH || vr == EVR_OB));
    if (is_moment(vr)) CHECK((timed || rule.tag == 0x00100030 || rule.tag == 0x00100032 || rule.tag == 0x00160077));
    if (vr == EVR_PN) CHECK(options_of(rule).empty());
  }
}

TEST_CASE("well-known rows are as the standard prints them") {
  CHECK(action(0x00100010) == "Z");
  CHECK(action(0x00100020) == "Z/D");
  CHECK(action(0x00080018) == "U");
  CHECK(action(0x00080080) == "X/Z/D");
  CHECK(action(0x00082112) == "X/Z/U*");
  CHECK(action(0x60023000) == "X");
  CHECK(action(0x50100110) == "X");
  CHECK(action(0x00280010).empty());
  CHECK(options_of(*rule_for(0x00181000)) == std::vector<std::string_view>{"device"});
  CHECK(options_of(*rule_for(0x00080020)) == std::vector<std::string_view>{"dates", "modified-dates"});
}

TEST_CASE("private attributes are safe by their creator, not by their tag") {
  CHECK(is_safe_private(0x0019100C, "SIEMENS MR HEADER"));
  CHECK(is_safe_private(0x0019110C, "SIEMENS MR HEADER"));  // in whichever block
  CHECK_FALSE(is_safe_private(0x0019100C, "GEMS_ACQU_01"));
  CHECK(is_safe_private(0x00431039, "GEMS_PARM_01"));
  CHECK(is_safe_private(0x20051 << 12 | 0x00D, "Philips MR Imaging DD 001"));
  CHECK_FALSE(is_safe_private(0x00291010, "SIEMENS CSA HEADER"));
}

TEST_CASE("options keep what they name and the rest of the profile stays") {
  const Policy usual = Policy::of_words("modified-dates private"), device = Policy::of_words("device dates"), none({});
  CHECK(usual.act(0x00080020, EVR_DA, false) == Act::move);
  CHECK(device.act(0x00080020, EVR_DA, false) == Act::keep);
  CHECK(none.act(0x00080020, EVR_DA, false) == Act::empty);
  CHECK(usual.act(0x00181000, EVR_LO, false) == Act::dummy);
  CHECK(device.act(0x00181000, EVR_LO, false) == Act::keep);
  CHECK(device.act(0x00100010, EVR_PN, false) == Act::empty);
  CHECK(usual.act(0x00100030, EVR_DA, false) == Act::empty);  // no option keeps a date of birth
  CHECK(usual.act(0x0040A730, EVR_SQ, false) == Act::walk_strictly);
  CHECK(usual.act(0x00082112, EVR_SQ, false) == Act::walk);
  CHECK(usual.act(0x00280010, EVR_US, false) == Act::keep);
  CHECK(usual.act(0x00091234, EVR_UN, false) == Act::remove);
  CHECK_THROWS(Policy::of_words("names"));
}
