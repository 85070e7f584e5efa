// SPDX-License-Identifier: Apache-2.0
#include <core/fit/compare.hpp>

#include <boost/math/distributions/chi_squared.hpp>
#include <boost/math/distributions/fisher_f.hpp>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <limits>

namespace gantry::core::fit {
namespace {

using nlohmann::json;

struct Fit {
  std::string model, status;
  double rows, parameters, rss, chi_squared, aicc, bic, log_likelihood = 0;
  json sigma, loss;
  std::string noise;
  std::vector<std::string> special_case_of;
};

Result<double> number(const Candidate &c, const char *key) {
  const auto found = c.record.find(key);
  if (found == c.record.end() || !(found->is_number() || found->is_null()))
    return fail("fit.compare", "the fit of " + c.model + " has no \"" + key + "\"", c.model, "fit it again");
  return found->is_null() ? std::numeric_limits<double>::quiet_NaN() : found->get<double>();
}

Result<Fit> read(const Candidate &c) {
  Fit f;
  f.model = c.model;
  f.special_case_of = c.special_case_of;
  f.status = c.record.value("status", "");
  f.sigma = c.record.value("sigma", json());
  f.loss = c.record.value("loss", json());
  f.noise = c.record.value("noise", "gaussian");
  GANTRY_TRY(rows, number(c, "rows"));
  GANTRY_TRY(degrees, number(c, "degrees_of_freedom"));
  GANTRY_TRY(rss, number(c, "rss"));
  GANTRY_TRY(chi_squared, number(c, "chi_squared"));
  GANTRY_TRY(aicc, number(c, "aicc"));
  GANTRY_TRY(bic, number(c, "bic"));
  f.rows = rows;
  f.parameters = rows - degrees;
  f.rss = rss;
  f.chi_squared = chi_squared;
  f.aicc = aicc;
  f.bic = bic;
  if (f.noise != "rician") return f;
  GANTRY_TRY(log_likelihood, number(c, "log_likelihood"));
  if (!std::isfinite(log_likelihood))
    return fail("fit.compare", "the fit of " + c.model + " has no likelihood, since a magnitude is exactly 0", c.model,
                "leave that point out (where)");
  f.log_likelihood = log_likelihood;
  return f;
}

std::string shown(double x) {
  char text[32];
  std::snprintf(text, sizeof text, "%.3g", x);
  return text;
}

std::string chance(double p) { return p < 0.001 ? "p < 0.001" : "p = " + shown(p); }

json finite(double x) { return std::isfinite(x) ? json(x) : json(nullptr); }

json tested(const Fit &small, const Fit &large, std::vector<std::string> &words) {
  const double more = large.parameters - small.parameters, left = large.rows - large.parameters;
  // Of normal noise both are the same; of Rician noise chi-squared is not what was minimised.
  const double gained = small.noise == "rician" ? 2 * (large.log_likelihood - small.log_likelihood)
                                                : small.chi_squared - large.chi_squared;
  const bool known = small.sigma.is_object() && small.sigma.value("kind", "") == "absolute";
  json test{{"smaller", small.model}, {"larger", large.model}};
  double p = std::numeric_limits<double>::quiet_NaN();
  std::string figure;
  if (known) {
    p = gained > 0 ? cdf(complement(boost::math::chi_squared(more), gained)) : 1;
    test.update({{"chi_squared", finite(gained)}, {"degrees", {more}}});
    figure = "chi-squared(" + shown(more) + ") = " + shown(gained);
  } else if (left > 0 && large.chi_squared > 0) {
    const double f = gained / more / (large.chi_squared / left);
    p = f > 0 ? cdf(complement(boost::math::fisher_f(more, left), f)) : 1;
    test.update({{"f", finite(f)}, {"degrees", {more, left}}});
    figure = "F(" + shown(more) + ", " + shown(left) + ") = " + shown(f);
  }
  test["p"] = finite(p);
  if (gained < 0)
    words.push_back(large.model + " fits worse than " + small.model +
                    ", which can't be when it holds it as a special case: its fit has not found the minimum");
  else if (std::isnan(p)) words.push_back(large.model + " leaves no degrees of freedom to test it by");
  else
    words.push_back(large.model + (p < 0.05 ? " fits better than " : " does not fit better than ") + small.model +
                    " by more than its parameters earn (" + figure + ", " + chance(p) + ")");
  return test;
}

}  // namespace

Result<json> compare(const std::vector<Candidate> &candidates, bool nested) {
  std::vector<Fit> fits;
  for (const auto &c : candidates) {
    GANTRY_TRY(fit, read(c));
    fits.push_back(std::move(fit));
    if (fits.back().rows != fits.front().rows || fits.back().sigma != fits.front().sigma ||
        fits.back().noise != fits.front().noise)
      return fail("fit.compare", fits.back().model + " was fitted to other data than " + fits.front().model,
                  fits.back().model, "compare fits of the same points with the same noise and sigma", Failure::usage);
    if (fits.back().loss.value("kind", "squares") != "squares")
      return fail("fit.compare", "models can't be compared by fits with a robust loss", "loss",
                  "compare by least squares, leaving out what does not belong (where)", Failure::usage);
  }
  if (fits.size() < 2)
    return fail("fit.compare", "a comparison needs two models", "compare", "name two or more", Failure::usage);
  // BIC where there are too few points for AICc.
  const bool by_aicc = std::all_of(fits.begin(), fits.end(), [](const Fit &f) { return std::isfinite(f.aicc); });
  const auto criterion = [&](const Fit &f) { return by_aicc ? f.aicc : f.bic; };
  std::vector<std::string> words;
  if (!by_aicc) words.push_back("there are too few points for AICc: the order is by BIC");
  json pairs = json::array();
  std::stable_sort(fits.begin(), fits.end(), [](const Fit &a, const Fit &b) { return a.parameters < b.parameters; });
  for (std::size_t large = 1; large < fits.size(); ++large)
    for (std::size_t small = 0; small < large; ++small) {
      const auto &declared = fits[small].special_case_of;
      const bool holds = nested ? small + 1 == large
                                : std::find(declared.begin(), declared.end(), fits[large].model) != declared.end();
      if (holds && fits[large].parameters > fits[small].parameters)
        pairs.push_back(tested(fits[small], fits[large], words));
    }
  std::stable_sort(fits.begin(), fits.end(), [&](const Fit &a, const Fit &b) { return criterion(a) < criterion(b); });
  double sum = 0;
  for (const auto &f : fits) sum += std::exp((criterion(fits.front()) - criterion(f)) / 2);
  json models = json::array();
  for (const auto &f : fits) {
    const double delta = criterion(f) - criterion(fits.front());
    models.push_back({{"model", f.model},
                      {"status", f.status},
                      {"n", f.rows},
                      {"parameters", f.parameters},
                      {"rss", f.rss},
                      {"chi_squared", f.chi_squared},
                      {"aicc", finite(f.aicc)},
                      {"bic", finite(f.bic)},
                      {"delta", finite(delta)},
                      {"weight", finite(std::exp(-delta / 2) / sum)}});
  }
  const double second = criterion(fits[1]) - criterion(fits[0]);
  if (!std::isfinite(second))
    words.insert(words.begin(), "there is no criterion to tell the models apart: a fit is exact");
  else if (second > 10)
    words.insert(words.begin(), fits[0].model + " describes the data best, beyond reasonable doubt");
  else if (second > 2)
    words.insert(words.begin(), fits[0].model + " describes the data best; " + fits[1].model + " is " +
                                    shown(std::exp(second / 2)) + " times less likely");
  else
    words.insert(words.begin(), "the data do not tell " + fits[0].model + " and " + fits[1].model + " apart (" +
                                    (by_aicc ? "AICc" : "BIC") + " differs by " + shown(second) + ")");
  return json{{"models", models}, {"nested", pairs}, {"words", words}};
}

}  // namespace gantry::core::fit
