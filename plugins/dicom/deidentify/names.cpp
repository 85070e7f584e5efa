// SPDX-License-Identifier: Apache-2.0
#include "names.hpp"

#include <gantry/cpp/error.hpp>

namespace gantry::dicom {
namespace {

void check(std::int32_t status) {
  if (status != GANTRY_OK) throw Error("dicom.identity", "the host gave no pseudonym", GANTRY_FAILED);
}

}  // namespace

std::string Names::person(const std::string &id, const std::string &issuer, const std::string &name,
                          const std::string &birth_date, const std::string &study) {
  const gantry_person person{sizeof person, 0, id.c_str(), issuer.c_str(), name.c_str(), birth_date.c_str(),
                             study.c_str()};
  const char *pseudonym = "";
  check(identity_.person(&identity_, &person, &pseudonym));
  return pseudonym;
}

const std::string &Names::uid(const std::string &original) {
  auto &known = uids_[original];
  if (known.empty()) {
    const char *replacement = "";
    check(identity_.uid(&identity_, original.c_str(), &replacement));
    known = replacement;
  }
  return known;
}

const std::pair<std::string, std::string> &Names::moment(const std::string &pseudonym, const std::string &date,
                                                         const std::string &time) {
  const auto [found, fresh] = moments_.try_emplace(pseudonym + '\n' + date + '\n' + time);
  if (fresh) {
    const char *moved_date = "", *moved_time = "";
    check(identity_.moment(&identity_, pseudonym.c_str(), date.c_str(), time.c_str(), &moved_date, &moved_time));
    found->second = {moved_date, moved_time};
  }
  return found->second;
}

}  // namespace gantry::dicom
