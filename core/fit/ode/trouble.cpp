// SPDX-License-Identifier: Apache-2.0
#include <core/fit/ode/trouble.hpp>

#include <cstdio>

namespace gantry::core::fit {
namespace {

std::string at_time(double time, const gantry_ode &ode) {
  char text[40];
  std::snprintf(text, sizeof text, "%.6g ", time);
  return std::string("at time ") + text + ode.axis[0]->unit;
}

std::string quoted(const char *name) { return "\"" + std::string(name) + "\""; }

}  // namespace

Error words_of(const OdeTrouble &trouble, const gantry_ode &ode) {
  const std::string when = at_time(trouble.time, ode);
  const auto state = [&] { return quoted(ode.states[trouble.index]->name); };
  const std::string elsewhere = "start elsewhere (start), or narrow the bounds so that the equations hold";
  std::string message, hint = elsewhere;
  switch (trouble.kind) {
    case OdeTrouble::initial:
      message = "the state " + state() + " begins " + when + " with a value that is no number";
      break;
    case OdeTrouble::rate: message = "the rate of the state " + state() + " is no number " + when; break;
    case OdeTrouble::runs_away:
      message = "the state " + state() + " can't be followed beyond " + when.substr(3) +
                ": it runs away, or its rate ceases to be a number";
      hint += "; look at units, too: a rate in the wrong unit grows without end";
      break;
    case OdeTrouble::too_long:
      message = "too many steps: they have only come to " + when.substr(8) + ", held up most by the state " + state();
      hint =
          "if fast and slow go together, solve it as stiff (ode_method stiff); else allow more (ode_max_steps), loosen "
          "ode_rtol, or start elsewhere";
      break;
    case OdeTrouble::output:
      message = "the output " + quoted(ode.outputs[trouble.index]->name) + " is no number " + when;
      break;
    case OdeTrouble::grazing:
      message = "the event " + quoted(ode.events[trouble.index]->name) + " is touched and not crossed " + when +
                ", so that nobody can say how it moves with the parameters";
      break;
    case OdeTrouble::before:
      message = "a dose comes " + when + ", before the equations begin";
      hint = "let them begin earlier (ode_start), or leave that dose out";
      break;
    case OdeTrouble::cancelled: message = "the fit was cancelled"; break;
  }
  return {"fit.equations", message, "start", hint, Failure::failed};
}

}  // namespace gantry::core::fit
