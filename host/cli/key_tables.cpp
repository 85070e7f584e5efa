// SPDX-License-Identifier: Apache-2.0
#include <boost/algorithm/string/join.hpp>
#include <core/import/entries.hpp>
#include <core/platform/paths.hpp>
#include <core/platform/terminal.hpp>
#include <cstdlib>
#include <host/cli/key_tables.hpp>

namespace gantry::host {
namespace {

namespace fs = std::filesystem;
namespace po = boost::program_options;

core::Result<std::string> passphrase(bool fresh) {
  if (const char *set = std::getenv("GANTRY_PASSPHRASE"); set != nullptr && *set != '\0') return std::string(set);
  const auto first =
      core::platform::ask_hidden(fresh ? "A passphrase for the new key table: " : "The passphrase of the key table: ");
  if (!first) {
    return core::fail("key-table.no-passphrase", "the key table needs a passphrase, and there is no terminal to ask on",
                      "--key-table", "set GANTRY_PASSPHRASE", core::Failure::usage);
  }
  if (fresh && core::platform::ask_hidden("The same again: ") != first) {
    return core::fail("key-table.no-passphrase", "the two passphrases differ", "--key-table", "try again",
                      core::Failure::usage);
  }
  return *first;
}

}  // namespace

void add_identity_flags(CommandLine &line) {
  const std::string keep = "keep what PS3.15 names so: " + boost::join(core::keep_names(), ", ") +
                           "; none: not even moved dates and safe private attributes. May be repeated";
  line.flags().add_options()("keep", po::value<Words>()->composing(), keep.c_str())(
      "key-table", po::value<std::string>(),
      "encrypted file that notes who is who; the passphrase comes from GANTRY_PASSPHRASE or the terminal");
}

core::Result<std::optional<core::KeyTable>> key_table_of(const CommandLine &line, const std::string &scope) {
  std::string file = line.text("key-table");
  if (file.empty()) {
    const char *set = std::getenv("GANTRY_PASSPHRASE");
    if (set == nullptr || *set == '\0') {
      line.console().say("No key table is kept: nobody will be able to tell who a pseudonym is (see --key-table).");
      return std::optional<core::KeyTable>{};
    }
    file = (core::platform::data_folder() / "keys" / (scope + ".keys")).string();
  }
  std::error_code error;
  GANTRY_TRY(word, passphrase(!fs::exists(file, error)));
  GANTRY_TRY(table, core::KeyTable::open(file, word));
  if (table.scope().empty()) table.set_scope(scope);
  return std::optional<core::KeyTable>(std::move(table));
}

core::Result<core::KeyTable> existing_key_table(const std::string &file) {
  std::error_code error;
  if (!fs::exists(file, error)) {
    return core::fail("key-table.none", "there is no key table " + file, "--key-table",
                      "give the file that was made when the data were de-identified", core::Failure::usage);
  }
  GANTRY_TRY(word, passphrase(false));
  return core::KeyTable::open(file, word);
}

}  // namespace gantry::host
