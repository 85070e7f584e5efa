// SPDX-License-Identifier: Apache-2.0
// A file's bytes as UTF-8 text, or the reason why they are none.
//
//   const Text text(files.map(0));      // throws Error "tables.binary", "tables.utf16"
//   text.view();                        // without byte order mark
#pragma once

#include <string>
#include <string_view>

namespace gantry::tables {

// What is not UTF-8 is taken for Windows-1252, which agrees with Latin-1 wherever Latin-1 has a character.
enum class Encoding { utf8, windows_1252, utf16, binary };

// `whole`: no more bytes follow, so that a sequence cut short at the end counts as broken.
Encoding encoding_of(std::string_view bytes, bool whole);

std::string_view without_mark(std::string_view bytes);

class Text {
 public:
  explicit Text(std::string_view bytes);  // UTF-8 is not copied: `bytes` must live as long
  Text(const Text &) = delete;
  Text &operator=(const Text &) = delete;
  std::string_view view() const { return view_; }

 private:
  std::string converted_;
  std::string_view view_;
};

}  // namespace gantry::tables
