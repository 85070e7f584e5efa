// SPDX-License-Identifier: Apache-2.0
// What was said of how files are to be read ("voi=1"), handed to the readers that have such a parameter.
//
//   GANTRY_CHECK(check_known(bench.registry(), set));          // "parameter.unknown" names those that there are
//   GANTRY_TRY(values, values_for(*manifest.reader("dicom"), set));
#pragma once

#include <core/plugins/registry.hpp>
#include <nlohmann/json.hpp>
#include <set>
#include <string>

namespace gantry::core {

// Of all readers that are installed.
std::set<std::string> reader_keys(const Registry &registry);

// That each key is a parameter of some reader.
Result<void> check_known(const Registry &registry, const nlohmann::json &set);

// All parameters of one reader, with defaults where `set` says nothing; what others have is left to them. Errors as of
// check_parameters.
Result<nlohmann::json> values_for(const ReaderSpec &reader, const nlohmann::json &set);

}  // namespace gantry::core
