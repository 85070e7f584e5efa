// SPDX-License-Identifier: Apache-2.0
// The main job on real data, as a user calls it.
#include "fixtures.hpp"

#include <catch2/catch.hpp>
#include <iostream>

using namespace gantry::test;
using nlohmann::json;

namespace {

const json &output_of(const json &study, const std::string &port, const std::string &step_part) {
  for (const auto &step : study.at("steps")) {
    if (step.at("step").get<std::string>().find(step_part) == std::string::npos) continue;
    for (const auto &output : step.at("outputs")) {
      if (output.at("port") == port) return output;
    }
  }
  throw std::runtime_error("no output " + port);
}

// The cell of a row, by the names in the table.
json cell(const json &table, const std::string &key_column, const std::string &key, const std::string &column) {
  const auto index = [&](const std::string &name) {
    for (std::size_t c = 0; c < table.at("columns").size(); ++c) {
      if (table.at("columns")[c].at("name") == name) return c;
    }
    throw std::runtime_error("no column " + name);
  };
  for (const auto &row : table.at("rows")) {
    if (row[index(key_column)] == key) return row[index(column)];
  }
  throw std::runtime_error("no row " + key);
}

}  // namespace

TEST_CASE("the sample study ends well, and says all it has to say as one JSON document") {
  const Study *study = sample_study();
  if (study == nullptr) return;
  INFO(study->ran.err);
  REQUIRE(study->ran.code == 0);
  REQUIRE(study->ran.json().at("steps").size() == 12);
}

TEST_CASE("tissue volumes are the voxels counted times the voxel's size, and sum to the mask") {
  const Study *study = sample_study();
  if (study == nullptr) return;
  const json document = study->ran.json();
  const json &table = output_of(document, "classes", "Tissue classes").at("table");
  // The K-means centres that were published with the data, found there by another program.
  const std::pair<const char *, double> centres[] = {
      {"CSF", 48.1548}, {"grey matter", 76.5358}, {"white matter", 102.1579}};
  std::int64_t voxels = 0;
  for (const auto &[name, centre] : centres) {
    CHECK(cell(table, "name", name, "mean").get<double>() == Approx(centre).margin(1e-3));
    const auto count = cell(table, "name", name, "voxels").get<std::int64_t>();
    CHECK(cell(table, "name", name, "volume").get<double>() ==
          Approx(0.012 * static_cast<double>(count)));  // 2 x 2 x 3 mm
    voxels += count;
  }
  CHECK(voxels == 128472);
}

TEST_CASE("agreement with the labels of the data set is what a second program finds") {
  const Study *study = sample_study();
  if (study == nullptr) return;
  const json document = study->ran.json();
  const json &table = output_of(document, "overlap", "Agreement").at("table");
  CHECK(cell(table, "class", "CSF", "dice").get<double>() == Approx(0.8986).margin(1e-3));
  CHECK(cell(table, "class", "grey matter", "dice").get<double>() == Approx(0.9085).margin(1e-3));
  CHECK(cell(table, "class", "white matter", "dice").get<double>() == Approx(0.9420).margin(1e-3));
}

TEST_CASE("diffusion in brain is of the size that the literature gives") {
  const Study *study = sample_study();
  if (study == nullptr) return;
  const json document = study->ran.json();
  const json &adc = output_of(document, "summary", "(ADC)").at("record");
  const double median = adc.at("maps").at("ADC").at("median").get<double>();
  std::cout << "median ADC " << median << " mm2/s\n";
  // Brain tissue 0.6e-3 to 1.0e-3 mm2/s (Helenius et al. 2002, AJNR 23:194).
  CHECK(median > 0.6e-3);
  CHECK(median < 1.0e-3);
  const json &kurtosis = output_of(document, "summary", "kurtosis").at("record");
  CHECK(kurtosis.at("maps").at("D").at("median").get<double>() > median);  // the tangent at 0 is steeper than the chord
  CHECK(kurtosis.at("status").at("converged").get<int>() >= 590);
  CHECK(kurtosis.at("voxels") == 600);
}

