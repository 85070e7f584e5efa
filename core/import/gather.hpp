// SPDX-License-Identifier: Apache-2.0
// The files behind the paths that somebody gave: folders with all that is in them, and companions.
//
//   GANTRY_TRY(gathered, gather_files({"scan.nii.gz", "series/"}));
//   gathered.files[0].name == "scan.nii.gz"
#pragma once

#include <core/result.hpp>
#include <core/worker/job.hpp>
#include <string>
#include <vector>

namespace gantry::core {

struct GatheredFiles {
  std::vector<SourceFile> files;
  std::size_t given =
      0;  // files behind these lie beside a given one and have its stem: readers may use them as companions
};

// Files as they are, with what lies beside them under the same stem (x.bval for x.nii.gz); folders with all that is in
// them, by name, hidden ones left out. "file.missing" names the path.
Result<GatheredFiles> gather_files(const std::vector<std::string> &paths);

}  // namespace gantry::core
