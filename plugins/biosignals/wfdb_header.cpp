// SPDX-License-Identifier: Apache-2.0
#include "wfdb_header.hpp"

#include "text.hpp"
#include "wfdb_samples.hpp"

#include <gantry/cpp/error.hpp>

#include <algorithm>

namespace gantry::biosignals {
namespace {

constexpr std::size_t most_bytes = std::size_t{64} << 20;
constexpr std::uint64_t most_frames = std::uint64_t{1} << 40;
constexpr std::int64_t most_number = std::int64_t{1} << 60;  // sums of samples that begin with it stay whole numbers

class Line {
 public:
  Line(std::string_view text, std::size_t line) : words_(words(text)), line_(line) {}

  bool more() const { return at_ < words_.size(); }
  std::string_view next() { return more() ? words_[at_++] : std::string_view(); }
  std::string rest() {
    std::string out;
    while (more()) out += (out.empty() ? "" : " ") + printable(next());
    return out;
  }
  Error broken(const std::string &what) const {
    Error e("wfdb.header", "line " + std::to_string(line_) + ": " + what, GANTRY_BAD_DATA);
    e.hint("the header breaks the rules of header(5): fetch it again, or correct that line");
    return e;
  }
  double number_of(std::string_view text, const char *what) const {
    if (const auto value = number(text)) return *value;
    throw broken(std::string(what) + " is no number");
  }
  std::int64_t whole_of(std::string_view text, const char *what) const {
    const auto value = whole(text);
    if (!value) throw broken(std::string(what) + " is no whole number");
    if (*value > most_number || *value < -most_number) throw broken(std::string(what) + " can't be");
    return *value;
  }
  std::uint64_t count_of(std::string_view text, const char *what, std::uint64_t most) const {
    const std::int64_t value = whole_of(text, what);
    if (value < 0 || static_cast<std::uint64_t>(value) > most) throw broken(std::string(what) + " can't be");
    return static_cast<std::uint64_t>(value);
  }

