// SPDX-License-Identifier: Apache-2.0
#include "slice_profile.hpp"

#include "bloch.hpp"
#include "event_table.hpp"
#include "pulse.hpp"

#include <cmath>

namespace mri_physics {

void SliceProfile::run(gantry::Job &job) {
  const auto field = pulse_shape(pulse_shape_named(shape.value()).value_or(PulseShape::hard), tbw,
                                 static_cast<std::size_t>(steps.value()));
  const auto count = static_cast<std::size_t>(points.value());
  const double ms = duration, dt = ms / static_cast<double>(field.size()), rate = angle * degree / ms;
  const double bandwidth = 1000 * tbw / ms, per_mm = bandwidth / thickness;  // Hz, Hz/mm
  const Relaxation tissue{t1, t2};
  std::vector<double> position, x, y, z, size, phase;
  for (std::size_t i = 0; i < count; ++i) {
    if (i % 16 == 0) job.progress(static_cast<double>(i) / static_cast<double>(count), "positions");
    const double at = range * thickness * (static_cast<double>(i) / static_cast<double>(count - 1) - 0.5);
    Vector m{0, 0, 1};
    for (const double b : field) m = driven(dt, rate * b, 0, df + per_mm * at, tissue)(m);
    m = turn(-rewind * ms * per_mm * at * turn_per_ms)(m);
    position.push_back(at);
    x.push_back(m.x);
    y.push_back(m.y);
    z.push_back(m.z);
    size.push_back(std::hypot(m.x, m.y));
    phase.push_back(std::atan2(m.y, m.x) / degree);
  }
  // Hz/mm over the turns that 1 mT/m makes in a second across 1 mm.
  const double gradient = per_mm / gradient_turns(1, 1000, 1);
  job.info("the gradient is " + std::to_string(gradient) + " mT/m, the bandwidth " + std::to_string(bandwidth) + " Hz");
  profile.write({{"position", "mm", position},
                 {"S", "1", size},
                 {"phase", "deg", phase},
                 {"Mx", "1", x},
                 {"My", "1", y},
                 {"Mz", "1", z}});
}

}  // namespace mri_physics
