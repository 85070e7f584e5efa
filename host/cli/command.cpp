// SPDX-License-Identifier: Apache-2.0
#include <boost/program_options/parsers.hpp>
#include <core/platform/paths.hpp>
#include <core/plugins/parameters.hpp>
#include <host/cli/command.hpp>
#include <host/worker/serve.hpp>
#include <iostream>

namespace gantry::host {

namespace po = boost::program_options;

CommandLine::CommandLine(std::string usage, std::string about)
    : usage_(std::move(usage)), about_(std::move(about)), own_("Options"), shared_("Every command") {
  auto &c = common_;
  shared_.add_options()("json", po::bool_switch(&c.json), "one JSON document on standard output")(
      "help,h", po::bool_switch(&c.help), "this text")("project,P", po::value(&c.project)->value_name("FOLDER"),
                                                       "the project to work in")(
      "plugins", po::value(&c.plugin_folders)->value_name("FOLDER"), "look for plugins here first")(
      "memory", po::value(&c.memory)->value_name("GIB"), "private memory of a worker, GiB (default 4)")(
      "deadline", po::value(&c.deadline)->value_name("S"),
      "seconds without a sign of life after which a plugin is ended (default 120)")(
      "threads", po::value(&c.threads)->value_name("N"),
      "threads of a job (default: all cores; results don't depend on it)")(
      "level", po::value(&c.level)->value_name("1|3|4"), "instruction-set level (default: the best there is)")(
      "no-sandbox", po::bool_switch(&c.no_sandbox), "workers without bubblewrap; the run is marked")(
      "in-process", po::bool_switch(&c.in_process), "no worker at all, for debuggers: a crash takes gantry with it");
}

void CommandLine::positional(const char *name, int most) {
  positional_.add(name, most);
  hidden_.add_options()(name, po::value<Words>(), "");
}

int CommandLine::usage_error(const std::string &why) const {
  return Console(common_.json).failed({"usage", why, "", usage_ + "   (--help says more)", core::Failure::usage});
}

std::optional<int> CommandLine::parse(const Words &words) {
  po::options_description all;
  all.add(own_).add(shared_).add(hidden_);
  common_.json = std::find(words.begin(), words.end(), "--json") != words.end();  // also for errors in the words
  try {
    po::store(po::command_line_parser(words).options(all).positional(positional_).run(), values_);
    po::notify(values_);
  } catch (const po::error &e) {
    return usage_error(e.what());
  }
  console_.emplace(common_.json);
  if (common_.help) {
    std::cout << "usage: " << usage_ << "\n\n" << about_ << "\n\n";
    if (!own_.options().empty()) std::cout << own_ << '\n';
    std::cout << shared_;
    return exit_done;
  }
  if (common_.level != 0 && common_.level != 1 && common_.level != 3 && common_.level != 4) {
    return usage_error("--level is 1, 3 or 4");
  }
  if (!common_.memory.empty() && !(core::parse_number(common_.memory).value_or(-1) > 0)) {
    return usage_error("--memory is a number of GiB above 0");
  }
  if (has("deadline") && !(common_.deadline > 0)) return usage_error("--deadline is a number of seconds above 0");
  return std::nullopt;
}

std::string CommandLine::text(const std::string &name) const {
  if (values_.count(name) == 0) return {};
  const auto &value = values_[name].value();
  if (const auto *many = boost::any_cast<Words>(&value)) return many->empty() ? "" : many->front();
  return values_[name].as<std::string>();
}

Words CommandLine::texts(const std::string &name) const {
  return values_.count(name) == 0 ? Words{} : values_[name].as<Words>();
}

bool CommandLine::flag(const std::string &name) const { return values_.count(name) > 0 && values_[name].as<bool>(); }

core::Limits CommandLine::limits() const {
  core::Limits limits;
  if (!common_.memory.empty()) {
    limits.memory_bytes = static_cast<std::size_t>(core::parse_number(common_.memory).value_or(4) * double(1U << 30));
  }
  if (common_.deadline > 0) limits.silence = std::chrono::milliseconds(static_cast<long>(common_.deadline * 1000));
  return limits;
}

core::Workbench::Options CommandLine::workbench_options() const {
  core::Workbench::Options options;
  options.plugin_folders = common_.plugin_folders;
  options.state_folder = core::platform::state_folder();
  options.storage_folder = core::platform::state_folder() / "plugins";
  options.workers.worker_program = (core::platform::this_executable().parent_path() / "gantry-worker").string();
  options.workers.sandbox = !common_.no_sandbox;
  options.workers.in_process = common_.in_process;
  options.workers.serve_in_process = worker::serve_in_process;
  options.workers.without_sandbox = [console = *console_](const std::string &why) {
    console.warn("plugins run WITHOUT a sandbox, and runs are marked so: " + why);
  };
  return options;
}

core::Result<core::Workbench> CommandLine::workbench() const { return core::Workbench::open(workbench_options()); }

core::Result<std::pair<std::string, std::string>> key_value(const std::string &word, const std::string &flag) {
  const auto split = word.find('=');
  if (split == std::string::npos || split == 0) {
    return core::fail("usage", flag + " " + word + " has no name", flag, "write " + flag + " name=value",
                      core::Failure::usage);
  }
  return std::pair{word.substr(0, split), word.substr(split + 1)};
}

core::Result<nlohmann::json> settings_of(const Words &words) {
  nlohmann::json settings = nlohmann::json::object();
  for (const auto &word : words) {
    GANTRY_TRY(split, key_value(word, "--set"));
    settings[split.first] = split.second;
  }
  return settings;
}

}  // namespace gantry::host
