// SPDX-License-Identifier: Apache-2.0
#include "units.hpp"

#include "text.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace gantry::biosignals {
namespace {

struct Spelling {
  std::string_view written, ucum;
};

// By lower case, since devices differ in that. The first of each is what is written back.
constexpr Spelling spellings[] = {
    {"", "1"},
    {"mmhg", "mm[Hg]"},
    {"cmh2o", "cm[H2O]"},
    {"degc", "Cel"},
    {"deg c", "Cel"},
    {"degrees c", "Cel"},
    {"deg_c", "Cel"},
    {"celsius", "Cel"},
    {"'c", "Cel"},
    {"\xC2\xB0"
     "c",
     "Cel"},
    {"bpm", "/min"},
    {"beats/min", "/min"},
    {"1/min", "/min"},
    {"/min", "/min"},
    {"pm", "/min"},
    {"brpm", "/min"},
    {"rpm", "/min"},
    {"l/min", "L/min"},
    {"lpm", "L/min"},
    {"ohms", "Ohm"},
    {"ohm", "Ohm"},
    {"kohm", "kOhm"},
    {"kohms", "kOhm"},
    {"mohm", "mOhm"},
    {"volt", "V"},
    {"volts", "V"},
    {"sec", "s"},
    {"seconds", "s"},
    {"msec", "ms"},
    {"percent", "%"},
    {"degr.", "deg"},
    {"degrees", "deg"},
    {"boolean", "1"},
    {"nd", "1"},
    {"nu", "1"},
    {"none", "1"},
    {"na", "1"},
    {"n/a", "1"},
};

constexpr std::array<std::string_view, 26> atoms{"V",   "A",   "m",   "g",     "s",      "L",   "l",  "Hz", "Pa",
                                                 "Ohm", "S",   "T",   "K",     "N",      "J",   "W",  "F",  "C",
                                                 "rad", "bar", "mol", "m[Hg]", "m[H2O]", "cal", "eq", "Bq"};
constexpr std::array<std::string_view, 8> unprefixed{"min", "h", "d", "deg", "%", "Cel", "1", "rad"};
constexpr std::string_view prefixes = "pnumcdhkMG";

bool is_atom(std::string_view text) { return std::find(atoms.begin(), atoms.end(), text) != atoms.end(); }

bool is_simple(std::string_view text) {
  while (!text.empty() && text.back() >= '2' && text.back() <= '4') text.remove_suffix(1);  // an exponent
  if (is_atom(text) || std::find(unprefixed.begin(), unprefixed.end(), text) != unprefixed.end()) return true;
  return text.size() > 1 && prefixes.find(text.front()) != std::string_view::npos && is_atom(text.substr(1));
}

// Simple units with / and . between them.
bool is_ucum(std::string_view text) {
  while (true) {
    const std::size_t end = text.find_first_of("/.");
    if (!is_simple(text.substr(0, end))) return false;
    if (end == std::string_view::npos) return true;
    text.remove_prefix(end + 1);
  }
}

// Both characters that Unicode has for micro.
std::string with_plain_micro(std::string text) {
  for (const std::string_view micro : {"\xC2\xB5", "\xCE\xBC"}) {
    for (std::size_t at; (at = text.find(micro)) != std::string::npos;) text.replace(at, micro.size(), "u");
  }
  return text;
}

}  // namespace

std::string ucum(std::string_view written) {
  const std::string text = with_plain_micro(printable(trimmed(written)));
  const std::string lower = lower_case(text);
  for (const Spelling &s : spellings) {
    if (lower == s.written) return std::string(s.ucum);
  }
  if (is_ucum(text)) return text;
  // "UV", "MV" and "mv" can only mean one thing on a biosignal.
  if (lower == "uv") return "uV";
  if (lower == "mv") return "mV";
  std::string annotation = "{";
  for (const char c : text) annotation += c > ' ' && c < 0x7F && c != '{' && c != '}' ? c : '_';
  return annotation + "}";
}

std::string device_unit(std::string_view unit) {
  if (unit == "1" || unit.empty()) return "";
  for (const Spelling &s : spellings) {
    if (s.ucum != unit) continue;
    if (unit == "mm[Hg]") return "mmHg";
    if (unit == "cm[H2O]") return "cmH2O";
    if (unit == "Cel") return "degC";
    if (unit == "/min") return "bpm";
    return std::string(unit);
  }
  if (unit.size() > 2 && unit.front() == '{' && unit.back() == '}') unit = unit.substr(1, unit.size() - 2);
  return std::string(unit);
}

double seconds_in(std::string_view unit) {
  constexpr std::pair<std::string_view, double> known[] = {{"s", 1},    {"ms", 1e-3}, {"us", 1e-6}, {"ns", 1e-9},
                                                           {"min", 60}, {"h", 3600},  {"d", 86400}};
  for (const auto &[code, seconds] : known) {
    if (unit == code) return seconds;
  }
  return 0;
}

}  // namespace gantry::biosignals
