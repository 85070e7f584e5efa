// SPDX-License-Identifier: Apache-2.0
#include <tests/core/fit/nist_sets.hpp>

#include <core/fit/job.hpp>
#include <tests/core/fit/nist_models.hpp>

#include <algorithm>
#include <fstream>
#include <sstream>
#include <stdexcept>

namespace nist {
namespace {

using namespace gantry::core;

// "  b1 =   500         250         2.3894212918E+02  2.7070075241E+00"
bool read_parameter(const std::string &line, Set &set) {
  const auto equals = line.find('=');
  const auto b = line.find_first_not_of(' ');
  if (equals == std::string::npos || b == std::string::npos || line[b] != 'b' ||
      line.find_first_not_of("0123456789 ", b + 1) != equals)
    return false;
  std::istringstream numbers(line.substr(equals + 1));
  Parameter p;
  if (!(numbers >> p.start1 >> p.start2 >> p.certified >> p.sd)) return false;
  set.parameters.push_back(p);
  return true;
}

bool read_figure(const std::string &line, const std::string &name, double &into) {
  const auto at = line.find(name);
  if (at == std::string::npos) return false;
  std::istringstream number(line.substr(at + name.size()));
  return static_cast<bool>(number >> into);
}

Set read_set(const std::filesystem::path &file) {
  Set set;
  set.name = file.stem().string();
  std::ifstream in(file);
  bool data = false;
  for (std::string line; std::getline(in, line);) {
    std::istringstream words(line);
    if (data) {
      std::vector<double> row;
      for (double v = 0; words >> v;) row.push_back(v);
      if (row.size() < 2) continue;
      set.y.push_back(row[0]);
      set.x.resize(row.size() - 1);
      for (std::size_t c = 1; c < row.size(); ++c) set.x[c - 1].push_back(row[c]);
      continue;
    }
    std::string first, second;
    words >> first >> second;
    data = first == "Data:" && second == "y";
    if (second == "Level") set.level = first;
    if (read_parameter(line, set) || read_figure(line, "Residual Sum of Squares:", set.rss)) continue;
    read_figure(line, "Residual Standard Deviation:", set.residual_sd);
  }
  if (set.y.empty() || set.parameters.empty()) throw std::runtime_error(file.string() + " is no set of NIST's");
  if (set.name == "Roszman1") set.parameters[0].certified = 2.0196866396E-01;
  if (set.name == "Nelson")
    for (double &y : set.y) y = std::log(y);
  return set;
}

}  // namespace

std::vector<Set> read_sets(const std::filesystem::path &folder) {
  std::vector<Set> sets;
  for (const auto &entry : std::filesystem::directory_iterator(folder))
    if (entry.path().extension() == ".dat") sets.push_back(read_set(entry.path()));
  std::sort(sets.begin(), sets.end(), [](const Set &a, const Set &b) { return a.name < b.name; });
  return sets;
}

double digits(const nlohmann::json &found, double certified) {
  constexpr double most = 11;
  if (!found.is_number()) return 0;
  const double error = std::abs(found.get<double>() - certified) / std::abs(certified);
  return error == 0 ? most : std::clamp(-std::log10(error), 0.0, most);
}

bool has_formula(const Set &set) { return model(set.name) != nullptr; }

std::string formula(const Set &set) { return model(set.name)->equation; }

Digits fit(const Set &set, int start) {
  const gantry_model *known = model(set.name);
  if (known == nullptr) throw std::runtime_error("no formula for " + set.name);
  Table table{{{"y", "", set.y}}};
  nlohmann::json columns{{"S", "y"}};
  for (std::size_t c = 0; c < set.x.size(); ++c) {
    const std::string name = known->axis[c]->name;
    table.columns.push_back({name, "", set.x[c]});
    columns[name] = name;
  }
  fit::FitJob job;
  job.kind = JobKind::fit_curve;
  job.options = {{"columns", columns}};
  for (std::size_t j = 0; j < set.parameters.size(); ++j)
    job.options["start"]["b" + std::to_string(j + 1)] =
        start == 1 ? set.parameters[j].start1 : set.parameters[j].start2;
  job.inputs = {{"data", make_table(table).value()}};
  nlohmann::json record;
  fit::FitHost host;
  host.output_table = [](const std::string &, const Table &) -> Result<void> { return done(); };
  host.output_record = [&](const std::string &, const std::string &, const nlohmann::json &content) -> Result<void> {
    record = content;
    return done();
  };
  Digits d;
  const auto outcome = fit::run_fit_job(*known, job, host);
  if (!outcome) {
    d.status = outcome.error().message;
    return d;
  }
  d.status = record["status"];
  d.iterations = record["iterations"];
  d.least = d.errors = 11;
  for (std::size_t j = 0; j < set.parameters.size(); ++j) {
    d.parameters.push_back(digits(record["parameters"][j]["value"], set.parameters[j].certified));
    d.least = std::min(d.least, d.parameters.back());
    d.errors = std::min(d.errors, digits(record["parameters"][j]["standard_error"], set.parameters[j].sd));
  }
  d.residual_sd = digits(record["residual_sd"], set.residual_sd);
  return d;
}

}  // namespace nist
