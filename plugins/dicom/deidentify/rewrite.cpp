// SPDX-License-Identifier: Apache-2.0
#include "rewrite.hpp"

#include "../dataset.hpp"
#include "checked.hpp"
#include "settle.hpp"
#include "stamp.hpp"
#include "walk.hpp"

#include <dcmtk/dcmdata/dcostrmb.h>
#include <dcmtk/dcmdata/dctk.h>
#include <zlib.h>

#include <algorithm>
#include <cstring>
#include <memory>

namespace gantry::dicom {
namespace {

constexpr std::size_t preamble = 128;

void written(const OFCondition &done) { check(done, "it can't be written again"); }

void refuse_what_cannot_be_judged(const Dataset &d) {
  if (d.meta().text(DCM_MediaStorageSOPClassUID) == UID_MediaStorageDirectoryStorage ||
      d.has(DCM_DirectoryRecordSequence))
    throw Error("dicom.directory", "it is a DICOMDIR, an index of other files by their names", GANTRY_UNSUPPORTED)
        .hint("leave it out, and make a new one of the files that were written");
  if (d.has(DCM_EncapsulatedDocument))
    throw Error("dicom.document", "it holds a document, and what stands in that can't be judged", GANTRY_UNSUPPORTED)
        .hint("leave it out, or take the name out of the document by hand");
  if (d.truncated())
    throw Error("dicom.truncated", "it ends inside an attribute", GANTRY_BAD_DATA).hint("fetch the file again");
  if (d.elements().front().tag.getGroup() == 0)  // only in messages
    throw Error("dicom.parse", "it holds attributes that belong to no dataset", GANTRY_BAD_DATA)
        .hint("fetch the file again");
  if (d.passed_over())
    throw Error("dicom.parse", "it holds bytes that belong to no attribute", GANTRY_BAD_DATA)
        .hint("fetch the file again");
}

std::string written(DcmDataset &dataset, E_TransferSyntax syntax) {
  std::string out(dataset.calcElementLength(syntax, EET_ExplicitLength) + (std::size_t{64} << 10), '\0');
  DcmOutputBufferStream stream(out.data(), static_cast<offile_off_t>(out.size()));
  dataset.transferInit();
  written(dataset.write(stream, syntax, EET_ExplicitLength, nullptr, EGL_recalcGL, EPD_noChange));
  dataset.transferEnd();
  void *begin = nullptr;
  offile_off_t length = 0;
  stream.flushBuffer(begin, length);
  out.resize(static_cast<std::size_t>(length));
  return out;
}

// Without head and checksum, of even length (PS3.5, A.5).
std::string deflated(const std::string &plain) {
  z_stream z{};
  if (deflateInit2(&z, Z_DEFAULT_COMPRESSION, Z_DEFLATED, -MAX_WBITS, 8, Z_DEFAULT_STRATEGY) != Z_OK)
    throw std::bad_alloc();
  std::string out(deflateBound(&z, plain.size()), '\0');
  z.next_in = reinterpret_cast<Bytef *>(const_cast<char *>(plain.data()));
  z.avail_in = static_cast<uInt>(plain.size());
  z.next_out = reinterpret_cast<Bytef *>(out.data());
  z.avail_out = static_cast<uInt>(out.size());
  const int status = deflate(&z, Z_FINISH);
  out.resize(z.total_out);
  deflateEnd(&z);
  if (status != Z_STREAM_END)
    throw Error("dicom.parse", "it can't be deflated again: it is too large", GANTRY_UNSUPPORTED);
  if (out.size() % 2 != 0) out += '\0';
  return out;
}

// The instance is that of the dataset; where that doesn't say, the new name of what the meta group said.
std::string meta_group(DcmDataset &dataset, const dicom::Item &before, Names &names,
                       const std::string &transfer_syntax) {
  DcmMetaInfo meta;
  OFString sop_class, instance;
  if (dataset.findAndGetOFString(DCM_SOPClassUID, sop_class).bad() || sop_class.empty())
    sop_class = before.text(DCM_MediaStorageSOPClassUID).c_str();
  if (dataset.findAndGetOFString(DCM_SOPInstanceUID, instance).bad() || instance.empty())
    instance = names.uid(before.text(DCM_MediaStorageSOPInstanceUID)).c_str();
  const Uint8 version[2] = {0, 1};
  written(meta.putAndInsertUint32(DCM_FileMetaInformationGroupLength, 0));
  written(meta.putAndInsertUint8Array(DCM_FileMetaInformationVersion, version, sizeof version));
  written(meta.putAndInsertOFStringArray(DCM_MediaStorageSOPClassUID, sop_class));
  written(meta.putAndInsertOFStringArray(DCM_MediaStorageSOPInstanceUID, instance));
  written(meta.putAndInsertString(DCM_TransferSyntaxUID, transfer_syntax.c_str()));
  written(meta.putAndInsertString(DCM_ImplementationClassUID, implementation_class_uid));
  written(meta.putAndInsertString(DCM_ImplementationVersionName, implementation_version));
  written(meta.computeGroupLengthAndPadding(EGL_withGL, EPD_noChange, EXS_LittleEndianExplicit, EET_ExplicitLength));
  std::string out(std::size_t{4} << 10, '\0');
  DcmOutputBufferStream stream(out.data(), static_cast<offile_off_t>(out.size()));
  meta.transferInit();
  written(meta.write(stream, EXS_LittleEndianExplicit, EET_ExplicitLength, nullptr));
  meta.transferEnd();
  void *begin = nullptr;
  offile_off_t length = 0;
  stream.flushBuffer(begin, length);
  out.resize(static_cast<std::size_t>(length));
  // DCMTK begins a meta group with preamble and mark.
  return out;
}

}  // namespace

Rewritten rewrite(std::string_view bytes, const Policy &policy, Names &names) {
  const Dataset d = Dataset::open(bytes, Extent::whole);
  refuse_what_cannot_be_judged(d);
  Rewritten out;
  out.patient = names.person(d.text(DCM_PatientID), d.text(DCM_IssuerOfPatientID), d.text(DCM_PatientName),
                             d.text(DCM_PatientBirthDate), d.text(DCM_StudyInstanceUID));
  out.modality = d.text(DCM_Modality);
  out.number = d.integer(DCM_InstanceNumber).value_or(0);
  out.warnings = unjudged_pixels(d);

  const auto file = d.to_dcmtk();
  DcmDataset &dataset = *file->getDataset();
  settle(dataset);
  Walk walk(policy, names, out.patient);
  walk.learn(d);
  walk.through(dataset);
  walk.search(dataset);
  stamp(dataset, policy);

  const auto uid = [&dataset](const DcmTagKey &tag) {
    OFString text;
    dataset.findAndGetOFString(tag, text);
    return std::string(text.data(), text.size());
  };
  out.study = uid(DCM_StudyInstanceUID);
  out.series = uid(DCM_SeriesInstanceUID);
  const E_TransferSyntax named = DcmXfer(d.transfer_syntax().c_str()).getXfer();
  const E_TransferSyntax read = dataset.getOriginalXfer();
  const bool same = named != EXS_Unknown && DcmXfer(named).getByteOrder() == DcmXfer(read).getByteOrder() &&
                    DcmXfer(named).isExplicitVR() == DcmXfer(read).isExplicitVR();
  const E_TransferSyntax syntax = same ? named : read;
  const bool unknown = named == EXS_Unknown;
  out.bytes = meta_group(dataset, d.meta(), names, unknown ? d.transfer_syntax() : DcmXfer(syntax).getXferID());
  std::fill_n(out.bytes.begin(), preamble, '\0');
  out.bytes += syntax == EXS_DeflatedLittleEndianExplicit ? deflated(written(dataset, EXS_LittleEndianExplicit))
                                                          : written(dataset, syntax);
  return out;
}

}  // namespace gantry::dicom
