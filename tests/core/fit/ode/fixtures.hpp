// SPDX-License-Identifier: Apache-2.0
// Equations whose solutions are known, and a bench that solves them as a fit does.
//
//   const Solved s = solved<Decay>({{"doses", …}}, {{0, 1, 2}});    // times, then input columns
//   s.values({1.5}); s.jacobian({1.5})
#pragma once

#include <core/fit/ode/model.hpp>
#include <gantry/cpp/ode.hpp>
#include <tests/core/fit/fixtures.hpp>
#include <tests/plugins/support/model_bench.hpp>

#include <catch2/catch.hpp>

namespace ode_test {

using namespace fit_test;
using nlohmann::json;
using Vector = std::vector<double>;

// y' = -k y into which doses come late, in part, and over some time.
struct Effects : gantry::Ode {
  static constexpr const char *id = "effects", *label = "effects", *equation = "y' = -k y";
  gantry::AxisColumn time{"t", "time", "h"};
  gantry::Param k{"k", "k", "/h", 0, 100, 0.5}, f{"F", "F", "1", 0, 1, 0.8}, lag{"lag", "lag", "h", 0, 10, 0.3},
      over{"over", "over", "h", 0, 10, 1.5};
  gantry::State y{"y", "y", "mg"};
  gantry::Dosed at_once{"at_once", "at once", y, {gantry::dose_fraction(f), gantry::dose_lag(lag)}};
  gantry::Dosed slowly{
      "slowly", "slowly", y, {gantry::dose_fraction(f), gantry::dose_lag(lag), gantry::dose_duration(over)}};
  gantry::Dosed plain{"plain", "as it is", y};
  gantry::Output out{"y", "y", "mg"};
  template <class T>
  void rhs(const gantry::Moment<T> &at, gantry::States<T> dy) const {
    dy[y] = -at[k] * at[y];
  }
  template <class T>
  void outputs(const gantry::Moment<T> &at, gantry::Outputs<T> o) const {
    o[out] = at[y];
  }
};

// y' = u(t) - k y, y(0) = y0.
struct Driven : gantry::Ode {
  static constexpr const char *id = "driven", *label = "driven", *equation = "y' = u - k y";
  gantry::AxisColumn time{"t", "time", "s"}, u{"u", "input", "mg/s"};
  gantry::Param k{"k", "k", "/s", 0, 100, 1}, y0{"y0", "y0", "mg", -10, 10, 0};
  gantry::State y{"y", "y", "mg"};
  gantry::Output out{"y", "y", "mg"};
  template <class T>
  void initial(const gantry::Moment<T> &at, gantry::States<T> start) const {
    start[y] = at[y0];
  }
  template <class T>
  void rhs(const gantry::Moment<T> &at, gantry::States<T> dy) const {
    dy[y] = at[u] - at[k] * at[y];
  }
  template <class T>
  void outputs(const gantry::Moment<T> &at, gantry::Outputs<T> o) const {
    o[out] = at[y];
  }
};

// Robertson 1966, as a test set has it: y(0) = (1, 0, 0).
struct Robertson : gantry::Ode {
  static constexpr const char *id = "robertson", *label = "Robertson", *equation = "…";
  static constexpr bool stiff = true;
  gantry::AxisColumn time{"t", "time", "s"};
  gantry::Param a{"a", "a", "/s", 0, 1, 0.04}, b{"b", "b", "/s", 0, 1e9, 1e4}, c{"c", "c", "/s", 0, 1e9, 3e7};
  gantry::State y1{"y1", "y1", "1", 1e-6}, y2{"y2", "y2", "1", 1e-12}, y3{"y3", "y3", "1", 1e-3};
  gantry::Output o1{"y1", "y1", "1"}, o2{"y2", "y2", "1"}, o3{"y3", "y3", "1"};
  template <class T>
  void initial(const gantry::Moment<T> &, gantry::States<T> start) const {
    start[y1] = T(1.0);
  }
  template <class T>
  void rhs(const gantry::Moment<T> &at, gantry::States<T> dy) const {
    dy[y1] = -at[a] * at[y1] + at[b] * at[y2] * at[y3];
    dy[y3] = at[c] * at[y2] * at[y2];
    dy[y2] = -dy[y1] - dy[y3];
  }
  template <class T>
  void outputs(const gantry::Moment<T> &at, gantry::Outputs<T> o) const {
    o[o1] = at[y1];
    o[o2] = at[y2];
    o[o3] = at[y3];
  }
};

// van der Pol: y' = z, z' = ((1 - y^2) z - y) / eps, y(0) = 2, z(0) = 0.
struct VanDerPol : gantry::Ode {
  static constexpr const char *id = "vdp", *label = "van der Pol", *equation = "…";
  static constexpr bool stiff = true;
  gantry::AxisColumn time{"t", "time", "s"};
  gantry::Param eps{"eps", "eps", "1", 1e-9, 10, 1e-6}, begin{"begin", "y(0)", "1", 0, 5, 2};
  gantry::State y{"y", "y", "1"}, z{"z", "z", "1"};
  gantry::Output oy{"y", "y", "1"}, oz{"z", "z", "1"};
  template <class T>
  void initial(const gantry::Moment<T> &at, gantry::States<T> start) const {
    start[y] = at[begin];
  }
  template <class T>
  void rhs(const gantry::Moment<T> &at, gantry::States<T> dy) const {
    dy[y] = at[z];
    dy[z] = ((1.0 - at[y] * at[y]) * at[z] - at[y]) / at[eps];
  }
  template <class T>
  void outputs(const gantry::Moment<T> &at, gantry::Outputs<T> o) const {
    o[oy] = at[y];
    o[oz] = at[z];
  }
};

// Leaky integrate and fire (Lapicque 1907): tau v' = drive - v, back to `reset` at the threshold; counts its spikes.
struct Fire : gantry::Ode {
  static constexpr const char *id = "fire", *label = "integrate and fire", *equation = "tau v' = drive - v";
  gantry::AxisColumn time{"t", "time", "ms"};
  gantry::Param tau{"tau", "tau", "ms", 0.1, 100, 10}, drive{"drive", "drive", "mV", 0, 100, 20},
      threshold{"threshold", "threshold", "mV", 0, 100, 15}, reset{"reset", "reset", "mV", -50, 100, 2};
  gantry::State v{"v", "potential", "mV"}, spikes{"spikes", "spikes", "1"};
  gantry::Event spike{"spike", "spike"};
  gantry::Output out{"v", "potential", "mV"}, count{"n", "spikes", "1"};
  template <class T>
  void initial(const gantry::Moment<T> &at, gantry::States<T> start) const {
    start[v] = at[reset];
  }
  template <class T>
  void rhs(const gantry::Moment<T> &at, gantry::States<T> dy) const {
    dy[v] = (at[drive] - at[v]) / at[tau];
  }
  template <class T>
  void events(const gantry::Moment<T> &at, gantry::Events<T> g) const {
    g[spike] = at[v] - at[threshold];
  }
  template <class T>
  void happen(const gantry::Event &, const gantry::Moment<T> &at, gantry::States<T> after) const {
    after[v] = at[reset];
    after[spikes] = at[spikes] + 1.0;
  }
  template <class T>
  void outputs(const gantry::Moment<T> &at, gantry::Outputs<T> o) const {
    o[out] = at[v];
    o[count] = at[spikes];
  }
};

// A ball that bounces with the part e of its speed: two events in short order, and a rate that changes sign.
struct Ball : gantry::Ode {
  static constexpr const char *id = "ball", *label = "ball", *equation = "h'' = -g";
  gantry::AxisColumn time{"t", "time", "s"};
  gantry::Param g{"g", "g", "m/s2", 0, 100, 9.81}, e{"e", "e", "1", 0, 1, 0.8}, h0{"h0", "h0", "m", 0, 100, 1};
  gantry::State h{"h", "height", "m"}, v{"v", "speed", "m/s"};
  gantry::Event ground{"ground", "ground", GANTRY_EVENT_FALLING};
  gantry::Output out{"h", "height", "m"};
  template <class T>
  void initial(const gantry::Moment<T> &at, gantry::States<T> start) const {
    start[h] = at[h0];
  }
  template <class T>
  void rhs(const gantry::Moment<T> &at, gantry::States<T> dy) const {
    dy[h] = at[v];
    dy[v] = -at[g];
  }
  template <class T>
  void events(const gantry::Moment<T> &at, gantry::Events<T> f) const {
    f[ground] = at[h];
  }
  template <class T>
  void happen(const gantry::Event &, const gantry::Moment<T> &at, gantry::States<T> after) const {
    after[v] = -at[e] * at[v];
  }
  template <class T>
  void outputs(const gantry::Moment<T> &at, gantry::Outputs<T> o) const {
    o[out] = at[h];
  }
};

// y' = y^2 / tau, which is infinite at tau / y0; y' = sqrt(y) once it is below 0; both to be told in words.
struct RunsAway : gantry::Ode {
  static constexpr const char *id = "away", *label = "away", *equation = "y' = y^2 / tau";
  gantry::AxisColumn time{"t", "time", "h"};
  gantry::Param tau{"tau", "tau", "h", 0.001, 1e6, 1}, y0{"y0", "y0", "1", -10, 10, 1};
  gantry::State y{"y", "y", "1"}, calm{"calm", "calm", "1"};
  gantry::Output out{"y", "y", "1"};
  template <class T>
  void initial(const gantry::Moment<T> &at, gantry::States<T> start) const {
    start[y] = at[y0];
  }
  template <class T>
  void rhs(const gantry::Moment<T> &at, gantry::States<T> dy) const {
    dy[y] = at[y] * at[y] / at[tau] + 0.0 * sqrt(at[y0]);
    dy[calm] = -at[calm];
  }
  template <class T>
  void outputs(const gantry::Moment<T> &at, gantry::Outputs<T> o) const {
    o[out] = at[y];
  }
};

// ---- solving ------------------------------------------------------------------------------------------------------

class Solved {
 public:
  Solved(const gantry_ode &ode, json options, std::vector<Vector> axis)
      : model_(made(ode, std::move(options))), bench_(*model_, std::move(axis)) {}

