// SPDX-License-Identifier: Apache-2.0
#include "plugin_call.hpp"

#include <iterator>
#include <stdexcept>
#include <utility>

namespace gantry::test {
namespace {

template <class T>
const T &table(const gantry_plugin_entry &entry, const char *id) {
  const void *found = entry.get_interface(id);
  if (found == nullptr) throw std::logic_error(std::string("the plugin has no ") + id);
  return *static_cast<const T *>(found);
}

// Fails as the host does: a value of an undeclared key or outside its range never reaches the plugin.
void check(const gantry_parameter &p, const Value &value) {
  const double *f = std::get_if<double>(&value);
  const std::int64_t *i = std::get_if<std::int64_t>(&value);
  if (f == nullptr && i == nullptr) return;
  const double number = f != nullptr ? *f : static_cast<double>(*i);
  if (number < p.minimum || number > p.maximum) throw std::logic_error(std::string("out of range: ") + p.key);
}

Value declared_default(const gantry_parameter &p) {
  if (p.type == GANTRY_PARAMETER_F64) return p.default_number;
  if (p.type == GANTRY_PARAMETER_I64 || p.type == GANTRY_PARAMETER_FLAG)
    return static_cast<std::int64_t>(p.default_number);
  return std::string(p.default_text == nullptr ? "" : p.default_text);
}

}  // namespace

PluginBench &PluginBench::input(const std::string &port, const HeldVolume &volume) {
  inputs_[port].push_back(volume);
  return *this;
}
PluginBench &PluginBench::input(const std::string &port, const HeldSignal &signal) {
  signals_[port].push_back(signal);
  return *this;
}
PluginBench &PluginBench::input_record(const std::string &port, const std::string &schema, const std::string &json) {
  records_[port] = {schema, json};
  return *this;
}
PluginBench &PluginBench::input(const std::string &port, const HeldTable &table) {
  tables_[port] = table;
  return *this;
}
PluginBench &PluginBench::set(const std::string &key, Value value) {
  values_[key] = std::move(value);
  return *this;
}
PluginBench &PluginBench::cancel_at_call(int call) {
  cancel_at_ = call;
  return *this;
}
PluginBench &PluginBench::output_limit(std::uint64_t bytes) {
  output_limit_ = bytes;
  return *this;
}

PluginBench &PluginBench::threads(std::uint32_t count) {
  threads_ = count;
  return *this;
}

template <class F>
Outcome PluginBench::call(const gantry_parameter *const *parameters, std::uint32_t count, F &&f) {
  Call call;
  call.inputs = std::exchange(inputs_, {});
  call.signals = std::exchange(signals_, {});
  call.tables = std::exchange(tables_, {});
  call.records = std::exchange(records_, {});
  auto given = std::exchange(values_, {});
  for (std::uint32_t i = 0; i < count; ++i) {
    const gantry_parameter &p = *parameters[i];
    const auto found = given.find(p.key);
    if (found != given.end()) check(p, found->second);
    call.values[p.key] = found == given.end() ? declared_default(p) : found->second;
    if (found != given.end()) given.erase(found);
  }
  if (!given.empty()) throw std::logic_error("undeclared parameter " + given.begin()->first);
  call.cancel_at = std::exchange(cancel_at_, 0);
  call.output_left = output_limit_;
  call.context.threads = threads_;
  std::int32_t status = GANTRY_OK;
  // The C views of the tables live as long as the call.
  const auto with_tables = [&](const auto &self, auto next) -> void {
    if (next == call.tables.end()) {
      status = f(call);
      return;
    }
    next->second.with_c([&](const gantry_table &t) {
      call.table_views[next->first] = &t;
      self(self, std::next(next));
    });
  };
  with_tables(with_tables, call.tables.begin());
  if (status != GANTRY_OK) {
    call.outcome.volumes.clear();
    call.outcome.signals.clear();
    call.outcome.tables.clear();
    call.outcome.records.clear();
    call.outcome.files.clear();
  }
  call.outcome.status = status;
  return std::move(call.outcome);
}

Outcome PluginBench::run(const std::string &tool) {
  const auto &tools = table<gantry_tools>(entry_, GANTRY_TOOLS_ID);
  for (std::uint32_t i = 0; i < tools.count; ++i) {
    const gantry_tool &t = *tools.items[i];
    if (tool == t.id) return call(t.parameters, t.parameter_count, [&](Call &c) { return t.run(&t, &c.context); });
  }
  throw std::logic_error("no tool " + tool);
}

Outcome PluginBench::write(const std::string &writer, const std::string &name) {
  const auto &all = table<gantry_readers>(entry_, GANTRY_READERS_ID);
  for (std::uint32_t i = 0; i < all.writer_count; ++i) {
    const gantry_writer &w = *all.writers[i];
    if (writer != w.id) continue;
    return call(w.parameters, w.parameter_count, [&](Call &c) { return w.write(&w, &c.context, name.c_str()); });
  }
  throw std::logic_error("no writer " + writer);
}

const gantry_reader &PluginBench::reader(const std::string &id) const {
  const auto &all = table<gantry_readers>(entry_, GANTRY_READERS_ID);
  for (std::uint32_t i = 0; i < all.reader_count; ++i) {
    if (id == all.readers[i]->id) return *all.readers[i];
  }
  throw std::logic_error("no reader " + id);
}

std::uint32_t PluginBench::sniff(const std::string &id, const NamedBytes &file) const {
  const gantry_reader &r = reader(id);
  const std::uint64_t head = file.bytes.size() < GANTRY_SNIFF_BYTES ? file.bytes.size() : GANTRY_SNIFF_BYTES;
  return r.sniff(&r, file.name.c_str(), file.bytes.data(), head, file.bytes.size());
}

Outcome PluginBench::list(const std::string &id, const std::vector<NamedBytes> &files) {
  const gantry_reader &r = reader(id);
  return call(r.parameters, r.parameter_count, [&](Call &c) {
    c.files = &files;
    c.c_files.count = static_cast<std::uint32_t>(files.size());
    return r.list(&r, &c.context, &c.c_files, &c.items);
  });
}

Outcome PluginBench::read(const std::string &id, const std::vector<NamedBytes> &files, const std::string &key) {
  const gantry_reader &r = reader(id);
  return call(r.parameters, r.parameter_count, [&](Call &c) {
    c.files = &files;
    c.c_files.count = static_cast<std::uint32_t>(files.size());
    return r.read(&r, &c.context, &c.c_files, key.c_str());
  });
}

}  // namespace gantry::test
