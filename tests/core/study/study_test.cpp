// SPDX-License-Identifier: Apache-2.0
// Study files: what is read, what is refused and where, and a small one carried out.
#include <core/study/study.hpp>
#include <tests/core/plugins/bundles.hpp>

using namespace gantry::tests;

namespace {

const std::string whole = R"(title = "T"
about = "A"
[[step]]
import = ["a.nii.gz", "b.nii.gz"]
as = "brain"
[[step]]
title = "Classes"
run = "kmeans"
inputs = {image = "brain", mask = ["m1", "m2"]}
set = {classes = 3, smooth = true, sigma = 0.5, names = ["a", "b"]}
labels = {classes = "tissue"}
export = {classes = "classes.nii.gz"}
note = "N"
[[step]]
fit = "adc"
map = true
options = {bounds = {D = [0, 1]}}
[[step]]
report = "report.html"
[[step]]
verify = true
)";

struct Place {
  Bundles bundles;
  Folder home;
  Project project;
  Workbench bench;
  Session session;
  StudyPlace place;

  Place() : project(value(Project::create(home.path / "p"))), bench(opened(bundles)), session(bench, &project, {}) {
    place = {home.path / "data", home.path / "out", home.path / "keys"};
  }
  static Workbench opened(const Bundles &bundles) {
    bundles.add("good_echo");
    bundles.add("good_reader");
    return bundles.open();
  }
  Result<StepOutcome> step(const std::string &toml) {
    const Study study = value(parse_study("[[step]]\n" + toml));
    return carry_out(session, study, study.steps[0], place, {});
  }
};

}  // namespace

TEST_CASE("every key of a study is read", "[study]") {
  const Study study = value(parse_study(whole));
  CHECK(study.title == "T");
  CHECK(study.about == "A");
  REQUIRE(study.steps.size() == 5);
  CHECK(study.steps[0].kind == StepKind::import);
  CHECK(study.steps[0].files == std::vector<std::string>{"a.nii.gz", "b.nii.gz"});
  CHECK(study.steps[0].label == "brain");
  const auto &run = study.steps[1];
  CHECK(run.kind == StepKind::run);
  CHECK(run.title == "Classes");
  CHECK(run.target == "kmeans");
  CHECK(run.inputs == std::vector<NamedInput>{{"image", "brain"}, {"mask", "m1"}, {"mask", "m2"}});
  CHECK(run.set == nlohmann::json{{"classes", 3}, {"smooth", true}, {"sigma", 0.5}, {"names", {"a", "b"}}});
  CHECK(run.labels.at("classes") == "tissue");
  CHECK(run.exports == std::vector<std::pair<std::string, std::string>>{{"classes", "classes.nii.gz"}});
  CHECK(run.note == "N");
  CHECK(study.steps[2].kind == StepKind::fit);
  CHECK(study.steps[2].map);
  CHECK(study.steps[2].title == "adc");
  CHECK(study.steps[2].options["bounds"]["D"] == nlohmann::json{0, 1});
  CHECK(study.steps[3].kind == StepKind::report);
  CHECK(study.steps[4].kind == StepKind::verify);
}

TEST_CASE("a wrong study is refused with the step and the key", "[study]") {
  const std::vector<std::pair<std::string, std::string>> cases{
      {"", "no [[step]]"},
      {"title = 3\n[[step]]\nrun = 'x'", "\"title\""},
      {"titel = 'x'\n[[step]]\nrun = 'x'", "\"titel\""},
      {"step = 3", "\"step\""},
      {"[[step]]\nrun = 'x'\n[[step]]\nrun = 'y'\ninput = {a = 'b'}", "step 2 has an unknown key \"input\""},
      {"[[step]]\ntitle = 'Q'\nrun = 'x'\nfit = 'y'", "step 1 (\"Q\") needs exactly one of"},
      {"[[step]]\ntitle = 'Q'", "needs exactly one of"},
      {"[[step]]\nimport = []", "needs exactly one of"},
      {"[[step]]\nimport = 'a'", "list for \"import\""},
      {"[[step]]\nimport = [1]", "list of texts for \"import\""},
      {"[[step]]\nrun = 3", "text for \"run\""},
      {"[[step]]\nrun = 'x'\nmap = 'yes'", "true or false for \"map\""},
      {"[[step]]\nrun = 'x'\nset = 'level=3'", "for \"set\""},
      {"[[step]]\nrun = 'x'\nset = {d = 2020-01-01}", "step 1.set.d is a date"},
      {"[[step]]\nrun = 'x'\ninputs = {a = 3}", "texts in \"inputs\""},
      {"[[step]]\nrun = 'x'\nset = {a = [[[[[[[[[[1]]]]]]]]]]}", "nested too deeply"},
      {"[[step]\nrun = 'x'", "is not TOML"},
      {"[[step]]\nrun = 'x'\nrun = 'y'", "is not TOML"}};
  for (const auto &[toml, named] : cases) {
    INFO(toml);
    const Error e = error(parse_study(toml));
    CHECK(e.code == "study.wrong");
    CHECK(e.failure == Failure::usage);
    CHECK(e.message.find(named) != std::string::npos);
  }
  for (std::size_t n = 0; n < whole.size(); ++n) {
    if (const auto cut = parse_study(whole.substr(0, n)); !cut) REQUIRE(cut.error().code == "study.wrong");
  }
}

TEST_CASE("a study file of more than 1 MiB, or that isn't there, is refused", "[study]") {
  const Folder folder;
  CHECK(error(read_study(folder.write("big.toml", std::string((1U << 20) + 1, '#')))).message.find("1 MiB") !=
        std::string::npos);
  CHECK(error(read_study(folder.path / "absent.toml")).code == "file.open");
  CHECK(value(read_study(folder.write("s.toml", whole))).steps.size() == 5);
}

TEST_CASE("files of a study stay below their folders", "[study]") {
  Place place;
  place.home.write("secret", "FIX");
  for (const std::string file : {"../secret", "a/../../secret", "/etc/hostname"}) {
    INFO(file);
    CHECK(error(place.step("import = ['" + file + "']")).code == "study.path");
    CHECK(error(place.step("report = '" + file + "'")).code == "study.path");
  }
  CHECK(value(place.project.items()).empty());
}

TEST_CASE("a small study imports, runs, reports and verifies", "[study]") {
  Place place;
  place.home.write("data/x", "FIX");
  const auto imported = value(place.step("import = ['x']\nas = 'file'"));
  CHECK(imported.import->items.at(0).label == "file");
  const auto ran =
      value(place.step("title = 'Echo'\nrun = 'run'\nset = {offset = 4}\nlabels = {result = 'made'}\nnote = 'noted'"));
  CHECK(ran.call->run->step == "Echo");
  CHECK(error(place.step("run = 'run'\nexport = {absent = 'x.nii'}")).code == "study.export");
  const auto verified = value(place.step("verify = true"));
  REQUIRE(verified.verdicts.size() == 2);
  for (const auto &verdict : verified.verdicts) CHECK(verdict.verdict == VerdictKind::identical);
  const auto report = value(place.step("report = 'sub/report.html'"));
  CHECK(report.written == std::vector<std::string>{(place.home.path / "out/sub/report.html").string()});
  const std::string html = slurp(report.written[0]);
  CHECK(html.find("noted") != std::string::npos);
  CHECK(html.find(place.home.path.string()) == std::string::npos);
  Session without(place.bench, nullptr, {});
  const Study study = value(parse_study(whole));
  CHECK(error(carry_out(without, study, study.steps[4], place.place, {})).code == "study.project");
}
