// SPDX-License-Identifier: Apache-2.0
// The tool "deidentify": DICOM files in, the same files without identities out, and a record of what became of each.
// The host gives pseudonyms (gantry.identity/1) and makes names for the files.
#pragma once

#include <gantry/cpp/tool.hpp>

namespace gantry::dicom {

struct Deidentify : Tool {
  static constexpr const char *id = "deidentify", *label = "De-identify",
                              *help =
                                  "Takes identities out of DICOM files, after PS3.15: pseudonyms, new UIDs, dates "
                                  "moved, private attributes by a list of safe ones. Pixels stay as they are.",
                              *category = "privacy", *source = "DICOM PS3.15 2026c, annex E, basic profile and options";

  FileInput files{"files", "Files", "DICOM files", GANTRY_PORT_MANY};
  Text keep{"keep", "Keep",
            "options of PS3.15: uids device institution characteristics dates modified-dates descriptors structured "
            "graphics private; none: the basic profile alone",
            "modified-dates private"};
  FileOutput clean{"clean", "De-identified files", "those that could be, in order",
                   GANTRY_PORT_MANY | GANTRY_PORT_OPTIONAL};
  RecordOutput report{"report", "Report", "what became of each file"};

  void run(Job &job);
};

}  // namespace gantry::dicom
