// SPDX-License-Identifier: Apache-2.0
// The host's pseudonyms, asked for once each.
//
//   Names names(job.identity());
//   names.uid("1.2.840.113619.2.5.1762583153");   // "2.25.…"
#pragma once

#include <gantry/identity.h>

#include <map>
#include <string>
#include <utility>

namespace gantry::dicom {

// Throws Error "dicom.identity" where the host can't say.
class Names {
 public:
  explicit Names(const gantry_identity &identity) : identity_(identity) {}

  // Text in UTF-8.
  std::string person(const std::string &id, const std::string &issuer, const std::string &name,
                     const std::string &birth_date, const std::string &study);
  const std::string &uid(const std::string &original);
  // {date, time}, moved; "" for what can't be read.
  const std::pair<std::string, std::string> &moment(const std::string &pseudonym, const std::string &date,
                                                    const std::string &time);

 private:
  const gantry_identity &identity_;
  std::map<std::string, std::string> uids_;
  std::map<std::string, std::pair<std::string, std::string>> moments_;
};

}  // namespace gantry::dicom
