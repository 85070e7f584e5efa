# SPDX-License-Identifier: Apache-2.0
list(APPEND DICOM_SOURCES pixels/format.cpp pixels/fragments.cpp pixels/frames.cpp pixels/lookup.cpp pixels/voi.cpp
     pixels/delivery.cpp pixels/overlay.cpp pixels/packed.cpp pixels/jpeg.cpp pixels/jpeg_ls.cpp pixels/jpeg_ls_scan.cpp
     pixels/jpeg_2000.cpp)
