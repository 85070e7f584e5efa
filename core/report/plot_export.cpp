// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <core/report/cairo_pen.hpp>
#include <core/report/plot_export.hpp>
#include <core/report/svg.hpp>
#include <core/report/text.hpp>

namespace gantry::core::report {
namespace {

void draw(Pen &pen, const ShownPlot &shown, double width, double height) {
  BinMemory bins;
  const PlotLimits limits = seen_limits(*shown.plot, shown.hidden, shown.view, bins);
  draw_figure(pen, *shown.plot, lay_out(pen, *shown.plot, limits, {0, 0, width, height}, shown.look), shown.hidden,
              shown.look, bins);
}

std::string text_of(const char *text) { return text == nullptr ? "" : text; }

struct Column {
  std::string name;
  std::vector<double> values;
};

std::string axis_name(const gantry_ui_axis *axis, const char *otherwise) {
  if (axis == nullptr) return otherwise;
  const std::string label = text_of(axis->label);
  return with_unit(label.empty() ? otherwise : label, text_of(axis->unit));
}

std::vector<double> values_of(const double *values, std::uint64_t count) {
  return values == nullptr ? std::vector<double>() : std::vector<double>(values, values + count);
}

bool same_values(const gantry_ui_series &a, const gantry_ui_series &b) {
  const auto equal = [](double p, double q) { return p == q || (std::isnan(p) && std::isnan(q)); };
  return a.count == b.count &&
         (a.x == b.x || (a.x != nullptr && b.x != nullptr && std::equal(a.x, a.x + a.count, b.x, equal)));
}

void add_histogram(const gantry_ui_series &s, const std::string &prefix, const ShownPlot &shown,
                   std::vector<Column> &columns) {
  const Bins bins = count_in_bins({s.y, s.y == nullptr ? 0 : static_cast<std::size_t>(s.count)});
  Column from{prefix + axis_name(shown.plot->x, "x") + " ≥", {}};
  Column to{prefix + axis_name(shown.plot->x, "x") + " <", {}};
  for (std::size_t i = 0; i < bins.counts.size(); ++i) {
    from.values.push_back(bins.edge(i));
    to.values.push_back(bins.edge(i + 1));
  }
  columns.push_back(std::move(from));
  columns.push_back(std::move(to));
  columns.push_back({prefix + shown.look.count, bins.counts});
}

std::vector<Column> columns_of(const ShownPlot &shown) {
  std::vector<const gantry_ui_series *> seen;
  for (std::uint32_t i = 0; i < shown.plot->series_count; ++i) {
    if (!is_hidden(*shown.plot->series[i], shown.hidden)) seen.push_back(shown.plot->series[i]);
  }
  const bool one_x = std::all_of(seen.begin(), seen.end(), [&](const auto *s) {
    return s->style < GANTRY_UI_HISTOGRAM && same_values(*s, *seen.front());
  });
  std::vector<Column> columns;
  for (const gantry_ui_series *s : seen) {
    const std::string name = text_of(s->name);
    const std::string prefix = name.empty() ? "" : name + ": ";
    if (s->style == GANTRY_UI_HISTOGRAM) {
      add_histogram(*s, prefix, shown, columns);
      continue;
    }
    const auto *axis = s->residual != 0 && shown.plot->residual != nullptr ? shown.plot->residual : shown.plot->y;
    const char *label = s->residual != 0 ? shown.look.residual.c_str() : "y";
    if (!one_x || s == seen.front())
      columns.push_back({(one_x ? "" : prefix) + axis_name(shown.plot->x, "x"), values_of(s->x, s->count)});
    if (s->style == GANTRY_UI_MARKERS) continue;
    const std::string y_name = prefix + axis_name(axis, label);
    const bool band = s->style == GANTRY_UI_BAND && s->y2 != nullptr;
    columns.push_back({band ? y_name + " (1)" : y_name, values_of(s->y, s->count)});
    if (band) columns.push_back({y_name + " (2)", values_of(s->y2, s->count)});
    if (s->error != nullptr) columns.push_back({y_name + " ±", values_of(s->error, s->count)});
  }
  return columns;
}

std::string field(const std::string &text, char separator) {
  if (text.find_first_of(std::string("\"\r\n") + separator) == std::string::npos) return text;
  std::string quoted = "\"";
  for (const char c : text) quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
  return quoted + "\"";
}

// The shortest text that reads back as the same number.
std::string exact_text(double value, char decimal) {
  if (!std::isfinite(value)) return "";
  std::array<char, 40> buffer{};
  const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value).ptr;
  std::string text(buffer.data(), end);
  std::replace(text.begin(), text.end(), '.', decimal);
  return text;
}

}  // namespace

std::string plot_svg(const ShownPlot &shown, double width, double height) {
  Svg svg(width, height, text_of(shown.plot->title));
  draw(svg, shown, width, height);
  return svg.take();
}

Result<std::vector<std::byte>> plot_png(const ShownPlot &shown, double width, double height, Colour paper, Colour ink,
                                        double scale) {
  GANTRY_TRY(canvas, Canvas::create(width * scale, height * scale));
  canvas.rectangle({0, 0, width * scale, height * scale}, paper);
  CairoPen pen(canvas, ink, scale);
  draw(pen, shown, width, height);
  return canvas.png();
}

std::string plot_csv(const ShownPlot &shown, char separator) {
  const char decimal = shown.look.decimal;
  if (separator == '\0') separator = decimal == ',' ? ';' : ',';
  const std::vector<Column> columns = columns_of(shown);
  std::size_t rows = 0;
  std::string text;
  for (const Column &c : columns) {
    text += (text.empty() ? "" : std::string(1, separator)) + field(c.name, separator);
    rows = std::max(rows, c.values.size());
  }
  text += "\r\n";
  for (std::size_t row = 0; row < rows; ++row) {
    for (std::size_t c = 0; c < columns.size(); ++c) {
      if (c > 0) text += separator;
      if (row < columns[c].values.size()) text += exact_text(columns[c].values[row], decimal);
    }
    text += "\r\n";
  }
  return text;
}

std::string plot_file_name(const gantry_ui_plot &plot, std::string_view extension) {
  std::string name;
  for (const char c : text_of(plot.title)) {
    const auto byte = static_cast<unsigned char>(c);
    const bool refused = byte < 0x20 || std::string_view("<>:\"/\\|?*").find(c) != std::string_view::npos;
    name += refused || c == ' ' ? '_' : c;
  }
  while (!name.empty() && name.front() == '.') name.erase(0, 1);
  constexpr std::size_t longest = 80;
  if (name.size() > longest) {
    std::size_t cut = longest;  // not within a character
    while (cut > 0 && (static_cast<unsigned char>(name[cut]) & 0xC0U) == 0x80U) --cut;
    name.resize(cut);
  }
  return (name.empty() ? "plot" : name) + "." + std::string(extension);
}

}  // namespace gantry::core::report
