// SPDX-License-Identifier: Apache-2.0
// gantry run TOOL --input image=ID|FILE --set level=200 --output mask=FILE
#include <host/cli/commands.hpp>
#include <host/cli/opened.hpp>
#include <host/cli/results.hpp>

namespace gantry::host {

using nlohmann::json;
namespace po = boost::program_options;

int run_run(const Words &words) {
  CommandLine line(
      "gantry run TOOL --input PORT=ITEM|FILE … [--set KEY=VALUE …] [--output PORT=FILE …] [--project P]",
      "Runs a tool; `gantry tools TOOL` says what it takes. With a project the run is recorded with all that is\n"
      "needed to repeat it.");
  line.flags().add_options()("input,i", po::value<Words>()->composing(), "PORT=item of the project, or a file")(
      "set,s", po::value<Words>()->composing(), "KEY=value of a parameter, with or without its unit")(
      "output,o", po::value<Words>()->composing(), "PORT=file to write")("note", po::value<std::string>(),
                                                                         "a remark, kept with the run");
  line.positional("tool");
  if (const auto code = line.parse(words)) return *code;
  const Console &console = line.console();
  if (line.text("tool").empty())
    return console.failed({"usage", "say which tool", "", "`gantry tools` lists them", core::Failure::usage});
  std::vector<core::NamedInput> inputs, files;
  for (const auto &[flag, target] : {std::pair{"input", &inputs}, std::pair{"output", &files}}) {
    for (const auto &word : line.texts(flag)) {
      auto split = key_value(word, std::string("--") + flag);
      if (!split) return console.failed(split.error());
      target->push_back(split.value());
    }
  }
  const auto given = settings_of(line.texts("set"));
  if (!given) return console.failed(given.error());
  auto opened = Opened::of(line, core::Access::write);
  if (!opened) return console.failed(opened.error());
  core::Session &session = opened.value()->session();
  core::CallOutcome outcome;
  core::Written written;
  const auto ran = console.run(line.text("tool"), [&](const core::JobWatcher &watcher) -> core::Result<void> {
    GANTRY_TRY(call, session.tool_call(line.text("tool"), inputs, given.value(), watcher));
    call.note = line.text("note");
    for (const auto &[port, path] : files) {
      const auto &wanted = port;
      if (std::none_of(call.outputs.begin(), call.outputs.end(), [&](const auto &p) { return p.key == wanted; })) {
        return core::fail("output.port", call.request.target + " has no output \"" + port + "\"", port,
                          "`gantry tools " + call.request.target + "` lists them", core::Failure::usage);
      }
    }
    GANTRY_TRY(result, session.run(call, watcher));
    outcome = std::move(result);
    GANTRY_TRY(all, write_outputs(session, call, outcome, files, watcher));
    written = all;
    return core::done();
  });
  if (!ran) return console.failed(ran.error());
  auto warnings = outcome.result.warnings;
  warnings.insert(warnings.end(), written.warnings.begin(), written.warnings.end());
  console.document({{"run", outcome.run ? json(outcome.run->id) : json()},
                    {"outputs", outputs_json(outcome)},
                    {"written", written.paths},
                    {"seconds", outcome.result.seconds},
                    {"sandboxed", outcome.result.sandboxed},
                    {"warnings", warnings}});
  show_outputs(console, outcome);
  show_written(console, written);
  if (outcome.run) console.say("Recorded as run " + outcome.run->id.substr(0, 12) + ".");
  return exit_done;
}

}  // namespace gantry::host
