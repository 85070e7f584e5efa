// SPDX-License-Identifier: Apache-2.0
#include <host/worker/files.hpp>

#include <host/worker/text.hpp>
#include <algorithm>
#include <utility>

namespace gantry::worker {
namespace {

std::string kind_name(std::uint32_t kind) {
  const bool known = kind >= GANTRY_KIND_VOLUME && kind <= GANTRY_KIND_FILE;
  return known ? std::string(core::name(static_cast<core::Kind>(kind))) : std::string{};
}

}  // namespace

JobFiles::JobFiles(Link &link, std::vector<core::protocol::FileName> names) : link_(link), names_(std::move(names)) {
  table_.size = sizeof table_;
  table_.count = static_cast<std::uint32_t>(names_.size());
  table_.host = this;
  table_.name = [](const gantry_files *files, std::uint32_t index) -> const char * {
    return index < of(files).names_.size() ? of(files).names_[index].name.c_str() : nullptr;
  };
  table_.byte_size = [](const gantry_files *files, std::uint32_t index) -> std::uint64_t {
    return index < of(files).names_.size() ? of(files).names_[index].bytes : 0;
  };
  table_.map = [](const gantry_files *files, std::uint32_t index, const void **bytes,
                  std::uint64_t *byte_size) -> std::int32_t {
    const Open *open = of(files).open(index);
    if (open == nullptr) return GANTRY_NOT_FOUND;
    *bytes = open->file.bytes().data();
    *byte_size = open->file.bytes().size();
    return GANTRY_OK;
  };
  table_.unmap = [](const gantry_files *files, std::uint32_t index) { of(files).open_.erase(index); };
  table_.path = [](const gantry_files *files, std::uint32_t index) -> const char * {
    const Open *open = of(files).open(index);
    return open == nullptr ? nullptr : open->path.c_str();
  };
}

core::platform::FileDescriptor JobFiles::fetch(std::uint32_t index) {
  if (auto here = ahead_.extract(index)) return std::move(here.mapped());
  const bool in_order = ahead_.empty() && last_asked_ && index > *last_asked_;
  ahead_wanted_ = in_order ? std::min(2 * ahead_wanted_ + 1, core::platform::Channel::max_descriptors - 1) : 0;
  last_asked_ = index;
  ahead_.clear();
  auto answer = link_.ask(Message::file_wanted, {{"index", index}, {"ahead", ahead_wanted_}}, Message::file);
  if (!answer) return {};
  const auto files = answer.value().json.value("files", std::vector<std::uint32_t>{});
  auto &descriptors = answer.value().descriptors;
  if (files.size() != descriptors.size()) return {};
  for (std::size_t i = 0; i < files.size(); ++i) ahead_[files[i]] = std::move(descriptors[i]);
  auto asked = ahead_.extract(index);
  return asked ? std::move(asked.mapped()) : core::platform::FileDescriptor{};
}

const JobFiles::Open *JobFiles::open(std::uint32_t index) {
  link_.control().beat();
  if (index >= names_.size() || names_[index].name.empty()) return nullptr;  // only the place is taken
  if (const auto found = open_.find(index); found != open_.end()) return &found->second;
  auto mapped = core::platform::MappedFile::map(fetch(index));
  if (!mapped) return nullptr;
  const std::string path = "/proc/self/fd/" + std::to_string(mapped.value().descriptor());
  return &open_.emplace(index, Open{std::move(mapped.value()), path}).first->second;
}

Items::Items(Link &link) : link_(link) {
  table_.size = sizeof table_;
  table_.host = this;
  table_.add = [](const gantry_items *table, const gantry_item *item) {
    auto &self = *static_cast<Items *>(table->host);
    self.link_.control().beat();
    if (item == nullptr || item->size < sizeof(gantry_item)) return;
    self.items.push_back({{"key", text(item->key)},
                          {"kind", kind_name(item->kind)},
                          {"title", text(item->title)},
                          {"summary", text(item->summary)},
                          {"files", std::vector<std::uint32_t>(item->files, item->files + item->file_count)}});
  };
  table_.refuse = [](const gantry_items *table, std::uint32_t file, const char *reason) {
    auto &self = *static_cast<Items *>(table->host);
    self.link_.control().beat();
    self.refused.push_back({{"file", file}, {"reason", text(reason)}});
  };
}

}  // namespace gantry::worker
