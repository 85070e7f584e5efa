// SPDX-License-Identifier: Apache-2.0
#include "edf_annotations.hpp"

#include "text.hpp"

#include <algorithm>
#include <optional>

namespace gantry::biosignals {
namespace {

constexpr char duration_mark = '\x15', text_end = '\x14';

std::optional<Tal> tal_of(std::string_view list) {
  const std::size_t head_end = list.find(text_end);
  if (head_end == std::string_view::npos || (list.front() != '+' && list.front() != '-')) return std::nullopt;
  const std::string_view head = list.substr(0, head_end);
  const std::size_t mark = head.find(duration_mark);
  const auto onset = number(head.substr(0, mark));
  Tal tal;
  if (!onset) return std::nullopt;
  tal.onset = *onset;
  if (mark != std::string_view::npos) {
    const auto duration = number(head.substr(mark + 1));
    if (!duration || *duration < 0) return std::nullopt;
    tal.duration = *duration;
  }
  list.remove_prefix(head_end + 1);
  tal.keeps_time = !list.empty() && list.front() == text_end;
  while (!list.empty()) {
    const std::size_t end = std::min(list.find(text_end), list.size());
    if (const auto text = trimmed(list.substr(0, end)); !text.empty()) tal.texts.push_back(printable(text));
    list.remove_prefix(std::min(end + 1, list.size()));
  }
  return tal;
}

}  // namespace

std::vector<Tal> tals(std::string_view bytes, std::uint64_t &bad) {
  std::vector<Tal> found;
  for (std::size_t at = 0; at < bytes.size();) {
    const std::size_t end = std::min(bytes.find('\0', at), bytes.size());
    if (end > at) {
      if (auto tal = tal_of(bytes.substr(at, end - at))) found.push_back(std::move(*tal));
      else ++bad;
    }
    at = end + 1;
  }
  return found;
}

}  // namespace gantry::biosignals
