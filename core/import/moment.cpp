// SPDX-License-Identifier: Apache-2.0
#include <core/import/moment.hpp>

#include <array>
#include <charconv>
#include <chrono>
#include <optional>

namespace gantry::core {
namespace {

namespace ch = std::chrono;

std::string trimmed(const std::string &text) {
  static const std::string padding(" \0", 2);
  const auto first = text.find_first_not_of(padding);
  return first == std::string::npos ? "" : text.substr(first, text.find_last_not_of(padding) - first + 1);
}

// Up to `most` numbers of two digits (the first: `first` digits), with or without `mark` between them. Nothing when the
// text is anything else.
struct Digits {
  std::array<int, 3> value{};
  int count = 0;
  bool marked = false;
  std::size_t end = 0;  // of what was read
};

std::optional<Digits> digits_of(const std::string &text, std::size_t first, char mark) {
  Digits out;
  std::size_t at = 0;
  for (std::size_t part = 0; part < 3 && at < text.size(); ++part) {
    if (part > 0 && text[at] == mark && (part == 1 || out.marked)) {
      out.marked = true;
      ++at;
    } else if (part > 0 && out.marked) {
      break;
    }
    const std::size_t width = part == 0 ? first : 2;
    if (at + width > text.size()) return std::nullopt;
    const char *const begin = text.data() + at;
    const auto [end, error] = std::from_chars(begin, begin + width, out.value.at(part));
    if (error != std::errc{} || end != begin + width || *begin == '-') {
      if (part == 0 || out.marked) return std::nullopt;
      break;
    }
    at += width;
    ++out.count;
  }
  out.end = at;
  if (out.count == 0) return std::nullopt;
  return out;
}

std::string two(unsigned value) { return {static_cast<char>('0' + value / 10), static_cast<char>('0' + value % 10)}; }

struct Time {
  Digits digits;
  std::string fraction;  // ".25"
  int seconds = 0;       // since midnight
};

std::optional<Time> time_of(const std::string &text) {
  const auto digits = digits_of(text, 2, ':');
  if (!digits) return std::nullopt;
  Time out{*digits, text.substr(digits->end), 0};
  const auto &v = digits->value;
  const bool fraction = out.fraction.size() > 1 && out.fraction[0] == '.' && digits->count == 3 &&
                        out.fraction.find_first_not_of("0123456789", 1) == std::string::npos;
  if ((!out.fraction.empty() && !fraction) || v[0] > 23 || v[1] > 59 || v[2] > 60) return std::nullopt;
  out.seconds = v[0] * 3600 + v[1] * 60 + v[2];
  return out;
}

std::optional<ch::sys_days> day_of(const std::string &text, Digits &digits) {
  const auto found = digits_of(text, 4, '-');
  if (!found || found->end != text.size()) return std::nullopt;
  digits = *found;
  const ch::year_month_day day{ch::year{digits.value[0]},
                               ch::month{static_cast<unsigned>(digits.count > 1 ? digits.value[1] : 1)},
                               ch::day{static_cast<unsigned>(digits.count > 2 ? digits.value[2] : 1)}};
  if (!day.ok() || digits.value[0] < 1) return std::nullopt;
  return ch::sys_days{day};
}

std::string written(ch::sys_days when, const Digits &like) {
  const ch::year_month_day day{when};
  const int year = static_cast<int>(day.year());
  if (year < 1 || year > 9999) return "";
  const std::string mark = like.marked ? "-" : "";
  std::string out = two(static_cast<unsigned>(year) / 100) + two(static_cast<unsigned>(year) % 100);
  if (like.count > 1) out += mark + two(static_cast<unsigned>(day.month()));
  if (like.count > 2) out += mark + two(static_cast<unsigned>(day.day()));
  return out;
}

std::string written(unsigned seconds, const Time &like) {
  const std::string mark = like.digits.marked ? ":" : "";
  std::string out = two(seconds / 3600);
  if (like.digits.count > 1) out += mark + two(seconds / 60 % 60);
  if (like.digits.count > 2) out += mark + two(seconds % 60);
  return out + like.fraction;
}

}  // namespace

Moment moved(const Shift &shift, const Moment &original) {
  constexpr int day_seconds = 86'400;
  Moment out;
  int carried = 0;
  if (const auto time = time_of(trimmed(original.time))) {
    const int seconds = time->seconds + shift.seconds;
    carried = seconds < 0 ? -1 : seconds >= day_seconds ? 1 : 0;
    out.time = written(static_cast<unsigned>(seconds - carried * day_seconds), *time);
  }
  Digits digits;
  if (const auto day = day_of(trimmed(original.date), digits))
    out.date = written(*day + ch::days{shift.days + carried}, digits);
  return out;
}

std::string moved_datetime(const Shift &shift, const std::string &original) {
  std::string text = trimmed(original);
  const bool iso = text.size() >= 10 && text[4] == '-' && text[7] == '-';
  if (!iso) text = text.substr(0, text.find_first_of("+-"));  // also of 2026+0100
  const auto date_end = std::min<std::size_t>(text.size(), iso ? 10 : 8);
  const auto time_begin = std::min(text.size(), date_end + (iso ? 1 : 0));
  Moment moment{text.substr(0, date_end), text.substr(time_begin)};
  moment.time = moment.time.substr(0, moment.time.find_first_of("+-Z"));
  const bool with_time = !moment.time.empty();
  const Moment out = moved(shift, moment);
  if (out.date.empty() || (with_time && out.time.empty())) return "";
  return with_time ? out.date + text.substr(date_end, time_begin - date_end) + out.time : out.date;
}

}  // namespace gantry::core
