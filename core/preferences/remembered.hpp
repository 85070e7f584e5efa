// SPDX-License-Identifier: Apache-2.0
// A small document that outlives the program: changed in memory at once, on the disk a moment later, whole or not at all.
//
//   Remembered memory(state_folder() / "window.json");
//   memory.put({{"theme", "dark"}});        // written soon; changes in quick succession are written once
//   GANTRY_CHECK(memory.save());            // now: it is on the disk when this returns
//
// The file is its owner's alone, since it may name folders. Used by one thread.
#pragma once

#include <chrono>
#include <core/result.hpp>
#include <filesystem>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>

namespace gantry::core {

class Remembered {
 public:
  // Reads what is there. A damaged file is kept beside the new one, with ".damaged" behind its name: see trouble().
  explicit Remembered(std::filesystem::path file, std::chrono::milliseconds delay = std::chrono::milliseconds(250));
  ~Remembered();  // saves what has not been saved
  Remembered(const Remembered &) = delete;
  Remembered &operator=(const Remembered &) = delete;

  const nlohmann::json &content() const { return content_; }  // an object
  enum class When { soon, at_once };
  void put(nlohmann::json content, When when = When::soon);
  // Waits for what was put. What can't be written (a full disk) is tried again every few seconds, and when this ends.
  Result<void> save();

  // What went wrong with reading or with the latest writing, in words; "": nothing.
  std::string trouble() const;

 private:
  class Writer;
  nlohmann::json content_;
  std::string damage_;
  std::unique_ptr<Writer> writer_;
};

}  // namespace gantry::core
