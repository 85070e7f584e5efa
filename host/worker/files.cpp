// SPDX-License-Identifier: Apache-2.0
#include <host/worker/files.hpp>

namespace gantry::worker {
namespace {

std::string text(const char *words) { return words == nullptr ? std::string{} : std::string(words); }

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

const JobFiles::Open *JobFiles::open(std::uint32_t index) {
  link_.control().beat();
  if (index >= names_.size() || names_[index].name.empty()) return nullptr;  // only the place is taken
  if (const auto found = open_.find(index); found != open_.end()) return &found->second;
  auto answer = link_.ask(Message::file_wanted, {{"index", index}}, Message::file);
  if (!answer || answer.value().descriptors.size() != 1) return nullptr;
  auto mapped = core::platform::MappedFile::map(std::move(answer.value().descriptors.front()));
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
