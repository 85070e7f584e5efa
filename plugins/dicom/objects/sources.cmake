# SPDX-License-Identifier: Apache-2.0
list(APPEND DICOM_SOURCES objects/objects.cpp objects/segmentation.cpp objects/cielab.cpp objects/label_map.cpp
     objects/overlay_map.cpp objects/structures.cpp objects/waveform.cpp objects/waveform_annotations.cpp
     objects/report.cpp)
