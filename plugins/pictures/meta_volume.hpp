// SPDX-License-Identifier: Apache-2.0
// A MetaImage header (.mha, .mhd) as a volume. Read here and not by ITK, which insists on a path and on the file's folder,
// and a worker has neither. Fields: https://itk.org/Wiki/ITK/MetaIO/Documentation, and ITK's MetaImageIO for their meaning.
//
//   StoredVolume stored = meta_volume(files.map(0));
//   stored.summary();
#pragma once

#include "stored_volume.hpp"

#include <string_view>

namespace gantry::pictures {

bool looks_like_meta(std::string_view head);

// Offset and TransformMatrix are LPS mm, as ITK takes them; row i of the matrix is the direction of axis i. A header
// without them gives GANTRY_GEOMETRY_ASSUMED and a warning. Throws Error "header.*" in words.
StoredVolume meta_volume(std::string_view file);

}  // namespace gantry::pictures
