// SPDX-License-Identifier: Apache-2.0
#include "orientation.hpp"

#include "vectors.hpp"
#include "words.hpp"

namespace gantry::dicom {

std::string why_no_orientation(const std::array<double, 6> &orientation) {
  constexpr const char *next = "; fetch it again from the scanner or the archive, its geometry can't be trusted";
  for (const double v : orientation) {
    if (!std::isfinite(v)) return std::string("its ImageOrientationPatient holds what is no number") + next;
  }
  const Vec3 row = row_of(orientation), column = column_of(orientation);
  const double r = length(row), c = length(column);
  if (std::abs(r - 1) > 0.05 || std::abs(c - 1) > 0.05) {
    return "the directions of its ImageOrientationPatient have lengths " + number(r) + " and " + number(c) +
           " where 1 is meant" + next;
  }
  const double cosine = dot(row, column) / (r * c);
  if (std::abs(cosine) > 0.035) {
    return "its rows and columns are not at right angles (" + number(std::acos(cosine) * 180 / M_PI) +
           " degrees, ImageOrientationPatient)" + next;
  }
  return "";
}

Mended mended(const std::array<double, 6> &orientation) {
  const Vec3 row = unit(row_of(orientation));
  const Vec3 given = column_of(orientation);
  const Vec3 column = unit(given - dot(given, row) * row);
  Mended out{{row[0], row[1], row[2], column[0], column[1], column[2]}, ""};
  double off = 0;
  for (unsigned i = 0; i < 6; ++i) off = std::max(off, std::abs(out.orientation[i] - orientation[i]));
  // Headers are rounded to five digits at times.
  if (off > 2e-4) {
    out.warning = "ImageOrientationPatient is not orthonormal (off by " + number(off) +
                  "); the direction of rows was kept and that of columns set at right angles to it";
  }
  return out;
}

}  // namespace gantry::dicom
