// SPDX-License-Identifier: Apache-2.0
// Data of the open project in memory: asked for by the screens, read by the background, let go of when there is too much.
//
//   Objects objects([&](const std::string &hash) { … queue a job that ends with objects.put(…) … });
//   const Known &table = objects.get(hash);          // empty until it is there
//   for (…; r < table.table.rows(); …) …
//
// Used by the thread that draws.
#pragma once

#include <core/data/signal.hpp>
#include <core/view/shown_volume.hpp>
#include <functional>
#include <host/window/workplace/thumbnail.hpp>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace gantry::host::window {

// An object, and what it holds as far as screens need it, read once.
struct Known {
  core::ObjectPtr object;                                  // empty: not yet, or not at all
  std::string problem;                                     // why not, in words
  core::view::ShownVolumePtr shown;                        // of a volume
  core::Table table;                                       // of a table
  nlohmann::json record;                                   // of a record: its content
  std::vector<std::pair<std::string, std::string>> lines;  // of a record: members, by path
  core::SignalHeader signal;
  std::vector<double> times;                  // of a signal, s
  std::vector<std::vector<double>> channels;  // long ones thinned to the least and the greatest of each stretch
};
std::shared_ptr<const Known> known(const core::Result<core::ObjectPtr> &object);

class Objects {
 public:
  // `want` is called once for each hash that is asked for and not here.
  explicit Objects(std::function<void(const std::string &hash)> want) : want_(std::move(want)) {}

  const Known &get(const std::string &hash);
  void put(const std::string &hash, std::shared_ptr<const Known> known);
  void clear();

  // Small pictures, made beside the reading; they stay.
  const core::view::Pixels *thumbnail(const std::string &hash) const;
  void put_thumbnail(const std::string &hash, core::view::Pixels thumbnail);

  // After a drawing: beyond `most` bytes, lets go of what was not asked for in it, the longest unused first.
  void trim(std::size_t most);

 private:
  struct Entry {
    std::shared_ptr<const Known> known;
    std::uint64_t used = 0;
  };
  std::function<void(const std::string &)> want_;
  std::map<std::string, Entry> entries_;
  std::map<std::string, core::view::Pixels> thumbnails_;
  std::uint64_t drawing_ = 1;
};

}  // namespace gantry::host::window
