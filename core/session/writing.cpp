// SPDX-License-Identifier: Apache-2.0
// Data out of Gantry, through the writer plugins.
#include <core/platform/durable.hpp>
#include <core/plugins/parameters.hpp>
#include <core/session/session.hpp>
#include <filesystem>

namespace gantry::core {
namespace {

namespace fs = std::filesystem;

Result<Found<ToolSpec>> writer_for(const Registry &registry, const Object &object, const std::string &file_name,
                                   const Export &how) {
  const Writable what = Writable::of(object);
  return how.writer.empty() ? registry.writer(file_name, what) : registry.writer(how.writer, file_name, what);
}

// The name comes from a plugin: the file that was asked for and companions of its stem, nothing else of the folder.
Result<fs::path> place_of(const fs::path &target, const fs::path &file_name, const Plugin &plugin) {
  const std::string asked = target.filename().string(), stem = asked.substr(0, asked.find('.', 1));
  if (file_name == file_name.filename() && file_name.string().rfind(stem, 0) == 0) {
    return target.parent_path() / file_name;
  }
  return fail("writer.name", "the plugin named its file badly", plugin.manifest.id, "report it to the plugin's vendor");
}

}  // namespace

void Written::add(const Written &other) {
  paths.insert(paths.end(), other.paths.begin(), other.paths.end());
  warnings.insert(warnings.end(), other.warnings.begin(), other.warnings.end());
}

Result<Written> Session::write_file(const ObjectPtr &object, const std::string &path, const JobWatcher &watcher,
                                    const Export &how) {
  const fs::path target(path);
  const bool as_it_is = object->kind() == Kind::record || object->kind() == Kind::file;
  if (as_it_is && how.writer.empty()) {
    GANTRY_CHECK(platform::save_file(path, object->bytes.bytes()));
    return Written{{path}, {}};
  }
  GANTRY_TRY(found, writer_for(bench_->registry(), *object, target.filename().string(), how));
  GANTRY_TRY(parameters, check_parameters(found.spec->parameters, how.parameters));
  JobRequest request;
  request.kind = JobKind::write_files;
  request.target = found.spec->id;
  request.parameters = parameters;
  request.limits = settings_.limits;
  request.options["name"] = target.filename().string();
  request.inputs.push_back({std::string(name(object->kind())), object});
  const PortSpec *source = found.spec->input("source");
  if (how.source && source != nullptr && source->kind == Kind::record) request.inputs.push_back({"source", how.source});
  GANTRY_TRY(result, bench_->run(*found.plugin, request, watcher));
  Written written;
  written.warnings = result.warnings;
  for (const auto &output : result.outputs) {
    GANTRY_TRY(file, place_of(target, output.object->header.value("name", ""), *found.plugin));
    GANTRY_CHECK(platform::save_file(file.string(), output.object->bytes.bytes()));
    written.paths.push_back(file.string());
  }
  return written;
}

}  // namespace gantry::core
