// SPDX-License-Identifier: Apache-2.0
#include "others.hpp"

#include <catch2/catch.hpp>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <sstream>
#include <sys/wait.h>

namespace gantry::test {

Ran run(const std::string &command) {
  Ran ran;
  FILE *pipe = popen((command + " 2>&1").c_str(), "r");
  if (pipe == nullptr) throw std::runtime_error("can't run " + command);
  std::array<char, 65536> buffer;
  for (std::size_t n = 0; (n = fread(buffer.data(), 1, buffer.size(), pipe)) > 0;) ran.text.append(buffer.data(), n);
  const int status = pclose(pipe);
  ran.code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  return ran;
}

nlohmann::json Seen::values(const std::vector<std::string> &way) const {
  const nlohmann::json *at = &attributes;
  for (const auto &step : way) {
    INFO("at " << step);
    if (step.size() != 8) {
      at = &at->at("Value").at(std::stoul(step));
      continue;
    }
    if (!at->contains(step)) return nullptr;
    at = &at->at(step);
  }
  return at->contains("Value") ? at->at("Value") : nlohmann::json::array();
}

std::string Seen::text(const std::vector<std::string> &way) const {
  const auto all = values(way);
  if (!all.is_array() || all.empty()) return "";
  const auto &first = all.front();
  if (first.is_object()) return first.value("Alphabetic", "");
  return first.is_string() ? first.get<std::string>() : first.dump();
}

Seen pydicom(const std::string &bytes) {
  const Folder folder;
  const Ran ran = run(std::string(LOOK_COMMAND) + " " + folder.write("a.dcm", bytes));
  INFO(ran.text);
  REQUIRE(ran.code == 0);
  const auto document = nlohmann::json::parse(ran.text);
  return {document.at("attributes"), document.at("pixels")};
}

Verdict dciodvfy(const std::string &bytes) {
  const Folder folder;
  const Ran ran = run("dciodvfy -new " + folder.write("a.dcm", bytes));
  Verdict verdict;
  verdict.all = ran.text;
  std::istringstream lines(ran.text);
  for (std::string line; std::getline(lines, line);) {
    if (line.find("Error") != std::string::npos) verdict.errors.push_back(line);
    if (line.find("Warning") != std::string::npos) verdict.warnings.push_back(line);
  }
  return verdict;
}

}  // namespace gantry::test
