// SPDX-License-Identifier: Apache-2.0
// An NRRD header as a volume: axes by their kinds, space to LPS mm, diffusion and segments by their keys.
//
//   StoredVolume stored = nrrd_volume(files.map(0));
//   stored.summary();
#pragma once

#include "nrrd_header.hpp"
#include "stored_volume.hpp"

#include <array>
#include <optional>

namespace gantry::pictures {

// Throws Error "header.*" in words.
StoredVolume nrrd_volume(std::string_view file);

// nrrd_axes.cpp: `kinds` of the axes to Gantry's dimensions. An axis of RGB(A) or complex numbers that lies fastest
// becomes part of the element type.
void take_axes(const NrrdHeader &header, StoredVolume &stored);

// nrrd_space.cpp: where the voxels are. Spaces of patients (RAS, LAS, LPS) become LPS; a space that says nothing of the
// patient is taken as it is, with GANTRY_GEOMETRY_ASSUMED and a warning.
void take_space(const NrrdHeader &header, StoredVolume &stored);

// nrrd_keys.cpp: DWMRI_b-value and DWMRI_gradient_NNNN (NA-MIC's convention: the length of a gradient gives its b-value,
// b |g|^2 / max |g|^2; directions are in the measurement frame) as a fourth axis "diffusion" of b in s/mm2 and, in patient
// LPS, gx, gy, gz. Slicer's SegmentN_… as segments.
bool is_diffusion(const NrrdHeader &header);
bool is_segmentation(const NrrdHeader &header);
void take_diffusion(const NrrdHeader &header, StoredVolume &stored);
void take_segments(const NrrdHeader &header, StoredVolume &stored);
// The key org.gantry.volume, which NrrdWriter writes: axis, channel names, quantity, modality. It goes before the others.
void take_own_key(const NrrdHeader &header, StoredVolume &stored);

// "(1,0,0) none (0,0,2.5)": an empty vector for "none". Error "header.number".
std::vector<std::vector<double>> vectors_of(const std::string &text, const char *what);
// To LPS and mm along each of the space's three dimensions; nullopt where the space is no patient's.
std::optional<std::array<double, 3>> lps_factors(const NrrdHeader &header);

}  // namespace gantry::pictures
