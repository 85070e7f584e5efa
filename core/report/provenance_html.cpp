// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <core/report/provenance_html.hpp>
#include <core/report/text.hpp>

namespace gantry::core::report {
namespace {

std::string code(const std::string &text) { return "<code>" + escaped(text) + "</code>"; }

std::string fact(const std::string &name, const std::string &html) {
  return html.empty() ? "" : "<dt>" + escaped(name) + "</dt><dd>" + html + "</dd>\n";
}

std::string head(const std::string &caption, std::initializer_list<std::string> columns) {
  std::string html = "<div class=\"scroll\"><table>\n<caption><b>" + escaped(caption) + "</b></caption>\n<thead><tr>";
  for (const auto &column : columns) html += "<th scope=\"col\">" + escaped(column) + "</th>";
  return html + "</tr></thead>\n<tbody>\n";
}
constexpr const char *foot = "</tbody>\n</table></div>\n";

std::string parameters(const std::vector<RunParameter> &list, const Words &words) {
  if (list.empty()) return "";
  std::string html = head(words.parameters, {words.name, words.value, words.unit});
  for (const auto &p : list) {
    html += "<tr><th scope=\"row\">" + escaped(p.name) + "</th><td>" + escaped(p.value) + "</td><td>" +
            escaped(unit_text(p.unit)) + "</td></tr>\n";
  }
  return html + foot;
}

std::string data(const std::string &caption, const std::vector<RunData> &list, const Words &words) {
  if (list.empty()) return "";
  const bool verdicts = std::any_of(list.begin(), list.end(), [](const auto &d) { return !d.verdict.empty(); });
  std::string html =
      verdicts ? head(caption, {words.name, words.hash, words.verdict}) : head(caption, {words.name, words.hash});
  for (const auto &d : list) {
    html += "<tr><th scope=\"row\">" + escaped(d.name) + "</th><td>" + code(d.hash) + "</td>";
    if (verdicts) html += "<td>" + escaped(d.verdict) + "</td>";
    html += "</tr>\n";
  }
  return html + foot;
}

std::string run_html(const ProvenanceRun &run, const Words &words) {
  std::string html =
      "<section class=\"run\">\n<h3>" + escaped(run.title.empty() ? run.tool : run.title) + "</h3>\n<dl>\n";
  html += fact(words.run, run.id.empty() ? "" : code(run.id));
  std::string plugin = code(run.plugin);
  if (!run.plugin_version.empty()) plugin += ", " + escaped(words.version) + " " + escaped(run.plugin_version);
  html += fact(words.plugin, plugin);
  html += fact(words.plugin_hash, run.plugin_hash.empty() ? escaped(words.not_recorded) : code(run.plugin_hash));
  html += fact(words.tool, code(run.tool));
  html += fact(words.who, escaped(run.who));
  html += fact(words.when, escaped(run.when));
  html += fact(words.duration, number_text(run.seconds, 3) + " " + escaped(words.seconds));
  html += fact(words.level, escaped(run.level));
  html += fact(words.sandbox, run.sandboxed ? "<span class=\"good\">" + escaped(words.sandboxed) + "</span>"
                                            : "<span class=\"care\">" + escaped(words.not_sandboxed) + "</span>");
  html += "</dl>\n" + parameters(run.parameters, words) + data(words.inputs, run.inputs, words) +
          data(words.outputs, run.outputs, words);
  if (!run.libraries.empty()) {
    html += head(words.libraries, {words.name, words.hash});
    for (const auto &[name, hash] : run.libraries) {
      html += "<tr><th scope=\"row\">" + escaped(name) + "</th><td>" + code(hash) + "</td></tr>\n";
    }
    html += foot;
  }
  return html + "</section>\n";
}

}  // namespace

std::string provenance_html(const Provenance &provenance, const Words &words) {
  std::string html = "<details>\n<summary>" + escaped(words.provenance) + " <span>(" + escaped(words.provenance_hint) +
                     ")</span></summary>\n";
  for (const auto &run : provenance.runs) html += run_html(run, words);
  return html + "</details>\n";
}

}  // namespace gantry::core::report
