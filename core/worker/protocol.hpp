// SPDX-License-Identifier: Apache-2.0
// The messages between host and worker: one JSON object each, with descriptors beside it. Both sides take the other's
// for hostile: depth and size are limited before anything is parsed, and every member is checked.
//
//   worker ──ready|refused──►  host                      after start
//   host   ──inputs*, job──►   worker
//   worker ──log, output_wanted, output, part_ready, file_wanted, service──► host     any number, while the job runs
//   host   ──output_lease, file, answer──► worker        one for each that asks
//   worker ──finished──►       host
//
// While a panel is open, in place of the middle:
//
//   host   ──panel_draw──►     worker                    one at a time
//   worker ──panel_frame──►    host                      its answer
//   host   ──panel_close──►    worker
//
// Descriptors come in the order of what they belong to; an object without bytes has none.
#pragma once

#include <core/data/object.hpp>
#include <core/platform/channel.hpp>
#include <core/worker/job.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace gantry::core::protocol {

enum class Message : std::uint16_t {
  start = 1,      // {plugin, library, folder, storage, memory_bytes, file_bytes}; the control page
  ready,          // {id, version}
  refused,        // {error}
  inputs,         // {inputs:[…]}, where a job has more than one message can carry
  job,            // see Job
  finished,       // see Finished
  log,            // {job, severity, text}
  output_wanted,  // {port, header}: memory of the size that the header gives, please
  output_lease,   // {bytes}; the memory. {bytes: 0, refused: true} beyond the limit
  output,         // {port, header, bytes}; sealed memory
  file_wanted,    // {index, ahead}: the file, and up to that many of those that follow it
  file,           // {files:[index…]}; the files. None when the one that was asked for can't be opened
  service,        // {service, method, arguments}
  part_ready,     // {output, begin, end}: of the lease of that place among the outputs, bytes that stay as they are
  answer,         // {reply} or {error}; {header, bytes} and sealed memory where the answer has an object
  panel_draw,     // {sequence, edits, states}, see core/ui/edits.hpp
  panel_frame,    // {sequence, bytes, saved}; sealed memory, see core/ui/frame.hpp
  panel_close,    // {}
};

inline constexpr std::size_t max_depth = 64;

// JSON from the other side. Error "protocol.json".
Result<nlohmann::json> parse(std::string_view text);
// JSON for the other side; text that is not UTF-8 is mended.
std::string text(const nlohmann::json &json);

Result<void> send(platform::Channel &channel, Message type, const nlohmann::json &payload,
                  std::span<const int> descriptors = {});

nlohmann::json to_json(const Error &error);
Error error_of(const nlohmann::json &json);  // what is missing or strange is left empty; cut to sensible lengths

struct Start {
  std::string plugin, library, folder, storage;
  std::uint64_t memory_bytes = 0, file_bytes = 0;
};
nlohmann::json to_json(const Start &start);
Result<Start> start_of(const nlohmann::json &json);

struct FileName {
  std::string name;
  std::uint64_t bytes = 0;
  std::uint64_t head = 0;  // sniff_files: bytes of it in the block of heads
};

struct Job {
  std::string id;
  JobKind kind = JobKind::tool;
  std::string target;
  nlohmann::json parameters = nlohmann::json::object(), options = nlohmann::json::object();
  std::vector<PortObject> inputs;  // of this message
  std::vector<FileName> files;
  std::uint32_t level = 1, threads = 1;
  platform::SharedMemory heads;  // sniff_files
};

// An object on its way: its JSON, and its descriptor appended to `descriptors`.
nlohmann::json packed(const Object &object, std::vector<int> &descriptors);
// The other way round: takes the next descriptor, checks seals, size and header.
Result<ObjectPtr> unpacked(const nlohmann::json &json, std::vector<platform::FileDescriptor> &descriptors,
                           std::size_t &next);

nlohmann::json packed(const std::vector<PortObject> &inputs, std::vector<int> &descriptors);
Result<std::vector<PortObject>> inputs_of(const nlohmann::json &json,
                                          std::vector<platform::FileDescriptor> &descriptors, std::size_t &next);
Result<Job> job_of(const nlohmann::json &json, std::vector<platform::FileDescriptor> &descriptors);

struct Finished {
  enum class Outcome { done, failed, cancelled };
  std::string job;
  Outcome outcome = Outcome::done;
  Error error;
  bool broken = false;  // the worker can't be trusted any more: it must not be used again
  nlohmann::json items = nlohmann::json::array(), refused = nlohmann::json::array();
  nlohmann::json libraries;  // null: as last time
};
nlohmann::json to_json(const Finished &finished);
Result<Finished> finished_of(const nlohmann::json &json);

}  // namespace gantry::core::protocol
