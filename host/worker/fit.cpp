// SPDX-License-Identifier: Apache-2.0
#include <host/worker/fit.hpp>

#include <core/fit/job.hpp>

namespace gantry::worker {

namespace {

template <class Model>
Result<void> run_any(const Model &model, const core::protocol::Job &job, JobIo &io, JobContext &context) {
  core::fit::FitJob fit;
  fit.kind = job.kind;
  fit.parameters = job.parameters;
  fit.options = job.options;
  fit.inputs = io.given();
  fit.level = job.level;
  fit.threads = job.threads;
  fit.values = context.table()->values;
  core::fit::FitHost host;
  host.progress = [&](double fraction, const std::string &activity) { context.progress(fraction, activity.c_str()); };
  host.cancelled = [&] {
    context.table()->cancelled(context.table());  // a sign of life, too
    return context.cancelled();
  };
  host.output_volume = [&](const std::string &port, const core::VolumeHeader &header) {
    return io.lease(port, to_json(header), header.byte_size());
  };
  host.output_table = [&](const std::string &port, const core::Table &table) -> Result<void> {
    GANTRY_TRY(object, core::make_table(table));
    return io.give(port, object);
  };
  host.output_record = [&](const std::string &port, const std::string &schema,
                           const nlohmann::json &content) -> Result<void> {
    GANTRY_TRY(object, core::make_record(schema, content));
    return io.give(port, object);
  };
  return core::fit::run_fit_job(model, fit, host);
}

}  // namespace

Result<void> run_fit(const gantry_model &model, const core::protocol::Job &job, JobIo &io, JobContext &context) {
  return run_any(model, job, io, context);
}

Result<void> run_fit(const gantry_ode &model, const core::protocol::Job &job, JobIo &io, JobContext &context) {
  return run_any(model, job, io, context);
}

}  // namespace gantry::worker