 private:
  std::vector<std::string_view> words_;
  std::size_t at_ = 0, line_;
};

// "name/segments signals rate/counter(base) frames time date"
void read_record_line(Line line, WfdbHeader &h, std::uint64_t &segments) {
  const std::string_view name = line.next();
  const std::size_t slash = name.find('/');
  h.record = printable(name.substr(0, slash));
  h.multi_segment = slash != std::string_view::npos;
  if (h.multi_segment) segments = line.count_of(name.substr(slash + 1), "the number of segments", 1U << 24);
  if (!line.more()) throw line.broken("the number of signals is missing");
  h.signal_count = line.count_of(line.next(), "the number of signals", 4096);
  if (line.more()) {
    const std::string_view rate = line.next();
    h.rate = line.number_of(rate.substr(0, rate.find_first_of("/(")), "the sampling rate");
    if (!(h.rate > 0)) throw line.broken("the sampling rate is not above 0");
  }
  if (line.more()) h.frames = line.count_of(line.next(), "the number of samples", most_frames);
  if (line.more()) h.base_time = printable(line.next());
  if (line.more()) h.base_date = printable(line.next());
}

// "212x4:3+24": format, samples per frame, skew, byte offset.
void read_format(const Line &line, std::string_view field, WfdbSignal &s) {
  const std::size_t end = std::min(field.find_first_not_of("0123456789"), field.size());
  s.format = static_cast<unsigned>(line.count_of(field.substr(0, end), "the format", 99999));
  for (std::size_t at = end; at < field.size();) {
    const char mark = field[at];
    const std::size_t stop = std::min(field.find_first_of("x:+", at + 1), field.size());
    const std::string_view value = field.substr(at + 1, stop - at - 1);
    if (mark == 'x') s.per_frame = line.count_of(value, "the number of samples per frame", 1U << 20);
    else if (mark == ':') s.skew = line.count_of(value, "the skew", most_frames);
    else if (mark == '+') s.offset = line.count_of(value, "the byte offset", std::uint64_t{1} << 60);
    else throw line.broken("the format is not understood");
    at = stop;
  }
  if (s.per_frame == 0) s.per_frame = 1;
  if (!s.absent() && s.format != 0 && !is_known_format(s.format)) {
    throw line.broken("signals of format " + std::to_string(s.format) + " are not read");
  }
}

// "200(1024)/mV". True when a baseline is given.
bool read_gain(const Line &line, std::string_view field, WfdbSignal &s) {
  const std::size_t slash = field.find('/'), open = field.find('(');
  const std::size_t gain_end = std::min({slash, open, field.size()});
  const double gain = line.number_of(field.substr(0, gain_end), "the gain");
  s.calibrated = gain != 0;
  if (s.calibrated) s.gain = gain;
  if (slash != std::string_view::npos) s.unit = printable(field.substr(slash + 1));
  if (open == std::string_view::npos || open > slash) return false;
  const std::size_t close = field.find(')', open);
  if (close == std::string_view::npos) throw line.broken("the baseline is not understood");
  s.baseline = line.number_of(field.substr(open + 1, close - open - 1), "the baseline");
  return true;
}

WfdbSignal read_signal_line(Line line) {
  WfdbSignal s;
  s.unit = "mV";
  s.file = printable(line.next());
  if (!line.more()) throw line.broken("the format is missing");
  read_format(line, line.next(), s);
  const bool baseline = line.more() && read_gain(line, line.next(), s);
  if (line.more()) s.resolution = line.whole_of(line.next(), "the resolution");
  if (line.more()) s.zero = line.whole_of(line.next(), "the ADC zero");
  if (!baseline) s.baseline = static_cast<double>(s.zero);
  s.initial_given = line.more();
  s.initial = s.initial_given ? line.whole_of(line.next(), "the initial value") : s.zero;
  if (line.more()) s.checksum = line.whole_of(line.next(), "the checksum");
  if (line.more()) line.whole_of(line.next(), "the block size");
  s.description = line.rest();
  return s;
}

WfdbSegment read_segment_line(Line line) {
  WfdbSegment s;
  s.name = printable(line.next());
  s.frames = line.count_of(line.next(), "the length of the segment", most_frames);
  return s;
}

// Comments count from behind the last line of signals or segments on.
struct Content {
  std::string_view text;
  std::size_t line;
};

std::vector<Content> content_of(std::string_view text, WfdbHeader *h) {
  std::vector<Content> found;
  std::size_t number = 0;
  for (const std::string_view line : lines(text)) {
    ++number;
    const std::string_view content = trimmed(line);
    if (content.empty()) continue;
    if (content.front() != '#') found.push_back({content, number});
    else if (h != nullptr) h->comments.push_back(printable(trimmed(content.substr(1))));
  }
  return found;
}

}  // namespace

bool WfdbHeader::is_layout() const {
  return !multi_segment && !signals.empty() &&
         std::all_of(signals.begin(), signals.end(), [](const WfdbSignal &s) { return s.absent(); });
}

bool looks_like_wfdb(std::string_view head) {
  if (head.find('\0') != std::string_view::npos) return false;
  // The last line may be cut off by the end of the head.
  const std::size_t end = head.find_last_of("\r\n");
  const auto content = content_of(head.substr(0, end == std::string_view::npos ? head.size() : end + 1), nullptr);
  if (content.empty()) return false;
  try {
    WfdbHeader h;
    std::uint64_t segments = 0;
    read_record_line({content[0].text, content[0].line}, h, segments);
    if (content.size() < 2) return true;
    if (h.multi_segment) read_segment_line({content[1].text, content[1].line});
    else if (h.signal_count > 0) read_signal_line({content[1].text, content[1].line});
    return true;
  } catch (const Error &) {
    return false;
  }
}

WfdbHeader wfdb_header(std::string_view text) {
  const auto refused = [](const std::string &what) {
    return Error("wfdb.header", what, GANTRY_BAD_DATA).hint("the header is damaged or cut off: fetch it again");
  };
  if (text.size() > most_bytes) throw refused("it is larger than a header can be");
  WfdbHeader h;
  const auto content = content_of(text, &h);
  if (content.empty()) throw refused("there is nothing in it");
  std::uint64_t segments = 0;
  read_record_line({content[0].text, content[0].line}, h, segments);
  const std::uint64_t wanted = h.multi_segment ? segments : h.signal_count, found = content.size() - 1;
  if (wanted == 0) throw refused("it announces no signals");
  if (found < wanted) {
    throw refused("it announces " + std::to_string(wanted) + (h.multi_segment ? " segments" : " signals") +
                  ", but describes " + std::to_string(found));
  }
  for (std::size_t i = 1; i <= wanted; ++i) {
    Line line(content[i].text, content[i].line);
    if (h.multi_segment) h.segments.push_back(read_segment_line(std::move(line)));
    else h.signals.push_back(read_signal_line(std::move(line)));
  }
  return h;
}

}  // namespace gantry::biosignals
