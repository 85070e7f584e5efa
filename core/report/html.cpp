// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <core/report/html.hpp>
#include <core/report/provenance_html.hpp>
#include <core/report/style.hpp>
#include <core/report/text.hpp>

namespace gantry::core::report {
namespace {

// Writes block after block, and counts tables and figures.
class Writer {
 public:
  explicit Writer(const Words &words) : words_(words) {}

  void operator()(const Heading &heading) {
    // A level is never skipped, whatever the caller asks: readers move through a page by its headings.
    level_ = std::clamp(heading.level, 2, std::min(4, level_ + 1));
    const char level = static_cast<char>('0' + level_);
    html_.append("<h").append(1, level).append(">").append(escaped(heading.text));
    html_.append("</h").append(1, level).append(">\n");
  }

  void operator()(const Paragraph &paragraph) {
    std::string_view rest = paragraph.text;
    while (!rest.empty()) {
      const std::size_t end = std::min(rest.find("\n\n"), rest.size());
      if (end > 0) html_ += "<p>" + escaped(rest.substr(0, end)) + "</p>\n";
      rest.remove_prefix(std::min(rest.size(), end + 2));
    }
  }

  void operator()(const Notice &notice) {
    const bool warning = notice.kind == NoticeKind::warning;
    html_ += warning ? "<div class=\"notice warning\" role=\"note\"><strong>"
                     : "<div class=\"notice\" role=\"note\"><strong>";
    html_ += escaped(warning ? words_.warning : words_.note) + ":</strong> " + escaped(notice.text) + "</div>\n";
  }

  void operator()(const TableBlock &table);

  void operator()(const Picture &picture) {
    html_ += "<figure>\n<img src=\"data:image/png;base64," + base64(picture.png) + "\" width=\"" +
             std::to_string(picture.width) + "\" height=\"" + std::to_string(picture.height) + "\" alt=\"" +
             escaped(picture.alt) + "\">\n";
    figure_caption(picture.caption);
  }

  void operator()(const Figure &figure) {
    html_ += "<figure>\n" + figure.svg + "\n";
    // An equation says all that it has to say.
    if (figure.caption.empty()) html_ += "</figure>\n";
    else figure_caption(figure.caption);
  }

  void operator()(const Provenance &provenance) { html_ += provenance_html(provenance, words_); }

  std::string take() { return std::move(html_); }

 private:
  void figure_caption(const std::string &caption) {
    html_ += "<figcaption><b>" + escaped(words_.figure) + " " + std::to_string(++figures_) + ".</b> " +
             escaped(caption) + "</figcaption>\n</figure>\n";
  }

  const Words &words_;
  std::string html_;
  int level_ = 1, figures_ = 0, tables_ = 0;
};

bool is_numeric(const TableBlock &table, std::size_t column) {
  bool any = false;
  for (const auto &row : table.rows) {
    if (column >= row.size()) continue;
    if (const auto *text = std::get_if<std::string>(&row[column])) {
      if (!text->empty()) return false;
    } else {
      any = true;
    }
  }
  return any;
}

bool has_exponent(const std::string &text) { return text.find("×") != std::string::npos; }

// Characters from the decimal point on; a value with an exponent takes no part in the alignment.
std::size_t fraction_length(const std::string &text) {
  if (has_exponent(text)) return 0;
  const std::size_t point = text.find('.');
  return point == std::string::npos ? 0 : text.size() - point;
}

// Figure spaces, so that points stand below each other and the text still pastes as a number.
std::string padding(std::size_t have, std::size_t want) {
  std::string pad;
  for (std::size_t i = have; i < want; ++i) pad += i == 0 ? "\xE2\x80\x88" : "\xE2\x80\x87";
  return pad;
}

void Writer::operator()(const TableBlock &table) {
  std::vector<bool> numeric;
  std::vector<std::size_t> fraction;
  for (std::size_t c = 0; c < table.columns.size(); ++c) {
    numeric.push_back(is_numeric(table, c));
    std::size_t longest = 0;
    for (const auto &row : table.rows) {
      if (c >= row.size()) continue;
      if (const auto *n = std::get_if<Number>(&row[c]))
        longest = std::max(longest, fraction_length(number_text(n->value, n->digits)));
    }
    fraction.push_back(longest);
  }
  html_ += "<div class=\"scroll\"><table>\n<caption><b>" + escaped(words_.table) + " " + std::to_string(++tables_) +
           ".</b> " + escaped(table.caption) + "</caption>\n<thead><tr>";
  for (std::size_t c = 0; c < table.columns.size(); ++c) {
    html_ += numeric[c] ? "<th scope=\"col\" class=\"number\">" : "<th scope=\"col\">";
    html_ += escaped(table.columns[c].name);
    const std::string unit = unit_text(table.columns[c].unit);
    if (!unit.empty()) html_ += " <span class=\"unit\">" + escaped(unit) + "</span>";
    html_ += "</th>";
  }
  html_ += "</tr></thead>\n<tbody>\n";
  for (const auto &row : table.rows) {
    html_ += "<tr>";
    for (std::size_t c = 0; c < table.columns.size(); ++c) {
      const bool names_row = c == 0 && !numeric[0];
      html_ += names_row ? "<th scope=\"row\">" : numeric[c] ? "<td class=\"number\">" : "<td>";
      if (c < row.size()) {
        if (const auto *n = std::get_if<Number>(&row[c])) {
          const std::string text = number_text(n->value, n->digits);
          html_ += text + (numeric[c] && !has_exponent(text) ? padding(fraction_length(text), fraction[c]) : "");
        } else {
          html_ += escaped(std::get<std::string>(row[c]));
        }
      }
      html_ += names_row ? "</th>" : "</td>";
    }
    html_ += "</tr>\n";
  }
  html_ += "</tbody>\n</table></div>\n";
}

}  // namespace

std::string render_html(const Document &document, const Words &words) {
  Writer writer(words);
  for (const auto &block : document.blocks) std::visit(writer, block);
  std::string html = "<!DOCTYPE html>\n<html lang=\"" + escaped(words.language) +
                     "\">\n<head>\n<meta charset=\"utf-8\">\n"
                     "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
                     "style-src 'unsafe-inline'; img-src data:\">\n"
                     "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>" +
                     escaped(document.title) + "</title>\n<style>" + std::string(style_sheet) +
                     "</style>\n</head>\n<body>\n<header>\n<h1>" + escaped(document.title) + "</h1>\n";
  if (!document.subtitle.empty()) html += "<p class=\"subtitle\">" + escaped(document.subtitle) + "</p>\n";
  html += "</header>\n<main>\n" + writer.take() + "</main>\n<footer>\n<div class=\"line\">\n<p><strong>" +
          escaped(words.not_a_medical_device) + "</strong></p>\n<p>" + escaped(words.made_by) +
          "</p>\n</div>\n</footer>\n</body>\n</html>\n";
  return html;
}

}  // namespace gantry::core::report
