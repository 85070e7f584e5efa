// SPDX-License-Identifier: Apache-2.0
// The key table that a command notes pseudonyms in, and its passphrase: from GANTRY_PASSPHRASE, or asked for on the
// terminal, never from the command line, where everybody on the machine can read it.
//
//   GANTRY_TRY(table, key_table_of(line, identity.scope()));
//   call.key_table = table ? &*table : nullptr;
#pragma once

#include <core/import/key_table.hpp>
#include <host/cli/command.hpp>
#include <optional>

namespace gantry::host {

// Adds --key-table and --keep.
void add_identity_flags(CommandLine &line);

// The file of --key-table; without it, where GANTRY_PASSPHRASE is set, that of this scope in the user's data folder;
// else nothing, which is said on the console. A new one gets the scope.
core::Result<std::optional<core::KeyTable>> key_table_of(const CommandLine &line, const std::string &scope);

// One that must be there.
core::Result<core::KeyTable> existing_key_table(const std::string &file);

}  // namespace gantry::host
