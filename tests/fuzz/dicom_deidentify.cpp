// SPDX-License-Identifier: Apache-2.0
// De-identification of DICOM files: a stranger's file rewritten, and what was written opened again.
#include <plugins/dicom/dataset.hpp>
#include <plugins/dicom/deidentify/rewrite.hpp>

#include <cstdint>
#include <cstdlib>
#include <string>

namespace {

using namespace gantry::dicom;

// The host's part, with answers of its form that are easy to make.
gantry_identity replacements() {
  gantry_identity host{};
  host.size = sizeof host;
  host.person = [](const gantry_identity *, const gantry_person *, const char **pseudonym) -> std::int32_t {
    *pseudonym = "P-7K2M9QXR";
    return GANTRY_OK;
  };
  host.uid = [](const gantry_identity *, const char *original, const char **replacement) -> std::int32_t {
    static std::string made;
    made = "2.25." + std::to_string(std::hash<std::string>{}(original));
    *replacement = made.c_str();
    return GANTRY_OK;
  };
  host.moment = [](const gantry_identity *, const char *, const char *date, const char *time, const char **moved_date,
                   const char **moved_time) -> std::int32_t {
    *moved_date = *date == '\0' ? "" : "19700101";
    *moved_time = *time == '\0' ? "" : "101530";
    return GANTRY_OK;
  };
  return host;
}

}  // namespace

// The first byte tells how much is kept.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size) {
  static const Policy policies[] = {Policy::of_words("modified-dates private"), Policy::of_words(""),
                                    Policy::of_words("uids dates device institution characteristics descriptors "
                                                     "structured graphics private")};
  if (size == 0) return 0;
  const std::string bytes(reinterpret_cast<const char *>(data) + 1, size - 1);
  const gantry_identity host = replacements();
  Names names(host);
  Rewritten out;
  try {
    out = rewrite(bytes, policies[data[0] % std::size(policies)], names);
  } catch (const gantry::Error &) {
    return 0;
  }
  try {
    (void)Dataset::open(out.bytes, Extent::whole);
  } catch (const gantry::Error &) {
    std::abort();  // what was written is DICOM
  }
  return 0;
}
