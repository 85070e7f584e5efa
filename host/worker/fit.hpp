// SPDX-License-Identifier: Apache-2.0
// A fit's results on their way to the host.
//
//   GANTRY_CHECK(run_fit(*model, job, io, context));
#pragma once

#include <core/worker/protocol.hpp>
#include <gantry/model.h>
#include <gantry/ode.h>
#include <host/worker/context.hpp>
#include <host/worker/io.hpp>

namespace gantry::worker {

Result<void> run_fit(const gantry_model &model, const core::protocol::Job &job, JobIo &io, JobContext &context);
Result<void> run_fit(const gantry_ode &model, const core::protocol::Job &job, JobIo &io, JobContext &context);

}  // namespace gantry::worker
