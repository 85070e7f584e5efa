// SPDX-License-Identifier: Apache-2.0
#include "instance.hpp"

#include "../deidentify/stamp.hpp"
#include "../quiet.hpp"
#include "encoding.hpp"

#include <dcmtk/dcmdata/dcostrmb.h>

#include <gantry/cpp/error.hpp>

#include <algorithm>

namespace gantry::dicom::write {
namespace {

// Patient, patient study and general study modules: what a new object of the study must say alike.
struct Attribute {
  const char *keyword;
  DcmTagKey tag;
  bool always;  // type 2: there, even where nothing is known
};
const Attribute of_study[] = {
    {"PatientName", DCM_PatientName, true},
    {"PatientID", DCM_PatientID, true},
    {"IssuerOfPatientID", DCM_IssuerOfPatientID, false},
    {"PatientBirthDate", DCM_PatientBirthDate, true},
    {"PatientSex", DCM_PatientSex, true},
    {"PatientAge", DCM_PatientAge, false},
    {"PatientSize", DCM_PatientSize, false},
    {"PatientWeight", DCM_PatientWeight, false},
    {"PatientIdentityRemoved", DCM_PatientIdentityRemoved, false},
    {"DeidentificationMethod", DCM_DeidentificationMethod, false},
    {"StudyDate", DCM_StudyDate, true},
    {"StudyTime", DCM_StudyTime, true},
    {"StudyID", DCM_StudyID, true},
    {"AccessionNumber", DCM_AccessionNumber, true},
    {"ReferringPhysicianName", DCM_ReferringPhysicianName, true},
    {"StudyDescription", DCM_StudyDescription, false},
};

struct Now {
  OFString date, time;
  Now() {
    DcmDate::getCurrentDate(date);
    DcmTime::getCurrentTime(time);
  }
};

std::string usable(const char *uid) { return uid != nullptr && is_uid(uid) ? uid : ""; }

// Of what Gantry imported without identities, all that its own files say; of others, what they say themselves.
void put_deidentification(DcmDataset &d, const Source &source) {
  if (source.text("PatientIdentityRemoved") != "YES") return;
  if (std::string kept = source.text("DeidentificationOptions"); !kept.empty()) {
    std::replace(kept.begin(), kept.end(), '\\', ' ');
    return stamp(d, Policy::of_words(kept == "none" ? "" : kept));
  }
  for (const Code &method : source.deidentification_methods()) {
    DcmItem *item = nullptr;
    require(d.findOrCreateSequenceItem(DCM_DeidentificationMethodCodeSequence, item, -2), "the de-identification");
    put(*item, DCM_CodeValue, method.value);
    put(*item, DCM_CodingSchemeDesignator, method.scheme);
    put(*item, DCM_CodeMeaning, method.meaning);
  }
  if (source.deidentification_methods().empty() && source.text("DeidentificationMethod").empty())
    put(d, DCM_DeidentificationMethod, "Not stated by the source");  // type 1C
}

void put_study(DcmDataset &d, const Source &source, const Now &now, const Job &job) {
  for (const auto &attribute : of_study) {
    const std::string value = source.text(attribute.keyword);
    if (attribute.always || !value.empty()) put(d, attribute.tag, value);
  }
  put_deidentification(d, source);
  if (source.linked()) return put(d, DCM_StudyInstanceUID, source.study_uid());
  put(d, DCM_StudyInstanceUID, new_uid());
  put(d, DCM_StudyDate, now.date.c_str());
  put(d, DCM_StudyTime, now.time.c_str());
  job.warning(
      "no source study was given: the object begins a study of its own and names no patient; give the DICOM series "
      "that the data was made from as the source");
}

}  // namespace

void require(const OFCondition &condition, const char *what) {
  if (condition.good()) return;
  throw Error("dicom.write", std::string(what) + " can't be written: " + condition.text(), GANTRY_BAD_DATA)
      .hint("the source's header may hold values that DICOM does not allow");
}

void put(DcmItem &item, const DcmTagKey &tag, const std::string &value) {
  require(item.putAndInsertString(tag, value.c_str()), DcmTag(tag).getTagName());
}

void begin_object(DcmIODCommon &object) {
  quiet_dcmtk();
  require(object.getSOPCommon().setSpecificCharacterSet(utf8), "the character set");
  require(object.getSeries().setSeriesNumber("1"), "the series");
  require(object.getFrameOfReference().setFrameOfReferenceUID(new_uid().c_str()), "the frame of reference");
}

void describe(DcmDataset &d, const Source &source, const Description &description, const Job &job) {
  const Now now;
  put(d, DCM_SpecificCharacterSet, utf8);
  put_study(d, source, now, job);
  put(d, DCM_SOPClassUID, description.sop_class);
  put(d, DCM_SOPInstanceUID, new_uid());
  put(d, DCM_SeriesInstanceUID, new_uid());
  put(d, DCM_Modality, description.modality);
  put(d, DCM_SeriesNumber, std::to_string(description.series_number));
  put(d, DCM_SeriesDescription, fitted(description.series, 64));
  put(d, DCM_InstanceNumber, "1");
  for (const auto &tag : {DCM_InstanceCreationDate, DCM_SeriesDate, DCM_ContentDate}) put(d, tag, now.date.c_str());
  for (const auto &tag : {DCM_InstanceCreationTime, DCM_SeriesTime, DCM_ContentTime}) put(d, tag, now.time.c_str());
  put(d, DCM_Manufacturer, "Gantry");
  put(d, DCM_ManufacturerModelName, "Gantry");
  put(d, DCM_DeviceSerialNumber, "0");  // type 1 where equipment is enhanced; software has none
  put(d, DCM_SoftwareVersions, "org.gantry.dicom 0.1.0");
}

void put_frame_of_reference(DcmDataset &d, const Source &source, const char *own) {
  const std::string of_data = usable(own), of_source = source.frame_of_reference_uid();
  put(d, DCM_FrameOfReferenceUID, !of_data.empty() ? of_data : !of_source.empty() ? of_source : new_uid());
  put(d, DCM_PositionReferenceIndicator, "");
}

bool same_frame_of_reference(const Source &source, const char *own, const Job &job) {
  const std::string of_data = usable(own), of_source = source.frame_of_reference_uid();
  if (of_data.empty() || of_source.empty() || of_data == of_source) return true;
  job.warning("the data lies in another frame of reference than its source: no slice is linked to an image of it");
  return false;
}

void refer_to_series(DcmItem &d, const Source &source) {
  if (!source.has_images()) return;
  DcmItem *series = nullptr;
  require(d.findOrCreateSequenceItem(DCM_ReferencedSeriesSequence, series, 0), "the reference to the source");
  put(*series, DCM_SeriesInstanceUID, source.series_uid());
  for (const auto &image : source.images()) {
    DcmItem *instance = nullptr;
    require(series->findOrCreateSequenceItem(DCM_ReferencedInstanceSequence, instance, -2),
            "the reference to an image");
    put(*instance, DCM_ReferencedSOPClassUID, source.sop_class_uid());
    put(*instance, DCM_ReferencedSOPInstanceUID, image.uid);
  }
}

void check_size(std::uint64_t pixels, double bytes_per_pixel) {
  constexpr double most = 4.2e9;  // 2^32 without the largest header
  if (static_cast<double>(pixels) * bytes_per_pixel < most) return;
  throw Error("dicom.size", "it is larger than a DICOM file can be (4 GiB)", GANTRY_UNSUPPORTED)
      .at("volume")
      .hint("write a region of it, or write NIfTI");
}

std::string file_bytes(DcmFileFormat &file, const Job &job) {
  constexpr std::size_t block = std::size_t{1} << 20;
  constexpr auto syntax = EXS_LittleEndianExplicit;
  require(file.validateMetaInfo(syntax), "the file's meta information");
  const std::uint32_t expected = file.calcElementLength(syntax, EET_ExplicitLength);
  std::string bytes, buffer(block, '\0');
  bytes.reserve(expected);
  DcmOutputBufferStream stream(buffer.data(), block);
  file.transferInit();
  OFCondition status = EC_Normal;
  do {
    job.progress(std::min(1.0, static_cast<double>(bytes.size()) / (expected + 1.0)), "writing");
    status = file.write(stream, syntax, EET_ExplicitLength, nullptr);
    void *part = nullptr;
    offile_off_t size = 0;
    stream.flushBuffer(part, size);
    bytes.append(static_cast<const char *>(part), static_cast<std::size_t>(size));
  } while (status == EC_StreamNotifyClient);
  file.transferEnd();
  require(status, "the file");
  return bytes;
}

}  // namespace gantry::dicom::write
