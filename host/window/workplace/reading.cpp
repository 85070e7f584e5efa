// SPDX-License-Identifier: Apache-2.0
#include <host/window/workplace/reading.hpp>

#include <algorithm>
#include <core/plugins/parameters.hpp>
#include <host/window/words/words.hpp>
#include <host/window/workplace/draft.hpp>
#include <sstream>

namespace gantry::host::window {
namespace {

using nlohmann::json;

bool ends_as(std::string name, const std::string &endings) {
  std::transform(name.begin(), name.end(), name.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? char(c + 32) : c; });
  std::istringstream all(endings);
  for (std::string ending; all >> ending;)
    if (name.ends_with(ending)) return true;
  return false;
}

}  // namespace

std::vector<ReaderOffer> readers_concerned(const core::Registry &registry, const std::string &path) {
  if (path.empty()) return {};
  std::vector<ReaderOffer> all;
  bool any = false;
  for (const core::Plugin &plugin : registry.plugins()) {
    for (const core::ReaderSpec &reader : plugin.manifest.readers) {
      const bool by_name = ends_as(path, reader.extensions);
      any = any || by_name;
      if (!reader.parameters.empty()) all.push_back({plugin.manifest.id + "." + reader.id, &reader, by_name});
    }
  }
  if (any) std::erase_if(all, [](const ReaderOffer &offer) { return !offer.by_name; });
  std::stable_sort(all.begin(), all.end(),
                   [](const ReaderOffer &a, const ReaderOffer &b) { return a.reader->label < b.reader->label; });
  return all;
}

json said_to(const std::vector<ReaderOffer> &readers, const json &values) {
  json other = json::object();
  for (const ReaderOffer &offer : readers) {
    for (const core::ParameterSpec &p : offer.reader->parameters) {
      const auto found = values.find(p.key);
      if (found != values.end() && *found != initial_value(p)) other[p.key] = *found;
    }
  }
  return other;
}

std::string wrong_with(const core::ParameterSpec &p, const json &values) {
  const auto found = values.find(p.key);
  if (found == values.end()) return {};
  const auto checked = core::check_parameters({p}, {{p.key, *found}});
  if (checked) return {};
  const core::Error error = said(checked.error());
  return error.message + (error.hint.empty() ? "" : ": " + error.hint);
}

}  // namespace gantry::host::window
