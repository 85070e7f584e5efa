// SPDX-License-Identifier: Apache-2.0
// Keys of items: the index of a file among those given.
//
//   const std::uint32_t file = file_of_key(key, files);   // throws Error "biosignals.key"
#pragma once

#include "text.hpp"

#include <gantry/cpp/reader.hpp>

#include <string>

namespace gantry::biosignals {

inline std::uint32_t file_of_key(std::string_view key, const Files &files) {
  const auto index = whole(key);
  if (index && *index >= 0 && *index < files.count()) return static_cast<std::uint32_t>(*index);
  throw Error("biosignals.key", "there is no item \"" + printable(key) + "\" among these files", GANTRY_NOT_FOUND)
      .hint("list the files first");
}

// An error as the reason of a refusal.
inline std::string in_words(const Error &e) { return e.what() + (e.hint().empty() ? "" : ": " + e.hint()); }

}  // namespace gantry::biosignals
