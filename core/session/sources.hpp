// SPDX-License-Identifier: Apache-2.0
// What data was made from: the header that its reader gave, found by way of the runs between.
//
//   SourceSearch search(project, object);
//   search.add_item("labels-4");                 // → kmeans ← image-1 ← import 1
//   GANTRY_TRY(header, search.best());           // gantry.header/1 of image-1; null when there is none
#pragma once

#include <core/import/read.hpp>
#include <core/project/project.hpp>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace gantry::core {

// The reader's header of a file as a record; null where it gave none. It may name the patient: never stored.
Result<ObjectPtr> header_object(const ReadItem &item);

// What imports kept of their files' headers: item → hash of its record {item, entries}, the latest where it has several.
Result<std::map<std::string, std::string>> header_records(const Project &project);

// Collects headers in the order in which they are met, the nearest first. Best: of data in the same space as `object`,
// and of these one that names the study that it belongs to.
class SourceSearch {
 public:
  SourceSearch(const Project *project, const Object &object) : project_(project), object_(object) {}

  void add_header(ObjectPtr header, bool same_space);
  Result<void> add_item(const std::string &id);
  ObjectPtr best() const;

 private:
  struct Candidate {
    ObjectPtr header;
    bool same_space = true, names_study = false;
  };
  Result<void> read_project();
  Result<void> follow(const Item &item);

  const Project *project_;
  const Object &object_;
  bool read_ = false;
  std::map<std::string, std::string> headers_;  // item → record
  std::vector<Item> items_;
  std::set<std::string> seen_;
  std::vector<Candidate> candidates_;
};

}  // namespace gantry::core
