// SPDX-License-Identifier: Apache-2.0
#include "tag_balance.hpp"
#include <catch2/catch.hpp>
#include <cmath>
#include <core/report/html.hpp>
#include <core/report/plot.hpp>
#include <core/report/style.hpp>
#include <map>

using namespace gantry::core::report;

namespace {

const std::string attack = "<script>alert('x')</script>\" onload=\"y";

Document everything() {
  Document d{.title = attack, .subtitle = attack, .blocks = {}};
  d.blocks.emplace_back(Heading{attack, 2});
  d.blocks.emplace_back(Paragraph{attack + "\n\n" + attack});
  d.blocks.emplace_back(Notice{attack});
  d.blocks.emplace_back(Notice{attack, NoticeKind::warning});
  d.blocks.emplace_back(
      TableBlock{attack, {{attack, attack}, {"Volume", "mm2/s"}}, {{attack, Number{12.345, 3}}, {attack}}});
  d.blocks.emplace_back(Picture{{std::byte{'f'}, std::byte{'o'}, std::byte{'o'}}, 30, 20, attack, attack});
  BarChart bars;
  bars.labels = {attack};
  bars.value.quantity = bars.value.unit = bars.caption = bars.alt = attack;
  bars.bars = {{attack, {1}}};
  d.blocks.emplace_back(draw_bars(bars).value());
  ProvenanceRun run;
  run.id = run.title = run.plugin = run.plugin_version = run.plugin_hash = run.tool = run.who = run.when = run.level =
      attack;
  run.parameters = {{attack, attack, attack}};
  run.inputs = {{attack, attack, ""}};
  run.outputs = {{attack, attack, attack}};
  run.libraries = {{attack, attack}};
  d.blocks.emplace_back(Provenance{{run}});
  return d;
}

double luminance(const std::string &hex) {  // WCAG 2.1, relative luminance
  double sum = 0;
  const double weights[] = {0.2126, 0.7152, 0.0722};
  for (std::size_t i = 0; i < 3; ++i) {
    const double c = std::stoi(hex.substr(1 + 2 * i, 2), nullptr, 16) / 255.0;
    sum += weights[i] * (c <= 0.03928 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4));
  }
  return sum;
}
double contrast(const std::string &a, const std::string &b) {
  const double x = luminance(a);
  const double y = luminance(b);
  return (std::max(x, y) + 0.05) / (std::min(x, y) + 0.05);
}

}  // namespace

TEST_CASE("A report of hostile texts is well formed and holds no markup of theirs") {
  const std::string html = render_html(everything());
  CHECK(tag_fault(html) == "");
  CHECK(html.find("<script") == std::string::npos);
  CHECK(html.find(" onload=\"y") == std::string::npos);
  CHECK(html.find("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;") != std::string::npos);
}

TEST_CASE("A report fetches nothing and runs nothing") {
  std::string html = render_html(everything());
  CHECK(html.find("default-src 'none'") != std::string::npos);
  const std::string name_space = "http://www.w3.org/2000/svg";  // a name, never fetched
  for (std::size_t at = html.find(name_space); at != std::string::npos; at = html.find(name_space))
    html.erase(at, name_space.size());
  for (const char *part : {"http:", "https:", "//www", "@import", "url(", "<link", " href=", "src=\"/"}) {
    CAPTURE(part);
    CHECK(html.find(part) == std::string::npos);
  }
  CHECK(html.find("src=\"data:image/png;base64,Zm9v\" width=\"30\" height=\"20\"") != std::string::npos);
}

TEST_CASE("A report says its language, and that Gantry is not a medical device") {
  const std::string html = render_html({.title = "T", .subtitle = "", .blocks = {}});
  CHECK(html.find("<html lang=\"en\">") != std::string::npos);
  CHECK(html.find("not a medical device") != std::string::npos);
  CHECK(html.find("<h1>T</h1>") != std::string::npos);
  CHECK(html.find("class=\"subtitle\"") == std::string::npos);
  Words dutch = english();
  dutch.language = "nl";
  dutch.table = "Tabel";
  const std::string other =
      render_html({.title = "T", .subtitle = "", .blocks = {TableBlock{"c", {{"a", ""}}, {}}}}, dutch);
  CHECK(other.find("<html lang=\"nl\">") != std::string::npos);
  CHECK(other.find("Tabel 1.") != std::string::npos);
}

TEST_CASE("Headings never skip a level") {
  const std::string html =
      render_html({.title = "T", .subtitle = "", .blocks = {Heading{"a", 4}, Heading{"b", 4}, Heading{"c", 1}}});
  CHECK(html.find("<h2>a</h2>") != std::string::npos);
  CHECK(html.find("<h3>b</h3>") != std::string::npos);
  CHECK(html.find("<h2>c</h2>") != std::string::npos);
}

TEST_CASE("Tables carry units in the head, align decimal points, and fill short rows") {
  TableBlock table{"c", {{"Class", ""}, {"Volume", "mm2/s"}, {"Dice", "1"}}, {}};
  table.rows = {{std::string("a"), Number{1.25, 3}, Number{0.9, 2}}, {std::string("b"), Number{123.4, 3}}};
  const std::string html = render_html({.title = "T", .subtitle = "", .blocks = {table}});
  CHECK(tag_fault(html) == "");
  CHECK(html.find("<th scope=\"col\" class=\"number\">Volume <span class=\"unit\">mm²/s</span></th>") !=
        std::string::npos);
  CHECK(html.find("<th scope=\"row\">a</th><td class=\"number\">1.25</td>") != std::string::npos);
  CHECK(html.find("<td class=\"number\">123\xE2\x80\x88\xE2\x80\x87\xE2\x80\x87</td><td class=\"number\"></td>") !=
        std::string::npos);
}

TEST_CASE("A run without a sandbox is said, and so are verdicts") {
  ProvenanceRun run;
  run.tool = "kmeans";
  run.outputs = {{"labels", "00ff", "identical"}};
  const std::string html = render_html({.title = "T", .subtitle = "", .blocks = {Provenance{{run}}}});
  CHECK(html.find("ran WITHOUT a sandbox") != std::string::npos);
  CHECK(html.find("<td>identical</td>") != std::string::npos);
  CHECK(html.find("<details>") != std::string::npos);
}

TEST_CASE("Text stands out from its ground by 4.5 to 1 in each theme (WCAG 2 AA)") {
  // Themes in the order of the style sheet: light, dark, print.
  std::vector<std::map<std::string, std::string>> themes;
  const std::regex variable(R"(--([a-z-]+): (#[0-9a-f]{6});)");
  const std::string css(style_sheet);
  for (std::sregex_iterator it(css.begin(), css.end(), variable), end; it != end; ++it) {
    if ((*it)[1] == "paper") themes.emplace_back();
    themes.back()[(*it)[1]] = (*it)[2];
  }
  REQUIRE(themes.size() == 3);
  for (auto &t : themes) {
    for (const auto &[ink, ground] : std::vector<std::pair<std::string, std::string>>{{"ink", "paper"},
                                                                                      {"soft", "paper"},
                                                                                      {"accent", "note"},
                                                                                      {"ink", "note"},
                                                                                      {"care", "care-band"},
                                                                                      {"ink", "care-band"},
                                                                                      {"care", "paper"},
                                                                                      {"good", "paper"}}) {
      CAPTURE(ink, ground, t[ink], t[ground]);
      CHECK(contrast(t[ink], t[ground]) >= 4.5);
    }
  }
}
