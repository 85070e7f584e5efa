// SPDX-License-Identifier: Apache-2.0
#include "clock.hpp"

#include <charconv>
#include <limits>
#include <string>

namespace gantry::dicom {
namespace {

constexpr double nothing = std::numeric_limits<double>::quiet_NaN();

// `count` digits as a number; -1 when they are not all digits.
int digits(std::string_view text, std::size_t at, std::size_t count) {
  if (text.size() < at + count) return -1;
  int value = 0;
  for (std::size_t i = at; i < at + count; ++i) {
    if (text[i] < '0' || text[i] > '9') return -1;
    value = 10 * value + (text[i] - '0');
  }
  return value;
}

// Days since 1970-01-01 of the Gregorian calendar (H. Hinnant, days_from_civil); 0 when it is no date.
double days(std::string_view date) {
  const int y = digits(date, 0, 4), m = digits(date, 4, 2), d = digits(date, 6, 2);
  if (y < 0 || m < 1 || m > 12 || d < 1 || d > 31) return 0;
  const int year = m <= 2 ? y - 1 : y, era = year / 400, of_era = year - era * 400;
  const int of_year = (153 * (m > 2 ? m - 3 : m + 9) + 2) / 5 + d - 1;
  return era * 146097.0 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468;
}

double of_day(std::string_view time) {
  std::string plain;
  for (const char c : time) {
    if (c != ':') plain += c;
  }
  const int h = digits(plain, 0, 2);
  if (h < 0) return nothing;
  const int m = digits(plain, 2, 2);
  double s = 0;
  if (m >= 0 && plain.size() >= 6) {
    const auto [end, error] =
        std::from_chars(plain.data() + 4, plain.data() + plain.size(), s, std::chars_format::fixed);
    if (error != std::errc() || s < 0) return nothing;
  }
  return h * 3600.0 + (m < 0 ? 0 : m) * 60.0 + s;
}

}  // namespace

double seconds_of(std::string_view date, std::string_view time) { return days(date) * 86400 + of_day(time); }

double seconds_of_datetime(std::string_view datetime) {
  if (datetime.size() < 10) return nothing;
  return seconds_of(datetime.substr(0, 8), datetime.substr(8, datetime.find_first_of("+-&", 8) - 8));
}

}  // namespace gantry::dicom
