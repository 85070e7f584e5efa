// SPDX-License-Identifier: Apache-2.0
// A host for tests, in memory and in the test's own process: runs the tools, readers and writers of one plugin.
//
//   PluginBench bench(segmentation_entry);
//   Outcome o = bench.input("image", image).set("lower", 100).run("threshold");
//   o.volumes.at("mask").front().value(0);
#pragma once

#include "held.hpp"

#include <gantry/gantry.h>

#include <map>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace gantry::test {

struct NamedBytes {
  std::string name, bytes;
};

struct Item {
  std::uint32_t kind;
  std::string key, title, summary;
  std::vector<std::uint32_t> files;
};

// What a call left behind. Outputs are emptied when it failed, as the host does.
struct Outcome {
  std::int32_t status = GANTRY_OK;
  std::string code, message, parameter, hint;
  std::vector<std::string> warnings;
  std::map<std::string, std::vector<HeldVolume>> volumes;
  std::map<std::string, std::vector<HeldSignal>> signals;
  std::map<std::string, HeldTable> tables;
  std::map<std::string, std::string> records;
  std::vector<NamedBytes> files;
  std::vector<Item> items;
  std::map<std::uint32_t, std::string> refused;                // file → reason
  std::vector<std::pair<std::uint64_t, std::uint64_t>> ready;  // bytes, begin to end, of whichever volume
  std::vector<std::string> ready_bytes;                        // what stood there when it was said

  const HeldVolume &volume(const std::string &port) const { return volumes.at(port).at(0); }
  const HeldSignal &signal(const std::string &port) const { return signals.at(port).at(0); }
};

using Value = std::variant<double, std::int64_t, std::string>;

class PluginBench {
 public:
  explicit PluginBench(const gantry_plugin_entry &entry) : entry_(entry) {}

  // For the next call of run, write, list or read; cleared by it. Values not set take their declared defaults.
  PluginBench &input(const std::string &port, const HeldVolume &volume);
  PluginBench &input(const std::string &port, const HeldSignal &signal);
  PluginBench &input(const std::string &port, const HeldTable &table);  // one for a port
  PluginBench &input_record(const std::string &port, const std::string &schema, const std::string &json);
  PluginBench &set(const std::string &key, Value value);
  PluginBench &set(const std::string &key, double value) { return set(key, Value(value)); }
  PluginBench &set(const std::string &key, int value) { return set(key, Value(std::int64_t{value})); }
  PluginBench &set(const std::string &key, const char *value) { return set(key, Value(std::string(value))); }
  // ctx->cancelled says yes from this call of it on; 0: never.
  PluginBench &cancel_at_call(int call);
  // Outputs beyond it are refused with GANTRY_NO_MEMORY.
  PluginBench &output_limit(std::uint64_t bytes);
  // ctx->threads from now on; 1 unless said.
  PluginBench &threads(std::uint32_t count);

  Outcome run(const std::string &tool);
  Outcome write(const std::string &writer, const std::string &name);
  std::uint32_t sniff(const std::string &reader, const NamedBytes &file) const;
  Outcome list(const std::string &reader, const std::vector<NamedBytes> &files);
  Outcome read(const std::string &reader, const std::vector<NamedBytes> &files, const std::string &key);

 private:
  struct Call;
  template <class F>
  Outcome call(const gantry_parameter *const *parameters, std::uint32_t count, F &&f);
  const gantry_reader &reader(const std::string &id) const;

  const gantry_plugin_entry &entry_;
  std::map<std::string, std::vector<HeldVolume>> inputs_;
  std::map<std::string, std::vector<HeldSignal>> signals_;
  std::map<std::string, HeldTable> tables_;
  std::map<std::string, std::pair<std::string, std::string>> records_;  // port → schema, JSON
  std::map<std::string, Value> values_;
  int cancel_at_ = 0;
  std::uint32_t threads_ = 1;
  std::uint64_t output_limit_ = std::uint64_t{4} << 30;
};

}  // namespace gantry::test
