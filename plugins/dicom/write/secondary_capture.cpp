// SPDX-License-Identifier: Apache-2.0
#include "secondary_capture.hpp"

#include "encoding.hpp"
#include "frames.hpp"
#include "instance.hpp"
#include "picture.hpp"

#include <set>

namespace gantry::dicom {
namespace {

using namespace write;

const char *sop_class_of(const Picture &picture, std::size_t frames) {
  if (frames == 1) return UID_SecondaryCaptureImageStorage;
  if (picture.samples == 3) return UID_MultiframeTrueColorSecondaryCaptureImageStorage;
  return picture.bits == 8 ? UID_MultiframeGrayscaleByteSecondaryCaptureImageStorage
                           : UID_MultiframeGrayscaleWordSecondaryCaptureImageStorage;
}

void put_number(DcmItem &d, const DcmTagKey &tag, unsigned value) {
  require(d.putAndInsertUint16(tag, static_cast<Uint16>(value)), DcmTag(tag).getTagName());
}

void put_pixels(DcmItem &d, const Picture &picture, const Stack &stack) {
  put_number(d, DCM_SamplesPerPixel, picture.samples);
  put(d, DCM_PhotometricInterpretation, picture.samples == 3 ? "RGB" : "MONOCHROME2");
  if (picture.samples == 3) put_number(d, DCM_PlanarConfiguration, 0);
  put_number(d, DCM_Rows, stack.rows());
  put_number(d, DCM_Columns, stack.columns());
  put_number(d, DCM_BitsAllocated, picture.bits);
  put_number(d, DCM_BitsStored, picture.bits);
  put_number(d, DCM_HighBit, picture.bits - 1);
  put_number(d, DCM_PixelRepresentation, 0);
  if (picture.bits == 8) {
    const auto size = static_cast<unsigned long>(picture.bytes.size());
    require(d.putAndInsertUint8Array(DCM_PixelData, picture.bytes.data(), size), "the pixels");
  } else {
    const auto size = static_cast<unsigned long>(picture.words.size());
    require(d.putAndInsertUint16Array(DCM_PixelData, picture.words.data(), size), "the pixels");
  }
  if (picture.samples == 3 || !(picture.window.width > 0)) return;
  put(d, DCM_WindowCenter, decimal_string(picture.window.centre));
  put(d, DCM_WindowWidth, decimal_string(picture.window.width));
}

void put_source_image(DcmItem &d, const Source &source, const SourceImage &image) {
  DcmItem *item = nullptr, *purpose = nullptr;
  require(d.findOrCreateSequenceItem(DCM_SourceImageSequence, item, -2), "a source image");
  put(*item, DCM_ReferencedSOPClassUID, source.sop_class_uid());
  put(*item, DCM_ReferencedSOPInstanceUID, image.uid);
  require(item->findOrCreateSequenceItem(DCM_PurposeOfReferenceCodeSequence, purpose, 0), "a source image");
  put(*purpose, DCM_CodeValue, "121322");
  put(*purpose, DCM_CodingSchemeDesignator, "DCM");
  put(*purpose, DCM_CodeMeaning, "Source image for image processing operation");
}

// The images that the picture shows; of a picture without a place: all that it may have been made of.
void put_source_images(DcmItem &d, const Source &source, const Stack &stack, bool placed) {
  std::set<const SourceImage *> put;
  for (std::size_t k = 0; placed && k < stack.slices(); ++k) {
    for (const auto *image : source.images_at(k, stack.slices(), stack.position(k))) {
      if (put.insert(image).second) put_source_image(d, source, *image);
    }
  }
  if (put.empty() && source.has_images()) {
    for (const auto &image : source.images()) put_source_image(d, source, image);
  }
}

// One picture: its place stands beside the pixels.
void put_place(DcmItem &d, const Stack &stack) {
  put(d, DCM_PixelSpacing, stack.spacing_text());
  put(d, DCM_ImageOrientationPatient, stack.orientation_text());
  put(d, DCM_ImagePositionPatient, stack.position_text(0));
}

// A stack: functional groups, of which this object has those of its places alone (PS3.3, table A.8.5-2).
void put_places(DcmItem &d, const Stack &stack, std::size_t frames) {
  DcmItem *shared = nullptr;
  require(d.findOrCreateSequenceItem(DCM_SharedFunctionalGroupsSequence, shared, 0), "the pixel spacing");
  require(stack.measures()->write(*shared), "the pixel spacing");
  require(stack.orientation()->write(*shared), "the orientation");
  for (std::size_t f = 0; f < frames; ++f) {
    DcmItem *frame = nullptr;
    require(d.findOrCreateSequenceItem(DCM_PerFrameFunctionalGroupsSequence, frame, -2), "a frame");
    require(stack.place(f % stack.slices())->write(*frame), "the position");
  }
}

void put_pages(DcmItem &d, std::size_t frames) {
  put(d, DCM_NumberOfFrames, std::to_string(frames));
  std::string pages;
  for (std::size_t f = 1; f <= frames; ++f) pages += (f == 1 ? "" : "\\") + std::to_string(f);
  put(d, DCM_PageNumberVector, pages);
  require(d.putAndInsertTagKey(DCM_FrameIncrementPointer, DCM_PageNumberVector), "the order of frames");
}

// Stored values are grey levels of no unit.
void put_grey_levels(DcmItem &d) {
  put(d, DCM_RescaleIntercept, "0");
  put(d, DCM_RescaleSlope, "1");
  put(d, DCM_RescaleType, "US");
  put(d, DCM_PresentationLUTShape, "IDENTITY");
}

}  // namespace

void SecondaryCaptureWriter::write(Job &job, const std::string &name) {
  const VolumeView view = volume.view();
  const Stack stack(view);
  const Source from = source.present() ? Source::of(source.view().json) : Source();
  const bool linked = same_frame_of_reference(from, view.geometry().frame_of_reference_uid, job);
  const bool placed = (view.geometry().flags & GANTRY_GEOMETRY_ASSUMED) == 0;
  const Picture picture = picture_of(view, {window_centre.value(), window_width.value()}, job);
  check_size(view.elements(), picture.samples * picture.bits / 8);
  const std::size_t parts = view.shape(3), frames = stack.slices() * parts;

  DcmFileFormat file;
  DcmDataset &dataset = *file.getDataset();
  describe(dataset, from, {sop_class_of(picture, frames), "OT", description.value(), series_number.value()}, job);
  put(dataset, DCM_Laterality, "");  // type 2C: nothing says that the part of the body is not paired
  put(dataset, DCM_ConversionType, "WSD");
  put(dataset, DCM_ImageType, "DERIVED\\SECONDARY");
  put(dataset, DCM_BurnedInAnnotation, burned_in.value() ? "YES" : "NO");
  put(dataset, DCM_PatientOrientation, "");
  if (placed) put_frame_of_reference(dataset, from, view.geometry().frame_of_reference_uid);
  put_pixels(dataset, picture, stack);
  if (frames > 1) put_pages(dataset, frames);
  if (frames > 1 && picture.samples == 1) put_grey_levels(dataset);
  if (placed && frames > 1) put_places(dataset, stack, frames);
  else if (placed) put_place(dataset, stack);
  if (linked) put_source_images(dataset, from, stack, placed);
  if (linked) refer_to_series(dataset, from);
  const std::string bytes = file_bytes(file, job);
  job.output_file("file", "application/dicom", name.c_str(), bytes.data(), bytes.size());
}

}  // namespace gantry::dicom
