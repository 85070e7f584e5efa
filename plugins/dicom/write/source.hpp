// SPDX-License-Identifier: Apache-2.0
// The study that a new object belongs to, and the images that it was made from: what the record gantry.header/1 of a
// DICOM series says of them.
//
//   const Source source = Source::of(record.json);
//   source.linked();                                // there is a study to belong to
//   source.images_at(k, slices, position);          // the images that show slice k
#pragma once

#include "codes.hpp"

#include <array>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace gantry::dicom::write {

struct SourceImage {
  std::string uid;
  std::optional<std::array<double, 3>> position;  // LPS mm, centre of its first voxel
};

class Source {
 public:
  Source() = default;  // none
  // Throws Error "dicom.source" when the record is not what its schema says. A record of another format is no source.
  static Source of(const std::string &json);

  bool linked() const { return !study_uid().empty(); }
  // Patient and study alone: the record names no images.
  bool has_images() const { return !images_.empty() && !series_uid().empty() && !sop_class_uid().empty(); }

  // By the standard's keyword: "PatientName"; "" when it says nothing. Values of an array are joined by '\'.
  std::string text(const std::string &keyword) const;
  std::string study_uid() const { return uid("StudyInstanceUID"); }
  std::string series_uid() const { return uid("SeriesInstanceUID"); }
  std::string sop_class_uid() const { return uid("SOPClassUID"); }
  std::string frame_of_reference_uid() const { return uid("FrameOfReferenceUID"); }

  // By which another program took identities out (DeidentificationMethodCodeSequence).
  const std::vector<Code> &deidentification_methods() const { return methods_; }

  const std::vector<SourceImage> &images() const { return images_; }
  // Those of slice `k` of `slices`, whose first voxel is at `position`: the one image that holds
  // them all, else by place where the record tells places, else by their order when there is one image for each slice;
  // otherwise none.
  std::vector<const SourceImage *> images_at(std::size_t k, std::size_t slices,
                                             const std::array<double, 3> &position) const;

 private:
  std::string uid(const std::string &keyword) const;
  void take_images();

  std::map<std::string, std::vector<std::string>> values_;
  std::vector<std::array<double, 3>> positions_;
  std::vector<SourceImage> images_;
  std::vector<Code> methods_;
};

}  // namespace gantry::dicom::write
