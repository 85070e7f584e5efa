// SPDX-License-Identifier: Apache-2.0
#include "nca_tool.hpp"

#include "course_chart.hpp"
#include "nca.hpp"
#include "unit_words.hpp"

#include <gantry/cpp/table.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <string>
#include <vector>

namespace gantry::pk {
namespace {

constexpr double missing = std::numeric_limits<double>::quiet_NaN();

Error bad_table(const std::string &what, const std::string &hint) {
  return Error("pharmacokinetics.samples", what, GANTRY_BAD_DATA).at("samples").hint(hint);
}

// Of the words that people use.
Route route_named(std::string word) {
  for (char &c : word) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  for (const char *known : {"oral", "extravascular", "po", "p.o.", "ev", "sc", "im"})
    if (word == known) return Route::extravascular;
  for (const char *known : {"bolus", "iv", "i.v.", "iv bolus", "intravenous"})
    if (word == known) return Route::bolus;
  if (word == "infusion" || word == "iv infusion") return Route::infusion;
  throw bad_table("\"" + word + "\" is no route", "write oral, extravascular, bolus or infusion");
}

const char *name_of(Route route) {
  return route == Route::bolus ? "bolus" : route == Route::infusion ? "infusion" : "extravascular";
}

struct Subject {
  std::string name;
  Profile profile;
};

// The rows of each subject, in the order in which subjects first appear.
std::vector<std::pair<std::string, std::vector<std::size_t>>> grouped(const std::vector<std::string> &names) {
  std::vector<std::pair<std::string, std::vector<std::size_t>>> groups;
  for (std::size_t row = 0; row < names.size(); ++row) {
    auto group = std::find_if(groups.begin(), groups.end(), [&](const auto &g) { return g.first == names[row]; });
    if (group == groups.end()) group = groups.insert(groups.end(), {names[row], {}});
    group->second.push_back(row);
  }
  return groups;
}

// The one value that a subject's rows say; NaN where none does. `who`: the subject by its place, names stay out of
// errors.
double only_value(const std::vector<double> &column, const std::vector<std::size_t> &rows, const std::string &who,
                  const char *what) {
  double value = missing;
  for (const std::size_t row : rows) {
    if (!(column[row] > 0)) continue;
    if (value > 0 && column[row] != value)
      throw bad_table(who + " has several " + std::string(what) + "s",
                      "this is for a single dose: give each dose a subject of its own");
    value = column[row];
  }
  return value;
}

class Reading {
 public:
  Reading(const NcaTool &tool, Job &job) : tool_(tool), job_(job), table_(tool.samples.view(), "samples") {
    if (table_.rows() == 0) throw bad_table("the table has no rows", "give samples");
    time_ = table_.numbers(tool.time.value());
    concentration_ = table_.numbers(tool.concentration.value());
    if (table_.has(tool.dose.value())) doses_ = table_.numbers(tool.dose.value());
    if (table_.has(tool.routes.value())) routes_ = table_.texts(tool.routes.value());
    if (table_.has("duration")) durations_ = table_.numbers("duration");
  }
  Units units() const {
    std::string dose = tool_.amount_unit.value();
    if (!doses_.empty() && !table_.unit(tool_.dose.value()).empty()) dose = table_.unit(tool_.dose.value());
    return units_of(dose, concentration_unit(), time_unit());
  }
  std::string time_unit() const { return table_.unit(tool_.time.value()); }
  std::string concentration_unit() const { return table_.unit(tool_.concentration.value()); }
  std::string dose_unit() const {
    const std::string own = doses_.empty() ? "" : table_.unit(tool_.dose.value());
    return own.empty() ? tool_.amount_unit.value() : own;
  }