  Vector values(const Vector &params) const { return bench_.values(params); }
  Vector values_f32(const Vector &params) const { return bench_.values_f32(params); }
  Vector jacobian(const Vector &params) const { return bench_.jacobian(params); }
  const fit::OdeModel &model() const { return *model_; }

  // By central differences of fourth order, each step that part of the parameter; of all rows [row * parameters + p].
  Vector differences(const Vector &params, double part = 1e-3) const {
    Vector result;
    for (std::size_t p = 0; p < params.size(); ++p) {
      const double h = part * std::abs(params[p]);
      const auto moved = [&](double by) {
        Vector q = params;
        q[p] += by * h;
        return values(q);
      };
      const auto a = moved(-2), b = moved(-1), c = moved(1), d = moved(2);
      result.resize(a.size() * params.size());
      for (std::size_t r = 0; r < a.size(); ++r)
        result[r * params.size() + p] = (a[r] - 8 * b[r] + 8 * c[r] - d[r]) / (12 * h);
    }
    return result;
  }

 private:
  std::unique_ptr<fit::OdeModel> made(const gantry_ode &ode, json options) {
    fit::FitJob job;
    job.options = std::move(options);
    auto model = fit::OdeModel::of(ode, job, host_);
    if (!model) throw std::runtime_error(model.error().message);
    return std::move(model).value();
  }
  fit::FitHost host_;
  std::unique_ptr<fit::OdeModel> model_;
  gantry::test::ModelBench bench_;
};

template <class M>
Solved solved(std::vector<Vector> axis, json options = json::object()) {
  return Solved(*gantry::ode_table<M>(), std::move(options), std::move(axis));
}

// A formula's value and its slopes by N parameters, exactly.
template <std::size_t N>
using Exact = gantry::Dual<gantry::Lanes<double, 16>, static_cast<int>(N)>;
template <std::size_t N, class Formula>
Vector exact_slopes(const Vector &params, Formula formula) {
  std::array<Exact<N>, N> p;
  for (std::size_t j = 0; j < N; ++j) p[j] = Exact<N>::variable(params[j], static_cast<int>(j));
  const Exact<N> y = formula(p);
  Vector out{y.value[0]};
  for (std::size_t j = 0; j < N; ++j) out.push_back(y.d[j][0]);
  return out;
}

inline void check_near(const Vector &found, const Vector &wanted, double part, double size) {
  REQUIRE(found.size() == wanted.size());
  for (std::size_t i = 0; i < found.size(); ++i) {
    CAPTURE(i);
    CHECK(found[i] == Approx(wanted[i]).epsilon(part).margin(size));
  }
}

inline json doses(json list) { return {{"doses", std::move(list)}}; }

inline Fitted fit_equations(const gantry_ode &ode, ObjectPtr table, json options, std::vector<PortObject> more = {},
                            std::function<bool()> cancelled = {}) {
  fit::FitJob job;
  job.kind = JobKind::fit_curve;
  job.options = std::move(options);
  job.inputs = std::move(more);
  job.inputs.push_back({"data", std::move(table)});
  return run(ode, job, std::move(cancelled));
}

}  // namespace ode_test