TEST_CASE("everything that the study computed comes out identical when it is run again") {
  const Study *study = sample_study();
  if (study == nullptr) return;
  const json last = study->ran.json().at("steps").back();
  REQUIRE(last.at("verdicts").size() == 6);
  for (const auto &verdict : last.at("verdicts")) {
    INFO(verdict.dump());
    CHECK(verdict.at("verdict") == "identical");
  }
  const Ran again = study->home.gantry({"verify", "P", "--json"});
  INFO(again.err);
  CHECK(again.code == 0);
  CHECK(again.json().at("verdicts").size() == 6);
}

TEST_CASE("the report is one page that needs no other file") {
  const Study *study = sample_study();
  if (study == nullptr) return;
  const std::string html = contents(study->output() / "report.html");
  REQUIRE(html.size() > 20000);
  for (const char *words : {"mL", "0.899", "s/mm", "not a medical device", "agreement between two methods"}) {
    INFO(words);
    CHECK(html.find(words) != std::string::npos);
  }
  for (const char *outside : {"src=\"http", "href=\"http", "<script src", "@import", "KmeansTest", "small_101D"}) {
    INFO(outside);
    CHECK(html.find(outside) == std::string::npos);
  }
}

TEST_CASE("another reader finds the maps in the place of the images they were made of") {
  const Study *study = sample_study();
  if (study == nullptr) return;
  const auto data = sample_data(study->home);
  const char *script =
      "import sys, nibabel, numpy\n"
      "a, b = (nibabel.load(f) for f in sys.argv[1:3])\n"
      "assert a.shape[:3] == b.shape[:3], (a.shape, b.shape)\n"
      "assert numpy.allclose(a.affine, b.affine, atol=1e-5), (a.affine, b.affine)\n"
      "assert numpy.isfinite(numpy.asanyarray(a.dataobj)).any()\n";
  const std::pair<const char *, const char *> pairs[] = {{"tissue-classes.nii.gz", "KmeansTest_T1UCharRaw.nii.gz"},
                                                         {"adc.nii.gz", "small_101D.nii.gz"},
                                                         {"d.nii.gz", "small_101D.nii.gz"},
                                                         {"k.nii.gz", "small_101D.nii.gz"}};
  if (study->home.run({"/usr/bin/python3", "-c", "import nibabel"}).code != 0) {
    WARN("skipped: nibabel (package python3-nibabel) is not there");
    return;
  }
  for (const auto &[map, source] : pairs) {
    const Ran ran = study->home.run(
        {"/usr/bin/python3", "-c", script, (study->output() / map).string(), (*data / source).string()});
    INFO(map << ": " << ran.err);
    CHECK(ran.code == 0);
  }
}

TEST_CASE("neither project nor log knows what the files were called or where they stood") {
  const Study *study = sample_study();
  if (study == nullptr) return;
  for (const char *name : {"KmeansTest", "small_101D", "sample-data", "brain.toml"}) {
    INFO(name);
    CHECK(files_with(study->project(), name).empty());
    CHECK(files_with(study->home.state(), name).empty());
  }
  CHECK(files_with(study->project(), study->home.text()).empty());
  CHECK(files_with(study->home.state() / "log", study->home.text()).empty());
  CHECK_FALSE(files_with(study->home.state() / "log", "job done").empty());
}

TEST_CASE("one job id goes through the log from start to end") {
  const Study *study = sample_study();
  if (study == nullptr) return;
  std::istringstream lines(contents(study->home.state() / "log/gantry.jsonl"));
  std::map<std::string, std::string> last;
  for (std::string line; std::getline(lines, line);) {
    const json entry = json::parse(line);
    if (entry.contains("job")) last[entry.at("job")] = line;
  }
  REQUIRE(last.size() > 6);
  for (const auto &[job, line] : last) CHECK(line.find("job done") != std::string::npos);
}
