// SPDX-License-Identifier: Apache-2.0
#include <core/ui/ids.hpp>

#include <algorithm>

namespace gantry::core {
namespace {

bool allowed(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.';
}

}  // namespace

bool is_id(std::string_view id) {
  return !id.empty() && id.size() <= max_id_bytes && std::all_of(id.begin(), id.end(), allowed);
}

std::string clean_id(std::string_view id) {
  std::string out(id.substr(0, max_id_bytes));
  std::replace_if(
      out.begin(), out.end(), [](char c) { return !allowed(c); }, '_');
  return out.empty() ? "_" : out;
}

void IdStack::clear() {
  here_.clear();
  lengths_.clear();
  given_.clear();
}

std::string IdStack::path(std::string_view id) {
  std::string path = here_;
  if (!path.empty()) path += '/';
  path += id;
  if (const unsigned times = ++given_[path]; times > 1) path += "#" + std::to_string(times);
  return path;
}

std::string IdStack::enter(std::string_view id) {
  lengths_.push_back(here_.size());
  here_ = path(id);
  return here_;
}

void IdStack::leave() {
  if (lengths_.empty()) return;
  here_.resize(lengths_.back());
  lengths_.pop_back();
}

}  // namespace gantry::core
