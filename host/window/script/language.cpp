// SPDX-License-Identifier: Apache-2.0
#include <host/window/script/language.hpp>

#include <algorithm>
#include <core/plugins/parameters.hpp>
#include <sstream>

namespace gantry::host::window {

const char *const script_help =
    R"(Scripts: one command a line, # begins a remark. PATH: the ids around a widget and its own, joined by /.
  click|double-click|right-click|hover PATH      type PATH "TEXT" [at N-A-SECOND]
  choose PATH "LABEL"      key CHORD             scroll PATH CLICKS [ctrl] drag PATH DX DY [right]
  reveal PATH              clipboard "TEXT"
  drop FILE                size WIDTH HEIGHT     theme dark|light|contrast language nl|en
  wait until shown|gone|enabled|disabled|focused|on|off PATH     wait until text PATH "TEXT"    (30 s at most)
  assert shown|gone|enabled|disabled|focused|on|off PATH         assert text|value PATH "TEXT"
  assert count PATH N      assert whole PATH        assert colour PATH RRGGBB [TOLERANCE]
  snapshot FILE [PATH]     assert picture FILE [TOLERANCE [PATH]]                          sleep until idle
Events go through the display, so what is covered or disabled can't be pressed.
)";

namespace {

struct Form {
  const char *verb;
  std::size_t least, most;  // words
  const char *numbers;      // of which word is a number: "-n" the second
};

constexpr Form forms[] = {{"click", 1, 1, ""},
                          {"double-click", 1, 1, ""},
                          {"right-click", 1, 1, ""},
                          {"hover", 1, 1, ""},
                          {"type", 2, 4, ""},
                          {"choose", 2, 2, ""},
                          {"key", 1, 1, ""},
                          {"reveal", 1, 1, ""},
                          {"scroll", 2, 3, "-n"},
                          {"drag", 3, 4, "-nn"},
                          {"drop", 1, 1, ""},
                          {"clipboard", 1, 1, ""},
                          {"snapshot", 1, 2, ""},
                          {"size", 2, 2, "nn"},
                          {"theme", 1, 1, ""},
                          {"language", 1, 1, ""},
                          {"sleep until idle", 0, 0, ""},
                          {"wait until shown", 1, 1, ""},
                          {"wait until gone", 1, 1, ""},
                          {"wait until enabled", 1, 1, ""},
                          {"wait until disabled", 1, 1, ""},
                          {"wait until focused", 1, 1, ""},
                          {"wait until on", 1, 1, ""},
                          {"wait until off", 1, 1, ""},
                          {"wait until text", 2, 2, ""},
                          {"assert shown", 1, 1, ""},
                          {"assert gone", 1, 1, ""},
                          {"assert enabled", 1, 1, ""},
                          {"assert disabled", 1, 1, ""},
                          {"assert focused", 1, 1, ""},
                          {"assert on", 1, 1, ""},
                          {"assert off", 1, 1, ""},
                          {"assert text", 2, 2, ""},
                          {"assert value", 2, 2, ""},
                          {"assert count", 2, 2, "-n"},
                          {"assert whole", 1, 1, ""},
                          {"assert colour", 2, 3, "--n"},
                          {"assert picture", 1, 3, "-n"}};

// Words of a line; nothing when a quote is not closed.
std::optional<std::vector<std::string>> words_of(const std::string &line) {
  std::vector<std::string> words;
  for (std::size_t i = 0; i < line.size();) {
    if (line[i] == ' ' || line[i] == '\t' || line[i] == '\r') {
      ++i;
      continue;
    }
    if (line[i] == '#') break;
    std::string word;
    if (line[i] == '"') {
      for (++i; i < line.size() && line[i] != '"'; ++i) {
        if (line[i] != '\\' || i + 1 == line.size()) {
          word += line[i];
          continue;
        }
        const char c = line[++i];
        word += c == 'n' ? '\n' : c == 't' ? '\t' : c;
      }
      if (i == line.size()) return std::nullopt;
      ++i;
    } else {
      for (; i < line.size() && line[i] != ' ' && line[i] != '\t' && line[i] != '\r'; ++i) word += line[i];
    }
    words.push_back(std::move(word));
  }
  return words;
}

const Form *form_of(std::vector<std::string> &words) {
  for (const std::size_t length : {std::size_t{3}, std::size_t{2}, std::size_t{1}}) {
    if (words.size() < length) continue;
    std::string verb = words[0];
    for (std::size_t i = 1; i < length; ++i) verb += " " + words[i];
    const auto *const form =
        std::find_if(std::begin(forms), std::end(forms), [&](const Form &f) { return verb == f.verb; });
    if (form == std::end(forms)) continue;
    words.erase(words.begin(), words.begin() + static_cast<std::ptrdiff_t>(length));
    return form;
  }
  return nullptr;
}

std::string wrong_with(const Form &form, const std::vector<std::string> &words) {
  if (words.size() < form.least || words.size() > form.most) {
    return std::string("\"") + form.verb + "\" is followed by " + std::to_string(form.least) +
           (form.most == form.least ? "" : " to " + std::to_string(form.most)) + " words, not " +
           std::to_string(words.size());
  }
  const std::string_view numbers = form.numbers;
  for (std::size_t i = 0; i < numbers.size() && i < words.size(); ++i) {
    if (numbers[i] == 'n' && !core::parse_number(words[i])) return "\"" + words[i] + "\" is not a number";
  }
  if (std::string_view(form.verb) == "type" && words.size() > 2 &&
      (words.size() != 4 || words[2] != "at" || !(core::parse_number(words[3]).value_or(0) > 0))) {
    return "after the text may stand: at N, in characters a second";
  }
  if (std::string_view(form.verb) == "assert colour" &&
      (words[1].size() != 6 || words[1].find_first_not_of("0123456789abcdefABCDEF") != std::string::npos))
    return "a colour is six hexadecimal digits: 1b2c3d";
  if (std::string_view(form.verb) == "scroll" && words.size() == 3 && words[2] != "ctrl")
    return "after the clicks may stand: ctrl";
  if (std::string_view(form.verb) == "drag" && words.size() == 4 && words[3] != "right")
    return "after the way may stand: right";
  return {};
}

}  // namespace

core::Result<std::vector<Step>> read_script(const std::string &text, const std::string &name) {
  std::vector<Step> steps;
  std::istringstream lines(text);
  std::string line;
  for (int number = 1; std::getline(lines, line); ++number) {
    const std::string place = name + ":" + std::to_string(number) + ": ";
    auto words = words_of(line);
    if (!words) return core::fail("script.syntax", place + "a quote is not closed", "", "", core::Failure::usage);
    if (words->empty()) continue;
    const Form *const form = form_of(*words);
    if (form == nullptr) {
      return core::fail("script.syntax", place + "there is no command \"" + words->front() + "\"", "",
                        "`gantry gui --help` lists them", core::Failure::usage);
    }
    if (const auto wrong = wrong_with(*form, *words); !wrong.empty()) {
      return core::fail("script.syntax", place + wrong, "", "`gantry gui --help` shows each", core::Failure::usage);
    }
    steps.push_back({number, line, form->verb, std::move(*words)});
  }
  return steps;
}

std::string typed_in(const std::vector<Step> &steps) {
  std::string text;
  for (const auto &step : steps) {
    if (step.verb == "type") text += step.words[1];
  }
  return text;
}

}  // namespace gantry::host::window
