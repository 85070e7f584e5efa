// SPDX-License-Identifier: Apache-2.0
#include <boost/algorithm/string/join.hpp>
#include <core/import/reader_settings.hpp>
#include <core/plugins/parameters.hpp>

namespace gantry::core {

using nlohmann::json;

std::set<std::string> reader_keys(const Registry &registry) {
  std::set<std::string> keys;
  for (const Plugin &plugin : registry.plugins()) {
    for (const auto &reader : plugin.manifest.readers) {
      for (const auto &parameter : reader.parameters) keys.insert(parameter.key);
    }
  }
  return keys;
}

Result<void> check_known(const Registry &registry, const json &set) {
  const auto keys = reader_keys(registry);
  for (const auto &[key, value] : set.items()) {
    if (keys.count(key) > 0) continue;
    return fail("parameter.unknown", "no reader has a parameter \"" + key + "\"", key,
                keys.empty() ? "readers take none" : "give one of: " + boost::join(keys, ", "), Failure::usage);
  }
  return done();
}

Result<json> values_for(const ReaderSpec &reader, const json &set) {
  json own = json::object();
  for (const auto &parameter : reader.parameters) {
    if (const auto found = set.find(parameter.key); found != set.end()) own[parameter.key] = *found;
  }
  return check_parameters(reader.parameters, own);
}

}  // namespace gantry::core