  std::vector<Subject> subjects() {
    const std::string column = tool_.subject.value();
    const auto names = table_.has(column) ? table_.texts(column) : std::vector<std::string>(table_.rows(), "all");
    std::vector<Subject> all;
    std::size_t dropped = 0;
    for (const auto &[name, rows] : grouped(names)) {
      const std::string who = "subject " + std::to_string(all.size() + 1);
      Subject s{name, {}};
      for (const std::size_t row : rows) {
        const bool good = time_[row] >= 0 && concentration_[row] >= 0;
        dropped += good ? 0 : 1;
        if (!good) continue;
        s.profile.time.push_back(time_[row]);
        s.profile.concentration.push_back(concentration_[row]);
      }
      in_order(s.profile, who);
      describe(s.profile, rows, who);
      all.push_back(std::move(s));
    }
    if (dropped > 0)
      job_.warning(std::to_string(dropped) + " rows are left out: no number, below 0, or before the dose");
    return all;
  }

 private:
  static void in_order(Profile &p, const std::string &who) {
    std::vector<std::size_t> order(p.time.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::sort(order.begin(), order.end(), [&](auto a, auto b) { return p.time[a] < p.time[b]; });
    Profile sorted = p;
    for (std::size_t i = 0; i < order.size(); ++i) {
      sorted.time[i] = p.time[order[i]];
      sorted.concentration[i] = p.concentration[order[i]];
    }
    p = sorted;
    if (p.time.size() < 2 || *std::max_element(p.concentration.begin(), p.concentration.end()) <= 0)
      throw bad_table(who + " has fewer than two samples, or none above 0", "leave this subject out");
    if (std::adjacent_find(p.time.begin(), p.time.end()) != p.time.end())
      throw bad_table(who + " has two samples at one time", "keep one, or take their mean");
  }
  void describe(Profile &p, const std::vector<std::size_t> &rows, const std::string &who) const {
    p.route = route_named(std::string(tool_.route.value()));
    for (const std::size_t row : rows)
      if (!routes_.empty() && !routes_[row].empty()) p.route = route_named(routes_[row]);
    p.dose =
        doses_.empty() ? (tool_.amount > 0 ? tool_.amount.value() : missing) : only_value(doses_, rows, who, "dose");
    if (p.route != Route::infusion) return;
    p.duration = durations_.empty() ? tool_.duration.value() : only_value(durations_, rows, who, "duration");
    if (!(p.duration > 0))
      throw Error("pharmacokinetics.duration", "how long the infusion of " + who + " went on is not known",
                  GANTRY_BAD_DATA)
          .at("duration")
          .hint("set duration, or give a column of that name");
  }

  const NcaTool &tool_;
  Job &job_;
  TableView table_;
  std::vector<double> time_, concentration_, doses_, durations_;
  std::vector<std::string> routes_;
};

using Columns = std::vector<ColumnValues>;

Columns quantities_of(const std::vector<Subject> &subjects, const std::vector<Nca> &all, const Reading &read) {
  const Units u = read.units();
  Columns columns;
  const auto text = [&](const char *name, auto of) {
    std::vector<std::string> values;
    for (const Subject &s : subjects) values.push_back(of(s));
    columns.push_back({name, "", values});
  };
  const auto add = [&](const char *name, const std::string &unit, auto of) {
    std::vector<double> values;
    for (const Nca &n : all) values.push_back(of(n));
    columns.push_back({name, unit, values});
  };
  text("subject", [](const Subject &s) { return s.name; });
  text("route", [](const Subject &s) { return std::string(name_of(s.profile.route)); });
  std::vector<double> doses;
  for (const Subject &s : subjects) doses.push_back(s.profile.dose);
  columns.push_back({"dose", read.dose_unit(), doses});
  const std::string time = read.time_unit(), conc = read.concentration_unit();
  add("Cmax", conc, [](const Nca &n) { return n.cmax; });
  add("Tmax", time, [](const Nca &n) { return n.tmax; });
  add("Clast", conc, [](const Nca &n) { return n.clast; });
  add("Tlast", time, [](const Nca &n) { return n.tlast; });
  add("C0", conc, [](const Nca &n) { return n.c0; });
  add("AUClast", u.area, [](const Nca &n) { return n.auc_last; });
  add("AUCinf", u.area, [](const Nca &n) { return n.auc_inf; });
  add("extrapolated", "%", [](const Nca &n) { return n.extrapolated; });
  add("AUMCinf", u.moment, [](const Nca &n) { return n.aumc_inf; });
  add("MRT", time, [](const Nca &n) { return n.mrt; });
  add("lambda_z", u.rate, [](const Nca &n) { return n.terminal.points > 0 ? n.terminal.rate : missing; });
  add("half_life", time, [](const Nca &n) { return n.half_life; });
  add("CL", u.clearance, [&](const Nca &n) { return n.clearance * u.factor; });
  add("Vz", u.volume, [&](const Nca &n) { return n.vz * u.factor; });
  add("Vss", u.volume, [&](const Nca &n) { return n.vss * u.factor; });
  add("points_z", "1", [](const Nca &n) { return static_cast<double>(n.terminal.points); });
  add("first_z", time, [](const Nca &n) { return n.terminal.points > 0 ? n.terminal.first : missing; });
  add("R2_z", "1", [](const Nca &n) { return n.terminal.points > 0 ? n.terminal.adjusted_r2 : missing; });
  return columns;
}

// Whether a sample is one of those that make the terminal slope.
bool is_terminal(const Profile &p, std::size_t i, const Terminal &t) {
  return t.points > 0 && p.time[i] >= t.first && p.concentration[i] > 0;
}

Columns used_of(const std::vector<Subject> &subjects, const std::vector<Nca> &all, const Reading &read) {
  std::vector<std::string> names;
  std::vector<double> time, conc, used, line;
  for (std::size_t s = 0; s < subjects.size(); ++s) {
    const Profile &p = subjects[s].profile;
    const Terminal &t = all[s].terminal;
    for (std::size_t i = 0; i < p.time.size(); ++i) {
      names.push_back(subjects[s].name);
      time.push_back(p.time[i]);
      conc.push_back(p.concentration[i]);
      used.push_back(is_terminal(p, i, t) ? 1 : 0);
      line.push_back(t.points > 0 && p.time[i] >= t.first ? std::exp(t.intercept - t.rate * p.time[i]) : missing);
    }
  }
  return {{"subject", "", names},
          {"time", read.time_unit(), time},
          {"conc", read.concentration_unit(), conc},
          {"terminal", "1", used},
          {"line", read.concentration_unit(), line}};
}

}  // namespace

void NcaTool::run(Job &job) {
  Reading read(*this, job);
  const auto subjects = read.subjects();
  const auto trapezoids = rule == "linear" ? Trapezoids::linear : Trapezoids::linear_log;
  std::vector<Nca> all;
  std::vector<ChartedCourse> charted;
  std::size_t flat = 0, far = 0, undosed = 0;
  for (const Subject &s : subjects) {
    job.progress(static_cast<double>(all.size()) / static_cast<double>(subjects.size()), "subjects");
    const Nca n = all.emplace_back(nca(s.profile, trapezoids, static_cast<std::size_t>(fewest.value())));
    flat += n.terminal.points == 0 ? 1 : 0;
    far += n.extrapolated > 20 ? 1 : 0;
    undosed += std::isnan(s.profile.dose) ? 1 : 0;
    ChartedCourse c{s.name, s.profile.time, s.profile.concentration, {}, n.terminal.rate, n.terminal.intercept};
    for (std::size_t i = 0; i < c.time.size(); ++i) c.marked.push_back(is_terminal(s.profile, i, n.terminal));
    charted.push_back(std::move(c));
  }
  if (flat > 0)
    job.warning(std::to_string(flat) +
                " subjects have no terminal slope: too few samples behind the peak, or none falls");
  if (far > 0) job.warning(std::to_string(far) + " subjects have more than 20 % of their area extrapolated");
  if (undosed > 0) job.warning(std::to_string(undosed) + " subjects have no dose, and so no clearance and no volumes");
  quantities.write(quantities_of(subjects, all, read));
  used.write(used_of(subjects, all, read));
  chart.write("image/svg+xml", "courses.svg", chart_of(charted, read.time_unit(), read.concentration_unit()));
}

}  // namespace gantry::pk
