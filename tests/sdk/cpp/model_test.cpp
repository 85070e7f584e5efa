// SPDX-License-Identifier: MIT
// From a formula to the C table: declarations, values, exact Jacobians, every form of formula.
#include <gantry/cpp/model.hpp>
#include <tests/sdk/cpp/levels.hpp>

#include <catch2/catch.hpp>

#include <cmath>
#include <cstring>

namespace {

// Every function of the layer in one formula.
struct Everything : gantry::Model {
  static constexpr const char *id = "everything", *label = "everything", *equation = "…", *source = "this test";
  gantry::AxisColumn x{"x", "x", "1"};
  gantry::Constant k0{"k0", "a constant", "1", 1.5};
  gantry::Param a{"a", "a", "1", 0, 10, 1}, b{"b", "b", "1", -5, 5, 0.5};
  std::vector<double> room;  // members of other types don't disturb the count
  gantry::Param c{"c", "c", "1"};
  gantry::Derived sum{"sum", "a + b", "1"};
  template <class T, class X, class K>
  T operator()(const X &p0, const gantry::Params<T> &p, const K &k) const {
    const auto t = p0[x];
    T y = p[a] * exp(-t * p[b]) + log(p[a] + t) - sqrt(p[a]) / (1 + t) + sin(p[b] * t) * cos(p[c]) + tan(0.1 * p[c]);
    y += atan(p[b]) * tanh(p[c]) + erf(p[b] * 0.5) + pow(p[a], p[b]) + pow(p[a], 1.5) - expm1(0.1 * p[b]) + log1p(p[a]);
    y = y + where(p[c] > 0.3, p[c] * p[c], 2 * p[c]) + min(p[a], p[b]) - max(p[a], p[c]) + abs(p[b]) -
        k[k0] * p[c] / k[k0];
    return where(t > 0.5, y, y * 2);
  }
  void derive(const gantry::Params<double> &p, const gantry::Constants<double> &k,
              const gantry::DerivedValues &out) const {
    out[sum] = p[a] + p[b] + k[k0];
  }
};

struct TwoOutputs : gantry::Model {
  static constexpr const char *id = "two", *label = "two", *equation = "re = a cos(w t), im = a sin(w t)";
  gantry::AxisColumn t{"t", "t", "s"};
  gantry::Output re{"re", "real"}, im{"im", "imaginary"};
  gantry::Param a{"a", "a", "signal"}, w{"w", "w", "/s"};
  template <class T, class X>
  std::array<T, 2> operator()(const X &x, const gantry::Params<T> &p) const {
    return {p[a] * cos(p[w] * x[t]), p[a] * sin(p[w] * x[t])};
  }
};

// A running sum: no point can be computed alone. Its choice is read once.
struct Cumulative : gantry::Model {
  static constexpr const char *id = "cumulative", *label = "cumulative", *equation = "y_t = rate * sum of x up to t";
  gantry::AxisColumn x{"x", "x", "1"};
  gantry::Param rate{"rate", "rate", "1", 0, 10, 1};
  void prepare(const gantry::Setup &s) {
    if (s.size() < 2) throw gantry::Error("cumulative.points", "one point is no curve").hint("give two");
    first = s[x][0];
  }
  template <class T, class X>
  void curve(const X &axis, const gantry::Params<T> &p, gantry::Out<T> &y) const {
    T sum(0);
    for (std::size_t t = 0; t < axis.size(); ++t) {
      sum += p[rate] * axis[x][t];
      y[t] = sum + first;
    }
  }
  void guess(const gantry::Curve &c, const gantry::Start &p) const { p[rate] = c.y(1) / c[x][1]; }
  double first = 0;
};

// A constructor hides the members from counting: then the model says the number itself.
struct Constructed : gantry::Model {
  static constexpr const char *id = "constructed", *label = "constructed", *equation = "y = a";
  static constexpr int parameter_count = 1;
  Constructed() {}
  gantry::AxisColumn x{"x", "x", "1"};
  gantry::Param a{"a", "a", "1"};
  template <class T, class X>
  T operator()(const X &, const gantry::Params<T> &p) const {
    return p[0];
  }
};

// Two decays along an axis, one of which may be equally spaced.
struct Decays : gantry::Model {
  static constexpr const char *id = "decays", *label = "decays", *equation = "y = a exp(-t r) + b exp(-t s)";
  gantry::AxisColumn t{"t", "t", "s"};
  gantry::Param a{"a", "a", "1"}, r{"r", "r", "1"}, b{"b", "b", "1"}, s{"s", "s", "1"};
  gantry::Decay first{t}, second{t};
  template <class T, class X>
  T operator()(const X &x, const gantry::Params<T> &p) const {
    return p[a] * first(x, p[r]) + p[b] * second(x, p[s]);
  }
};

struct State {
  State(const gantry_model &m, std::vector<std::vector<double>> axis, std::uint32_t level) : model(m) {
    std::vector<const double *> columns;
    for (const auto &c : axis) columns.push_back(c.data());
    const gantry_model_setup setup{sizeof setup, level, axis.front().size(), columns.data(), nullptr};
    status = m.prepare(&m, &setup, &state, &reason);
    if (reason != nullptr) why = reason;
  }
  ~State() { model.release(&model, state); }
  const gantry_model &model;
  void *state = nullptr;
  const char *reason = nullptr;
  std::string why;
  std::int32_t status;
};

}  // namespace

