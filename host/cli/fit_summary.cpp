// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cctype>
#include <cmath>
#include <core/data/read_json.hpp>
#include <cstdio>
#include <host/cli/summaries.hpp>

namespace gantry::host {
namespace {

using nlohmann::json;
using Words = std::vector<std::string>;

double figure(const json &object, const char *key) {
  const auto found = object.find(key);
  return found != object.end() && found->is_number() ? found->get<double>() : std::nan("");
}

std::string cell(double value, int digits) { return std::isfinite(value) ? number(value, digits) : "–"; }

// "30.412 ± 0.087": the error with two digits, the value with as many decimals.
std::pair<std::string, std::string> with_error(double value, double error) {
  const double size = std::abs(error) > 0 ? std::floor(std::log10(error)) : 0;
  const bool plain = std::isfinite(error) && error > 0 && std::abs(value) < 1e7 && std::abs(value) > 1e-4 && size > -8;
  if (!plain) return {cell(value, 7), std::isfinite(error) ? "± " + number(error, 2) : "–"};
  char text[2][64];
  const int decimals = std::max(0, 1 - static_cast<int>(size));
  std::snprintf(text[0], sizeof text[0], "%.*f", decimals, value);
  std::snprintf(text[1], sizeof text[1], "± %.*f", decimals, error);
  return {text[0], text[1]};
}

std::string ends(const json &entry) {
  const auto &interval = core::member_object(entry, "interval");
  const double low = figure(interval, "low"), high = figure(interval, "high");
  if (!std::isfinite(low) && !std::isfinite(high)) return interval.value("words", "");
  const std::string words = interval.value("words", "");
  return (std::isfinite(low) ? number(low, 6) : "open") + " to " + (std::isfinite(high) ? number(high, 6) : "open") +
         (words.empty() ? "" : " (" + words + ")");
}

Words row_of(const json &entry, const char *name) {
  const auto [value, error] = with_error(figure(entry, "value"), figure(entry, "standard_error"));
  std::string said = entry.value(name, "");
  if (entry.contains("curve")) said += " of " + entry.value("curve", "");
  const std::string unit = entry.value("unit", "");
  std::string about = ends(entry);
  if (entry.value("fixed", false)) about = "fixed";
  else if (entry.value("at_bound", false)) about += about.empty() ? "at its bound" : ", at its bound";
  return {said, value, error, unit == "1" ? "" : unit, about};
}

std::string percent(double part) { return number(part * 100, 4) + " %"; }

// How the noise was taken, in words.
std::string noise(const json &fit) {
  const auto &sigma = core::member_object(fit, "sigma"), &loss = core::member_object(fit, "loss");
  const std::string kind = sigma.value("kind", "none"), robust = loss.value("kind", "squares");
  if (fit.value("noise", "") == "rician")
    return "Rician noise of known sigma: residuals are taken from the magnitude's mean.";
  std::string said = kind == "absolute"   ? "Sigma is taken as known."
                     : kind == "relative" ? "Only the proportions of sigma are used."
                                          : "";
  if (robust != "squares")
    said += (said.empty() ? "" : " ") + std::string("Robust loss ") + robust + ", at " +
            cell(figure(loss, "times_noise"), 4) + " sd of the noise (" + cell(figure(loss, "scale"), 4) + ").";
  return said;
}

}  // namespace

void show_curve_fit(const Console &console, const json &fit) {
  const auto &interval = core::member_object(fit, "interval");
  std::vector<Words> rows;
  for (const auto &p : fit.value("parameters", json::array())) rows.push_back(row_of(p, "symbol"));
  for (const auto &d : fit.value("derived", json::array())) rows.push_back(row_of(d, "name"));
  const std::string method = interval.value("method", "asymptotic");
  console.table({"parameter", "value", "se", "unit", percent(figure(interval, "confidence")) + " interval, " + method},
                rows);
  std::string message = fit.value("message", fit.value("status", ""));
  if (!message.empty()) message[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(message[0])));
  console.say(message + ".");
  const bool weighted = core::member_object(fit, "sigma").value("kind", "none") != "none";
  const std::string spread = weighted ? ", reduced chi-squared " + cell(figure(fit, "reduced_chi_squared"), 5)
                                      : ", residual sd " + cell(figure(fit, "residual_sd"), 5);
  console.say("n = " + std::to_string(fit.value("n", 0)) + spread + ", R² " + cell(figure(fit, "r2"), 6) + ", AICc " +
              cell(figure(fit, "aicc"), 6) + ", BIC " + cell(figure(fit, "bic"), 6) +
              ", runs test p = " + cell(figure(core::member_object(fit, "runs"), "p"), 2) + ".");
  if (const auto &b = core::member_object(interval, "bootstrap"); !b.empty())
    console.say("Bootstrap: " + std::to_string(b.value("samples", 0)) + " draws of " + b.value("resample", "") +
                ", seed " + std::to_string(b.value("seed", std::uint64_t{0})) + ".");
  if (const std::string said = noise(fit); !said.empty()) console.say(said);
  for (const auto &note : fit.value("notes", json::array()))
    if (note.is_string()) console.say("Note: " + note.get<std::string>() + ".");
  if (const std::string words = fit.value("errors_message", ""); !words.empty()) console.say("Note: " + words + ".");
}

void show_comparison(const Console &console, const json &comparison) {
  std::vector<Words> rows;
  for (const auto &m : comparison.value("models", json::array()))
    rows.push_back({m.value("model", ""), cell(figure(m, "parameters"), 4), cell(figure(m, "rss"), 6),
                    cell(figure(m, "aicc"), 6), cell(figure(m, "delta"), 4), cell(figure(m, "weight"), 3),
                    cell(figure(m, "bic"), 6), m.value("status", "")});
  console.table({"model", "parameters", "rss", "AICc", "difference", "weight", "BIC", "status"}, rows);
  for (const auto &words : comparison.value("words", json::array())) console.say(words.get<std::string>() + ".");
}

}  // namespace gantry::host
