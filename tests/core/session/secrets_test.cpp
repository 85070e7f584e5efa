// SPDX-License-Identifier: Apache-2.0
// Secrets of plugins: what went in comes out, for that plugin and that name alone.
#include <core/session/secrets.hpp>
#include <tests/core/plugins/bundles.hpp>

using namespace gantry::tests;

namespace {

Result<ServiceReply> ask(const fs::path &folder, const std::string &plugin, const std::string &method,
                         nlohmann::json arguments) {
  return answer_secret(folder, plugin, {"gantry.storage/1", method, std::move(arguments)});
}

}  // namespace

TEST_CASE("a secret comes back to its plugin, under its name, and to nobody else", "[session]") {
  const Folder folder;
  REQUIRE(ask(folder.path / "s", "org.a.x", "set_secret", {{"name", "password"}, {"base64", "aHVudGVyMg=="}}));
  CHECK(value(ask(folder.path / "s", "org.a.x", "get_secret", {{"name", "password"}})).reply["base64"] ==
        "aHVudGVyMg==");
  CHECK(error(ask(folder.path / "s", "org.a.y", "get_secret", {{"name", "password"}})).code == "not-found");
  CHECK(error(ask(folder.path / "s", "org.a.x", "get_secret", {{"name", "other"}})).code == "not-found");
  REQUIRE(ask(folder.path / "s", "org.a.x", "set_secret", {{"name", "password"}, {"base64", ""}}));
  CHECK(value(ask(folder.path / "s", "org.a.x", "get_secret", {{"name", "password"}})).reply["base64"] == "");
}

TEST_CASE("on the disk a secret can't be read, a changed one is refused, and a swapped one too", "[session]") {
  const Folder folder;
  REQUIRE(ask(folder.path, "org.a.x", "set_secret", {{"name", "n"}, {"base64", "aHVudGVyMg=="}}));
  const fs::path file = fs::directory_iterator(folder.path / "secrets")->path();
  CHECK((fs::status(file).permissions() & (fs::perms::group_all | fs::perms::others_all)) == fs::perms::none);
  CHECK((fs::status(folder.path / "secret.key").permissions() & (fs::perms::group_all | fs::perms::others_all)) ==
        fs::perms::none);
  const std::string sealed = slurp(file);
  CHECK(sealed.find("hunter2") == std::string::npos);
  for (const std::size_t at : {std::size_t{0}, sealed.size() / 2, sealed.size() - 1}) {
    std::string damaged = sealed;
    damaged[at] = static_cast<char>(damaged[at] ^ 1);
    std::ofstream(file, std::ios::binary | std::ios::trunc) << damaged;
    CHECK(error(ask(folder.path, "org.a.x", "get_secret", {{"name", "n"}})).failure == Failure::integrity);
  }
  std::ofstream(file, std::ios::binary | std::ios::trunc) << "short";
  CHECK(error(ask(folder.path, "org.a.x", "get_secret", {{"name", "n"}})).code == "storage.damaged");
  // The file of another plugin's secret, put in this one's place.
  REQUIRE(ask(folder.path, "org.a.y", "set_secret", {{"name", "n"}, {"base64", "AAAA"}}));
  for (const auto &entry : fs::directory_iterator(folder.path / "secrets")) {
    if (entry.path() != file) fs::copy_file(entry.path(), file, fs::copy_options::overwrite_existing);
  }
  CHECK(error(ask(folder.path, "org.a.x", "get_secret", {{"name", "n"}})).code == "storage.damaged");
}

TEST_CASE("a request without a name, of another method, or of no base64 is refused", "[session]") {
  const Folder folder;
  CHECK(error(ask(folder.path, "org.a.x", "get_secret", nlohmann::json::object())).code == "storage.name");
  CHECK(error(ask(folder.path, "org.a.x", "list", {{"name", "n"}})).code == "service.method");
  CHECK(error(ask(folder.path, "org.a.x", "set_secret", {{"name", "n"}, {"base64", "!"}})).code == "storage.secret");
  CHECK(error(ask(folder.path, "org.a.x", "set_secret", {{"name", "n"}, {"base64", std::string(100000, 'A')}})).code ==
        "storage.secret");
}
