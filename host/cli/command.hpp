// SPDX-License-Identifier: Apache-2.0
// What every command of the command line shares: the common flags, and the workbench they open.
//
//   int run_tools(const std::vector<std::string> &words) {
//     CommandLine line("gantry tools [ID]", "Lists …");
//     GANTRY_PARSE(line, words);
#pragma once

#include <boost/program_options/options_description.hpp>
#include <boost/program_options/positional_options.hpp>
#include <boost/program_options/variables_map.hpp>
#include <core/plugins/workbench.hpp>
#include <host/cli/console.hpp>
#include <optional>
#include <string>
#include <vector>

namespace gantry::host {

using Words = std::vector<std::string>;

// Flags that every command takes.
struct CommonFlags {
  bool json = false, help = false, in_process = false, no_sandbox = false;
  std::vector<std::string> plugin_folders;
  std::string project, memory;
  double deadline = 0;  // s without a sign of life
  unsigned threads = 0, level = 0;
};

class CommandLine {
 public:
  CommandLine(std::string usage, std::string about);

  // The command's own flags: line.flags().add_options()("output,o", po::value<…>(), "…");
  boost::program_options::options_description &flags() { return own_; }
  // What stands without a flag; `most` -1: any number.
  void positional(const char *name, int most = 1);

  // Parses; std::nullopt: go on. Otherwise the exit code (help was asked for, or the words were wrong).
  std::optional<int> parse(const Words &words);

  const CommonFlags &common() const { return common_; }
  const Console &console() const { return *console_; }
  bool has(const std::string &name) const { return values_.count(name) > 0 && !values_[name].defaulted(); }
  std::string text(const std::string &name) const;
  Words texts(const std::string &name) const;
  bool flag(const std::string &name) const;

  core::Limits limits() const;
  core::Workbench::Options workbench_options() const;
  core::Result<core::Workbench> workbench() const;

 private:
  int usage_error(const std::string &why) const;

  std::string usage_, about_;
  boost::program_options::options_description own_, shared_;
  boost::program_options::positional_options_description positional_;
  boost::program_options::options_description hidden_;
  boost::program_options::variables_map values_;
  CommonFlags common_;
  std::optional<Console> console_;
};

// "key=value" → {key, value}; the first = splits.
core::Result<std::pair<std::string, std::string>> key_value(const std::string &word, const std::string &flag);
// A flag's value that can't be read.
inline auto unreadable(const std::string &flag, const std::string &word, const std::string &like) {
  return core::fail("usage", flag + " " + word + " can't be read", flag, "write it like " + flag + " " + like,
                    core::Failure::usage);
}
// The words of --set as {key: value}.
core::Result<nlohmann::json> settings_of(const Words &words);

}  // namespace gantry::host
