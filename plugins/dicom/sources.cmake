# SPDX-License-Identifier: Apache-2.0
list(APPEND DICOM_SOURCES plugin.cpp reader.cpp scan.cpp images.cpp filling.cpp header_record.cpp dataset.cpp opening.cpp elements.cpp
     element_head.cpp values.cpp charset.cpp dictionary.cpp vr.cpp quiet.cpp for_dcmtk.cpp)
