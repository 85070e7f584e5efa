// SPDX-License-Identifier: Apache-2.0
#include "plugin_bench.hpp"

#include <charconv>
#include <iterator>
#include <mutex>
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

std::vector<double> numbers(const std::string &text) {
  std::vector<double> out;
  for (const char *at = text.data(), *end = at + text.size(); at < end; ++at) {
    double value = 0;
    at = std::from_chars(at, end, value).ptr;
    out.push_back(value);
  }
  return out;
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

// One call's host: every C table with its functions, all answering from memory.
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
    fill_io();
    fill_context();
    fill_files();
  }
  Call(const Call &) = delete;
  Call &operator=(const Call &) = delete;

  template <class C>
  static Call &of(const C *c) {
    return *static_cast<Call *>(c->host);
  }
  template <class T, class To>
  static std::int32_t get(const gantry_values *v, const char *key, To *out) {
    const auto found = of(v).values.find(key);
    if (found == of(v).values.end()) return GANTRY_NOT_FOUND;
    const T *value = std::get_if<T>(&found->second);
    if (value == nullptr) return GANTRY_INVALID_ARGUMENT;
    if constexpr (std::is_same_v<T, std::string>) *out = value->c_str();
    else *out = *value;
    return GANTRY_OK;
  }
  void fill_values() {
    c_values.size = sizeof c_values;
    c_values.host = this;
    c_values.get_f64 = get<double, double>;
    c_values.get_i64 = get<std::int64_t, std::int64_t>;
    c_values.get_text = get<std::string, const char *>;
    c_values.get_list = [](const gantry_values *v, const char *key, const double **out,
                           std::uint64_t *count) -> std::int32_t {
      const char *text = nullptr;
      if (const std::int32_t status = get<std::string>(v, key, &text); status != GANTRY_OK) return status;
      auto &list = of(v).lists[key] = numbers(text);
      *out = list.data();
      *count = list.size();
      return GANTRY_OK;
    };
  }
  void fill_io() {
    io.size = sizeof io;
    io.host = this;
    io.input_count = [](const gantry_io *i, const char *port) {
      const Call &call = of(i);
      const auto volumes = call.inputs.find(port);
      const auto signals = call.signals.find(port);
      return static_cast<std::uint32_t>((volumes == call.inputs.end() ? 0 : volumes->second.size()) +
                                        (signals == call.signals.end() ? 0 : signals->second.size()) +
                                        call.tables.count(port) + call.records.count(port));
    };
    io.input_signal = [](const gantry_io *i, const char *port, std::uint32_t index,
                         const gantry_signal **out) -> std::int32_t {
      const auto found = of(i).signals.find(port);
      if (found == of(i).signals.end() || index >= found->second.size()) return GANTRY_NOT_FOUND;
      *out = &found->second[index].c();
      return GANTRY_OK;
    };
    io.input_table = [](const gantry_io *i, const char *port, std::uint32_t index,
                        const gantry_table **out) -> std::int32_t {
      const auto found = of(i).table_views.find(port);
      if (found == of(i).table_views.end() || index > 0) return GANTRY_NOT_FOUND;
      *out = found->second;
      return GANTRY_OK;
    };
    io.output_signal = [](const gantry_io *i, const char *port, const gantry_signal *like,
                          gantry_signal **out) -> std::int32_t {
      const std::uint64_t bytes = like->samples * like->channel_count * element_bytes(like->dtype);
      if (bytes > of(i).output_left) return GANTRY_NO_MEMORY;
      if (like->channel_count == 0 || (like->rate == 0) != (like->times != nullptr)) return GANTRY_INVALID_ARGUMENT;
      of(i).output_left -= bytes;
      auto &signals = of(i).outcome.signals[port];
      signals.push_back(HeldSignal::like(*like));
      *out = &signals.back().c();
      return GANTRY_OK;
    };
    io.input_volume = [](const gantry_io *i, const char *port, std::uint32_t index,
                         const gantry_volume **out) -> std::int32_t {
      const auto found = of(i).inputs.find(port);
      if (found == of(i).inputs.end() || index >= found->second.size()) return GANTRY_NOT_FOUND;
      *out = &found->second[index].c();
      return GANTRY_OK;
    };
    io.output_volume = [](const gantry_io *i, const char *port, const gantry_volume *like,
                          gantry_volume **out) -> std::int32_t {
      std::uint64_t bytes = element_bytes(like->dtype);
      for (const std::uint64_t n : like->shape) bytes *= n;
      if (bytes > of(i).output_left) return GANTRY_NO_MEMORY;
      of(i).output_left -= bytes;
      auto &volumes = of(i).outcome.volumes[port];
      volumes.push_back(HeldVolume::like(*like));
      *out = &volumes.back().c();
      return GANTRY_OK;
    };
    io.ready = [](const gantry_io *i, const gantry_volume *lease, std::uint64_t begin, std::uint64_t end) {
      if (begin > end || end > lease->byte_size) throw std::logic_error("a part outside its volume");
      const std::lock_guard lock(of(i).showing);
      of(i).outcome.ready.emplace_back(begin, end);
      of(i).outcome.ready_bytes.emplace_back(static_cast<const char *>(lease->writable) + begin, end - begin);
    };
    io.input_record = [](const gantry_io *i, const char *port, std::uint32_t index,
                         const gantry_record **out) -> std::int32_t {
      const auto found = of(i).records.find(port);
      if (found == of(i).records.end() || index > 0) return GANTRY_NOT_FOUND;
      const auto &[schema, json] = found->second;
      of(i).record = {sizeof(gantry_record), 0, schema.c_str(), json.c_str(), nullptr, nullptr};
      *out = &of(i).record;
      return GANTRY_OK;
    };
    io.output_table = [](const gantry_io *i, const char *port, const gantry_table *t) -> std::int32_t {
      of(i).outcome.tables[port] = HeldTable::copy(*t);
      return GANTRY_OK;
    };
    io.output_record = [](const gantry_io *i, const char *port, const gantry_record *r) -> std::int32_t {
      of(i).outcome.records[port] = r->json;
      return GANTRY_OK;
    };
    io.output_file = [](const gantry_io *i, const char *, const gantry_file *f) -> std::int32_t {
      of(i).outcome.files.push_back({f->name, std::string(static_cast<const char *>(f->data), f->byte_size)});
      return GANTRY_OK;
    };
  }
  void fill_context() {
    context.size = sizeof context;
    context.level = GANTRY_LEVEL_BASELINE;
    context.threads = 1;
    context.host = this;
    context.values = &c_values;
    context.io = &io;
    context.progress = [](const gantry_context *, double fraction, const char *) {
      if (!(fraction >= 0 && fraction <= 1)) throw std::logic_error("progress outside 0 to 1");
    };
    context.cancelled = [](const gantry_context *c) -> std::uint32_t {
      Call &call = of(c);
      ++call.calls;
      return call.cancel_at > 0 && call.calls >= call.cancel_at ? 1 : 0;
    };
    context.log = [](const gantry_context *c, std::int32_t severity, const char *text) {
      if (severity >= GANTRY_LOG_WARNING) of(c).outcome.warnings.emplace_back(text);
    };
    context.fail = [](const gantry_context *c, const gantry_error *e) {
      const auto given = [](const char *text) { return std::string(text == nullptr ? "" : text); };
      Outcome &o = of(c).outcome;
      o.code = given(e->code);
      o.message = given(e->message);
      o.parameter = given(e->parameter);
      o.hint = given(e->hint);
      return e->status;
    };
    context.get_service = [](const gantry_context *, const char *) -> const void * { return nullptr; };
  }
  void fill_files() {
    c_files.size = sizeof c_files;
    c_files.host = this;
    c_files.name = [](const gantry_files *f, std::uint32_t i) { return of(f).files->at(i).name.c_str(); };
    c_files.byte_size = [](const gantry_files *f, std::uint32_t i) -> std::uint64_t {
      return of(f).files->at(i).bytes.size();
    };
    c_files.map = [](const gantry_files *f, std::uint32_t i, const void **bytes, std::uint64_t *size) -> std::int32_t {
      *bytes = of(f).files->at(i).bytes.data();
      *size = of(f).files->at(i).bytes.size();
      return GANTRY_OK;
    };
    c_files.unmap = [](const gantry_files *, std::uint32_t) {};
    c_files.path = [](const gantry_files *, std::uint32_t) -> const char * { return nullptr; };
    items.size = sizeof items;
    items.host = this;
    items.add = [](const gantry_items *i, const gantry_item *item) {
      of(i).outcome.items.push_back({item->kind, item->key, item->title, item->summary,
                                     std::vector<std::uint32_t>(item->files, item->files + item->file_count)});
    };
    items.refuse = [](const gantry_items *i, std::uint32_t file, const char *reason) {
      of(i).outcome.refused[file] = reason;
    };
  }
};

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
