// SPDX-License-Identifier: Apache-2.0
// gantry.project/1, gantry.storage/1, gantry.identity/1 and gantry.panel-host/1 as a plugin sees them: each call is a question to the host.
//
//   Services services(link, storage_folder);
//   const auto *project = static_cast<const gantry_project *>(services.open(GANTRY_PROJECT_ID));   // NULL: not granted
#pragma once

#include <core/data/views.hpp>
#include <gantry/identity.h>
#include <gantry/panel.h>
#include <gantry/project.h>
#include <gantry/storage.h>
#include <host/worker/link.hpp>
#include <memory>
#include <string>
#include <vector>

namespace gantry::worker {

using core::VolumeView;

// Lives as long as a job.
class Services {
 public:
  Services(Link &link, std::string storage_folder);
  Services(const Services &) = delete;

  const void *open(std::string_view id);

 private:
  struct Reply {
    std::int32_t status = 0;
    nlohmann::json json;
    core::ObjectPtr object;
  };
  static Services &of(const gantry_project *project) { return *static_cast<Services *>(project->host); }
  static Services &of(const gantry_storage *storage) { return *static_cast<Services *>(storage->host); }
  static Services &of(const gantry_identity *identity) { return *static_cast<Services *>(identity->host); }
  static Services &of(const gantry_panel_host *host) { return *static_cast<Services *>(host->host); }
  Reply call(std::string_view service, std::string_view method, nlohmann::json arguments);
  // The reply's JSON as text, kept in `kept` until the next call of the same function.
  std::int32_t text_reply(std::string_view method, nlohmann::json arguments, std::string &kept, const char **out);
  void fill_project();
  void fill_storage();
  void fill_identity();
  void fill_panel_host();

  Link &link_;
  std::string storage_folder_;
  std::string list_, describe_, hash_, verify_, secret_, pseudonym_, uid_, date_, time_, panel_job_, job_state_;
  core::ObjectPtr opened_;
  std::unique_ptr<VolumeView> volume_;
  gantry_project project_{};
  gantry_storage storage_{};
  gantry_identity identity_{};
  gantry_panel_host panel_host_{};
};

}  // namespace gantry::worker
