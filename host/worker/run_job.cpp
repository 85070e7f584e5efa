// SPDX-License-Identifier: Apache-2.0
#include <host/worker/run_job.hpp>

#include <host/worker/describe.hpp>

#include <algorithm>
#include <host/worker/context.hpp>
#include <host/worker/files.hpp>
#include <host/worker/fit.hpp>
#include <host/worker/io.hpp>
#include <host/worker/run_panel.hpp>
#include <host/worker/services.hpp>
#include <host/worker/values.hpp>

namespace gantry::worker {
namespace {

using core::fail;
using core::JobKind;
using core::protocol::Finished;
using core::protocol::Job;

struct Setting {
  const Plugin &plugin;
  Link &link;
  Job &job;
  const std::string &storage_folder;
  Finished &finished;
};

template <class Item, class Name>
Result<const Item *> find(std::span<const Item *const> items, const std::string &target, const char *what, Name name) {
  const auto found =
      std::find_if(items.begin(), items.end(), [&](const Item *item) { return text(name(*item)) == target; });
  if (found != items.end()) return *found;
  return fail("plugin.no-such-target", "the plugin has no " + std::string(what) + " \"" + target + "\"", target,
              "see what it has: gantry plugins info");
}

constexpr auto id_of = [](const auto &item) { return item.id; };
constexpr auto words_of_command = [](const auto &item) { return item.words; };

// Runs `call` between the checks of inputs and outputs; `io` ends whatever happens.
template <class Call>
Result<void> between_checks(JobIo &io, const JobContext &context, Call &&call) {
  GANTRY_CHECK(io.check_inputs());
  const Result<std::int32_t> status = guarded(call);
  auto ended = io.finish(status && status.value() == GANTRY_OK);
  if (!ended && ended.error().failure == core::Failure::crashed) return ended;
  if (!status) return fail(status.error());
  if (status.value() == GANTRY_CANCELLED && context.cancelled())
    return fail({"job.cancelled", "", "", "", core::Failure::cancelled});
  if (status.value() != GANTRY_OK) return fail(context.error(status.value()));
  return ended;
}

bool headers_only(const Job &job) {
  const auto wish = job.options.find("headers_only");
  return job.kind == JobKind::read_files && wish != job.options.end() && *wish == true;
}

// Tools, commands and writers: declared ports and parameters, and a call.
template <class Call>
Result<void> run_declared(Setting &s, std::vector<Port> inputs, std::vector<Port> outputs,
                          std::span<const gantry_parameter *const> parameters, Call &&call) {
  GANTRY_TRY(values, Values::make(parameters, s.job.parameters));
  JobIo io(s.link, std::move(inputs), std::move(outputs), std::move(s.job.inputs));
  if (headers_only(s.job)) io.describe_only(s.finished.items);
  Services services(s.link, s.storage_folder);
  JobContext context(s.link, s.job, values->table(), io.table(), services);
  return between_checks(io, context, [&] { return call(context.table()); });
}

Result<void> run_tool(Setting &s) {
  GANTRY_TRY(tool, find(s.plugin.tools(), s.job.target, "tool", id_of));
  return run_declared(s, ports_of({tool->inputs, tool->input_count}), ports_of({tool->outputs, tool->output_count}),
                      {tool->parameters, tool->parameter_count},
                      [tool](const gantry_context *ctx) { return tool->run(tool, ctx); });
}

Result<void> run_command(Setting &s) {
  GANTRY_TRY(command, find(s.plugin.commands(), s.job.target, "command", words_of_command));
  return run_declared(s, ports_of({command->inputs, command->input_count}),
                      ports_of({command->outputs, command->output_count}),
                      {command->parameters, command->parameter_count},
                      [command](const gantry_context *ctx) { return command->run(command, ctx); });
}

Result<void> run_writer(Setting &s) {
  GANTRY_TRY(writer, find(s.plugin.writers(), s.job.target, "writer", id_of));
  const std::string name = s.job.options.value("name", "");
  return run_declared(s, ports_of({writer->inputs, writer->input_count}),
                      {{"file", GANTRY_KIND_FILE, GANTRY_PORT_MANY}}, {writer->parameters, writer->parameter_count},
                      [&](const gantry_context *ctx) { return writer->write(writer, ctx, name.c_str()); });
}

Result<void> run_list(Setting &s) {
  GANTRY_TRY(reader, find(s.plugin.readers(), s.job.target, "reader", id_of));
  GANTRY_TRY(values, Values::make(parameters_of(reader), s.job.parameters));
  JobIo io(s.link, {}, std::vector<Port>{}, {});
  Services services(s.link, s.storage_folder);
  JobContext context(s.link, s.job, values->table(), io.table(), services);
  JobFiles files(s.link, std::move(s.job.files));
  Items items(s.link);
  GANTRY_CHECK(
      between_checks(io, context, [&] { return reader->list(reader, context.table(), files.table(), items.table()); }));
  s.finished.items = std::move(items.items);
  s.finished.refused = std::move(items.refused);
  return core::done();
}

Result<void> run_read(Setting &s) {
  constexpr std::uint32_t any = GANTRY_PORT_MANY | GANTRY_PORT_OPTIONAL;
  GANTRY_TRY(reader, find(s.plugin.readers(), s.job.target, "reader", id_of));
  const std::string key = s.job.options.value("item", "");
  JobFiles files(s.link, std::move(s.job.files));
  return run_declared(s, {},
                      {{"volume", GANTRY_KIND_VOLUME, any},
                       {"signal", GANTRY_KIND_SIGNAL, any},
                       {"table", GANTRY_KIND_TABLE, any},
                       {"record", GANTRY_KIND_RECORD, any},
                       {"file", GANTRY_KIND_FILE, any},
                       {"header", GANTRY_KIND_RECORD, GANTRY_PORT_OPTIONAL}},
                      parameters_of(reader), [&](const gantry_context *ctx) {
                        const std::int32_t status = reader->read(reader, ctx, files.table(), key.c_str());
                        // It was stopped at the data, of which no more than the description was wanted.
                        return s.finished.items.empty() ? status : GANTRY_OK;
                      });
}

Result<void> run_sniff(Setting &s) {
  const std::byte *head = s.job.heads.bytes().data();
  std::size_t left = s.job.heads.size();
  for (std::size_t i = 0; i < s.job.files.size(); ++i) {
    const auto &file = s.job.files[i];
    if (file.head > left) return fail("protocol.heads", "the heads of the files are not complete");
    for (const gantry_reader *reader : s.plugin.readers()) {
      s.link.control().beat();
      GANTRY_TRY(certainty,
                 guarded([&] { return reader->sniff(reader, file.name.c_str(), head, file.head, file.bytes); }));
      if (certainty > 0)
        s.finished.items.push_back(
            {{"reader", text(reader->id)}, {"file", i}, {"certainty", std::min(certainty, 100u)}});
    }
    head += file.head;
    left -= file.head;
  }
  return core::done();
}

// Model: gantry_model or gantry_ode.
template <class Model>
Result<void> run_model(Setting &s, const Model *model) {
  GANTRY_TRY(values, Values::make({model->choices, model->choice_count}, s.job.parameters));
  JobIo io(s.link, {}, std::nullopt, std::move(s.job.inputs));
  Services services(s.link, s.storage_folder);
  JobContext context(s.link, s.job, values->table(), io.table(), services);
  Result<void> fitted = core::done();
  const auto called = guarded([&] { fitted = run_fit(*model, s.job, io, context); });
  GANTRY_CHECK(io.finish(called && fitted));
  GANTRY_CHECK(called);
  return fitted;
}

Result<void> run_model(Setting &s) {
  if (const auto ode = find(s.plugin.odes(), s.job.target, "model", id_of)) return run_model(s, ode.value());
  GANTRY_TRY(model, find(s.plugin.models(), s.job.target, "model", id_of));
  return run_model(s, model);
}

Result<void> run_describe(Setting &s) {
  GANTRY_TRY(manifest, describe(s.plugin));
  s.finished.items.push_back(manifest);
  return core::done();
}

Result<void> run_panel(Setting &s) {
  GANTRY_TRY(panel, find(s.plugin.panels(), s.job.target, "panel", id_of));
  return run_panel(*panel, s.link, s.job, s.storage_folder);
}

Result<void> run(Setting &s) {
  switch (s.job.kind) {
    case JobKind::tool: return run_tool(s);
    case JobKind::command: return run_command(s);
    case JobKind::fit_map:
    case JobKind::fit_curve:
    case JobKind::evaluate:
    case JobKind::check_model: return run_model(s);
    case JobKind::list_files: return run_list(s);
    case JobKind::read_files: return run_read(s);
    case JobKind::write_files: return run_writer(s);
    case JobKind::sniff_files: return run_sniff(s);
    case JobKind::describe: return run_describe(s);
    case JobKind::panel: return run_panel(s);
  }
  return fail("job.kind", "this worker knows no such kind of job");
}

}  // namespace

Finished run_job(const Plugin &plugin, Link &link, Job &job, const std::string &storage_folder) {
  Finished finished;
  finished.job = job.id;
  Setting setting{plugin, link, job, storage_folder, finished};
  const auto result = run(setting);
  if (result) return finished;
  finished.error = result.error();
  finished.broken = finished.error.failure == core::Failure::crashed;
  finished.outcome =
      finished.error.failure == core::Failure::cancelled ? Finished::Outcome::cancelled : Finished::Outcome::failed;
  return finished;
}

}  // namespace gantry::worker
