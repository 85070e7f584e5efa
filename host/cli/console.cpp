// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <chrono>
#include <core/platform/terminal.hpp>
#include <core/worker/control_page.hpp>
#include <cstdio>
#include <host/cli/console.hpp>
#include <iostream>
#include <sstream>

namespace gantry::host {
namespace {

using core::Error;
using core::JobProgress;
using core::JobState;

constexpr int standard_error = 2;

// Columns that a UTF-8 text takes, near enough for the letters that we print: one for each code point.
std::size_t width(const std::string &text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

std::string padded(const std::string &text, std::size_t columns) {
  const auto have = width(text);
  return have < columns ? text + std::string(columns - have, ' ') : text;
}

std::string duration(double seconds) {
  std::ostringstream out;
  const auto whole = static_cast<long>(seconds);
  if (whole >= 60) out << whole / 60 << " min " << whole % 60 << " s";
  else if (seconds >= 10) out << whole << " s";
  else out << number(seconds, 2) << " s";
  return out.str();
}

// A cell on one line, and no wider than is read at a glance; --json has the whole.
std::string shortened(const std::string &text) {
  constexpr std::size_t widest = 100;
  std::string cell = core::plain_text(text, 4 * widest + 4);
  std::replace_if(
      cell.begin(), cell.end(), [](char c) { return c == '\n' || c == '\t'; }, ' ');
  if (width(cell) <= widest) return cell;
  std::size_t seen = 0, end = 0;
  while (end < cell.size() && seen < widest) {
    ++end;
    while (end < cell.size() && (static_cast<unsigned char>(cell[end]) & 0xC0U) == 0x80U) ++end;
    ++seen;
  }
  return cell.substr(0, end) + "…";
}

void draw_bar(const std::string &title, const JobProgress &progress) {
  constexpr int cells = 24;
  const int full = static_cast<int>(progress.fraction * cells);
  std::string bar;
  for (int i = 0; i < cells; ++i) bar += i < full ? "█" : "░";
  std::string line =
      padded(title, 34) + " " + bar + " " + std::to_string(static_cast<int>(progress.fraction * 100)) + " %";
  if (progress.seconds_left) line += "  " + duration(*progress.seconds_left) + " left";
  else if (!progress.activity.empty()) line += "  " + progress.activity;
  const auto columns = static_cast<std::size_t>(core::platform::terminal_columns(standard_error));
  while (width(line) >= columns) {
    do {
      line.pop_back();
    } while (!line.empty() && (static_cast<unsigned char>(line.back()) & 0xC0U) == 0x80U);
  }
  std::cerr << '\r' << line << "\033[K" << std::flush;
}

}  // namespace

int exit_code(core::Failure failure) {
  switch (failure) {
    case core::Failure::usage: return exit_usage;
    case core::Failure::crashed: return exit_crashed;
    case core::Failure::integrity: return exit_integrity;
    case core::Failure::failed:
    case core::Failure::cancelled: break;
  }
  return exit_failed;
}

nlohmann::json to_json(const Error &error) {
  return {{"code", error.code}, {"message", error.message}, {"parameter", error.parameter}, {"hint", error.hint}};
}

std::string number(double value, int digits) {
  std::ostringstream out;
  out.precision(digits);
  out << value;
  return out.str();
}

void Console::say(const std::string &line) const {
  if (!json_) std::cout << line << '\n' << std::flush;
}

void Console::warn(const std::string &line) const { std::cerr << "gantry: warning: " << line << '\n'; }

// What was said several times is said once.
void Console::warn_of(const std::vector<std::string> &warnings) const {
  for (auto at = warnings.begin(); at != warnings.end(); ++at) {
    if (std::find(warnings.begin(), at, *at) != at) continue;
    const auto times = std::count(at, warnings.end(), *at);
    warn(*at + (times > 1 ? " (" + std::to_string(times) + " times)" : ""));
  }
}

void Console::table(const std::vector<std::string> &head, const std::vector<std::vector<std::string>> &all) const {
  if (json_) return;
  auto rows = all;
  for (auto &row : rows) {
    for (auto &cell : row) cell = shortened(cell);
  }
  std::vector<std::size_t> columns;
  for (const auto &cell : head) columns.push_back(width(cell));
  for (const auto &row : rows) {
    for (std::size_t c = 0; c < columns.size(); ++c) columns[c] = std::max(columns[c], width(row[c]));
  }
  const auto line = [&](const std::vector<std::string> &cells) {
    std::string out;
    for (std::size_t c = 0; c < columns.size(); ++c) out += (c == 0 ? "" : "  ") + padded(cells[c], columns[c]);
    out.erase(out.find_last_not_of(' ') + 1);
    std::cout << out << '\n';
  };
  line(head);
  std::vector<std::string> rule;
  for (const auto c : columns) {
    std::string dashes;
    for (std::size_t i = 0; i < c; ++i) dashes += "─";
    rule.push_back(dashes);
  }
  line(rule);
  for (const auto &row : rows) line(row);
  std::cout << std::flush;
}

void Console::document(const nlohmann::json &json) const {
  if (json_) std::cout << json.dump(2, ' ', false, nlohmann::json::error_handler_t::replace) << '\n' << std::flush;
}

int Console::failed(const Error &error) const {
  document({{"error", to_json(error)}});
  std::cerr << "gantry: " << error.message << '\n';
  if (!error.parameter.empty() && error.message.find(error.parameter) == std::string::npos) {
    std::cerr << "  at " << error.parameter << '\n';
  }
  if (!error.hint.empty()) std::cerr << "  → " << error.hint << '\n';
  return exit_code(error.failure);
}

core::Result<void> Console::watch(core::QueuedJob &job) const {
  using namespace std::chrono_literals;
  const bool bar = core::platform::is_terminal(standard_error) && !json_;
  // A job that is over in a blink needs no bar.
  bool drawn = false;
  bool ended = job.wait(150ms);
  while (!ended) {
    if (core::platform::interrupted()) job.cancel();
    if (bar) {
      draw_bar(job.title(), job.progress());
      drawn = true;
    }
    ended = job.wait(100ms);
  }
  const JobProgress last = job.progress();
  if (drawn) std::cerr << "\r\033[K";
  if (!json_) {
    const char *mark = last.state == JobState::done ? "✓" : last.state == JobState::cancelled ? "–" : "✗";
    std::cerr << mark << " " << padded(job.title(), 52) << " " << duration(last.seconds) << '\n';
  }
  warn_of(last.warnings);
  if (auto error = job.error()) return core::fail(std::move(*error));
  return core::done();
}

core::Result<void> Console::run(const std::string &title, core::QueuedJob::Work work) const {
  core::JobQueue queue(1);
  const auto job = queue.submit(title, std::move(work));
  return watch(*job);
}

}  // namespace gantry::host
