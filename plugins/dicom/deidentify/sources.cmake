# SPDX-License-Identifier: Apache-2.0
list(APPEND DICOM_SOURCES
  deidentify/items.cpp deidentify/names.cpp deidentify/originals.cpp deidentify/policy.cpp deidentify/profile.cpp
  deidentify/rewrite.cpp deidentify/safe_private.cpp deidentify/settle.cpp deidentify/stamp.cpp deidentify/tool.cpp
  deidentify/walk.cpp)
