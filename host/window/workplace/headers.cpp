// SPDX-License-Identifier: Apache-2.0
// What the files of imported items said about themselves.
#include <host/window/workplace/workplace.hpp>

#include <core/session/sources.hpp>
#include <host/window/words/words.hpp>

namespace gantry::host::window {

std::optional<std::string> Workplace::header_of(const std::string &item) {
  if (!project_) return std::string{};
  if (headers_of_ != project_->imports.size()) {  // an import brings new ones
    headers_of_ = project_->imports.size();
    submit(look_, "Reading data", 0,
           [this, folder = project_->folder](Desk &desk, const core::JobWatcher &) -> core::Result<After> {
             GANTRY_CHECK(desk.open_project(folder, core::Access::read));
             GANTRY_TRY(records, core::header_records(*desk.project()));
             return After([this, folder, records = records] {
               if (!project_ || project_->folder != folder) return;
               headers_ = records;
               headers_known_ = true;
             });
           });
  }
  const auto found = headers_.find(item);
  if (found != headers_.end()) return found->second;
  return headers_known_ ? std::optional<std::string>(std::string{}) : std::nullopt;
}

}  // namespace gantry::host::window
