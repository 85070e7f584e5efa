// SPDX-License-Identifier: Apache-2.0
#include "chart.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace gantry::waveforms {
namespace {

constexpr double width = 640, height = 360, left = 72, right = 16, top = 34, bottom = 52;
constexpr const char *colours[] = {"#1f5fa8", "#c4461f", "#2e7d32", "#7b3fa0", "#8a6d00", "#00798c"};

// Two decimals are a hundredth of a point; no locale.
std::string number(double x, int decimals = 2) {
  char text[64];
  const auto end = std::to_chars(text, text + sizeof text, x, std::chars_format::fixed, decimals);
  return {text, end.ptr};
}
std::string tick_text(double x) {
  char text[64];
  const auto end = std::to_chars(text, text + sizeof text, x == 0 ? 0.0 : x, std::chars_format::general, 6);
  return {text, end.ptr};
}

std::string escaped(const std::string &text) {
  std::string safe;
  for (const char c : text) safe += c == '<' ? "&lt;" : c == '>' ? "&gt;" : c == '&' ? "&amp;" : std::string(1, c);
  return safe;
}

struct Scale {
  double low = 0, high = 1, from, to;
  double place(double value) const { return from + (to - from) * (value - low) / (high - low); }
  // Steps of 1, 2 or 5 times a power of ten, about five of them.
  std::vector<double> ticks() const {
    const double rough = (high - low) / 5, power = std::pow(10, std::floor(std::log10(rough))), part = rough / power;
    const double step = power * (part < 1.5 ? 1 : part < 3.5 ? 2 : part < 7.5 ? 5 : 10);
    std::vector<double> all;
    for (double at = std::ceil(low / step); at * step <= high + 1e-9 * step && all.size() < 20; ++at)
      all.push_back(at * step);
    return all;
  }
};

Scale scale_of(const Panel &panel, std::vector<double> Trace::*values, double from, double to) {
  Scale s{0, 1, from, to};
  bool any = false;
  for (const Trace &trace : panel.traces)
    for (const double v : trace.*values) {
      if (!std::isfinite(v)) continue;
      s.low = any ? std::min(s.low, v) : v;
      s.high = any ? std::max(s.high, v) : v;
      any = true;
    }
  const double room = s.high > s.low ? 0.04 * (s.high - s.low) : std::max(1e-6, 0.1 * std::abs(s.high));
  s.low -= room;
  s.high += room;
  return s;
}

std::string text_at(double x, double y, const std::string &text, const char *more) {
  return "<text x=\"" + number(x) + "\" y=\"" + number(y) + "\" " + more + ">" + escaped(text) + "</text>\n";
}

std::string axes(const Panel &panel, const Scale &x, const Scale &y) {
  std::string out;
  const auto line = [&](double x1, double y1, double x2, double y2) {
    out += "<path d=\"M" + number(x1) + " " + number(y1) + "L" + number(x2) + " " + number(y2) +
           "\" stroke=\"#d8d8d8\"/>\n";
  };
  for (const double at : x.ticks()) {
    line(x.place(at), y.from, x.place(at), y.to);
    out += text_at(x.place(at), y.from + 18, tick_text(at), "text-anchor=\"middle\"");
  }
  for (const double at : y.ticks()) {
    line(x.from, y.place(at), x.to, y.place(at));
    out += text_at(x.from - 6, y.place(at) + 4, tick_text(at), "text-anchor=\"end\"");
  }
  out += text_at((x.from + x.to) / 2, y.from + 40, panel.x_label, "text-anchor=\"middle\"");
  const double middle = (y.from + y.to) / 2;
  const std::string turned = "text-anchor=\"middle\" transform=\"rotate(-90 16 " + number(middle) + ")\"";
  out += text_at(16, middle, panel.y_label, turned.c_str());
  out += text_at(x.from, y.to - 14, panel.title, "font-weight=\"bold\"");
  return out;
}

std::string drawn(const Trace &trace, const Scale &x, const Scale &y, const std::string &colour) {
  std::string path, marks;
  bool down = false;
  for (std::size_t i = 0; i < trace.x.size() && i < trace.y.size(); ++i) {
    if (!std::isfinite(trace.x[i]) || !std::isfinite(trace.y[i])) {
      down = false;
      continue;
    }
    const std::string px = number(x.place(trace.x[i])), py = number(y.place(trace.y[i]));
    path += (down ? "L" : "M") + px + " " + py;
    marks += "<circle cx=\"" + px + "\" cy=\"" + py + "\" r=\"3.5\" fill=\"" + colour + "\"/>\n";
    down = true;
  }
  if (trace.stroke == Stroke::marks) return marks;
  return "<path d=\"" + path + "\" fill=\"none\" stroke-width=\"1.6\" stroke=\"" + colour + "\"" +
         (trace.stroke == Stroke::dashed ? " stroke-dasharray=\"5 4\"" : "") + "/>\n";
}

std::string panel_at(const Panel &panel, double above) {
  const Scale x = scale_of(panel, &Trace::x, left, width - right);
  const Scale y = scale_of(panel, &Trace::y, above + height - bottom, above + top);
  std::string out = axes(panel, x, y);
  double legend = above + top + 14;
  for (std::size_t i = 0; i < panel.traces.size(); ++i) {
    const Trace &trace = panel.traces[i];
    const std::string colour = colours[i % std::size(colours)];
    out += drawn(trace, x, y, colour);
    if (trace.name.empty()) continue;
    const std::string style = "text-anchor=\"end\" fill=\"" + colour + "\"";
    out += text_at(width - right - 4, legend, trace.name, style.c_str());
    legend += 16;
  }
  return out;
}

}  // namespace

std::string svg(const std::vector<Panel> &panels) {
  const std::string high = number(height * static_cast<double>(panels.size()), 0);
  std::string out = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"640\" height=\"" + high +
                    "\" viewBox=\"0 0 640 " + high + "\" font-family=\"sans-serif\" font-size=\"12\">\n" +
                    "<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n";
  for (std::size_t i = 0; i < panels.size(); ++i) out += panel_at(panels[i], height * static_cast<double>(i));
  return out + "</svg>\n";
}

}  // namespace gantry::waveforms
