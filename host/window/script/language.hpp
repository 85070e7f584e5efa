// SPDX-License-Identifier: Apache-2.0
// The language of scripts, which drive the window as a person does (`gantry gui --script FILE`).
//
//   click tools/segmentation.kmeans
//   type form/classes "3"
//   wait until text jobs/1/state "Done"
//
// One command a line; what follows a # is a remark. PATH is a widget's: the ids of all that surrounds it, joined by /.
// Texts stand in "quotes" when they hold blanks; \n is Enter, \t is Tab. PATH may be . for the window itself.
//
//   click PATH            double-click PATH      right-click PATH      hover PATH
//   type PATH "TEXT" [at N]    presses it, then types; N characters a second, else as fast as it goes
//   choose PATH "LABEL"        opens a list or takes an option, by what it says
//   key CHORD                  ctrl+p, f1, enter
//   scroll PATH N [ctrl]       N clicks of the wheel, with Ctrl held; above 0 is up
//   reveal PATH                scrolls until it is seen
//   drag PATH DX DY [right]    pixels at a scale of 1, from its middle; by the right button
//   drop FILE                  on the middle of the window, from outside
//   clipboard "TEXT"           what somebody copied elsewhere
//   wait until shown|gone|enabled|disabled|focused|on|off PATH          at most 30 s
//   wait until text PATH "TEXT"                                         its text holds this
//   assert shown|gone|enabled|disabled|focused|on|off PATH
//   assert text PATH "TEXT"    what it says holds this: label, value or error
//   assert value PATH "TEXT"   its value is this
//   assert count PATH N        so many widgets lie right below it
//   assert whole PATH          no words of it, or of what is in it, are cut off; but for data in lists and tables
//   assert colour PATH RRGGBB [TOLERANCE]      the mean of what is seen of it, each channel of 255; 16 when not given
//   assert picture FILE [TOLERANCE [PATH]]     share of pixels that may differ; 0.01 when not given
//   snapshot FILE [PATH]
//   size WIDTH HEIGHT          of the window
//   theme dark|light|contrast  language nl|en
//   sleep until idle           nothing moves and no job runs
//
// Presses are events of the display, to the middle of what is seen of the widget: one that is covered, disabled or
// scrolled away can't be pressed, and the script ends there, naming the line and what was in the way.
#pragma once

#include <core/result.hpp>
#include <string>
#include <vector>

namespace gantry::host::window {

struct Step {
  int line = 0;
  std::string text;                // as written
  std::string verb;                // "click", "wait until shown", "assert value"
  std::vector<std::string> words;  // what follows
};

// Error "script.syntax" names the line and what is wrong with it.
core::Result<std::vector<Step>> read_script(const std::string &text, const std::string &name);
// All that will be typed: the keyboard has to have it.
std::string typed_in(const std::vector<Step> &steps);
extern const char *const script_help;  // the list above, for --help

}  // namespace gantry::host::window
