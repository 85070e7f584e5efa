// SPDX-License-Identifier: Apache-2.0
#include <host/window/words/words.hpp>

#include <algorithm>
#include <atomic>
#include <boost/locale/gnu_gettext.hpp>
#include <boost/locale/message.hpp>
#include <chrono>
#include <cmath>
#include <core/report/text.hpp>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <locale>
#include <vector>

// Made from po/nl.po.
extern const char gantry_dutch_begin[];
extern const unsigned long gantry_dutch_size;

namespace gantry::host::window {
namespace {

using Messages = boost::locale::message_format<char>;

std::locale dutch_locale() {
  boost::locale::gnu_gettext::messages_info info;
  info.language = "nl";
  info.encoding = "UTF-8";
  info.paths = {"po"};
  info.domains = {boost::locale::gnu_gettext::messages_info::domain("gantry")};
  // Asked for nl/LC_MESSAGES/gantry.mo below each path, and for names that are more special.
  info.callback = [](const std::string &, const std::string &) {
    return std::vector<char>(gantry_dutch_begin, gantry_dutch_begin + gantry_dutch_size);
  };
  return {std::locale::classic(), boost::locale::gnu_gettext::create_messages_facet<char>(info)};
}

const Messages &dutch() {
  static const std::locale locale = dutch_locale();
  return std::use_facet<Messages>(locale);
}

std::atomic<Language> now{Language::english};
thread_local bool english_here = false;  // while in_english() asks

}  // namespace

std::string_view code(Language language) { return language == Language::dutch ? "nl" : "en"; }

const char *own_name(Language language) { return language == Language::dutch ? "Nederlands" : "English"; }

std::optional<Language> language_by_code(std::string_view wanted) {
  for (const Language language : all_languages)
    if (code(language) == wanted) return language;
  return {};
}

Language language_of_system() {
  for (const char *name : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
    const char *value = std::getenv(name);
    if (value == nullptr || *value == '\0') continue;
    return language_by_code(std::string_view(value).substr(0, 2)).value_or(Language::english);
  }
  return Language::english;
}

void speak(Language language) { now = language; }
Language spoken() { return english_here ? Language::english : now.load(); }

Words as_they_are(std::string words) {
  return [words = std::move(words)] { return words; };
}

std::string in_english(const Words &words) {
  english_here = true;
  std::string text = words();
  english_here = false;
  return text;
}

const char *tr(const char *english) {
  if (spoken() == Language::english || english == nullptr || *english == '\0') return english;
  const char *const translated = dutch().get(0, nullptr, english);
  return translated == nullptr ? english : translated;
}

std::string tr(const std::string &english) { return tr(english.c_str()); }

std::string translated(const std::string &english, Language to) {
  const char *const own =
      to == Language::english || english.empty() ? nullptr : dutch().get(0, nullptr, english.c_str());
  return own == nullptr ? english : own;
}

const char *tr_n(const char *one, const char *many, std::uint64_t count) {
  const char *const own = count == 1 ? one : many;
  if (spoken() == Language::english) return own;
  const char *const translated = dutch().get(0, nullptr, one, static_cast<int>(std::min<std::uint64_t>(count, 1000)));
  return translated == nullptr ? own : translated;
}

std::string filled(std::string_view text, std::initializer_list<std::string_view> parts) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t number = at + 2 < text.size() && text[at] == '{' && text[at + 2] == '}' && text[at + 1] >= '1'
                                   ? static_cast<std::size_t>(text[at + 1] - '0')
                                   : 0;
    if (number >= 1 && number <= parts.size()) {
      out += *(parts.begin() + number - 1);
      at += 3;
    } else {
      out += text[at++];
    }
  }
  return out;
}

char decimal_sign() { return spoken() == Language::dutch ? ',' : '.'; }

std::string with_decimal_sign(std::string text) {
  const auto figure = [&](std::size_t at) { return text[at] >= '0' && text[at] <= '9'; };
  for (std::size_t i = 1; i + 1 < text.size(); ++i)
    if (text[i] == '.' && figure(i - 1) && figure(i + 1)) text[i] = decimal_sign();
  return text;
}

std::string shown(double value, int digits) { return with_decimal_sign(core::report::short_number(value, digits)); }

std::string shown_beside(double value, double uncertainty) {
  if (!(std::abs(uncertainty) > 0) || !std::isfinite(uncertainty) || value == 0 || !std::isfinite(value))
    return shown(value);
  const auto place = [](double of) { return static_cast<int>(std::floor(std::log10(std::abs(of)))); };
  constexpr int least = 2, most = 10;
  const int digits = std::clamp(place(value) - place(uncertainty) + 2, least, most);
  return with_decimal_sign(core::report::number_text(value, digits));
}

std::string shown(std::uint64_t count) {
  std::string digits = std::to_string(count);
  if (digits.size() < 5) return digits;
  const char sign = decimal_sign() == ',' ? '.' : ',';
  for (std::size_t at = digits.size() - 3; at > 0; at -= std::min<std::size_t>(3, at)) digits.insert(at, 1, sign);
  return digits;
}

std::string shown_moment(const std::string &utc) {
  int y = 0, mo = 0, d = 0, h = 0, mi = 0, s = 0;
  if (std::sscanf(utc.c_str(), "%4d-%2d-%2dT%2d:%2d:%2d", &y, &mo, &d, &h, &mi, &s) != 6) return utc;
  using namespace std::chrono;
  const year_month_day date{year(y), month(static_cast<unsigned>(mo)), day(static_cast<unsigned>(d))};
  if (!date.ok()) return utc;
  const std::time_t moment = system_clock::to_time_t(sys_days(date) + hours(h) + minutes(mi) + seconds(s));
  const std::tm *const here = std::localtime(&moment);
  char text[64];
  // TRANSLATORS: date and time, as strftime has them, in figures alone
  if (here == nullptr || std::strftime(text, sizeof text, tr("%Y-%m-%d %H:%M"), here) == 0) return utc;
  return text;
}

std::string shown_span(double seconds) {
  if (!(seconds >= 0) || !std::isfinite(seconds)) return "–";
  if (seconds < 0.05) return filled(tr("{1} s"), {"< " + shown(0.1)});
  if (seconds < 10) return filled(tr("{1} s"), {shown(std::round(seconds * 10) / 10, 2)});
  const auto whole = static_cast<std::uint64_t>(std::llround(seconds));
  if (whole < 60) return filled(tr("{1} s"), {std::to_string(whole)});
  if (whole < 3600 && whole % 60 == 0) return filled(tr("{1} min"), {std::to_string(whole / 60)});
  if (whole < 3600) return filled(tr("{1} min {2} s"), {std::to_string(whole / 60), std::to_string(whole % 60)});
  return filled(tr("{1} h {2} min"), {std::to_string(whole / 3600), std::to_string(whole / 60 % 60)});
}

std::string with_unit(const std::string &text, const std::string &ucum) {
  const std::string unit = core::report::unit_text(ucum);
  if (text.empty()) return unit;
  return unit.empty() ? text : text + " " + unit;
}

std::string headed(const std::string &name, const std::string &ucum) { return core::report::with_unit(name, ucum); }

}  // namespace gantry::host::window
