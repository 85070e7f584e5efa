// SPDX-License-Identifier: Apache-2.0
// Secrets of plugins: small values, each encrypted under a key that only this user can read.
//
//   GANTRY_TRY(reply, answer_secret(folder, "nl.umcu.strain", {"gantry.storage/1", "get_secret", {{"name", "password"}}}));
//
// The key lies beside them (mode 0600): this protects against copies of single files and against other users, not against
// who can read this user's files. XSalsa20-Poly1305 (libsodium secretbox); a secret is bound to its plugin and its name.
#pragma once

#include <core/worker/worker_pool.hpp>
#include <filesystem>
#include <string>

namespace gantry::core {

Result<ServiceReply> answer_secret(const std::filesystem::path &folder, const std::string &plugin,
                                   const ServiceRequest &request);

}  // namespace gantry::core
