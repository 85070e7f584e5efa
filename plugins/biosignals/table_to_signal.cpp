// SPDX-License-Identifier: Apache-2.0
#include "conversion_tools.hpp"
#include "text.hpp"
#include "units.hpp"

#include <algorithm>
#include <cmath>
#include <optional>

namespace gantry::biosignals {
namespace {

constexpr std::uint64_t rows_per_report = std::uint64_t{1} << 20;

bool is_number(const gantry_column &c) { return c.type == GANTRY_COLUMN_F64 || c.type == GANTRY_COLUMN_I64; }

double number_at(const gantry_column &c, std::uint64_t row) {
  if (c.type == GANTRY_COLUMN_I64) return static_cast<double>(static_cast<const std::int64_t *>(c.data)[row]);
  return static_cast<const double *>(c.data)[row];
}

const gantry_column *find(const gantry_table &t, const std::string &name) {
  for (std::uint32_t c = 0; c < t.column_count; ++c) {
    if (name == t.columns[c]->name) return t.columns[c];
  }
  return nullptr;
}

const gantry_column &time_column(const gantry_table &t, const std::string &name) {
  if (!name.empty()) {
    const gantry_column *column = find(t, name);
    if (column == nullptr || !is_number(*column)) {
      throw Error("signal.time", "the table has no column of numbers with the name of the time column",
                  GANTRY_INVALID_ARGUMENT)
          .at("time")
          .hint("give the name as it stands above the column, without its unit");
    }
    return *column;
  }
  for (std::uint32_t c = 0; c < t.column_count; ++c) {
    if (is_number(*t.columns[c]) && seconds_in(t.columns[c]->unit) > 0) return *t.columns[c];
  }
  throw Error("signal.time", "no column of the table has a unit of time", GANTRY_INVALID_ARGUMENT)
      .at("time")
      .hint("write the unit into the head (\"time [s]\"), or give the name of the column, or a rate");
}

// Increasing, in s.
std::vector<double> times_of(const gantry_table &t, const gantry_column &column) {
  double unit = seconds_in(column.unit);
  const std::string written(column.unit);
  if (unit == 0 && !written.empty() && written != "1") {
    throw Error("signal.time", "the time column's unit is none of time", GANTRY_INVALID_ARGUMENT)
        .at("time")
        .hint("use s, ms, us, min or h");
  }
  if (unit == 0) unit = 1;
  std::vector<double> times(t.rows);
  for (std::uint64_t i = 0; i < t.rows; ++i) {
    // Division by the whole number of units in a second is exact where multiplying by 0.001 is not.
    times[i] = unit < 1 ? number_at(column, i) / std::round(1 / unit) : number_at(column, i) * unit;
    if (!std::isfinite(times[i])) {
      throw Error("signal.time", "row " + std::to_string(i + 1) + " has no time", GANTRY_BAD_DATA)
          .at("table")
          .hint("fill it in, or leave the row out");
    }
    if (i > 0 && !(times[i] > times[i - 1])) {
      throw Error("signal.time", "the time of row " + std::to_string(i + 1) + " is not after that of the row before",
                  GANTRY_BAD_DATA)
          .at("table")
          .hint("sort the rows by time, and keep one of each time");
    }
  }
  return times;
}

// The rate where all times lie on an even grid.
std::optional<double> even_rate(const std::vector<double> &times, double tolerance) {
  if (times.size() < 2) return std::nullopt;
  const double interval = (times.back() - times.front()) / static_cast<double>(times.size() - 1);
  for (std::size_t i = 0; i < times.size(); ++i) {
    if (std::abs(times[i] - times.front() - static_cast<double>(i) * interval) > tolerance * interval)
      return std::nullopt;
  }
  // Times are written with so many digits: 1/0.002777… is meant as 360.
  const double rate = 1 / interval, near = std::round(rate);
  const double doubt = 1e-9 + 1e-6 / static_cast<double>(times.size());
  return near > 0 && std::abs(rate - near) <= doubt * rate ? near : rate;
}

std::string text_at(const gantry_column *c, std::uint64_t row) {
  if (c == nullptr) return "";
  if (c->type == GANTRY_COLUMN_TEXT) return static_cast<const char *const *>(c->data)[row];
  return shown(number_at(*c, row));
}

std::int32_t channel_named(const std::string &name, const std::vector<const gantry_column *> &channels) {
  for (std::size_t c = 0; c < channels.size(); ++c) {
    if (name == channels[c]->name) return static_cast<std::int32_t>(c);
  }
  return -1;
}

void add_events(const gantry_table &t, double begin, const std::vector<const gantry_column *> &channels,
                SignalSpec &spec) {
  const gantry_column *onset = find(t, "onset"), *duration = find(t, "duration");
  if (onset == nullptr || !is_number(*onset)) {
    throw Error("signal.events", "the events have no column \"onset\" of numbers", GANTRY_INVALID_ARGUMENT)
        .at("events")
        .hint("name the column with the time of each event \"onset [s]\"");
  }
  const double unit = seconds_in(onset->unit) == 0 ? 1 : seconds_in(onset->unit);
  const bool lasts = duration != nullptr && is_number(*duration);
  const double lasting = lasts && seconds_in(duration->unit) > 0 ? seconds_in(duration->unit) : 1;
  for (std::uint64_t row = 0; row < t.rows; ++row) {
    const double at = number_at(*onset, row) * unit, length = lasts ? number_at(*duration, row) * lasting : 0;
    if (!std::isfinite(at)) continue;
    spec.event({at - begin, std::isfinite(length) ? length : 0,
                channel_named(text_at(find(t, "channel"), row), channels), text_at(find(t, "code"), row),
                text_at(find(t, "label"), row)});
  }
}

}  // namespace

void TableToSignal::run(Job &job) {
  const gantry_table &t = table.view();
  if (t.rows == 0)
    throw Error("signal.empty", "the table has no rows", GANTRY_BAD_DATA).at("table").hint("give one with samples");
  const bool by_rate = rate.value() > 0;
  const gantry_column *clock = by_rate && time.value().empty() ? nullptr : &time_column(t, time.value());
  SignalSpec spec;
  spec.samples(t.rows);
  double begin = 0;
  if (by_rate) {
    spec.rate(rate.value());
  } else {
    std::vector<double> times = times_of(t, *clock);
    begin = times.front();
    const auto even = even_rate(times, tolerance.value() / 100);
    if (begin != 0 && even) {
      job.warning("the first sample is at " + shown(begin) + " s; time is counted from it on, events too");
    }
    if (even) spec.rate(*even);
    else begin = 0, job.warning("the samples are not evenly spaced: each keeps its own time");
    if (!even) spec.times(std::move(times));
  }
  std::vector<const gantry_column *> channels;
  std::size_t texts = 0;
  for (std::uint32_t c = 0; c < t.column_count; ++c) {
    if (t.columns[c] == clock) continue;
    if (is_number(*t.columns[c])) channels.push_back(t.columns[c]);
    else ++texts;
  }
  if (channels.empty()) {
    throw Error("signal.no-channels", "the table has no column of numbers beside the time", GANTRY_BAD_DATA)
        .at("table")
        .hint("give a table with a column for each channel");
  }
  if (texts > 0) job.warning(std::to_string(texts) + (texts == 1 ? " column" : " columns") + " of text left out");
  for (const gantry_column *c : channels) spec.channel(c->name, *c->unit == '\0' ? "1" : c->unit);
  if (events.present()) add_events(events.view(), begin, channels, spec);
  double *out = signal.create<double>(spec);
  std::uint64_t missing = 0;
  for (std::size_t c = 0; c < channels.size(); ++c) {
    for (std::uint64_t row = 0; row < t.rows; ++row) {
      if (row % rows_per_report == 0)
        job.progress(static_cast<double>(c) / static_cast<double>(channels.size()), "copying");
      const double value = number_at(*channels[c], row);
      missing += std::isnan(value) ? 1 : 0;
      *out++ = value;
    }
  }
  if (missing > 0)
    job.warning(std::to_string(missing) + (missing == 1 ? " sample is" : " samples are") + " missing (NaN)");
}

}  // namespace gantry::biosignals
