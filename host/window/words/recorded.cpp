// SPDX-License-Identifier: Apache-2.0
// What core and the plugins of this tree have written down, in English, told again in the user's language: warnings of
// readers, what a verdict rests on, what a job is doing, what data is.
#include <host/window/words/words.hpp>

#include <algorithm>
#include <charconv>
#include <mutex>
#include <unordered_map>
#include <vector>

namespace gantry::host::window {
namespace {

using Sentences = std::vector<const char *>;

// With names and numbers at their places; those without any are translated whole, and stand in po/ alone.
const Sentences &sentences() {
  const auto tr = [](const char *text) { return text; };  // for translators; what is said is looked for in English
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

// Of which facts about data are made (core/data/facts.hpp).
const Sentences &counts() {
  const auto tr = [](const char *text) { return text; };
  static const Sentences all{
      tr("{1} row"),    tr("{1} rows"),    tr("{1} column"), tr("{1} columns"), tr("{1} channel"), tr("{1} channels"),
      tr("{1} sample"), tr("{1} samples"), tr("{1} event"),  tr("{1} events"),  tr("{1} segment"), tr("{1} segments"),
  };
  return all;
}

bool is_place(std::string_view sentence, std::size_t at) {
  return at + 2 < sentence.size() && sentence[at] == '{' && sentence[at + 2] == '}';
}

// The parts of `text` that stand at the places of the sentence; nothing when it is another one.
std::optional<std::vector<std::string>> parts_of(std::string_view sentence, std::string_view text) {
  std::vector<std::string> parts;
  std::size_t at = 0;
  while (!sentence.empty()) {
    if (!is_place(sentence, 0)) {
      std::size_t next = 0;
      while (next < sentence.size() && !is_place(sentence, next)) ++next;
      const std::string_view words = sentence.substr(0, next);
      const std::size_t found =
          parts.empty() ? (text.starts_with(words) ? 0 : text.npos)
          : next == sentence.size()
              ? (text.size() >= at + words.size() && text.ends_with(words) ? text.size() - words.size() : text.npos)
              : text.find(words, at + 1);
      if (found == text.npos || (!parts.empty() && found == at)) return {};
      if (!parts.empty()) parts.back() = text.substr(at, found - at);
      at = found + words.size();
      sentence.remove_prefix(next);
      continue;
    }
    parts.emplace_back(text.substr(at));
    sentence.remove_prefix(3);
  }
  return parts;
}

bool is_number(const std::string &text) {
  double value = 0;
  const auto end = text.data() + text.size();
  return std::from_chars(text.data(), end, value).ptr == end;
}

std::string told(const std::string &words, const Sentences &among, int depth) {
  if (const std::string whole = tr(words); whole != words) return whole;
  if (is_number(words)) return with_decimal_sign(words);
  if (depth == 0) return words;
  for (const char *sentence : among) {
    const auto parts = parts_of(sentence, words);
    if (!parts) continue;
    std::vector<std::string> own;
    for (const std::string &part : *parts) own.push_back(told(part, among, depth - 1));
    own.resize(5);
    return filled(tr(sentence), {own[0], own[1], own[2], own[3], own[4]});
  }
  return words;
}

// "102 × diffusion", "2.5 × 2.5 × 3 mm"
std::string fact(const std::string &words) {
  const std::size_t times = words.find(" × ");
  const std::string along = times == words.npos ? "" : words.substr(times + std::string_view(" × ").size());
  if (const std::string own = tr(along); own != along) return words.substr(0, words.size() - along.size()) + own;
  const std::string own = told(words, counts(), 1);
  return own == words ? with_decimal_sign(words) : own;
}

// What was told before: screens ask in every frame.
template <class Tell>
std::string remembered(const std::string &words, const Tell &tell) {
  if (spoken() == Language::english || words.empty()) return words;
  static std::mutex mutex;
  static std::unordered_map<std::string, std::string> known;
  constexpr std::size_t most_known = 2000;
  const std::lock_guard lock(mutex);
  if (known.size() > most_known) known.clear();
  auto &found = known[words];
  if (found.empty()) found = tell(words);
  return found;
}

}  // namespace

std::string said(const std::string &words) {
  return remembered(words, [](const std::string &w) { return told(w, sentences(), 3); });
}

std::string said_facts(const std::string &facts) {
  return remembered(facts, [](const std::string &all) {
    std::string own;
    for (std::size_t from = 0; from <= all.size();) {
      const std::size_t end = std::min(all.find(", ", from), all.size());
      own += (from == 0 ? "" : ", ") + fact(all.substr(from, end - from));
      from = end + 2;
    }
    return own;
  });
}

}  // namespace gantry::host::window
