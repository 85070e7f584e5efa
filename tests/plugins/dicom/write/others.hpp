// SPDX-License-Identifier: Apache-2.0
// What others make of a file: pydicom, dciodvfy (dicom3tools), dcmdump and dsrdump (DCMTK), dcm2niix.
//
//   const Seen seen = pydicom(bytes);
//   seen.text("PatientName");   seen.pixels["shape"] == json({4, 5, 7});
//   CHECK(dciodvfy(bytes).errors.empty());
#pragma once

#include <nlohmann/json.hpp>
#include <tests/support/folder.hpp>

#include <string>
#include <vector>

namespace gantry::test {

using tests::Folder;

struct Ran {
  int code = -1;
  std::string text;  // standard output and error
};
Ran run(const std::string &command);

// DICOM's JSON model (PS3.18, F), by tags: seen.at({"00081115", 0, "0020000E"}).
struct Seen {
  nlohmann::json attributes, pixels;

  nlohmann::json values(const std::vector<std::string> &way) const;  // of the last tag; numbers between are places
  std::string text(const std::vector<std::string> &way) const;
};
Seen pydicom(const std::string &bytes);

struct Verdict {
  std::vector<std::string> errors, warnings;
  std::string all;
};
Verdict dciodvfy(const std::string &bytes);

}  // namespace gantry::test
