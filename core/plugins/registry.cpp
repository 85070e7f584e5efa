// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <boost/algorithm/string/classification.hpp>
#include <boost/algorithm/string/join.hpp>
#include <boost/algorithm/string/predicate.hpp>
#include <boost/algorithm/string/split.hpp>
#include <core/platform/files.hpp>
#include <core/platform/paths.hpp>
#include <core/plugins/registry.hpp>
#include <cstdlib>
#include <nlohmann/json.hpp>
#include <set>

namespace gantry::core {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t max_manifest_bytes = std::size_t{4} << 20;

Result<Manifest> read_manifest(const fs::path &file) {
  GANTRY_TRY(open, platform::open_for_reading(file.string()));
  if (open.bytes > max_manifest_bytes) {
    return fail("manifest.bad", "the manifest is larger than 4 MiB", "manifest.json", "build the plugin again");
  }
  GANTRY_TRY(text, platform::read_head(open, max_manifest_bytes));
  return parse_manifest(text);
}

// Finds `id` among one kind of thing of all plugins: full ids win, then short ones.
template <class Spec>
Result<Found<Spec>> find(const std::vector<Plugin> &plugins, std::vector<Spec> Manifest::*specs, const std::string &id,
                         const std::string &word) {
  std::vector<Found<Spec>> by_short;
  std::vector<std::string> full_ids;
  std::vector<std::string> near;
  for (const Plugin &plugin : plugins) {
    for (const Spec &spec : plugin.manifest.*specs) {
      const std::string full = plugin.manifest.id + "." + spec.id;
      if (full == id) return Found<Spec>{&plugin, &spec};
      if (spec.id == id) {
        by_short.push_back({&plugin, &spec});
        full_ids.push_back(full);
      }
      if (boost::icontains(full, id) || (spec.id.size() > 3 && boost::icontains(id, spec.id))) near.push_back(spec.id);
    }
  }
  if (by_short.size() == 1) return by_short.front();
  if (by_short.size() > 1) {
    return fail(word + ".ambiguous", "several plugins have a " + word + " \"" + id + "\"", id,
                "give the full id: " + boost::join(full_ids, ", "), Failure::usage);
  }
  return fail(
      word + ".unknown", "there is no " + word + " \"" + id + "\"", id,
      near.empty() ? "`gantry " + word + "s` lists what there is" : "did you mean: " + boost::join(near, ", ") + "?",
      Failure::usage);
}

std::vector<std::string> extensions_of(const ToolSpec &writer) {
  std::vector<std::string> extensions;
  boost::split(extensions, writer.extensions, boost::is_any_of(" "), boost::token_compress_on);
  return extensions;
}

// The length of the longest extension that the name ends in; 0 when there is none.
std::size_t matching_extension(const ToolSpec &writer, const std::string &file_name) {
  std::size_t longest = 0;
  for (const auto &extension : extensions_of(writer)) {
    if (boost::iends_with(file_name, extension)) longest = std::max(longest, extension.size());
  }
  return longest;
}

// 0: it can't; 1: it can, but is made for something else; 2: it is for all of the kind; 3: it is made for such.
int fitness(const ToolSpec &writer, const Writable &what) {
  int best = 0;
  for (const PortSpec &port : writer.inputs) {
    if (port.kind != what.kind || port.optional || (port.labels && !what.labels)) continue;
    const bool special = port.labels || (port.colour && what.colour);
    best = std::max(best, special ? 3 : port.colour ? 1 : 2);
  }
  return best;
}

}  // namespace

std::vector<fs::path> plugin_folders(const std::vector<std::string> &extra) {
  std::vector<fs::path> folders(extra.begin(), extra.end());
  if (const char *path = std::getenv("GANTRY_PLUGIN_PATH"); path != nullptr) {
    std::vector<std::string> parts;
    boost::split(parts, path, boost::is_any_of(":"), boost::token_compress_on);
    for (const auto &part : parts) {
      if (!part.empty()) folders.emplace_back(part);
    }
  }
  const fs::path program = platform::this_executable().parent_path();
  folders.push_back(program.parent_path() / "plugins");                         // a build tree
  folders.push_back(program.parent_path() / GANTRY_LIBDIR / "gantry/plugins");  // an installation
  folders.push_back(platform::config_folder() / "plugins");
  return folders;
}

void Registry::add(const fs::path &folder) {
  auto manifest = read_manifest(folder / "manifest.json");
  if (!manifest) {
    broken_.push_back({folder, std::move(manifest).error()});
    return;
  }
  Plugin plugin{std::move(manifest).value(), folder, {}};
  plugin.library = folder / plugin.manifest.file;
  const auto same = [&](const Plugin &p) { return p.manifest.id == plugin.manifest.id; };
  const auto other = std::find_if(plugins_.begin(), plugins_.end(), same);
  std::error_code ignored;
  if (other != plugins_.end()) {
    if (fs::equivalent(other->folder, folder, ignored)) return;
    broken_.push_back(
        {folder,
         Error{"plugin.twice", "\"" + plugin.manifest.id + "\" is installed more than once; this copy is not used",
               plugin.manifest.id, "remove one of the two folders"}});
    return;
  }
  plugins_.push_back(std::move(plugin));
}

