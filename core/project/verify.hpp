// SPDX-License-Identifier: Apache-2.0
// Runs a recorded run again and says, per output, whether it gives the same.
//
//   const auto again = [&](const RunRecord &run, const std::vector<PortObject> &inputs) { return bench.run(…); };
//   GANTRY_TRY(verdict, verify(project, run, again));
//   if (verdict.verdict == VerdictKind::differs) …   // exit code 4
#pragma once

#include <core/project/compare.hpp>
#include <core/project/project.hpp>
#include <functional>
#include <string>
#include <vector>

namespace gantry::core {

// From best to worst; that of a run is the worst of its outputs'.
enum class VerdictKind { identical, agrees, cannot, differs };
std::string_view name(VerdictKind kind);

struct OutputVerdict {
  std::string port, item;  // item: its id in the project; may be empty
  VerdictKind verdict = VerdictKind::identical;
  std::string recorded, repeated;  // root hashes; repeated is empty when there was none
  Tolerance tolerance;
  Comparison comparison;  // when the hashes differ
  std::string words;      // one sentence for people
};

struct Verdict {
  std::string run, target;
  VerdictKind verdict = VerdictKind::identical;
  std::vector<OutputVerdict> outputs;
  std::vector<std::string> circumstances;  // what was not as it was then: level, libraries, sandbox
  std::string reason;                      // why it can't be run here; empty otherwise
};

nlohmann::json to_json(const OutputVerdict &verdict);
nlohmann::json to_json(const Verdict &verdict);

// Runs the plugin of the record's id, version and hash, at its level; refuses when this is not possible here, with an error
// whose message becomes the reason.
using Runner = std::function<Result<JobResult>(const RunRecord &run, const std::vector<PortObject> &inputs)>;

// cannot: an input is no longer in the project, the runner refuses or fails, or the run had failed when it was recorded.
// An error ("project.integrity") when an input, or a recorded output that has to be compared, is damaged.
Result<Verdict> verify(const Project &project, const RunRecord &run, const Runner &runner);

}  // namespace gantry::core