TEST_CASE("a struct declares itself as a table") {
  const auto &m = *gantry::model_table<Everything>();
  CHECK(m.parameter_count == 3);
  CHECK(std::strcmp(m.parameters[2]->symbol, "c") == 0);
  CHECK(m.parameters[1]->minimum == -5);
  CHECK(std::isinf(m.parameters[2]->maximum));
  CHECK(m.axis_count == 1);
  CHECK(m.constant_count == 1);
  CHECK(m.constants[0]->default_value == 1.5);
  CHECK(m.output_count == 1);
  CHECK(m.derived_count == 1);
  CHECK(m.flags == 0);
  CHECK(m.guess == nullptr);
  CHECK(gantry::model_table<Cumulative>()->flags == GANTRY_MODEL_WHOLE_CURVE);
  CHECK(gantry::model_table<TwoOutputs>()->output_count == 2);
  CHECK(gantry::model_table<Constructed>()->parameter_count == 1);
}

TEST_CASE("Jacobians are those of central differences, at every level and precision") {
  const auto &m = *gantry::model_table<Everything>();
  const std::vector<double> x{0, 0.4, 0.9, 2};
  constexpr std::size_t n = 32, stride = 48, np = 3;
  for (const int level : levels::available()) {
    State s(m, {x}, static_cast<std::uint32_t>(level));
    std::vector<double> p(np * stride, 1), k(stride, 0.7), y(x.size() * stride), j(x.size() * np * stride), low(y),
        high(y);
    for (std::size_t i = 0; i < n; ++i) {
      p[i] = 0.5 + 0.1 * static_cast<double>(i);
      p[stride + i] = -1.55 + 0.1 * static_cast<double>(i);
      p[2 * stride + i] = -0.72 + 0.05 * static_cast<double>(i);
    }
    gantry_block_f64 block{sizeof block, n, stride, p.data(), k.data(), y.data(), j.data()};
    m.evaluate_f64(&m, s.state, &block);
    for (std::size_t q = 0; q < np; ++q) {
      const double h = 1e-6;
      auto moved = p;
      const auto values = [&](double step, std::vector<double> &out) {
        for (std::size_t i = 0; i < n; ++i) moved[q * stride + i] = p[q * stride + i] + step;
        const gantry_block_f64 b{sizeof b, n, stride, moved.data(), k.data(), out.data(), nullptr};
        m.evaluate_f64(&m, s.state, &b);
      };
      values(-h, low);
      values(h, high);
      for (std::size_t t = 0; t < x.size(); ++t)
        for (std::size_t i = 0; i < n; ++i) {
          INFO("level " << level << " point " << t << " parameter " << q << " lane " << i);
          CHECK(j[(t * np + q) * stride + i] ==
                Approx((high[t * stride + i] - low[t * stride + i]) / (2 * h)).epsilon(1e-5).margin(1e-6));
        }
    }
    // Single precision agrees, and values alone equal values with a Jacobian.
    std::vector<float> pf(p.begin(), p.end()), kf(k.begin(), k.end()), yf(y.size()), jf(j.size()), only(y.size());
    gantry_block_f32 narrow{sizeof narrow, n, stride, pf.data(), kf.data(), yf.data(), jf.data()};
    m.evaluate_f32(&m, s.state, &narrow);
    narrow.values = only.data();
    narrow.jacobian = nullptr;
    m.evaluate_f32(&m, s.state, &narrow);
    for (std::size_t t = 0; t < x.size(); ++t)
      for (std::size_t i = 0; i < n; ++i) {
        CHECK(static_cast<double>(yf[t * stride + i]) == Approx(y[t * stride + i]).epsilon(2e-5).margin(1e-5));
        CHECK(static_cast<double>(only[t * stride + i]) == Approx(y[t * stride + i]).epsilon(2e-5).margin(1e-5));
        for (std::size_t q = 0; q < np; ++q)
          CHECK(static_cast<double>(jf[(t * np + q) * stride + i]) ==
                Approx(j[(t * np + q) * stride + i]).epsilon(1e-4).margin(1e-4));
      }
  }
}

