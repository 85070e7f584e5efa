// SPDX-License-Identifier: Apache-2.0
#include <host/worker/describe.hpp>

#include <core/data/object.hpp>
#include <core/platform/files.hpp>
#include <filesystem>
#include <host/worker/check.hpp>
#include <host/worker/describe_parts.hpp>
#include <host/worker/plugin.hpp>
#include <sstream>

namespace gantry::worker {
namespace {

using nlohmann::json;

template <class Items>
json all(const Items &items) {
  json list = json::array();
  for (const auto *item : items) list.push_back(described(*item));
  return list;
}

json words_in(const std::string &text) {
  json list = json::array();
  std::istringstream in(text);
  for (std::string word; in >> word;) list.push_back(word);
  return list;
}

}  // namespace

Result<json> describe(const std::string &library) {
  const auto path = std::filesystem::absolute(library);
  GANTRY_TRY(plugin, Plugin::load(path.string(), path.parent_path().string()));
  return describe(*plugin);
}

Result<json> describe(const Plugin &plugin) {
  GANTRY_CHECK(check_plugin(plugin));
  const std::string library = plugin.path();
  GANTRY_TRY(opened, core::platform::open_for_reading(library));
  GANTRY_TRY(mapped, core::platform::MappedFile::map(std::move(opened.descriptor)));
  const gantry_about &about = plugin.about();
  json models = all(plugin.models());
  for (const auto &ode : all(plugin.odes())) models.push_back(ode);
  return json{{"manifest", manifest_version},
              {"id", text(about.id)},
              {"name", text(about.name)},
              {"version", text(about.version)},
              {"vendor", text(about.vendor)},
              {"licence", text(about.licence)},
              {"description", text(about.description)},
              {"intended_use", text(about.intended_use)},
              {"permissions", words_in(text(about.permissions))},
              {"abi_min", plugin.abi_min()},
              {"abi", GANTRY_ABI_VERSION},
              {"file", std::filesystem::path(library).filename().string()},
              {"sha256", core::sha256(mapped.bytes())},
              {"tools", all(plugin.tools())},
              {"models", models},
              {"readers", all(plugin.readers())},
              {"writers", all(plugin.writers())},
              {"commands", all(plugin.commands())},
              {"panels", all(plugin.panels())}};
}

}  // namespace gantry::worker
