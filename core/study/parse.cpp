// SPDX-License-Identifier: Apache-2.0
#include <core/study/study.hpp>
#include <core/study/toml.hpp>
#include <set>

namespace gantry::core {
namespace {

using nlohmann::json;

auto wrong(const std::string &where, const std::string &why,
           const std::string &hint = "docs/studies.md shows every key") {
  return fail("study.wrong", where + " " + why, where, hint, Failure::usage);
}

// One [[step]]: every key that is read is ticked off, what is left is unknown.
class StepReader {
 public:
  StepReader(const toml::table &table, std::string where) : table_(table), where_(std::move(where)) {}

  Result<StudyStep> read() {
    StudyStep step;
    GANTRY_TRY(title, text("title"));
    step.title = title;
    if (!title.empty()) where_ += " (\"" + title + "\")";
    GANTRY_CHECK(read_kind(step));
    GANTRY_TRY(label, text("as"));
    step.label = label;
    GANTRY_TRY(note, text("note"));
    step.note = note;
    GANTRY_TRY(map, flag("map"));
    step.map = map;
    GANTRY_TRY(set, object("set"));
    step.set = set;
    GANTRY_TRY(options, object("options"));
    step.options = options;
    GANTRY_TRY(inputs, words("inputs"));
    step.inputs = inputs;
    GANTRY_TRY(exports, words("export"));
    step.exports = exports;
    GANTRY_TRY(labels, words("labels"));
    step.labels = {labels.begin(), labels.end()};
    for (const auto &[key, value] : table_) {
      if (seen_.count(std::string(key.str())) == 0)
        return wrong(where_, "has an unknown key \"" + std::string(key.str()) + "\"");
    }
    if (step.title.empty()) step.title = step.target;
    return step;
  }

 private:
  Result<void> read_kind(StudyStep &step) {
    int kinds = 0;
    const std::pair<const char *, StepKind> named[] = {
        {"run", StepKind::run}, {"fit", StepKind::fit}, {"report", StepKind::report}};
    for (const auto &[key, kind] : named) {
      GANTRY_TRY(target, text(key));
      if (target.empty()) continue;
      step.kind = kind;
      step.target = target;
      ++kinds;
    }
    GANTRY_TRY(verify, flag("verify"));
    if (verify) {
      step.kind = StepKind::verify;
      step.target = "verify";
      ++kinds;
    }
    GANTRY_TRY(files, list("import"));
    if (!files.empty()) {
      step.kind = StepKind::import;
      step.target = "import";
      step.files = files;
      ++kinds;
    }
    if (kinds != 1) return wrong(where_, "needs exactly one of import, run, fit, report and verify");
    return done();
  }

  const toml::node *find(const char *key) {
    seen_.insert(key);
    return table_.get(key);
  }
  Result<std::string> text(const char *key) {
    const auto *node = find(key);
    if (node == nullptr) return std::string();
    if (!node->is_string()) return wrong(where_, std::string("needs text for \"") + key + "\"");
    return node->as_string()->get();
  }
  Result<bool> flag(const char *key) {
    const auto *node = find(key);
    if (node == nullptr) return false;
    if (!node->is_boolean()) return wrong(where_, std::string("needs true or false for \"") + key + "\"");
    return node->as_boolean()->get();
  }
  Result<json> object(const char *key) {
    const auto *node = find(key);
    if (node == nullptr) return json::object();
    if (!node->is_table()) return wrong(where_, std::string("needs {name = value} for \"") + key + "\"");
    return to_json(*node, where_ + "." + key);
  }
  Result<std::vector<std::string>> list(const char *key) {
    const auto *node = find(key);
    std::vector<std::string> result;
    if (node == nullptr) return result;
    if (!node->is_array()) return wrong(where_, std::string("needs a list for \"") + key + "\"");
    for (const auto &entry : *node->as_array()) {
      if (!entry.is_string()) return wrong(where_, std::string("needs a list of texts for \"") + key + "\"");
      result.push_back(entry.as_string()->get());
    }
    return result;
  }
  // {name = "word"} or {name = ["word", "word"]}, in the order of the file's keys.
  Result<std::vector<std::pair<std::string, std::string>>> words(const char *key) {
    GANTRY_TRY(values, object(key));
    std::vector<std::pair<std::string, std::string>> result;
    for (const auto &[name, value] : values.items()) {
      for (const auto &word : value.is_array() ? value : json::array({value})) {
        if (!word.is_string()) return wrong(where_, std::string("needs texts in \"") + key + "\"");
        result.emplace_back(name, word.template get<std::string>());
      }
    }
    return result;
  }

  const toml::table &table_;
  std::string where_;
  std::set<std::string> seen_;
};

// What is wrong with the TOML of a study is wrong with the study.
template <class T>
Result<T> of_study(Result<T> result) {
  if (result || result.error().code != "toml.wrong") return result;
  Error error = result.error();
  error.code = "study.wrong";
  return fail(std::move(error));
}

Result<Study> study_in(const std::string &text) {
  GANTRY_TRY(top, parse_toml(text, "the study file"));
  Study study;
  for (const auto &[key, value] : top) {
    const std::string name(key.str());
    if (name == "title" && value.is_string()) study.title = value.as_string()->get();
    else if (name == "about" && value.is_string()) study.about = value.as_string()->get();
    else if (name != "step" || !value.is_array_of_tables())
      return wrong("the study file", "has an unknown or misplaced key \"" + name + "\"");
  }
  const auto *steps = top.get_as<toml::array>("step");
  if (steps == nullptr || steps->empty()) return wrong("the study file", "has no [[step]]");
  std::size_t number = 0;
  for (const auto &entry : *steps) {
    GANTRY_TRY(step, StepReader(*entry.as_table(), "step " + std::to_string(++number)).read());
    study.steps.push_back(step);
  }
  return study;
}

}  // namespace

Result<Study> parse_study(const std::string &text) { return of_study(study_in(text)); }

Result<Study> read_study(const std::filesystem::path &file) {
  GANTRY_TRY(text, of_study(toml_text(file)));
  return parse_study(text);
}

}  // namespace gantry::core
