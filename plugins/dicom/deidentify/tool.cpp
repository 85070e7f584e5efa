// SPDX-License-Identifier: Apache-2.0
#include "tool.hpp"

#include "rewrite.hpp"

#include <nlohmann/json.hpp>

namespace gantry::dicom {
namespace {

using nlohmann::json;

json words_of(const Rewritten &file) {
  return {{"patient", file.patient},   {"study", file.study},   {"series", file.series},
          {"modality", file.modality}, {"number", file.number}, {"warnings", file.warnings}};
}

std::string reason(const Error &error) {
  return error.hint().empty() ? std::string(error.what()) : std::string(error.what()) + "; " + error.hint();
}

}  // namespace

void Deidentify::run(Job &job) {
  const Policy policy = Policy::of_words(keep.value() == "none" ? "" : keep.value());
  Names names(job.identity());
  json all = json::array();
  for (std::uint32_t i = 0; i < files.count(); ++i) {
    job.progress(static_cast<double>(i) / files.count(), "de-identifying");
    const gantry_file &file = files.view(i);
    try {
      const Rewritten out = rewrite({static_cast<const char *>(file.data), file.byte_size}, policy, names);
      clean.write("application/dicom", "", out.bytes);
      all.push_back(words_of(out));
    } catch (const Error &error) {
      // Where the host gives no names or takes no files, no other file will fare better.
      if (error.code() == "dicom.identity" || error.code().rfind("job.", 0) == 0) throw;
      all.push_back({{"refused", reason(error)}});
    }
  }
  report.write("gantry.deidentified/1",
               json{{"files", std::move(all)}}.dump(-1, ' ', false, json::error_handler_t::replace));
}

}  // namespace gantry::dicom
