// SPDX-License-Identifier: Apache-2.0
// Items are named by the index of their first file, and errors by its place among the files: never by its name.
//
//   const std::uint32_t file = index_of(key, files);
//   throw of_file(error, file, files);                // "file 3 of 7: …"
#pragma once

#include <gantry/cpp/reader.hpp>

#include <charconv>
#include <string>

namespace gantry::pictures {

inline std::uint32_t index_of(const std::string &key, const Files &files) {
  std::uint32_t index = 0;
  const auto [end, error] = std::from_chars(key.data(), key.data() + key.size(), index);
  if (error == std::errc() && end == key.data() + key.size() && index < files.count()) return index;
  throw Error("file.key", "there is no such item among these files", GANTRY_NOT_FOUND).hint("list the files first");
}

inline Error of_file(const Error &e, std::uint32_t file, const Files &files) {
  const std::string which = "file " + std::to_string(file + 1) + " of " + std::to_string(files.count()) + ": ";
  return Error(e.code(), which + e.what(), e.status()).at(e.parameter()).hint(e.hint());
}

inline std::string in_words(const Error &e) { return e.what() + (e.hint().empty() ? "" : ": " + e.hint()); }

}  // namespace gantry::pictures
