// SPDX-License-Identifier: Apache-2.0
// What errors of core and of plugins mean, by their stable codes, for people who don't read English.
#include <host/window/words/words.hpp>

#include <utility>

namespace gantry::host::window {
namespace {

// Of those whose messages hold names or numbers; the others are translated whole.
std::string meaning(const std::string &code) {
  const std::pair<const char *, const char *> meanings[] = {
      {"disk.full", tr("There is no room on the disk.")},
      {"disk.write", tr("The file or folder can't be written.")},
      {"file.folder", tr("The folder can't be read.")},
      {"file.missing", tr("There is no such file or folder.")},
      {"file.refused", tr("The file was refused.")},
      {"import.nothing", tr("None of the files could be read.")},
      {"input.kind", tr("This is not the kind of data that is wanted there.")},
      {"join.values", tr("There must be one value of the axis for each image.")},
      {"join.shape", tr("Images that become one series must have the same shape and type.")},
      {"join.space", tr("Images that become one series must lie in the same place.")},
      {"memory.none", tr("There is not enough memory.")},
      {"parameter.value", tr("This value can't be taken.")},
      {"plugin.altered", tr("The plugin's library is not the one that was installed.")},
      {"plugin.input-refused", tr("The plugin broke on exactly this input before.")},
      {"plugin.missing", tr("The plugin is not installed as it should be.")},
      {"plugin.quarantined", tr("The plugin is in quarantine.")},
      {"plugin.unknown", tr("The plugin is not installed.")},
      {"project.integrity", tr("A part of the project is damaged.")},
      {"project.newer", tr("This project was written by a newer Gantry.")},
      {"worker.busy-output", tr("The plugin broke its agreement with Gantry and was ended.")},
      {"worker.crashed", tr("The plugin crashed. Your data is unharmed.")},
      {"worker.flooded", tr("The plugin broke its agreement with Gantry and was ended.")},
      {"worker.hung", tr("The plugin gave no sign of life and was ended.")},
      {"worker.lease", tr("The plugin broke its agreement with Gantry and was ended.")},
      {"worker.memory", tr("The plugin took more memory than it may have and was ended.")},
      {"worker.output-limit", tr("The plugin gave out more than it may and was ended.")},
      {"worker.protocol", tr("The plugin broke its agreement with Gantry and was ended.")},
      {"worker.time", tr("The plugin took longer than it may and was ended.")},
      {"writer.kind", tr("A file of this format can't hold such data.")},
      {"writer.name", tr("The file needs another ending.")},
      {"writer.unknown", tr("No installed plugin writes such data to a file of this ending.")},
  };
  for (const auto &[known, words] : meanings)
    if (code == known) return words;
  return {};
}

}  // namespace

core::Error said(core::Error error) {
  if (spoken() == Language::english) return error;
  error.hint = said(error.hint);
  const std::string whole = said(error.message);
  const std::string meant = whole == error.message ? meaning(error.code) : std::string{};
  error.message = meant.empty() ? whole : meant + " (" + error.message + ")";
  return error;
}

}  // namespace gantry::host::window
