// SPDX-License-Identifier: Apache-2.0
#include "event_table.hpp"

#include "columns.hpp"
#include "steady_state.hpp"

#include <cmath>

namespace mri_physics {

double gradient_turns(double gradient, double ms, double mm) { return 42.577478518e-3 * gradient * ms * mm; }

Sequence sequence_of(const gantry_table &table, double voxel_mm) {
  constexpr const char *port = "events";
  const Columns columns(table, port);
  const auto duration = columns.milliseconds("duration", {});
  const auto angle = columns.numbers("FA", 0), phase = columns.numbers("phase", 0),
             gradient = columns.numbers("gradient", 0), echo = columns.numbers("echo", 0),
             spoil = columns.numbers("spoil", 0), tbw = columns.numbers("TBW", 4);
  const auto shape = columns.texts("shape");
  Sequence s;
  for (std::size_t row = 0; row < columns.rows(); ++row) {
    const auto wrong = [&](const std::string &what, const char *hint) {
      throw gantry::Error("mri_physics.event", "row " + std::to_string(row + 1) + ": " + what, GANTRY_BAD_DATA)
          .at(port)
          .hint(hint);
    };
    if (!(duration[row] >= 0) || duration[row] > 1e6)
      wrong("the duration is not between 0 and 1000 s", "give it in ms");
    if (!(tbw[row] > 0)) wrong("the time-bandwidth product is not above 0", "give a TBW such as 4");
    const auto named = pulse_shape_named(shape[row].empty() ? "hard" : shape[row]);
    if (!named) wrong("there is no pulse \"" + shape[row] + "\"", "the shapes are hard, sinc and gauss");
    Event e;
    e.duration = duration[row];
    e.angle = angle[row] * degree;
    e.phase = phase[row] * degree;
    e.shape = *named;
    e.time_bandwidth = tbw[row];
    e.turns = gradient_turns(gradient[row], duration[row], voxel_mm);
    e.echo = echo[row] != 0;
    e.spoil = spoil[row] != 0;
    s.events.push_back(e);
  }
  if (!(s.duration() > 0))
    throw gantry::Error("mri_physics.event", "the events take no time", GANTRY_BAD_DATA)
        .at(port)
        .hint("give durations");
  return s;
}

}  // namespace mri_physics
