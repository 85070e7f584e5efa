// SPDX-License-Identifier: Apache-2.0
#include "picture_series.hpp"

#include "text.hpp"

#include <algorithm>
#include <map>
#include <tuple>

namespace gantry::pictures {
namespace {

struct Numbered {
  std::int64_t number;
  std::size_t index;
};

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// The text around the last number before the extension, and the number; -1 for none.
std::tuple<std::string, std::string, std::int64_t> split(const std::string &name) {
  const std::size_t dot = name.rfind('.');
  const std::string stem = name.substr(0, dot), extension = dot == std::string::npos ? "" : name.substr(dot);
  const auto last = std::find_if(stem.rbegin(), stem.rend(), is_digit);
  const auto first = std::find_if_not(last, stem.rend(), is_digit);
  const auto begin = static_cast<std::size_t>(stem.rend() - first), end = static_cast<std::size_t>(stem.rend() - last);
  const auto number = whole_number(std::string_view(stem).substr(begin, end - begin));
  if (last == stem.rend() || !number) return {name, "", -1};
  return {stem.substr(0, begin), stem.substr(end) + lower(extension), *number};
}

// Numbers that go on by the same step.
void add_runs(const std::vector<Numbered> &sorted, std::vector<std::vector<std::size_t>> &runs) {
  for (std::size_t i = 0; i < sorted.size();) {
    std::vector<std::size_t> run{sorted[i].index};
    const std::int64_t step = i + 1 < sorted.size() ? sorted[i + 1].number - sorted[i].number : 0;
    for (++i; i < sorted.size() && sorted[i].number - sorted[i - 1].number == step; ++i) run.push_back(sorted[i].index);
    runs.push_back(std::move(run));
  }
}

}  // namespace

std::vector<std::vector<std::size_t>> numbered_runs(const std::vector<std::string> &names) {
  // by the text around the number, and by how many times the same name came before
  std::map<std::tuple<std::string, std::string, std::size_t>, std::vector<Numbered>> groups;
  std::map<std::string, std::size_t> seen;
  std::vector<std::vector<std::size_t>> runs;
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (names[i].empty()) continue;
    const auto [before, after, number] = split(names[i]);
    if (number < 0) runs.push_back({i});
    else groups[{before, after, seen[names[i]]++}].push_back({number, i});
  }
  for (auto &[key, group] : groups) {
    std::stable_sort(group.begin(), group.end(), [](const auto &a, const auto &b) { return a.number < b.number; });
    add_runs(group, runs);
  }
  std::sort(runs.begin(), runs.end());
  return runs;
}

}  // namespace gantry::pictures
