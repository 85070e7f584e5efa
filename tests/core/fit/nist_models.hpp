// SPDX-License-Identifier: Apache-2.0
// The formulas of NIST's 27 Statistical Reference Datasets for nonlinear regression
// (https://www.itl.nist.gov/div898/strd/nls/nls_main.shtml), as a plugin would write them.
//
//   const gantry_model *model = nist::model("MGH09");   // nullptr for a name that is none of NIST's
#pragma once

#include <gantry/cpp/model.hpp>

#include <cmath>
#include <map>
#include <string>

namespace nist {

struct OneAxis : gantry::Model {
  gantry::AxisColumn x{"x", "x", "1"};
};

// A model of y(x) with parameters b1 … bn, which have neither bounds nor declared starts.
#define NIST_MODEL(text) static constexpr const char *id = text, *label = text, *equation = text
#define NIST_P(b) \
  b { #b, #b, "1" }
#define NIST_FORMULA          \
  template <class T, class X> \
  T operator()(const X &point, const gantry::Params<T> &p) const

struct Bennett5 : OneAxis {
  NIST_MODEL("b1*(b2+x)^(-1/b3)");
  gantry::Param NIST_P(b1), NIST_P(b2), NIST_P(b3);
  NIST_FORMULA { return p[b1] * pow(p[b2] + point[x], -1 / p[b3]); }
};
struct Saturating : OneAxis {  // Misra1a, BoxBOD
  NIST_MODEL("b1*(1-exp(-b2*x))");
  gantry::Param NIST_P(b1), NIST_P(b2);
  NIST_FORMULA { return p[b1] * (1 - exp(-p[b2] * point[x])); }
};
struct Misra1b : OneAxis {
  NIST_MODEL("b1*(1-(1+b2*x/2)^-2)");
  gantry::Param NIST_P(b1), NIST_P(b2);
  NIST_FORMULA {
    const T root = 1 + p[b2] * point[x] / 2;
    return p[b1] * (1 - 1 / (root * root));
  }
};
struct Misra1c : OneAxis {
  NIST_MODEL("b1*(1-(1+2*b2*x)^-0.5)");
  gantry::Param NIST_P(b1), NIST_P(b2);
  NIST_FORMULA { return p[b1] * (1 - 1 / sqrt(1 + 2 * p[b2] * point[x])); }
};
struct Misra1d : OneAxis {
  NIST_MODEL("b1*b2*x/(1+b2*x)");
  gantry::Param NIST_P(b1), NIST_P(b2);
  NIST_FORMULA { return p[b1] * p[b2] * point[x] / (1 + p[b2] * point[x]); }
};
struct Chwirut : OneAxis {
  NIST_MODEL("exp(-b1*x)/(b2+b3*x)");
  gantry::Param NIST_P(b1), NIST_P(b2), NIST_P(b3);
  NIST_FORMULA { return exp(-p[b1] * point[x]) / (p[b2] + p[b3] * point[x]); }
};
struct DanWood : OneAxis {
  NIST_MODEL("b1*x^b2");
  gantry::Param NIST_P(b1), NIST_P(b2);
  NIST_FORMULA { return p[b1] * pow(T(point[x]), p[b2]); }
};
struct Eckerle4 : OneAxis {
  NIST_MODEL("b1/b2*exp(-0.5*((x-b3)/b2)^2)");
  gantry::Param NIST_P(b1), NIST_P(b2), NIST_P(b3);
  NIST_FORMULA {
    const T z = (point[x] - p[b3]) / p[b2];
    return p[b1] / p[b2] * exp(-0.5 * z * z);
  }
};
struct Enso : OneAxis {
  NIST_MODEL(
      "b1+b2*cos(2*pi*x/12)+b3*sin(2*pi*x/12)+b5*cos(2*pi*x/b4)+b6*sin(2*pi*x/b4)+b8*cos(2*pi*x/b7)+b9*sin(2*pi*x/b7)");
  gantry::Param NIST_P(b1), NIST_P(b2), NIST_P(b3), NIST_P(b4), NIST_P(b5), NIST_P(b6), NIST_P(b7), NIST_P(b8),
      NIST_P(b9);
  NIST_FORMULA {
    const T year = T(2 * M_PI / 12 * point[x]), first = 2 * M_PI * point[x] / p[b4],
            second = 2 * M_PI * point[x] / p[b7];
    return p[b1] + p[b2] * cos(year) + p[b3] * sin(year) + p[b5] * cos(first) + p[b6] * sin(first) +
           p[b8] * cos(second) + p[b9] * sin(second);
  }
};
struct Gauss : OneAxis {
  NIST_MODEL("b1*exp(-b2*x)+b3*exp(-((x-b4)/b5)^2)+b6*exp(-((x-b7)/b8)^2)");
  gantry::Param NIST_P(b1), NIST_P(b2), NIST_P(b3), NIST_P(b4), NIST_P(b5), NIST_P(b6), NIST_P(b7), NIST_P(b8);
  NIST_FORMULA {
    const T first = (point[x] - p[b4]) / p[b5], second = (point[x] - p[b7]) / p[b8];
    return p[b1] * exp(-p[b2] * point[x]) + p[b3] * exp(-first * first) + p[b6] * exp(-second * second);
  }
};
struct Cubics : OneAxis {  // Hahn1, Thurber
  NIST_MODEL("(b1+b2*x+b3*x^2+b4*x^3)/(1+b5*x+b6*x^2+b7*x^3)");
  gantry::Param NIST_P(b1), NIST_P(b2), NIST_P(b3), NIST_P(b4), NIST_P(b5), NIST_P(b6), NIST_P(b7);
  NIST_FORMULA {
    const auto v = point[x];
    return (p[b1] + v * (p[b2] + v * (p[b3] + v * p[b4]))) / (1 + v * (p[b5] + v * (p[b6] + v * p[b7])));
  }
};
struct Kirby2 : OneAxis {
  NIST_MODEL("(b1+b2*x+b3*x^2)/(1+b4*x+b5*x^2)");
  gantry::Param NIST_P(b1), NIST_P(b2), NIST_P(b3), NIST_P(b4), NIST_P(b5);
  NIST_FORMULA {
    const auto v = point[x];
    return (p[b1] + v * (p[b2] + v * p[b3])) / (1 + v * (p[b4] + v * p[b5]));
  }
};
struct Lanczos : OneAxis {
  NIST_MODEL("b1*exp(-b2*x)+b3*exp(-b4*x)+b5*exp(-b6*x)");
  gantry::Param NIST_P(b1), NIST_P(b2), NIST_P(b3), NIST_P(b4), NIST_P(b5), NIST_P(b6);
  NIST_FORMULA {
    return p[b1] * exp(-p[b2] * point[x]) + p[b3] * exp(-p[b4] * point[x]) + p[b5] * exp(-p[b6] * point[x]);
  }
};
struct Mgh09 : OneAxis {
  NIST_MODEL("b1*(x^2+x*b2)/(x^2+x*b3+b4)");
  gantry::Param NIST_P(b1), NIST_P(b2), NIST_P(b3), NIST_P(b4);
  NIST_FORMULA {
    const auto v = point[x];
    return p[b1] * (v * v + v * p[b2]) / (v * v + v * p[b3] + p[b4]);
  }
};
struct Mgh10 : OneAxis {
  NIST_MODEL("b1*exp(b2/(x+b3))");
  gantry::Param NIST_P(b1), NIST_P(b2), NIST_P(b3);
  NIST_FORMULA { return p[b1] * exp(p[b2] / (point[x] + p[b3])); }
};
struct Mgh17 : OneAxis {
  NIST_MODEL("b1+b2*exp(-x*b4)+b3*exp(-x*b5)");
  gantry::Param NIST_P(b1), NIST_P(b2), NIST_P(b3), NIST_P(b4), NIST_P(b5);
  NIST_FORMULA { return p[b1] + p[b2] * exp(-p[b4] * point[x]) + p[b3] * exp(-p[b5] * point[x]); }
};
struct Rat42 : OneAxis {
  NIST_MODEL("b1/(1+exp(b2-b3*x))");
  gantry::Param NIST_P(b1), NIST_P(b2), NIST_P(b3);
  NIST_FORMULA { return p[b1] / (1 + exp(p[b2] - p[b3] * point[x])); }
};
struct Rat43 : OneAxis {
  NIST_MODEL("b1/(1+exp(b2-b3*x))^(1/b4)");
  gantry::Param NIST_P(b1), NIST_P(b2), NIST_P(b3), NIST_P(b4);
  NIST_FORMULA { return p[b1] / pow(1 + exp(p[b2] - p[b3] * point[x]), 1 / p[b4]); }
};
struct Roszman1 : OneAxis {
  NIST_MODEL("b1-b2*x-atan(b3/(x-b4))/pi");
  gantry::Param NIST_P(b1), NIST_P(b2), NIST_P(b3), NIST_P(b4);
  NIST_FORMULA { return p[b1] - p[b2] * point[x] - atan(p[b3] / (point[x] - p[b4])) / M_PI; }
};
// Of log(y), which the data are turned into.
struct Nelson : gantry::Model {
  NIST_MODEL("log(y)=b1-b2*x1*exp(-b3*x2)");
  gantry::AxisColumn x1{"x1", "x1", "1"}, x2{"x2", "x2", "1"};
  gantry::Param NIST_P(b1), NIST_P(b2), NIST_P(b3);
  NIST_FORMULA { return p[b1] - p[b2] * point[x1] * exp(-p[b3] * point[x2]); }
};
#undef NIST_MODEL
#undef NIST_P
#undef NIST_FORMULA

inline const gantry_model *model(const std::string &set) {
  using gantry::model_table;
  static const std::map<std::string, const gantry_model *> models{
      {"Bennett5", model_table<Bennett5>()},  {"BoxBOD", model_table<Saturating>()},
      {"Chwirut1", model_table<Chwirut>()},   {"Chwirut2", model_table<Chwirut>()},
      {"DanWood", model_table<DanWood>()},    {"Eckerle4", model_table<Eckerle4>()},
      {"ENSO", model_table<Enso>()},          {"Gauss1", model_table<Gauss>()},
      {"Gauss2", model_table<Gauss>()},       {"Gauss3", model_table<Gauss>()},
      {"Hahn1", model_table<Cubics>()},       {"Kirby2", model_table<Kirby2>()},
      {"Lanczos1", model_table<Lanczos>()},   {"Lanczos2", model_table<Lanczos>()},
      {"Lanczos3", model_table<Lanczos>()},   {"MGH09", model_table<Mgh09>()},
      {"MGH10", model_table<Mgh10>()},        {"MGH17", model_table<Mgh17>()},
      {"Misra1a", model_table<Saturating>()}, {"Misra1b", model_table<Misra1b>()},
      {"Misra1c", model_table<Misra1c>()},    {"Misra1d", model_table<Misra1d>()},
      {"Nelson", model_table<Nelson>()},      {"Rat42", model_table<Rat42>()},
      {"Rat43", model_table<Rat43>()},        {"Roszman1", model_table<Roszman1>()},
      {"Thurber", model_table<Cubics>()}};
  const auto found = models.find(set);
  return found == models.end() ? nullptr : found->second;
}

}  // namespace nist
