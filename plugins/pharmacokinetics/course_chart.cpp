// SPDX-License-Identifier: Apache-2.0
#include "course_chart.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace gantry::pk {
namespace {

constexpr double width = 250, height = 190, left = 44, right = 10, top = 24, bottom = 34;

std::string escaped(const std::string &text) {
  std::string out;
  for (const char c : text) {
    if (c == '&') out += "&amp;";
    else if (c == '<') out += "&lt;";
    else if (c == '>') out += "&gt;";
    else if (static_cast<unsigned char>(c) >= 32) out += c;
  }
  return out;
}

std::string number(double x) {
  char text[32];
  std::snprintf(text, sizeof text, "%.4g", x);
  return text;
}

// One panel; positions are those of the page.
class Panel {
 public:
  Panel(double x, double y, double last, double low, double high)
      : x_(x + left), y_(y + top), last_(last), low_(std::log10(low)), high_(std::log10(high)) {}

  double at(double time) const { return x_ + (width - left - right) * time / last_; }
  double up(double value) const { return y_ + (height - top - bottom) * (high_ - std::log10(value)) / (high_ - low_); }
  void line(double x0, double y0, double x1, double y1, const char *style) {
    text_ += "<line x1=\"" + number(x0) + "\" y1=\"" + number(y0) + "\" x2=\"" + number(x1) + "\" y2=\"" + number(y1) +
             "\" " + style + "/>\n";
  }
  void dot(double time, double value, bool filled) {
    text_ += "<circle cx=\"" + number(at(time)) + "\" cy=\"" + number(up(value)) +
             "\" r=\"3\" stroke=\"#1f77b4\" fill=\"" + (filled ? "#1f77b4" : "none") + "\"/>\n";
  }
  void words(double x, double y, const char *anchor, const std::string &text) {
    text_ += "<text x=\"" + number(x) + "\" y=\"" + number(y) + "\" text-anchor=\"" + anchor + "\">" + escaped(text) +
             "</text>\n";
  }
  void axes(const std::string &name, const std::string &time_unit) {
    const double bottom_y = y_ + height - top - bottom, right_x = x_ + width - left - right;
    const char *thin = "stroke=\"currentColor\" stroke-width=\"0.7\"";
    line(x_, y_, x_, bottom_y, thin);
    line(x_, bottom_y, right_x, bottom_y, thin);
    for (double decade = std::ceil(low_); decade <= high_; decade += 1) {
      const double y = up(std::pow(10, decade));
      line(x_ - 4, y, x_, y, thin);
      words(x_ - 6, y + 3.5, "end", number(std::pow(10, decade)));
    }
    // 4 to 8 round steps.
    double step = std::pow(10, std::floor(std::log10(last_ / 4)));
    if (last_ / step > 20) step *= 5;
    else if (last_ / step > 8) step *= 2.5;
    for (double t = 0; t <= last_ * 1.0001; t += step) {
      line(at(t), bottom_y, at(t), bottom_y + 4, thin);
      words(at(t), bottom_y + 15, "middle", number(t));
    }
    words(right_x, bottom_y + 28, "end", time_unit);
    words((x_ + right_x) / 2, y_ - 8, "middle", name);
  }
  const std::string &text() const { return text_; }

 private:
  double x_, y_, last_, low_, high_;
  std::string text_;
};

}  // namespace

std::string chart_of(const std::vector<ChartedCourse> &courses, const std::string &time_unit,
                     const std::string &concentration_unit) {
  double last = 0, low = HUGE_VAL, high = 0;
  for (const auto &c : courses)
    for (std::size_t i = 0; i < c.time.size(); ++i) {
      last = std::max(last, c.time[i]);
      high = std::max(high, c.concentration[i]);
      if (c.concentration[i] > 0) low = std::min(low, c.concentration[i]);
    }
  if (!(last > 0) || !(high > 0)) return "<svg xmlns=\"http://www.w3.org/2000/svg\"/>\n";
  // Whole decades around all courses, so that panels compare.
  low = std::pow(10, std::floor(std::log10(low)));
  high = std::pow(10, std::ceil(std::log10(high)));
  if (!(high > low)) high = low * 10;
  const std::size_t across = std::min<std::size_t>(4, std::max<std::size_t>(1, courses.size()));
  const std::size_t down = (courses.size() + across - 1) / across;
  const double whole_width = width * static_cast<double>(across),
               whole_height = height * static_cast<double>(down) + 20;
  std::string svg = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 " + number(whole_width) + " " +
                    number(whole_height) + "\" font-family=\"sans-serif\" font-size=\"10\" fill=\"currentColor\">\n";
  svg += "<text x=\"8\" y=\"14\">concentration" +
         (concentration_unit.empty() ? "" : " (" + escaped(concentration_unit) + ")") +
         ", filled where the terminal slope is taken</text>\n";
  for (std::size_t i = 0; i < courses.size(); ++i) {
    const auto &c = courses[i];
    Panel panel(width * static_cast<double>(i % across), height * static_cast<double>(i / across) + 20, last, low,
                high);
    panel.axes(c.name, time_unit);
    double first = HUGE_VAL;
    for (std::size_t k = 0; k < c.time.size(); ++k) {
      if (c.marked[k]) first = std::min(first, c.time[k]);
      if (c.concentration[k] > 0) panel.dot(c.time[k], c.concentration[k], c.marked[k]);
    }
    if (first < last) {
      const auto on_line = [&](double t) { return std::max(low, std::exp(c.intercept - c.rate * t)); };
      panel.line(panel.at(first), panel.up(on_line(first)), panel.at(last), panel.up(on_line(last)),
                 "stroke=\"#d62728\" stroke-width=\"1.3\"");
    }
    svg += panel.text();
  }
  return svg + "</svg>\n";
}

}  // namespace gantry::pk
