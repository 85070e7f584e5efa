# SPDX-License-Identifier: Apache-2.0
list(APPEND DICOM_SOURCES write/encoding.cpp write/source.cpp write/instance.cpp write/codes.cpp write/cielab.cpp write/frames.cpp
  write/label_slices.cpp write/segmentation.cpp write/map_pixels.cpp write/parametric_map.cpp write/picture.cpp
  write/secondary_capture.cpp write/measurement_report.cpp)