Registry Registry::scan(const std::vector<fs::path> &folders) {
  Registry registry;
  for (const auto &folder : folders) {
    std::error_code problem;
    if (fs::exists(folder / "manifest.json", problem)) registry.add(folder);
    std::vector<fs::path> bundles;
    for (fs::directory_iterator entry(folder, problem), end; !problem && entry != end; entry.increment(problem)) {
      std::error_code ignored;
      if (fs::exists(entry->path() / "manifest.json", ignored)) bundles.push_back(entry->path());
    }
    std::sort(bundles.begin(), bundles.end());
    for (const auto &bundle : bundles) registry.add(bundle);
  }
  return registry;
}

Result<Found<ToolSpec>> Registry::tool(const std::string &id) const {
  return find(plugins_, &Manifest::tools, id, "tool");
}

Result<Found<ModelSpec>> Registry::model(const std::string &id) const {
  return find(plugins_, &Manifest::models, id, "model");
}

Result<const Plugin *> Registry::plugin(const std::string &id) const {
  std::vector<const Plugin *> matches;
  for (const Plugin &p : plugins_) {
    if (p.manifest.id == id) return &p;
    if (boost::ends_with(p.manifest.id, "." + id)) matches.push_back(&p);
  }
  if (matches.size() == 1) return matches.front();
  if (matches.size() > 1) {
    std::vector<std::string> full_ids;
    for (const Plugin *p : matches) full_ids.push_back(p->manifest.id);
    return fail("plugin.ambiguous", "several plugins are called \"" + id + "\"", id,
                "give the full id: " + boost::join(full_ids, ", "), Failure::usage);
  }
  return fail("plugin.unknown", "there is no plugin \"" + id + "\"", id,
              "`gantry plugins list` shows what is installed", Failure::usage);
}

Found<ToolSpec> Registry::command(const std::vector<std::string> &words) const {
  Found<ToolSpec> best;
  std::size_t most = 0;
  for (const Plugin &plugin : plugins_) {
    for (const ToolSpec &command : plugin.manifest.commands) {
      std::vector<std::string> own;
      boost::split(own, command.id, boost::is_any_of(" "), boost::token_compress_on);
      if (own.size() > most && own.size() <= words.size() && std::equal(own.begin(), own.end(), words.begin())) {
        best = {&plugin, &command};
        most = own.size();
      }
    }
  }
  return best;
}

Writable Writable::of(const Object &object) {
  Writable what(object.kind());
  if (what.kind != Kind::volume) return what;
  if (const auto header = volume_header(object.header)) {
    what.labels = header.value().labels;
    what.colour = header.value().dtype == DType::rgb8 || header.value().dtype == DType::rgba8;
  }
  return what;
}

Result<Found<ToolSpec>> Registry::writer(const std::string &file_name, const Writable &what) const {
  Found<ToolSpec> best;
  std::pair<std::size_t, int> highest;
  std::set<std::string> known;
  for (const Plugin &plugin : plugins_) {
    for (const ToolSpec &writer : plugin.manifest.writers) {
      const int fits = fitness(writer, what);
      if (fits == 0) continue;
      const auto own = extensions_of(writer);
      known.insert(own.begin(), own.end());
      const std::pair rank{matching_extension(writer, file_name), fits};
      if (rank.first > 0 && rank > highest) {
        best = {&plugin, &writer};
        highest = rank;
      }
    }
  }
  if (best.plugin != nullptr) return best;
  return fail("writer.unknown", "no installed plugin writes a " + std::string(name(what.kind)) + " as such a file", "",
              "end the file name in one of: " + boost::join(known, " "), Failure::usage);
}

Result<Found<ToolSpec>> Registry::writer(const std::string &id, const std::string &file_name,
                                         const Writable &what) const {
  auto found = find(plugins_, &Manifest::writers, id, "writer");
  if (!found) {
    Error error = std::move(found).error();
    std::vector<std::string> ids;
    for (const Plugin &plugin : plugins_) {
      for (const ToolSpec &writer : plugin.manifest.writers) ids.push_back(writer.id);
    }
    if (error.code == "writer.unknown") error.hint = "the writers are: " + boost::join(ids, ", ");
    return fail(std::move(error));
  }
  const ToolSpec &writer = *found.value().spec;
  if (fitness(writer, what) == 0) {
    const std::string whole = what.labels ? "a label map" : "a " + std::string(name(what.kind));
    return fail("writer.kind", writer.id + " does not write " + whole, id, writer.help, Failure::usage);
  }
  if (matching_extension(writer, file_name) == 0) {
    return fail("writer.name", writer.id + " writes files of other names", id, "end the name in " + writer.extensions,
                Failure::usage);
  }
  return found;
}

}  // namespace gantry::core