TEST_CASE("a lane's value depends on neither its place nor the size of its block") {
  const auto &m = *gantry::model_table<Everything>();
  const std::vector<double> x{0, 0.4, 0.9, 2};
  for (const int level : levels::available()) {
    State s(m, {x}, static_cast<std::uint32_t>(level));
    const auto evaluate = [&](std::size_t count, std::size_t lane) {
      std::vector<float> p(3 * count, 1.25f), k(count, 2.f), y(4 * count), j(12 * count);
      p[lane] = 0.77f;
      p[count + lane] = 0.31f;
      p[2 * count + lane] = -0.2f;
      const gantry_block_f32 b{sizeof b, static_cast<std::uint32_t>(count), count, p.data(), k.data(), y.data(),
                               j.data()};
      m.evaluate_f32(&m, s.state, &b);
      std::vector<float> result;
      for (std::size_t t = 0; t < 4; ++t) result.push_back(y[t * count + lane]);
      for (std::size_t r = 0; r < 12; ++r) result.push_back(j[r * count + lane]);
      return result;
    };
    const auto expected = evaluate(16, 0);
    CHECK(evaluate(16, 11) == expected);
    CHECK(evaluate(64, 37) == expected);
    CHECK(evaluate(1024, 1023) == expected);
  }
}

TEST_CASE("several outputs stand side by side per point") {
  const auto &m = *gantry::model_table<TwoOutputs>();
  State s(m, {{0.1, 0.2, 0.3}}, 1);
  std::vector<double> p(32), y(6 * 16), j(12 * 16);
  std::fill_n(p.begin(), 16, 3.0);
  std::fill_n(p.begin() + 16, 16, 2.0);
  const gantry_block_f64 b{sizeof b, 16, 16, p.data(), nullptr, y.data(), j.data()};
  m.evaluate_f64(&m, s.state, &b);
  for (std::size_t t = 0; t < 3; ++t) {
    const double time = 0.1 * static_cast<double>(t + 1);
    CHECK(y[(2 * t) * 16] == Approx(3 * std::cos(2 * time)));
    CHECK(y[(2 * t + 1) * 16] == Approx(3 * std::sin(2 * time)));
    CHECK(j[((2 * t + 1) * 2 + 1) * 16] == Approx(3 * time * std::cos(2 * time)));
  }
}

TEST_CASE("a whole curve has state, a guess, and may refuse its axis in words") {
  const auto &m = *gantry::model_table<Cumulative>();
  State s(m, {{1, 2, 4}}, 1);
  REQUIRE(s.status == GANTRY_OK);
  std::vector<float> p(16, 3.f), y(48), j(48);
  const gantry_block_f32 b{sizeof b, 16, 16, p.data(), nullptr, y.data(), j.data()};
  m.evaluate_f32(&m, s.state, &b);
  CHECK(y[5] == 4.f);
  CHECK(y[16 + 5] == 10.f);
  CHECK(y[32 + 5] == 22.f);
  CHECK(j[32 + 5] == 7.f);
  const double data[] = {1, 6, 9};
  double start[1];
  m.guess(&m, s.state, nullptr, data, start);
  CHECK(start[0] == 3);
  State refused(m, {{1}}, 1);
  CHECK(refused.status == GANTRY_BAD_DATA);
  CHECK(refused.why == "one point is no curve; give two");
}

TEST_CASE("derived quantities see parameters and constants") {
  const auto &m = *gantry::model_table<Everything>();
  State s(m, {{0, 1}}, 1);
  const double p[] = {1, 2, 3}, k[] = {10};
  double out[1];
  m.derive(&m, s.state, k, p, out);
  CHECK(out[0] == 13);
}

