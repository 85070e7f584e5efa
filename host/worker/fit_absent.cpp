// SPDX-License-Identifier: Apache-2.0
#include <host/worker/fit.hpp>

namespace gantry::worker {

Result<void> run_fit(const gantry_model &, const core::protocol::Job &, JobIo &, JobContext &) {
  return core::fail("fit.absent", "this build has no fitting");
}

}  // namespace gantry::worker
