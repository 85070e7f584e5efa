// SPDX-License-Identifier: Apache-2.0
// What each of the files given is, from its header alone.
//
//   std::vector<Scan> scans = scan_files(job, files);
//   scans[3].kind == Kind::image;  scans[3].frames.size();
#pragma once

#include "pixels/delivery.hpp"
#include "series/frame.hpp"

#include <gantry/cpp/reader.hpp>

#include <string>
#include <vector>

namespace gantry::dicom {

enum class Kind {
  absent,   // not given to this call, or empty
  refused,  // see refusal
  image,    // pixels of numbers or colours: by way of series/
  segmentation,
  structures,  // RT structure set
  waveform,
  report,     // structured report
  document,   // encapsulated PDF and its like
  directory,  // DICOMDIR
  other,      // no pixels: its header is shown
};

struct OverlayName {
  std::uint16_t group;
  std::string name;
};

// What is asked for besides what the files say.
struct Wishes {
  bool shown = false;  // values as they are to be shown, by the VOI LUT
  bool even = false;   // slices evenly spaced
};

struct Scan {
  Kind kind = Kind::absent;
  std::string refusal;
  std::string modality, sop_class;
  std::vector<std::string> warnings;
  // Images alone.
  std::vector<FrameHeader> frames;
  PixelFormat format;
  Meaning meaning;
  std::vector<Voi> voi;  // without their tables; one of every frame or one of all, and none unless wished for
  std::vector<OverlayName> overlays;
  // Directories alone: the files that it names, as PATH components joined by '/', and where in its bytes each is said.
  std::vector<std::string> named;
};

Scan scan(std::string_view bytes, std::uint32_t file, const Wishes &wishes);
// With `stay_mapped` as many files as are sensible stay mapped for whoever reads them next.
std::vector<Scan> scan_files(const Job &job, const Files &files, const Wishes &wishes, bool stay_mapped = false);
// The one of a frame, counted from 0; none where there is none.
Voi voi_of(const std::vector<Voi> &voi, std::uint32_t frame);

// "its header…: what to do": an error in one sentence.
std::string in_words(const Error &error);

}  // namespace gantry::dicom