TEST_CASE("a Decay is the exponential that it stands for, equally spaced or not") {
  const auto &m = *gantry::model_table<Decays>();
  std::vector<double> even, uneven;
  for (int t = 0; t < 40; ++t) {
    even.push_back(0.25 * t + 0.1);
    uneven.push_back(0.25 * t + (t == 17 ? 0.11 : 0.1));
  }
  for (const auto &axis : {even, uneven}) {
    for (const int level : levels::available()) {
      const State state(m, {axis}, static_cast<std::uint32_t>(level));
      constexpr std::size_t lanes = 16;
      alignas(64) float p[4 * lanes], values[40 * lanes], jacobian[4 * 40 * lanes];
      for (std::size_t i = 0; i < lanes; ++i) {
        p[i] = 100;
        p[lanes + i] = 0.01f + 0.2f * static_cast<float>(i);
        p[2 * lanes + i] = 3;
        p[3 * lanes + i] = 1.1f;
      }
      const gantry_block_f32 block{sizeof block, lanes, lanes, p, nullptr, values, jacobian};
      m.evaluate_f32(&m, state.state, &block);
      for (std::size_t t = 0; t < axis.size(); ++t)
        for (std::size_t i = 0; i < lanes; ++i) {
          const auto rate = static_cast<double>(p[lanes + i]), x = axis[t];
          const double e = std::exp(-rate * x), other = std::exp(-static_cast<double>(1.1f) * x);
          const double ulp = std::pow(2.0, -24) * (12 + 2 * rate * x);
          INFO(t << " " << i << " " << level);
          CHECK(std::abs(static_cast<double>(jacobian[(t * 4) * lanes + i]) / e - 1) < ulp);
          CHECK(static_cast<double>(values[t * lanes + i]) == Approx(100 * e + 3 * other).epsilon(4e-6));
          CHECK(static_cast<double>(jacobian[(t * 4 + 1) * lanes + i]) == Approx(-100 * x * e).epsilon(4e-6));
          CHECK(static_cast<double>(jacobian[(t * 4 + 3) * lanes + i]) == Approx(-3 * x * other).epsilon(4e-6));
        }
    }
  }
}

TEST_CASE("a model's own sums are those over its values and Jacobian") {
  const auto &m = *gantry::model_table<Decays>();
  REQUIRE(m.normal_f32 != nullptr);
  std::vector<double> axis;
  for (int t = 0; t < 77; ++t) axis.push_back(0.1 * t * t);  // several parts
  for (const int level : levels::available()) {
    const State state(m, {axis}, static_cast<std::uint32_t>(level));
    constexpr std::size_t lanes = 32;
    alignas(64) float p[4 * lanes], y[77 * lanes], values[77 * lanes], jacobian[4 * 77 * lanes];
    alignas(64) float cost[lanes], gradient[4 * lanes], matrix[10 * lanes];
    for (std::size_t i = 0; i < 4 * lanes; ++i) p[i] = 1 + 0.01f * static_cast<float>(i);
    for (std::size_t i = 0; i < 77 * lanes; ++i) y[i] = 0.001f * static_cast<float>(i % 991);
    const gantry_block_f32 block{sizeof block, lanes, lanes, p, nullptr, values, jacobian};
    const gantry_normal_f32 normal{sizeof normal, lanes, lanes, p, nullptr, y, cost, gradient, matrix};
    m.evaluate_f32(&m, state.state, &block);
    m.normal_f32(&m, state.state, &normal);
    for (std::size_t i = 0; i < lanes; ++i) {
      const auto slope = [&](std::size_t t, std::size_t j) {
        return static_cast<double>(jacobian[(t * 4 + j) * lanes + i]);
      };
      double squares = 0, sizes[4]{}, sums[4]{}, products[10]{};
      for (std::size_t t = 0; t < axis.size(); ++t) {
        const double r = static_cast<double>(y[t * lanes + i]) - static_cast<double>(values[t * lanes + i]);
        squares += r * r;
        for (std::size_t j = 0, e = 0; j < 4; ++j) {
          sums[j] += r * slope(t, j);
          sizes[j] += std::abs(r * slope(t, j));
          for (std::size_t k = 0; k <= j; ++k, ++e) products[e] += slope(t, j) * slope(t, k);
        }
      }
      CHECK(static_cast<double>(cost[i]) == Approx(squares).epsilon(1e-5));
      for (std::size_t j = 0; j < 4; ++j)
        CHECK(static_cast<double>(gradient[j * lanes + i]) == Approx(sums[j]).margin(1e-5 * sizes[j]));
      for (std::size_t e = 0; e < 10; ++e)
        CHECK(static_cast<double>(matrix[e * lanes + i]) == Approx(products[e]).epsilon(1e-5));
    }
  }
}
