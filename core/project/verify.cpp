// SPDX-License-Identifier: Apache-2.0
#include <core/project/verify.hpp>

#include <algorithm>
#include <array>
#include <cstdio>
#include <map>

namespace gantry::core {
namespace {

using nlohmann::json;

std::string digits(double value) {
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), "%.3g", value);
  return text.data();
}

std::vector<std::string> changed_circumstances(const RunRecord &run, const JobResult &again) {
  std::vector<std::string> words;
  if (again.level != run.level) {
    words.push_back("instruction-set level " + std::to_string(again.level) + " instead of " +
                    std::to_string(run.level));
  }
  std::vector<std::string> libraries;
  for (const auto &[library, hash] : again.libraries.items()) {
    const auto recorded = run.libraries.find(library);
    if (recorded == run.libraries.end() || *recorded != hash) libraries.push_back(library);
  }
  for (const auto &[library, hash] : run.libraries.items()) {
    if (!again.libraries.contains(library)) libraries.push_back(library);
  }
  if (!libraries.empty() && !run.libraries.empty()) {
    std::string list = "other versions of " + libraries.front();
    for (std::size_t i = 1; i < std::min<std::size_t>(libraries.size(), 4); ++i) list += ", " + libraries[i];
    if (libraries.size() > 4) list += " and " + std::to_string(libraries.size() - 4) + " more libraries";
    words.push_back(list);
  }
  if (again.sandboxed != run.sandboxed) words.push_back(again.sandboxed ? "inside a sandbox" : "without a sandbox");
  return words;
}

std::string why(const std::vector<std::string> &circumstances) {
  if (circumstances.empty()) return "; plugin, level and libraries are those of the record";
  std::string words = "; it ran with ";
  for (std::size_t i = 0; i < circumstances.size(); ++i) words += (i == 0 ? "" : ", ") + circumstances[i];
  return words;
}

std::string describe(const Comparison &c, const Tolerance &t, const std::vector<std::string> &circumstances) {
  if (c.elements == 0) return "differs in " + c.where + why(circumstances);
  const bool agrees = c.verdict == Agreement::agrees;
  std::string words = agrees ? "agrees within its tolerance" : "differs";
  if (!c.where.empty()) words += " in " + c.where;
  words += ": largest difference " + digits(c.max_difference) + ", " + digits(100 * c.share_beyond) +
           " % of the numbers beyond " + digits(t.absolute) + " + " + digits(t.relative) + "·|recorded| (" +
           digits(100 * t.fraction) + " % allowed)";
  return words + why(circumstances);
}

Verdict cannot(Verdict verdict, std::string reason) {
  verdict.verdict = VerdictKind::cannot;
  verdict.reason = std::move(reason);
  return verdict;
}

Result<OutputVerdict> judge(const Project &project, const RunOutput &output, const ObjectPtr &again,
                            const std::vector<std::string> &circumstances) {
  OutputVerdict verdict{output.port, output.item, VerdictKind::differs, output.object, {}, output.tolerance, {}, {}};
  if (!again) {
    verdict.comparison.verdict = Agreement::differs;
    verdict.words = "was not made this time" + why(circumstances);
    return verdict;
  }
  verdict.repeated = content_hash(*again);
  if (verdict.repeated == output.object) {
    verdict.verdict = VerdictKind::identical;
    verdict.words = "identical";
    return verdict;
  }
  GANTRY_TRY(recorded, project.object(output.object));
  verdict.comparison = compare(*recorded, *again, output.tolerance);
  verdict.words = describe(verdict.comparison, output.tolerance, circumstances);
  if (verdict.comparison.verdict == Agreement::agrees) verdict.verdict = VerdictKind::agrees;
  return verdict;
}

// The n-th output of a port goes with the n-th recorded one of that port.
ObjectPtr take(std::multimap<std::string, ObjectPtr> &made, const std::string &port) {
  const auto found = made.lower_bound(port);
  if (found == made.end() || found->first != port) return nullptr;
  ObjectPtr object = found->second;
  made.erase(found);
  return object;
}

}  // namespace

std::string_view name(VerdictKind kind) {
  constexpr std::array<std::string_view, 4> names{"identical", "agrees", "cannot", "differs"};
  return names[static_cast<std::size_t>(kind)];
}

json to_json(const OutputVerdict &v) {
  json result{{"port", v.port},         {"verdict", name(v.verdict)}, {"recorded", v.recorded},
              {"repeated", v.repeated}, {"words", v.words},           {"tolerance", to_json(v.tolerance)}};
  if (!v.item.empty()) result["item"] = v.item;
  if (v.comparison.elements > 0) {
    result["max_difference"] = v.comparison.max_difference;
    result["share_beyond"] = v.comparison.share_beyond;
  }
  if (!v.comparison.where.empty()) result["where"] = v.comparison.where;
  return result;
}

json to_json(const Verdict &v) {
  json outputs = json::array();
  for (const auto &output : v.outputs) outputs.push_back(to_json(output));
  json result{{"run", v.run},
              {"target", v.target},
              {"verdict", name(v.verdict)},
              {"outputs", outputs},
              {"circumstances", v.circumstances}};
  if (!v.reason.empty()) result["reason"] = v.reason;
  return result;
}

Result<Verdict> verify(const Project &project, const RunRecord &run, const Runner &runner) {
  Verdict verdict{run.id, run.target, VerdictKind::identical, {}, {}, {}};
  if (!run.ok()) return cannot(std::move(verdict), "the run had failed when it was recorded (" + run.error_code + ")");
  std::vector<PortObject> inputs;
  for (const auto &input : run.inputs) {
    auto object = project.object(input.object);
    if (!object && object.error().failure == Failure::integrity) return fail(object.error());
    if (!object) {
      return cannot(std::move(verdict),
                    "its input \"" + input.port + "\" is no longer here: " + object.error().message);
    }
    inputs.push_back({input.port, std::move(object).value()});
  }
  auto again = runner(run, inputs);
  if (!again && again.error().failure == Failure::cancelled) return fail(again.error());
  if (!again) return cannot(std::move(verdict), again.error().message);
  verdict.circumstances = changed_circumstances(run, again.value());
  std::multimap<std::string, ObjectPtr> made;
  for (const auto &output : again.value().outputs) made.emplace(output.port, output.object);
  for (const auto &output : run.outputs) {
    GANTRY_TRY(one, judge(project, output, take(made, output.port), verdict.circumstances));
    verdict.verdict = std::max(verdict.verdict, one.verdict);
    verdict.outputs.push_back(std::move(one));
  }
  for (const auto &[port, object] : made) {
    OutputVerdict extra;
    extra.port = port;
    extra.verdict = VerdictKind::differs;
    extra.repeated = content_hash(*object);
    extra.words = "was not made when it was recorded";
    verdict.outputs.push_back(std::move(extra));
    verdict.verdict = VerdictKind::differs;
  }
  return verdict;
}

}  // namespace gantry::core
