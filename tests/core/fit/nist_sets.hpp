// SPDX-License-Identifier: Apache-2.0
// NIST's sets as files: data, starts and certified values, and a fit from one of the two starts with its correct digits.
//
//   for (const nist::Set &set : nist::read_sets(folder)) nist::Digits d = nist::fit(set, 1);
#pragma once

#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace nist {

struct Parameter {
  double start1 = 0, start2 = 0, certified = 0, sd = 0;
};

struct Set {
  std::string name, level;  // level: of difficulty, as NIST says
  std::vector<Parameter> parameters;
  double rss = 0, residual_sd = 0;
  std::vector<double> y;
  std::vector<std::vector<double>> x;  // columns
};

// Every set NAME.dat of the folder, with NIST's own starts, certified values and data; by name. b1 of Roszman1 is
// NIST's published value, which the file that goes round has wrong. Throws std::runtime_error for what can't be read.
std::vector<Set> read_sets(const std::filesystem::path &folder);

// Correct significant digits: log relative error, at most 11, as many as are certified.
struct Digits {
  std::string status;  // of the fit, or its error
  std::vector<double> parameters;
  double least = 0, errors = 0, residual_sd = 0;  // of all parameters; of their standard errors
  int iterations = 0;
};
double digits(const nlohmann::json &found, double certified);  // of one number; 0 where it is none
bool has_formula(const Set &set);
// As the formula is typed: "b1*(1-exp(-b2*x))"; of Nelson's "log(y)=…", where set.y holds the logarithms.
std::string formula(const Set &set);
Digits fit(const Set &set, int start);

}  // namespace nist
