// SPDX-License-Identifier: Apache-2.0
#include "axis.hpp"

#include "words.hpp"

#include <algorithm>
#include <set>

namespace gantry::dicom {
namespace {

struct Column {
  Quantity quantity;
  const char *name, *unit, *noun;
};

const Column &column_of(Quantity q) {
  using Q = Quantity;
  static const Column list[] = {{Q::b_value, "b", "s/mm2", "diffusion weightings"},
                                {Q::gx, "gx", "1", ""},
                                {Q::gy, "gy", "1", ""},
                                {Q::gz, "gz", "1", ""},
                                {Q::echo_time, "TE", "ms", "echoes"},
                                {Q::inversion_time, "TI", "ms", "inversion times"},
                                {Q::flip_angle, "FA", "deg", "flip angles"},
                                {Q::repetition_time, "TR", "ms", "repetition times"},
                                {Q::kvp, "kVp", "kV", "energies"},
                                {Q::energy, "E", "keV", "energies"},
                                {Q::trigger_time, "t_trigger", "ms", "phases"},
                                {Q::phase_index, "phase", "1", "phases"},
                                {Q::temporal_index, "n", "1", "times"},
                                {Q::label, "label", "1", "labels"}};
  return *std::find_if(std::begin(list), std::end(list), [&](const Column &c) { return c.quantity == q; });
}

// Of the frames of a point: its start, or a mean.
template <class Value>
double earliest(const std::vector<FrameHeader> &frames, const Members &point, const Value &value) {
  double out = unknown;
  for (const std::uint32_t m : point) {
    if (m == no_frame) continue;
    const double v = value(frames[m]);
    if (!std::isfinite(v)) return unknown;
    if (!(out <= v)) out = v;
  }
  return out;
}

double mean(const std::vector<FrameHeader> &frames, const Members &point, Quantity q) {
  double sum = 0, n = 0;
  for (const std::uint32_t m : point) {
    if (m == no_frame || !frames[m].values.has(q)) continue;
    sum += frames[m].values[q];
    n += 1;
  }
  return n > 0 ? sum / n : unknown;
}

double first_of(const std::vector<FrameHeader> &frames, const Members &point, Quantity q) {
  for (const std::uint32_t m : point) {
    if (m != no_frame) return frames[m].values[q];
  }
  return unknown;
}

std::uint32_t times_in(const Points &points) {
  std::uint32_t n = 0;
  for (const std::uint32_t r : points.rank) n = std::max(n, r + 1);
  return n;
}

// A clock tells times apart when points of different times have different values, in the order of the points.
bool tells(const std::vector<double> &t, const Points &points) {
  if (std::any_of(t.begin(), t.end(), [](double v) { return !std::isfinite(v); })) return false;
  std::vector<double> start(times_in(points), unknown);
  for (std::size_t p = 0; p < t.size(); ++p) {
    double &s = start[points.rank[p]];
    if (!(s <= t[p])) s = t[p];
  }
  for (std::size_t i = 1; i < start.size(); ++i) {
    if (!(start[i] > start[i - 1])) return false;
  }
  return true;
}

std::vector<double> from_first(std::vector<double> t) {
  const double first = *std::min_element(t.begin(), t.end());
  for (double &v : t) v = std::round((v - first) * 1e6) / 1e6;  // clocks are given to the microsecond
  return t;
}

const FrameHeader &any_frame(const std::vector<FrameHeader> &frames, const Points &points) {
  return frames[*std::find_if(points.frames[0].begin(), points.frames[0].end(), [](auto m) { return m != no_frame; })];
}

using Clock = double (*)(const FrameHeader &);

// s; empty when no clock tells the points apart.
std::vector<double> times_of(const std::vector<FrameHeader> &frames, const Points &points) {
  const Clock clocks[] = {[](const FrameHeader &f) { return f.clocks.acquisition; },
                          [](const FrameHeader &f) { return f.clocks.frame_reference; },
                          [](const FrameHeader &f) { return f.values[Quantity::trigger_time] / 1000; },
                          [](const FrameHeader &f) { return f.clocks.temporal_offset; },
                          [](const FrameHeader &f) { return f.clocks.content; }};
  for (const Clock clock : clocks) {
    std::vector<double> t;
    for (const Members &point : points.frames) t.push_back(earliest(frames, point, clock));
    if (tells(t, points)) return from_first(std::move(t));
  }
  return {};
}

bool add_phases(const std::vector<FrameHeader> &frames, const Points &points, Axis &axis) {
  std::vector<double> trigger, number;
  for (const Members &point : points.frames) {
    trigger.push_back(mean(frames, point, Quantity::trigger_time));
    number.push_back(first_of(frames, point, Quantity::phase_index));
  }
  if (!tells(number, points) && !(any_frame(frames, points).cardiac && tells(trigger, points))) return false;
  if (tells(trigger, points)) axis.columns.push_back({"t_trigger", "ms", trigger});
  else axis.columns.push_back({"phase", "1", number});
  return true;
}

void add_durations(const std::vector<FrameHeader> &frames, const Points &points, Axis &axis) {
  std::vector<double> durations;
  for (const Members &point : points.frames) {
    durations.push_back(earliest(frames, point, [](const FrameHeader &f) { return f.clocks.duration; }));
  }
  if (any_frame(frames, points).modality != "PT") return;
  if (std::all_of(durations.begin(), durations.end(), [](double d) { return std::isfinite(d) && d > 0; })) {
    axis.columns.push_back({"duration", "s", durations});
  }
}

// "time", or what stands for it; the name of the axis where nothing else was varied.
std::string add_times(const std::vector<FrameHeader> &frames, const Points &points, Axis &axis) {
  if (add_phases(frames, points, axis)) return "phase";
  std::vector<double> t = times_of(frames, points);
  if (!t.empty()) {
    axis.columns.push_back({"t", "s", t});
    add_durations(frames, points, axis);
    return "time";
  }
  const double repetition = any_frame(frames, points).values[Quantity::repetition_time];
  std::vector<double> multiples(points.rank.begin(), points.rank.end());
  if (any_frame(frames, points).modality == "MR" && repetition > 0 && times_in(points) > 2) {
    for (double &n : multiples) n *= repetition / 1000;
    axis.columns.push_back({"t", "s", multiples});
    axis.warnings.push_back("the headers give no time of each volume: times are multiples of RepetitionTime, " +
                            number(repetition / 1000) + " s, which holds when one volume takes one repetition");
    return "time";
  }
  for (double &n : multiples) n += 1;
  axis.columns.push_back({"n", "1", multiples});
  axis.warnings.push_back(
      "images at the same places differ in nothing that the headers say: they are numbered from 1 in "
      "the order of AcquisitionNumber and InstanceNumber");
  return "repeat";
}

void add_design(const std::vector<FrameHeader> &frames, const Points &points, const Design &design, Axis &axis) {
  std::vector<AxisColumnValues> columns;
  bool directed = false;
  for (const Quantity q : design.quantities) {
    AxisColumnValues column{column_of(q).name, column_of(q).unit, {}};
    for (const Members &point : points.frames) {
      double v = first_of(frames, point, q);
      const bool direction = q == Quantity::gx || q == Quantity::gy || q == Quantity::gz;
      if (direction && !std::isfinite(v)) v = 0;
      directed |= direction && v != 0;
      column.values.push_back(v);
    }
    columns.push_back(std::move(column));
  }
  if (!directed) columns.resize(1);  // b alone; others have but one
  for (auto &column : columns) axis.columns.push_back(std::move(column));
}

// In a series with directions a weighted image without one is a mean over them, or derived.
void say_isotropic(Axis &axis) {
  if (axis.columns.size() < 4 || axis.columns[1].name != "gx") return;
  std::vector<double> which;
  for (std::size_t p = 0; p < axis.columns[0].values.size(); ++p) {
    const bool directed =
        axis.columns[1].values[p] != 0 || axis.columns[2].values[p] != 0 || axis.columns[3].values[p] != 0;
    if (axis.columns[0].values[p] > 50 && !directed) which.push_back(static_cast<double>(p + 1));
  }
  if (which.empty()) return;
  axis.warnings.push_back("weighted images without a direction among directed ones (number " + listed(which) +
                          "): means over the directions, or trace images; leave them out of tensor fits");
}

// The columns that a parametric map names. False where its frames name none, or none that tells points apart.
bool add_named(const std::vector<FrameHeader> &frames, const Points &points, Axis &axis) {
  const FrameHeader &first = any_frame(frames, points);
  std::vector<AxisColumnValues> columns;
  for (const NamedValue &v : first.named_values) columns.push_back({v.name, v.unit, {}});
  bool varied = false;
  for (const Members &point : points.frames) {
    const std::vector<NamedValue> *here = nullptr;
    for (const std::uint32_t m : point) {
      if (m == no_frame) continue;
      const auto &values = frames[m].named_values;
      if (here != nullptr && *here != values) return false;
      here = &values;
    }
    if (here == nullptr || here->size() != columns.size()) return false;
    for (std::size_t c = 0; c < columns.size(); ++c) {
      if ((*here)[c].name != columns[c].name || (*here)[c].unit != columns[c].unit) return false;
      varied |= (*here)[c].value != first.named_values[c].value;
      columns[c].values.push_back((*here)[c].value);
    }
  }
  if (!varied) return false;
  axis.name = first.named_axis.empty() ? columns.front().name : first.named_axis;
  axis.columns = std::move(columns);
  const auto &list = designs();
  const auto known = std::find_if(list.begin(), list.end(), [&](const Design &d) { return d.axis == axis.name; });
  axis.noun = known != list.end()    ? column_of(known->quantities.front()).noun
              : axis.name == "time"  ? "times"
              : axis.name == "phase" ? "phases"
                                     : "points";
  return true;
}

// When each slice was taken within the volume.
std::vector<double> slice_times(const std::vector<FrameHeader> &frames, const Points &points) {
  const Clock clocks[] = {[](const FrameHeader &f) { return f.clocks.slice; },
                          [](const FrameHeader &f) { return f.clocks.acquisition; }};
  if (any_frame(frames, points).modality != "MR" || points.frames[0].size() < 2) return {};
  // The second volume where there are several: of a multi-band series the first may have been taken slice by slice.
  std::vector<const Members *> order;
  for (const Members &point : points.frames) order.push_back(&point);
  if (order.size() > 1) std::swap(order[0], order[1]);
  for (const Clock clock : clocks) {
    for (const Members *point : order) {
      std::vector<double> t;
      for (const std::uint32_t m : *point) t.push_back(m == no_frame ? unknown : clock(frames[m]));
      if (std::any_of(t.begin(), t.end(), [](double v) { return !std::isfinite(v); })) continue;
      if (*std::max_element(t.begin(), t.end()) - *std::min_element(t.begin(), t.end()) < 1e-4) continue;
      return from_first(std::move(t));
    }
  }
  return {};
}

}  // namespace

Axis axis_of(const std::vector<FrameHeader> &frames, const Points &points) {
  Axis axis;
  axis.slice_times = slice_times(frames, points);
  if (points.frames.size() < 2 || add_named(frames, points, axis)) return axis;
  for (const Design *design : points.varied) {
    add_design(frames, points, *design, axis);
    if (axis.name.empty()) {
      axis.name = design->axis;
      axis.noun = column_of(design->quantities.front()).noun;
    }
  }
  say_isotropic(axis);
  if (times_in(points) < 2 || axis.name == "diffusion") return axis;
  const std::string name = add_times(frames, points, axis);
  if (axis.name.empty()) {
    axis.name = name;
    axis.noun = name == "phase" ? "phases" : name == "time" ? "times" : "images at each place";
  }
  return axis;
}

}  // namespace gantry::dicom
