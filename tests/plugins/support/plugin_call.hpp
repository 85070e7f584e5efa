// SPDX-License-Identifier: Apache-2.0
// One call's host: every C table with its functions, all answering from memory. For plugin_bench.cpp.
//
//   PluginBench::Call call;
//   call.inputs["image"].push_back(image);
//   tool.run(&tool, &call.context);   // call.outcome
#pragma once

#include "plugin_bench.hpp"

#include <mutex>

namespace gantry::test {

struct PluginBench::Call {
  Outcome outcome;
  std::map<std::string, std::vector<HeldVolume>> inputs;
  std::map<std::string, std::vector<HeldSignal>> signals;
  std::map<std::string, HeldTable> tables;
  std::map<std::string, Value> values;
  std::map<std::string, std::vector<double>> lists;
  std::map<std::string, const gantry_table *> table_views;  // port → as C has it
  std::map<std::string, std::pair<std::string, std::string>> records;
  gantry_record record{};
  const std::vector<NamedBytes> *files = nullptr;
  int cancel_at = 0, calls = 0;
  std::uint64_t output_left = 0;

  std::mutex showing;  // ready() comes from any thread

  gantry_values c_values{};
  gantry_io io{};
  gantry_context context{};
  gantry_files c_files{};
  gantry_items items{};

  Call() {
    fill_values();
    fill_inputs();
    fill_outputs();
    fill_context();
    fill_files();
  }
  Call(const Call &) = delete;
  Call &operator=(const Call &) = delete;

  template <class C>
  static Call &of(const C *c) {
    return *static_cast<Call *>(c->host);
  }

 private:
  template <class T, class To>
  static std::int32_t get(const gantry_values *v, const char *key, To *out);
  void fill_values();
  void fill_inputs();
  void fill_outputs();
  void fill_context();
  void fill_files();
};

}  // namespace gantry::test
