// SPDX-License-Identifier: Apache-2.0
// What a report says, apart from how it looks: a list of blocks, from which HTML is made.
//
//   Document d{.title = "Brain tissue volumes", .subtitle = "Study 12, 21 November 2026"};
//   d.blocks.push_back(Heading{"Results"});
//   std::string html = render_html(d);
//
// Members that are empty by default say so, that a list of initialisers may leave them out without a warning.
// All text is plain text: whatever stands in it is shown as it is, never read as markup.
#pragma once

#include <cstddef>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace gantry::core::report {

struct Heading {
  std::string text = {};
  int level = 2;  // 2 to 4; the title of the document is level 1
};

struct Paragraph {
  std::string text = {};  // a blank line begins a new paragraph
};

enum class NoticeKind { information, warning };

// What a reader must not miss: "agreement between two methods, not agreement with the truth".
struct Notice {
  std::string text = {};
  NoticeKind kind = NoticeKind::information;
};

struct Number {
  double value = 0;
  int digits = 3;  // significant digits; figures before the decimal point are never rounded away
};
using Cell = std::variant<std::string, Number>;

struct TableColumn {
  std::string name = {};
  std::string unit = {};  // UCUM; "" when the column has none
};

struct TableBlock {
  std::string caption = {};
  std::vector<TableColumn> columns = {};
  std::vector<std::vector<Cell>> rows = {};  // a row that is too short is filled with empty cells
};

struct Picture {
  std::vector<std::byte> png = {};
  unsigned width = 0, height = 0;  // pixels
  std::string caption = {};
  std::string alt = {};  // what one who can't see it must know
};

// A drawing as SVG text, made by plot.hpp. It enters the report as it stands: never pass on somebody else's SVG.
struct Figure {
  std::string svg = {};
  std::string caption = {};
};

struct RunParameter {
  std::string name = {}, value = {}, unit = {};
};

struct RunData {
  std::string name = {};     // of the port
  std::string hash = {};     // content hash
  std::string verdict = {};  // of a later verification, for outputs; "" when unknown
};

// One recorded run, as it is needed to do it again.
struct ProvenanceRun {
  std::string id = {}, title = {};
  std::string plugin = {}, plugin_version = {}, plugin_hash = {}, tool = {};
  std::vector<RunParameter> parameters = {};
  std::vector<RunData> inputs = {}, outputs = {};
  std::string who = {}, when = {};  // when: ISO 8601
  double seconds = 0;
  std::string level = {};                                           // instruction set: "x86-64-v3"
  std::vector<std::pair<std::string, std::string>> libraries = {};  // file name, hash or version
  bool sandboxed = false;
};

struct Provenance {
  std::vector<ProvenanceRun> runs = {};
};

using Block = std::variant<Heading, Paragraph, Notice, TableBlock, Picture, Figure, Provenance>;

struct Document {
  std::string title = {};
  std::string subtitle = {};
  std::vector<Block> blocks = {};
};

}  // namespace gantry::core::report
