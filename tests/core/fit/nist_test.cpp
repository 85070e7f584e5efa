// SPDX-License-Identifier: Apache-2.0
// NIST's certified problems, through run_fit_job and the model table, as a plugin's model goes.
#include <tests/core/fit/fixtures.hpp>
#include <tests/core/fit/nist_data.hpp>

#include <catch2/catch.hpp>

#include <cmath>

using namespace fit_test;

namespace {

// A model of y(x) with parameters b1 … bn.
#define NIST_HEAD(text)                                                    \
  static constexpr const char *id = text, *label = text, *equation = text; \
  gantry::AxisColumn x{"x", "x", "1"};                                     \
  gantry::Param b1{"b1", "b1", "1"}, b2{"b2", "b2", "1"};
#define NIST_FORMULA          \
  template <class T, class X> \
  T operator()(const X &point, const gantry::Params<T> &p) const

struct Misra1a : gantry::Model {
  NIST_HEAD("b1*(1-exp(-b2*x))")
  NIST_FORMULA { return p[b1] * (1 - exp(-p[b2] * point[x])); }
};
struct Misra1c : gantry::Model {
  NIST_HEAD("b1*(1-(1+2*b2*x)^-0.5)")
  NIST_FORMULA { return p[b1] * (1 - 1 / sqrt(1 + 2 * p[b2] * point[x])); }
};
struct Misra1d : gantry::Model {
  NIST_HEAD("b1*b2*x/(1+b2*x)")
  NIST_FORMULA { return p[b1] * p[b2] * point[x] / (1 + p[b2] * point[x]); }
};
struct Chwirut2 : gantry::Model {
  NIST_HEAD("exp(-b1*x)/(b2+b3*x)")
  gantry::Param b3{"b3", "b3", "1"};
  NIST_FORMULA { return exp(-p[b1] * point[x]) / (p[b2] + p[b3] * point[x]); }
};
struct DanWood : gantry::Model {
  NIST_HEAD("b1*x^b2")
  NIST_FORMULA { return p[b1] * pow(T(point[x]), p[b2]); }
};
struct Mgh09 : gantry::Model {
  NIST_HEAD("b1*(x^2+x*b2)/(x^2+x*b3+b4)")
  gantry::Param b3{"b3", "b3", "1"}, b4{"b4", "b4", "1"};
  NIST_FORMULA {
    const auto v = point[x];
    return p[b1] * (v * v + v * p[b2]) / (v * v + v * p[b3] + p[b4]);
  }
};
struct Mgh10 : gantry::Model {
  NIST_HEAD("b1*exp(b2/(x+b3))")
  gantry::Param b3{"b3", "b3", "1"};
  NIST_FORMULA { return p[b1] * exp(p[b2] / (point[x] + p[b3])); }
};
struct Rat42 : gantry::Model {
  NIST_HEAD("b1/(1+exp(b2-b3*x))")
  gantry::Param b3{"b3", "b3", "1"};
  NIST_FORMULA { return p[b1] / (1 + exp(p[b2] - p[b3] * point[x])); }
};
struct Rat43 : gantry::Model {
  NIST_HEAD("b1/(1+exp(b2-b3*x))^(1/b4)")
  gantry::Param b3{"b3", "b3", "1"}, b4{"b4", "b4", "1"};
  NIST_FORMULA { return p[b1] / pow(1 + exp(p[b2] - p[b3] * point[x]), 1 / p[b4]); }
};
struct Eckerle4 : gantry::Model {
  NIST_HEAD("b1/b2*exp(-0.5*((x-b3)/b2)^2)")
  gantry::Param b3{"b3", "b3", "1"};
  NIST_FORMULA {
    const T z = (point[x] - p[b3]) / p[b2];
    return p[b1] / p[b2] * exp(-0.5 * z * z);
  }
};
struct Roszman1 : gantry::Model {
  NIST_HEAD("b1-b2*x-atan(b3/(x-b4))/pi")
  gantry::Param b3{"b3", "b3", "1"}, b4{"b4", "b4", "1"};
  NIST_FORMULA { return p[b1] - p[b2] * point[x] - atan(p[b3] / (point[x] - p[b4])) / M_PI; }
};

struct Problem {
  const nist::Set &set;
  const gantry_model *model;
};

double digits(double found, double certified) {
  return found == certified ? 11 : std::min(11.0, -std::log10(std::abs(found - certified) / std::abs(certified)));
}

}  // namespace

TEST_CASE("NIST's certified values come out to eight digits from both starts") {
  const std::vector<Problem> problems{
      {nist::Misra1a, gantry::model_table<Misra1a>()},   {nist::Misra1c, gantry::model_table<Misra1c>()},
      {nist::Misra1d, gantry::model_table<Misra1d>()},   {nist::Chwirut2, gantry::model_table<Chwirut2>()},
      {nist::DanWood, gantry::model_table<DanWood>()},   {nist::MGH09, gantry::model_table<Mgh09>()},
      {nist::MGH10, gantry::model_table<Mgh10>()},       {nist::Rat42, gantry::model_table<Rat42>()},
      {nist::Rat43, gantry::model_table<Rat43>()},       {nist::Eckerle4, gantry::model_table<Eckerle4>()},
      {nist::Roszman1, gantry::model_table<Roszman1>()},
  };
  for (const auto &problem : problems) {
    const auto table = table_of_columns({{"y", "", problem.set.y}, {"x", "", problem.set.x}});
    for (const int start : {1, 2}) {
      INFO(problem.set.name << " from start " << start);
      nlohmann::json options{{"columns", {{"x", "x"}, {"S", "y"}}}, {"max_iterations", 5000}};
      for (std::size_t j = 0; j < problem.set.parameters.size(); ++j)
        options["start"]["b" + std::to_string(j + 1)] =
            start == 1 ? problem.set.parameters[j].start1 : problem.set.parameters[j].start2;
      const auto fitted = fit_table(*problem.model, table, options);
      REQUIRE(fitted.outcome);
      CHECK(fitted.record["status"] == "converged");
      for (std::size_t j = 0; j < problem.set.parameters.size(); ++j) {
        const auto &found = fitted.record["parameters"][j];
        INFO(found["symbol"] << " " << found["value"] << ", certified " << problem.set.parameters[j].certified);
        CHECK(digits(found["value"], problem.set.parameters[j].certified) >= 8);
        CHECK(digits(found["standard_error"], problem.set.parameters[j].sd) >= 7);
      }
      CHECK(digits(fitted.record["rss"], problem.set.rss) >= 8);
      CHECK(digits(fitted.record["residual_sd"], problem.set.residual_sd) >= 8);
    }
  }
}
