// SPDX-License-Identifier: Apache-2.0
// What the window says, in the user's language: words, numbers, dates.
//
//   speak(Language::dutch);                                   // at once, for everything that is drawn from now on
//   ui.button("run", tr("Run"), "play");                      // "Uitvoeren"
//   filled(tr("{1} of {2} voxels"), {shown(12), shown(64)});  // "12 van 64 voxels"
//
// English stands in the code; po/nl.po has the Dutch, compiled by msgfmt and linked in. From any thread.
#pragma once

#include <array>
#include <core/result.hpp>
#include <cstdint>
#include <functional>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>

namespace gantry::host::window {

enum class Language { english, dutch };
inline constexpr std::array all_languages{Language::english, Language::dutch};

std::string_view code(Language language);  // "en"
const char *own_name(Language language);   // "Nederlands"
std::optional<Language> language_by_code(std::string_view code);
Language language_of_system();  // by LC_ALL, LC_MESSAGES, LANG; English where they say neither

void speak(Language language);
Language spoken();

// The text itself where there is no translation. Valid as long as the program runs, where `english` is.
const char *tr(const char *english);
std::string tr(const std::string &english);
std::string translated(const std::string &english, Language to);  // whatever is spoken
const char *tr_n(const char *one, const char *many, std::uint64_t count);
// "{1}", "{2}" … replaced by the parts.
std::string filled(std::string_view text, std::initializer_list<std::string_view> parts);

// Words that are put together anew whenever they are drawn, so that they follow the language: a job's title, a message.
//   tell(GANTRY_UI_DONE, [title] { return filled(tr("{1} is done."), {title()}); });
using Words = std::function<std::string()>;
Words as_they_are(std::string words);        // in no language: a name, a path
std::string in_english(const Words &words);  // to be kept on the disk: told again by said()

// What core or a plugin says, in the user's language: message and hint as far as they are known, else what the error's
// code means, with the message behind it. Words that stand for values (names, numbers) stay as they are.
core::Error said(core::Error error);

// The same of what was written down long ago, in English: warnings, reasons, what a job is doing. As it is where it is not
// known.
std::string said(const std::string &words);
std::string said_facts(const std::string &facts);  // of core/data/facts.hpp

char decimal_sign();
std::string with_decimal_sign(std::string text);  // in place of the points between two figures
std::string shown(double value, int digits = 4);  // significant digits
std::string shown(std::uint64_t count);           // "12,345", in Dutch "12.345"; below 10 000 without
// As far as its uncertainty lets figures mean something: to the second figure of `uncertainty`, zeros at the end kept.
// Not a number or 0: as shown(value).
std::string shown_beside(double value, double uncertainty);
std::string shown_moment(const std::string &utc);  // ISO 8601 → date and time here; anything else as it is
std::string shown_span(double seconds);            // "0.4 s", "3 min 20 s"
std::string with_unit(const std::string &text, const std::string &ucum);  // of a value: "12 mm²/s"
std::string headed(const std::string &name, const std::string &ucum);     // of a name: "T2 (ms)"

}  // namespace gantry::host::window
