// SPDX-License-Identifier: Apache-2.0
// What every object that is written has in common: patient and study of its source, a series and an instance of its
// own, who made it and when.
//
//   DcmFileFormat file;
//   describe(*file.getDataset(), source, {.sop_class = UID_SegmentationStorage, .modality = "SEG"});
//   const std::string bytes = file_bytes(file, job);
#pragma once

#include "source.hpp"

#include <gantry/cpp/job.hpp>

#include <dcmtk/config/osconfig.h>
#include <dcmtk/dcmdata/dctk.h>
#include <dcmtk/dcmiod/iodcommn.h>

#include <cstdint>
#include <string>

namespace gantry::dicom::write {

struct Description {
  const char *sop_class;
  const char *modality;
  std::string series;  // SeriesDescription
  std::int64_t series_number = 1;
};

// Throws Error "dicom.write" when DCMTK refuses a step; `what` names it.
void require(const OFCondition &condition, const char *what);
void put(DcmItem &item, const DcmTagKey &tag, const std::string &value);

inline constexpr const char *utf8 = "ISO_IR 192";

// What DCMTK's objects insist on before they write themselves; describe() gives the values that count.
void begin_object(DcmIODCommon &object);
// Patient, study, series, equipment, SOP common. Without a linked source: a new study, said as a warning.
void describe(DcmDataset &dataset, const Source &source, const Description &description, const Job &job);
// FrameOfReferenceUID: of the data (`own`), else of the source, else new.
void put_frame_of_reference(DcmDataset &dataset, const Source &source, const char *own);
// False, with a warning, when data and source name two different ones: then nothing says which image shows which slice.
bool same_frame_of_reference(const Source &source, const char *own, const Job &job);
// ReferencedSeriesSequence of the common instance reference module: all images of the source.
void refer_to_series(DcmItem &dataset, const Source &source);

// Throws Error "dicom.size" when so many pixels are more than a DICOM file can hold (4 GiB).
void check_size(std::uint64_t pixels, double bytes_per_pixel);
// The whole file, explicit little endian. Cancels by job.
std::string file_bytes(DcmFileFormat &file, const Job &job);

}  // namespace gantry::dicom::write
