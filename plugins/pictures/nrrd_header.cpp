// SPDX-License-Identifier: Apache-2.0
#include "nrrd_header.hpp"

#include "text.hpp"

#include <gantry/cpp/error.hpp>

namespace gantry::pictures {
namespace {

constexpr std::size_t most_header_bytes = std::size_t{16} << 20;

std::string canonical(std::string_view name) {
  const std::string field = lower(trimmed(name));
  static const std::map<std::string, std::string> spellings{
      {"datafile", "data file"}, {"lineskip", "line skip"}, {"byteskip", "byte skip"},
      {"axismins", "axis mins"}, {"axismaxs", "axis maxs"}, {"sampleunits", "sample units"},
      {"oldmin", "old min"},     {"oldmax", "old max"},     {"blocksize", "block size"},
      {"centerings", "centers"}};
  const auto found = spellings.find(field);
  return found == spellings.end() ? field : found->second;
}

Error malformed(const std::string &message) {
  return Error("header.line", message, GANTRY_BAD_DATA).hint("the file is damaged or no NRRD file: fetch it again");
}

// In keys and values "\n" and "\\" stand for a line's end and a backslash.
std::string unescaped(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool escape = text[i] == '\\' && i + 1 < text.size() && (text[i + 1] == 'n' || text[i + 1] == '\\');
    out += !escape ? text[i] : text[++i] == 'n' ? '\n' : '\\';
  }
  return out;
}

void take_line(std::string_view line, NrrdHeader &header) {
  if (line.front() == '#') {
    header.comments.emplace_back(trimmed(line.substr(1)));
    return;
  }
  const std::size_t key = line.find(":="), field = line.find(": ");
  if (key != std::string_view::npos && (field == std::string_view::npos || key < field)) {
    header.keys.emplace_back(unescaped(line.substr(0, key)), unescaped(line.substr(key + 2)));
    header.key_values.insert(header.keys.back());
    return;
  }
  const std::size_t colon = line.find(':');
  if (colon == std::string_view::npos) throw malformed("a line of its header is neither a field nor a key");
  header.fields[canonical(line.substr(0, colon))] = std::string(trimmed(line.substr(colon + 1)));
}

}  // namespace

std::string NrrdHeader::field(const std::string &name) const {
  const auto found = fields.find(name);
  return found == fields.end() ? "" : found->second;
}

std::string NrrdHeader::required(const std::string &name) const {
  const std::string value = field(name);
  if (value.empty())
    throw Error("header.field", "its header has no \"" + name + "\"", GANTRY_BAD_DATA)
        .hint("the file is damaged, or its maker left out what the format requires: fetch it again");
  return value;
}

std::string NrrdHeader::key(const std::string &name) const {
  const auto found = key_values.find(name);
  return found == key_values.end() ? "" : found->second;
}

bool looks_like_nrrd(std::string_view head) {
  return head.size() >= 9 && head.substr(0, 7) == "NRRD000" && head[7] >= '1' && head[7] <= '5' &&
         (head[8] == '\n' || head[8] == '\r');
}

NrrdHeader parse_nrrd(std::string_view file) {
  if (!looks_like_nrrd(file)) throw malformed("it does not begin with an NRRD header");
  NrrdHeader header;
  std::string_view rest = file;
  next_line(rest);
  bool listing = false;
  while (const auto line = next_line(rest)) {
    if (line->empty()) {
      header.ended = true;
      break;
    }
    if (file.size() - rest.size() > most_header_bytes) throw malformed("its header does not end");
    if (listing) {
      header.listed_files.emplace_back(trimmed(*line));
    } else {
      take_line(*line, header);
      listing = lower(header.field("data file")).rfind("list", 0) == 0 &&
                words(header.field("data file")).size() <= 2 && lower(words(header.field("data file"))[0]) == "list";
    }
  }
  header.data_offset = file.size() - rest.size();
  return header;
}

}  // namespace gantry::pictures
