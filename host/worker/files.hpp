// SPDX-License-Identifier: Apache-2.0
// The files that a reader may see, opened by the host when asked for, and the list of what they hold.
//
//   JobFiles files(link, job.files);
//   Items items;
//   reader->list(reader, context.table(), files.table(), items.table());
#pragma once

#include <core/platform/files.hpp>
#include <core/worker/protocol.hpp>
#include <gantry/reader.h>
#include <host/worker/link.hpp>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace gantry::worker {

class JobFiles {
 public:
  JobFiles(Link &link, std::vector<core::protocol::FileName> names);
  JobFiles(const JobFiles &) = delete;
  const gantry_files *table() const { return &table_; }

 private:
  struct Open {
    core::platform::MappedFile file;
    std::string path;
  };
  static JobFiles &of(const gantry_files *files) { return *static_cast<JobFiles *>(files->host); }
  const Open *open(std::uint32_t index);  // nullptr when it can't be
  core::platform::FileDescriptor fetch(std::uint32_t index);

  Link &link_;
  std::vector<core::protocol::FileName> names_;
  std::map<std::uint32_t, Open> open_;
  // Readers mostly go through the files in order. As long as they do, more and more are asked for at a time.
  std::map<std::uint32_t, core::platform::FileDescriptor> ahead_;
  std::size_t ahead_wanted_ = 0;
  std::optional<std::uint32_t> last_asked_;
  gantry_files table_{};
};

class Items {
 public:
  explicit Items(Link &link);
  Items(const Items &) = delete;
  const gantry_items *table() const { return &table_; }

  nlohmann::json items = nlohmann::json::array();    // [{key,kind,title,summary,files}]
  nlohmann::json refused = nlohmann::json::array();  // [{file,reason}]

 private:
  Link &link_;
  gantry_items table_{};
};

}  // namespace gantry::worker
