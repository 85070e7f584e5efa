// SPDX-License-Identifier: Apache-2.0
// gantry: the command line.
#include <algorithm>
#include <clocale>
#include <core/log/log.hpp>
#include <core/platform/paths.hpp>
#include <core/platform/terminal.hpp>
#include <host/cli/commands.hpp>
#include <iostream>

namespace gantry::host {
namespace {

struct Entry {
  const char *name;
  int (*run)(const Words &);
  const char *about;
};

constexpr Entry entries[] = {
    {"gui", run_gui, "open the window (as gantry without words does)"},
    {"study", run_study, "carry out a study file, from import to report"},
    {"import", run_import, "bring images, signals and tables into a project, de-identified"},
    {"deidentify", run_deidentify, "write DICOM files again without identities"},
    {"convert", run_convert, "write files or items of a project as another kind"},
    {"headers", run_headers, "what files say of themselves"},
    {"run", run_run, "run a tool"},
    {"fit", run_fit, "fit a model to a curve or to every voxel"},
    {"verify", run_verify, "run recorded runs again and compare"},
    {"report", run_report, "write a project's report"},
    {"tools", run_tools, "the tools there are, or one of them"},
    {"models", run_models, "the models there are, or one of them"},
    {"project", run_project, "show, check, pack, unpack or clean a project"},
    {"plugins", run_plugins, "the plugins that are installed, and their state"},
};

int usage(std::ostream &out, int code) {
  out << "Gantry " GANTRY_VERSION
         ", a workbench for clinical projects. Not a medical device.\n\nusage: gantry COMMAND …\n\n";
  for (const auto &entry : entries)
    out << "  " << entry.name << std::string(12 - std::string(entry.name).size(), ' ') << entry.about << '\n';
  out << "\n`gantry COMMAND --help` says more; plugins add commands of their own (`gantry plugins list`).\n"
         "exit codes: 0 done, 1 failed, 2 usage, 3 a plugin crashed or was ended, 4 integrity, 5 done but some inputs "
         "were refused\n";
  return code;
}

int main_of(Words words) {
  if (words.empty()) words = {"gui"};
  if (words.front() == "--help" || words.front() == "-h" || words.front() == "help") return usage(std::cout, exit_done);
  if (words.front() == "--version") {
    std::cout << "gantry " GANTRY_VERSION "\n";
    return exit_done;
  }
  if (!core::log::start({.folder = core::platform::state_folder() / "log"})) {
    std::cerr << "gantry: warning: no log is written: the state folder can't be used\n";
  }
  core::platform::catch_interrupt();
  const auto *const entry =
      std::find_if(std::begin(entries), std::end(entries), [&](const Entry &e) { return words.front() == e.name; });
  if (entry == std::end(entries)) return run_plugin_command(words);
  words.erase(words.begin());
  return entry->run(words);
}

}  // namespace
}  // namespace gantry::host

int main(int argc, char **argv) {
  std::setlocale(LC_CTYPE, "");  // LC_NUMERIC stays "C"
  try {
    return gantry::host::main_of({argv + 1, argv + argc});
  } catch (const std::exception &e) {
    // Our own mistake, or no memory: say so, lose nothing (what was confirmed is on disk).
    std::cerr << "gantry: an internal error: " << e.what() << "\n  → please report it with the log file\n";
    return gantry::host::exit_failed;
  }
}
