// SPDX-License-Identifier: Apache-2.0
// What one frame says of itself: whose it is, where it lies, and what was varied from one to the next. Plain values, so
// that sorting can be tested without files.
//
//   std::vector<FrameHeader> frames = frame_headers(dataset, file);   // read_frames.hpp; one per frame, per mosaic
// tile
//   frames[0].values[Quantity::echo_time];                            // 4.6 ms; NaN when the file does not say
//   Sorted sorted = sort(frames);                                     // series.hpp
#pragma once

#include <array>
#include <cmath>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <vector>

namespace gantry::dicom {

using Vec3 = std::array<double, 3>;

constexpr double unknown = std::numeric_limits<double>::quiet_NaN();

// What may vary along the fourth axis. Units in quantity_traits(); gradient directions in patient LPS coordinates.
enum class Quantity : unsigned {
  b_value,  // s/mm2
  gx,       // unit vector, patient LPS; 0 where there is no direction
  gy,
  gz,
  echo_time,        // ms
  inversion_time,   // ms
  flip_angle,       // deg
  repetition_time,  // ms
  kvp,              // kV
  energy,           // keV, of a monoenergetic image
  trigger_time,     // ms after the R wave (or, on GE, after the start of a dynamic series)
  phase_index,      // cardiac phase by number
  temporal_index,   // TemporalPositionIdentifier, TemporalPositionIndex
  label,            // arterial spin labelling: 1 label, 0 control
  count
};

class Quantities {
 public:
  Quantities() { v_.fill(unknown); }
  double &operator[](Quantity q) { return v_[static_cast<unsigned>(q)]; }
  double operator[](Quantity q) const { return v_[static_cast<unsigned>(q)]; }
  bool has(Quantity q) const { return !std::isnan((*this)[q]); }

 private:
  std::array<double, static_cast<unsigned>(Quantity::count)> v_{};
};

// The clocks a frame may carry; s. Only differences count; those of a day start at its midnight of 1970-01-01 (UTC).
struct Clocks {
  double acquisition = unknown;      // FrameAcquisitionDateTime, AcquisitionDateTime, AcquisitionDate + AcquisitionTime
  double frame_reference = unknown;  // PET: FrameReferenceTime, from the start of the series
  double temporal_offset = unknown;  // TemporalPositionTimeOffset; FrameTime * index
  double content = unknown;          // ContentDate + ContentTime
  double slice = unknown;            // this slice within its volume's acquisition (mosaic, RTIA timer)
  double duration = unknown;         // ActualFrameDuration, FrameAcquisitionDuration
};

// A number by the name that the file gives it.
struct NamedValue {
  std::string name, unit;  // unit: UCUM
  double value = unknown;
  bool operator==(const NamedValue &o) const { return name == o.name && unit == o.unit && value == o.value; }
};

struct FrameHeader {
  // Where its pixels are: rectangle of rows x columns at (tile_row, tile_column) of a stored frame. Where it is no
  // mosaic the rectangle is the whole frame.
  std::uint32_t file = 0;   // as the caller counts files
  std::uint32_t frame = 0;  // from 0, within the file
  std::uint32_t rows = 0, columns = 0;
  std::uint32_t tile_row = 0, tile_column = 0;  // in pixels
  std::uint32_t tile = 0;                       // from 0, within the frame
  bool mosaic = false;

  // Whose it is.
  std::string study_uid, series_uid, sop_instance_uid, sop_class_uid, frame_of_reference_uid;
  std::string modality, manufacturer, stack_id;
  std::vector<std::string> image_type;  // FrameType where the frame has its own
  std::string component;                // "magnitude", "phase", "real", "imaginary"; "" unknown
  long series_number = 0, acquisition_number = 0, instance_number = 0;
  long temporal_positions = 0;  // NumberOfTemporalPositions; 0 unknown
  bool multi_frame = false;
  bool cardiac = false;                        // trigger times are within the heart beat
  std::string concatenation_uid;               // parts of one multi-frame object that was too large
  std::vector<std::uint32_t> dimension_index;  // DimensionIndexValues: orders frames alike in all else

  // Where it lies; LPS mm. `orientation`: along a row, then down a column, as the file has it.
  std::optional<std::array<double, 6>> orientation;
  std::optional<Vec3> position;                        // centre of the first pixel transmitted
  std::optional<std::array<double, 2>> pixel_spacing;  // along a row (x), down a column (y)
  std::string spacing_note;                            // what the spacing means where it is not PixelSpacing
  double slice_thickness = unknown, spacing_between_slices = unknown, slice_location = unknown;  // mm

  // What its numbers are. value = stored * slope + intercept.
  std::uint32_t samples = 1, bits_allocated = 0, bits_stored = 0, pixel_representation = 0;
  std::string photometric;
  double slope = 1, intercept = 0;
  std::string unit;        // UCUM; "" unknown
  std::string scale_note;  // which of several scalings was taken, in words; "" when there is but one

  Quantities values;
  std::vector<NamedValue> named_values;  // of a parametric map, see named_values.hpp
  std::string named_axis;                // what they are along; "" unknown
  Clocks clocks;
  std::vector<std::string> warnings;  // of reading this frame
};

}  // namespace gantry::dicom
