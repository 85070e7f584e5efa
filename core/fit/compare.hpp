// SPDX-License-Identifier: Apache-2.0
// Which of several models describes the same data best: by information criteria, and by the F-test where one model is a
// special case of the next.
//
//   GANTRY_TRY(comparison, compare({{"mono", record_a}, {"bi", record_b}}, false));
//   comparison["models"][0]["weight"]; comparison["words"]
//
// Weights: Akaike's, of AICc (Burnham and Anderson, Model Selection and Multimodel Inference, 2002, 2.9). F-test: Bates
// and Watts 1988, 3.10; with known sigma the likelihood ratio against chi-squared instead.
#pragma once

#include <core/result.hpp>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace gantry::core::fit {

struct Candidate {
  std::string model;
  nlohmann::json record;                       // gantry.fit.curve/1
  std::vector<std::string> special_case_of{};  // which of the others hold it as a special case, by their `model`
};

// {"models":[{model, n, parameters, rss, chi_squared, aicc, delta, weight, bic, status}…] best first,
//  "nested":[{smaller, larger, f | chi_squared, degrees:[a,b], p}…], "words":[…]}
// `nested`: each model is a special case of every one with more parameters, as the caller knows; otherwise those that
// say so themselves.
// Errors: "fit.compare" where the fits are not of the same data, or were made in different ways.
Result<nlohmann::json> compare(const std::vector<Candidate> &candidates, bool nested);

}  // namespace gantry::core::fit
