// SPDX-License-Identifier: Apache-2.0
// The secret of a site that a test made up.
#pragma once

#include <core/project/site_key.hpp>
#include <tests/support/folder.hpp>

namespace gantry::tests {

inline core::SiteKey site_key(const Folder &folder) { return core::SiteKey::open(folder.path / "config").value(); }

}  // namespace gantry::tests
