// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <core/session/session.hpp>
#include <core/session/sources.hpp>
#include <gantry/reader.h>

namespace gantry::core {
namespace {

using nlohmann::json;

// DICOM's keyword, which readers of other formats use as well where they know it.
bool names_study(const Object &header) {
  const auto content = record_of(header);
  if (!content || !content.value().contains("entries") || !content.value()["entries"].is_array()) return false;
  const auto &entries = content.value()["entries"];
  return std::any_of(entries.begin(), entries.end(), [](const json &entry) {
    return entry.is_object() && entry.value("key", json()) == "StudyInstanceUID";
  });
}

// True for volumes of one space; for anything else nothing speaks against it.
bool lie_together(const json &a, const json &b) {
  const auto one = volume_header(a), other = volume_header(b);
  if (!one || !other) return true;
  const auto &s = one.value().shape, &t = other.value().shape;
  return std::equal(s.begin(), s.begin() + 3, t.begin()) &&
         same_space(one.value().geometry, other.value().geometry, s, 1e-2);
}

}  // namespace

Result<ObjectPtr> header_object(const ReadItem &item) {
  if (!item.header.is_array() || item.header.empty()) return ObjectPtr{};
  return make_record(GANTRY_HEADER_SCHEMA, {{"entries", item.header}});
}

Result<std::map<std::string, std::string>> header_records(const Project &project) {
  std::map<std::string, std::string> headers;
  GANTRY_TRY(records, project.records());
  for (const auto &record : records) {
    if (record.schema != GANTRY_HEADER_SCHEMA) continue;
    GANTRY_TRY(object, project.object(record.hash));
    GANTRY_TRY(content, record_of(*object));
    if (content.contains("item") && content["item"].is_string()) {
      headers[content["item"].get<std::string>()] = record.hash;
    }
  }
  return headers;
}

void SourceSearch::add_header(ObjectPtr header, bool same_space) {
  const bool study = names_study(*header);
  candidates_.push_back({std::move(header), same_space, study});
}

Result<void> SourceSearch::read_project() {
  if (read_ || project_ == nullptr) return done();
  read_ = true;
  GANTRY_TRY(items, project_->items());
  items_ = std::move(items);
  GANTRY_TRY(headers, header_records(*project_));
  headers_ = std::move(headers);
  return done();
}

Result<void> SourceSearch::add_item(const std::string &id) {
  GANTRY_CHECK(read_project());
  const auto item = std::find_if(items_.begin(), items_.end(), [&](const Item &i) { return i.id == id; });
  return item == items_.end() ? done() : follow(*item);
}

Result<void> SourceSearch::follow(const Item &item) {
  if (!seen_.insert(item.id).second) return done();
  if (const auto header = headers_.find(item.id); header != headers_.end()) {
    GANTRY_TRY(record, project_->object(header->second));
    GANTRY_TRY(described, project_->header(item.object));
    add_header(record, lie_together(described, object_.header));
  }
  if (item.run.empty()) return done();
  GANTRY_TRY(run, project_->run(item.run));
  for (const auto &input : run.inputs) {
    for (const auto &other : items_) {
      if (other.object == input.object) GANTRY_CHECK(follow(other));
    }
  }
  return done();
}

ObjectPtr SourceSearch::best() const {
  const auto better = [](const Candidate &a, const Candidate &b) {
    return std::pair(a.same_space, a.names_study) < std::pair(b.same_space, b.names_study);
  };
  const auto found = std::max_element(candidates_.begin(), candidates_.end(), better);  // the first of equal ones
  return found == candidates_.end() ? ObjectPtr{} : found->header;
}

Result<ObjectPtr> Session::source_of(const Call &call, const Object &object) {
  SourceSearch search(project_, object);
  for (const auto &header : call.file_headers) search.add_header(header, true);
  for (const auto &[port, item] : call.input_items) GANTRY_CHECK(search.add_item(item));
  return search.best();
}

Result<ObjectPtr> Session::source_named(const std::string &word, const Object &object, const JobWatcher &watcher) {
  GANTRY_TRY(item, item_of(word));
  if (item) {
    SourceSearch search(project_, object);
    GANTRY_CHECK(search.add_item(item->id));
    return search.best();
  }
  GANTRY_TRY(files, gather_files({word}));
  std::vector<ObjectPtr> all, together;
  const ItemSink keep = [&](ReadItem &&read) -> Result<void> {
    GANTRY_TRY(header, header_object(read));
    if (!header) return done();
    all.push_back(header);
    const bool fits = std::any_of(read.described.begin(), read.described.end(),
                                  [&](const json &described) { return lie_together(described, object.header); });
    if (fits) together.push_back(header);
    return done();
  };
  GANTRY_CHECK(read_files(*bench_, files, {.limits = settings_.limits, .headers_only = true}, watcher, keep));
  if (all.size() == 1) return all.front();
  if (together.size() == 1) return together.front();
  if (all.empty()) {
    return fail("source.none", word + " holds nothing that has a header", word,
                "give the DICOM files that the data was made from", Failure::usage);
  }
  return fail("source.several",
              word + " holds " + std::to_string(all.size()) + " items, of which " + std::to_string(together.size()) +
                  " lie where the data lies",
              word, "give the folder or the files of one series", Failure::usage);
}

}  // namespace gantry::core
