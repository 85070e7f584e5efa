// SPDX-License-Identifier: Apache-2.0
// Manifests come from anywhere: good ones are understood, all others are refused in words.
#include <core/plugins/schema.hpp>
#include <random>
#include <tests/core/plugins/bundles.hpp>

using namespace gantry::tests;
using nlohmann::json;

namespace {

const std::string hash(64, 'a');

json full_manifest() {
  json m = fixture_manifest("good_echo", hash);
  m["permissions"] = {"storage", "project"};
  m["tools"][0]["parameters"].push_back({{"type", "choice"},
                                         {"key", "side"},
                                         {"label", "Side"},
                                         {"default", "above"},
                                         {"choices", {{{"key", "above"}}, {{"key", "below"}}}},
                                         {"flags", {"required"}}});
  m["models"] = {
      {{"id", "t2"},
       {"label", "T2"},
       {"equation", "S0 exp(-TE/T2)"},
       {"parameters", {{{"symbol", "T2"}, {"unit", "ms"}, {"minimum", 0}, {"maximum", nullptr}, {"start", 50}}}},
       {"axis", {{{"name", "TE"}, {"unit", "ms"}, {"required", true}}}}}};
  m["writers"] = {{{"id", "w"}, {"label", "W"}, {"extensions", ".nii .nii.gz"}}};
  m["commands"] = {{{"words", "train log"}, {"label", "Log"}, {"needs_project", true}}};
  m["panels"] = {{{"id", "strain"}, {"label", "Strain"}, {"icon", "heart"}, {"needs_project", true}}};
  m["readers"] = {{{"id", "r"}, {"extensions", ".nii"}}};
  return m;
}

}  // namespace

TEST_CASE("a good manifest is read whole, and null bounds are infinite", "[plugins]") {
  const Manifest m = value(parse_manifest(full_manifest().dump()));
  CHECK(m.id == "org.gantry.test.good-echo");
  CHECK(m.permits("storage"));
  CHECK_FALSE(m.permits("network"));
  const ToolSpec *tool = m.tool("run");
  REQUIRE(tool != nullptr);
  CHECK(tool->input("image")->optional);
  CHECK(tool->output("result")->tolerance_relative == 0.25);
  CHECK(tool->parameters[0].maximum == 1000);
  CHECK(tool->parameters[1].required);
  CHECK(tool->parameters[1].choices.size() == 2);
  CHECK(std::isinf(m.model("t2")->parameters[0].maximum));
  CHECK(m.model("t2")->axis[0].required);
  CHECK(m.commands[0].id == "train log");
  CHECK(m.commands[0].needs_project);
  REQUIRE(m.panel("strain") != nullptr);
  CHECK(m.panel("strain")->icon == "heart");
  CHECK(m.panel("strain")->needs_project);
}

TEST_CASE("a malformed manifest is refused, and the words name the member", "[plugins]") {
  const std::vector<std::tuple<const char *, json, const char *>> cases{
      {"/manifest", 2, "newer"},
      {"/manifest", "1", "manifest"},
      {"/id", nullptr, "id"},
      {"/id", "", "id"},
      {"/id", 7, "id"},
      {"/id", "secrets", "id"},
      {"/id", "../../home", "id"},
      {"/id", "a/b.c", "id"},
      {"/id", ".hidden.plugin", "id"},
      {"/id", "org..x", "id"},
      {"/id", "org.x\ny", "id"},
      {"/name", json::array(), "name"},
      {"/version", nullptr, "version"},
      {"/file", "../x.so", "file"},
      {"/file", "..", "file"},
      {"/file", "a\\b.so", "file"},
      {"/file", "", "file"},
      {"/sha256", "abc", "sha256"},
      {"/sha256", std::string(64, 'g'), "sha256"},
      {"/abi_min", -1, "abi_min"},
      {"/abi_min", std::uint64_t{1} << 40, "abi_min"},
      {"/permissions", "all", "permissions"},
      {"/permissions", json::array({1}), "permissions"},
      {"/tools", json::object(), "tools"},
      {"/tools/0", 3, "tools"},
      {"/tools/0/id", nullptr, "id"},
      {"/tools/0/label", std::string(70000, 'x'), "label"},
      {"/tools/0/inputs/0/kind", "mesh", "kind"},
      {"/tools/0/inputs/0/key", nullptr, "key"},
      {"/tools/0/outputs/0/tolerance", 3, "tolerance"},
      {"/tools/0/outputs/0/tolerance/absolute", "x", "absolute"},
      {"/tools/0/parameters/0/type", "f32", "type"},
      {"/tools/0/parameters/0/minimum", "low", "minimum"},
      {"/tools/0/parameters/1/key", "offset", "twice"},
      {"/tools/0/parameters/1/choices/1/key", "above", "twice"},
      {"/models/0/parameters/0/symbol", nullptr, "symbol"},
      {"/models/0/axis/0", json::array(), "axis"},
      {"/readers/0/id", nullptr, "id"},
      {"/commands/0/words", nullptr, "words"}};
  for (const auto &[pointer, wrong, named] : cases) {
    json m = full_manifest();
    m[json::json_pointer(pointer)] = wrong;
    INFO(pointer << " = " << wrong.dump().substr(0, 80));
    const Error e = error(parse_manifest(m.dump()));
    CHECK(e.code == "manifest.bad");
    CHECK(e.message.find(named) != std::string::npos);
  }
}

TEST_CASE("whatever is cut off or flipped, a manifest is read or refused in words, and nothing breaks", "[plugins]") {
  const std::string whole = full_manifest().dump();
  for (std::size_t n = 0; n < whole.size(); ++n) CHECK_FALSE(parse_manifest(whole.substr(0, n)));
  std::mt19937 random(42);
  for (int i = 0; i < 5000; ++i) {
    std::string text = whole;
    for (int flips = 1 + static_cast<int>(random() % 3); flips > 0; --flips)
      text[random() % text.size()] = static_cast<char>(random());
    if (const auto result = parse_manifest(text); !result) REQUIRE(result.error().code == "manifest.bad");
  }
  for (const char *text : {"", "null", "[]", "3", "\"x\"", "{}", "\xff"}) CHECK_FALSE(parse_manifest(text));
  CHECK_FALSE(parse_manifest(std::string(1000000, '[')));
}
