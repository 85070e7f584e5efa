// SPDX-License-Identifier: Apache-2.0
#include <host/window/words/sentences.hpp>

namespace gantry::host::window {
namespace {

// For translators: what is said is looked for in English.
namespace marked {
constexpr const char *tr(const char *text) { return text; }
}  // namespace marked

// Of readers, of verdicts, of jobs.
const Sentences &of_data() {
  using marked::tr;
  static const Sentences all{
      tr("reading {1} of {2}: {3}"),
      tr("looking at {1} files"),
      tr("sorting {1} files"),
      tr("{1}; plugin, level and libraries are those of the record"),
      tr("{1}; it ran with {2}"),
      tr("differs in {1}"),
      tr("{1}: largest difference {2}, {3} % of the numbers beyond {4} ({5} % allowed)"),
      tr("agrees within its tolerance in {1}"),
      tr("instruction-set level {1} instead of {2}"),
      tr("other versions of {1}"),
      tr("its input \"{1}\" is no longer here: {2}"),
      tr("the run had failed when it was recorded ({1})"),
      tr("{1} voxels have no finite value (NaN) and are left outside"),
      tr("its values were mapped to grey, {1} to black and {2} to white"),
      tr("its resolution of {1} dpi is that of a printer or screen and was not taken for the size of its pixels"),
      tr("the file says otherwise how large its {1} are: what was given with the import is taken"),
      tr("{1} pages of another size or type were passed over"),
      tr("the header gives no voxel size: {1}"),
      tr("as was asked, the slices were resampled to {1}, by linear interpolation"),
      tr("it offers {1} windows: the first is taken"),
      tr("voxels outside of what was imaged hold the padding value {1}: leave them out of measurements"),
      tr("{1} slice is missing, at {2} mm along the normal"),
      tr("{1} slices are missing, at {2} mm along the normal"),
      tr("slices are unevenly spaced: {1}, elsewhere {2} mm (along the normal)"),
      tr("slices are stacked obliquely, by {1} degrees (gantry tilt): the volume is sheared and was not resampled"),
      tr("{1} image is missing and left at 0: {2}"),
      tr("{1} images are missing and left at 0: {2}"),
      tr("its series makes {1} volumes, which differ in: {2}"),
      tr("{1} files are copies of another one (same SOPInstanceUID) and left out"),
      tr("{1} file is a copy of another one (same SOPInstanceUID) and left out"),
      tr("weighted images without a direction among directed ones (number {1}): means over the directions, or trace "
         "images; leave them out of tensor fits"),
      tr("the first sample is at {1} s; time is counted from it on, events too"),
      tr("{1} columns of text left out"),
      tr("{1} column of text left out"),
      tr("{1} samples are missing (NaN)"),
      tr("{1} sample is missing (NaN)"),
      tr("the signal files are cut off: they hold {1} of {2} samples, the end of the record is missing"),
      tr("channel {1} is not calibrated: 200 units of the converter are taken for 1 mV"),
      tr("the file is cut off: {1} of {2} were read, the end of the recording is missing"),
      tr("channel {1} ({2}) has no usable calibration: its values are the stored numbers, without a unit"),
      tr("{1} contours enclose no area and are left out of the masks"),
  };
  return all;
}

// How a fit went, and what several are worth beside each other.
const Sentences &of_fits() {
  using marked::tr;
  static const Sentences all{
      tr("converged after {1} iterations: {2}"),
      tr("converged after {1} iteration: {2}"),
      tr("converged after {1} iterations"),
      tr("converged after {1} iteration"),
      tr("converged with {1} at its bound: widen the bound, or take the value as given"),
      tr("not converged after {1} from {2}: {3}; start nearer, fix a parameter, or allow more iterations"),
      tr("it stopped after {1} while still getting better"),
      tr("{1} iterations"),
      tr("{1} starts"),
      tr("{1} start"),
      tr("{1} of {2} starts led to this minimum, the best of {3} that were found"),
      tr("{1} of {2} starts led to this minimum"),
      tr("{1} of {2} draws of the bootstrap could not be fitted and are left out"),
      tr("the residuals lie in stretches of one sign (runs test, p = {1}): the model may not describe the data"),
      tr("the rows are not in the order of {1}: that does not change the fit"),
      tr("no standard errors: the data say nothing about {1}; fix it, or measure where it matters"),
      tr("no standard errors: the data cannot tell {1} apart; fix one of them, or measure where they differ"),
      tr("{1} describes the data best, beyond reasonable doubt"),
      tr("{1} describes the data best; {2} is {3} times less likely"),
      tr("the data do not tell {1} and {2} apart ({3} differs by {4})"),
      tr("{1} fits worse than {2}, which can't be when it holds it as a special case: its fit has not found the "
         "minimum"),
      tr("{1} leaves no degrees of freedom to test it by"),
      tr("{1} does not fit better than {2} by more than its parameters earn ({3})"),
      tr("{1} fits better than {2} by more than its parameters earn ({3})"),
      tr("F({1}, {2}) = {3}, p = {4}"),
      tr("F({1}, {2}) = {3}, p < {4}"),
      tr("chi-squared({1}) = {2}, p = {3}"),
      tr("chi-squared({1}) = {2}, p < {3}"),
      tr("{1} was fitted to other data than {2}"),
      tr("\"{1}\" is not a number"),
      tr("the lower bound of {1} is not below its upper one"),
      tr("the model wants the column {1} ({2}, in {3}), and {4} has {5}"),
      tr("the model wants the column {1} ({2}), and {3} has {4}"),
      tr("import the image again with its axis (--axis {1}), give a table on the port axis, or one number for all "
         "points "
         "(constants)"),
  };
  return all;
}

// What is wrong with a typed formula.
const Sentences &of_formulas() {
  using marked::tr;
  static const Sentences all{
      tr("at character {1} of the formula, behind \"{2}\": {3}"),
      tr("at character {1} of the formula: {2}"),
      tr("\"{1}\" is missing between the arguments of {2}"),
      tr("\"{1}\" is missing after the arguments of {2}"),
      tr("\"{1}\" is missing to close a parenthesis"),
      tr("\"{1}\" stands where a number or a name should"),
      tr("\"{1}\" is not expected here"),
      tr("{1} is a function: it wants its argument in parentheses"),
      tr("there is no function \"{1}\"; to multiply, write {2}"),
      tr("there is no column \"{1}\" to be fitted"),
      tr("there is no column \"{1}\""),
      tr("the formula does not use its parameter \"{1}\""),
      tr("the formula does not use \"{1}\""),
      tr("the data have no column \"{1}\""),
      tr("there are {1}: say which it is with x, {2}"),
      tr("the data have {1}: say which is which with x, for instance {2}"),
      tr("there are {1}"),
      tr("in {1}: {2} has {3} and should have none"),
      tr("in {1}: {2} has {3}, {4} has {5}"),
      tr("the unit {1}"),
  };
  return all;
}

// Of the window itself, about what was remembered; then whatever says two things.
const Sentences &of_window() {
  using marked::tr;
  static const Sentences all{
      tr("{1} is not installed."),
      tr("What the window remembers: {1}"),
      tr("Gantry ended before this was done: {1}"),
      tr("Export {1}"),
      tr("the plugin {1} was ended by signal {2} ({3}), while {4}"),
      tr("it drew the panel {1}"),
      tr("{1}; {2}"),
  };
  return all;
}

}  // namespace

const Sentences &sentences() {
  static const Sentences all = [] {
    Sentences joined;
    for (const Sentences *list : {&of_formulas(), &of_data(), &of_fits(), &of_window()})
      joined.insert(joined.end(), list->begin(), list->end());
    return joined;
  }();
  return all;
}

const Sentences &counts() {
  using marked::tr;
  static const Sentences all{
      tr("{1} row"),    tr("{1} rows"),    tr("{1} column"), tr("{1} columns"), tr("{1} channel"), tr("{1} channels"),
      tr("{1} sample"), tr("{1} samples"), tr("{1} event"),  tr("{1} events"),  tr("{1} segment"), tr("{1} segments"),
  };
  return all;
}

}  // namespace gantry::host::window
