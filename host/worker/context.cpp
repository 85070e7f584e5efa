// SPDX-License-Identifier: Apache-2.0
#include <host/worker/context.hpp>

#include <host/worker/io.hpp>
#include <host/worker/text.hpp>

namespace gantry::worker {
namespace {

core::Error standing_for(std::int32_t status) {
  switch (status) {
    case GANTRY_CANCELLED:
      return {"plugin.cancelled", "the plugin stopped as if it had been asked to", {}, "try again"};
    case GANTRY_UNSUPPORTED:
      return {"plugin.unsupported", "the plugin does not support this", {}, "see its help for what it takes"};
    case GANTRY_INVALID_ARGUMENT:
      return {"plugin.invalid-argument",
              "the plugin used the interface wrongly, or was given what it can't use",
              {},
              "check the inputs; if they are right, report it to the plugin's vendor"};
    case GANTRY_OUT_OF_RANGE:
      return {"plugin.out-of-range", "a parameter is outside what the plugin accepts", {}, "see its help"};
    case GANTRY_BAD_DATA:
      return {"plugin.bad-data", "the input is malformed", {}, "check the file with the program that made it"};
    case GANTRY_NO_MEMORY:
      return {"plugin.no-memory",
              "the plugin ran out of memory",
              {},
              "raise its limit, or work on a smaller part of the data"};
    case GANTRY_NOT_FOUND:
      return {"plugin.not-found", "the plugin did not find what it was asked for", {}, "check the names"};
    default:
      return {"plugin.failed",
              "the plugin failed and gave no reason (status " + std::to_string(status) + ")",
              {},
              "report it to the plugin's vendor"};
  }
}

}  // namespace

JobContext::JobContext(Link &link, const core::protocol::Job &job, const gantry_values *values, const gantry_io *io,
                       Services &services)
    : link_(link), job_(job.id), services_(services) {
  table_.size = sizeof table_;
  table_.level = job.level;
  table_.threads = job.threads;
  table_.host = this;
  table_.values = values;
  table_.io = io;
  table_.progress = [](const gantry_context *ctx, double fraction, const char *activity) {
    of(ctx).progress(fraction, activity);
  };
  table_.cancelled = [](const gantry_context *ctx) -> std::uint32_t {
    of(ctx).link_.control().beat();
    return of(ctx).cancelled() ? 1 : 0;
  };
  table_.log = [](const gantry_context *ctx, std::int32_t severity, const char *words) {
    JobContext &self = of(ctx);
    self.link_.control().beat();
    // A text that is too long for a message is cut by the host anyway.
    (void)self.link_.send(Message::log,
                          {{"job", self.job_}, {"severity", severity}, {"text", text(words).substr(0, 8000)}});
  };
  table_.fail = [](const gantry_context *ctx, const gantry_error *error) -> std::int32_t {
    JobContext &self = of(ctx);
    self.link_.control().beat();
    if (error == nullptr || error->size < sizeof(gantry_error)) return GANTRY_FAILED;
    self.said_ = core::Error{text(error->code), text(error->message), text(error->parameter), text(error->hint)};
    return error->status == GANTRY_OK ? GANTRY_FAILED : error->status;
  };
  table_.get_service = [](const gantry_context *ctx, const char *id) -> const void * {
    of(ctx).link_.control().beat();
    if (id == nullptr) return nullptr;
    return std::string_view(id) == GANTRY_FILL_ID ? JobIo::fill_service(ctx->io) : of(ctx).services_.open(id);
  };
}

void JobContext::progress(double fraction, const char *activity) {
  const std::lock_guard lock(activity_);
  link_.control().beat(fraction, activity == nullptr ? "" : activity);
}

core::Error JobContext::error(std::int32_t status) const {
  core::Error error = standing_for(status);
  if (!said_) return error;
  if (!said_->code.empty()) error.code = said_->code;
  if (!said_->message.empty()) error.message = said_->message;
  error.parameter = said_->parameter;
  error.hint = said_->hint;
  return error;
}

}  // namespace gantry::worker
