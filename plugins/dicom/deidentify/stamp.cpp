// SPDX-License-Identifier: Apache-2.0
#include "stamp.hpp"

#include "../dataset.hpp"
#include "checked.hpp"

#include <dcmtk/dcmdata/dctk.h>

#include <algorithm>
#include <array>

namespace gantry::dicom {
namespace {

struct Method {
  Keep keep;
  const char *code, *meaning;
};

// PS3.16, context group 7050.
constexpr Method methods[] = {
    {Keep::graphics, "113103", "Clean Graphics Option"},
    {Keep::structured, "113104", "Clean Structured Content Option"},
    {Keep::descriptors, "113105", "Clean Descriptors Option"},
    {Keep::dates, "113106", "Retain Longitudinal Temporal Information Full Dates Option"},
    {Keep::modified_dates, "113107", "Retain Longitudinal Temporal Information Modified Dates Option"},
    {Keep::characteristics, "113108", "Retain Patient Characteristics Option"},
    {Keep::device, "113109", "Retain Device Identity Option"},
    {Keep::uids, "113110", "Retain UIDs Option"},
    {Keep::private_safe, "113111", "Retain Safe Private Option"},
    {Keep::institution, "113112", "Retain Institution Identity Option"},
};

void added(const OFCondition &done) { check(done, "an attribute can't be added"); }

void add_code(DcmItem &dataset, const char *code, const char *meaning) {
  DcmItem *item = nullptr;
  added(dataset.findOrCreateSequenceItem(DCM_DeidentificationMethodCodeSequence, item, -2));
  added(item->putAndInsertString(DCM_CodeValue, code));
  added(item->putAndInsertString(DCM_CodingSchemeDesignator, "DCM"));
  added(item->putAndInsertString(DCM_CodeMeaning, meaning));
}

bool among(const std::string &word, std::initializer_list<const char *> words) {
  return std::any_of(words.begin(), words.end(), [&](const char *w) { return word == w; });
}

}  // namespace

void stamp(DcmItem &dataset, const Policy &policy) {
  delete dataset.remove(DCM_DeidentificationMethodCodeSequence);
  added(dataset.putAndInsertString(DCM_PatientIdentityRemoved, "YES"));
  added(dataset.putAndInsertString(DCM_DeidentificationMethod, "Gantry, after PS3.15 2026c, annex E"));
  add_code(dataset, "113100", "Basic Application Confidentiality Profile");
  for (const Method &method : methods) {
    if (policy.keeps(method.keep)) add_code(dataset, method.code, method.meaning);
  }
  const char *dates = policy.keeps(Keep::dates)            ? "UNMODIFIED"
                      : policy.keeps(Keep::modified_dates) ? "MODIFIED"
                                                           : "REMOVED";
  added(dataset.putAndInsertString(DCM_LongitudinalTemporalInformationModified, dates));
}

std::vector<std::string> unjudged_pixels(const Dataset &d) {
  std::vector<std::string> out;
  if (d.pixel_data() == nullptr) return out;
  const std::string burned_in = d.text(DCM_BurnedInAnnotation), modality = d.text(DCM_Modality);
  const auto type = d.texts(DCM_ImageType);
  const bool captured = d.has_value(DCM_ConversionType) || std::any_of(type.begin(), type.end(), [](const auto &word) {
                          return word.find("SCREEN") != std::string::npos || word.find("SAVE") != std::string::npos;
                        });
  if (burned_in == "YES") {
    out.emplace_back("says that text is burned into its pixels: look at it, it may name the patient");
  } else if (burned_in != "NO" && (captured || among(modality, {"US", "SC", "ES", "XC", "OT", "IVUS", "GM", "SM"}))) {
    out.emplace_back("is of a kind in whose pixels names often stand, and doesn't say that there are none: look at it");
  }
  if (d.text(DCM_RecognizableVisualFeatures) == "YES")
    out.emplace_back("says that a face can be recognised in its pixels");
  return out;
}

}  // namespace gantry::dicom
