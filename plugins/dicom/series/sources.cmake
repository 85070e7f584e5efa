# SPDX-License-Identifier: Apache-2.0
list(APPEND DICOM_SOURCES
  series/series.cpp series/grouping.cpp series/orientation.cpp series/slices.cpp series/points.cpp series/axis.cpp
  series/naming.cpp series/words.cpp series/read_frames.cpp series/functional_groups.cpp series/clock.cpp
  series/siemens_csa.cpp series/diffusion.cpp series/scaling.cpp series/pixel_size.cpp series/mosaic.cpp
  series/ge_slice_order.cpp series/named_values.cpp series/joining.cpp series/resampling.cpp)
