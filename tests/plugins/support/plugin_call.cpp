// SPDX-License-Identifier: Apache-2.0
#include "plugin_call.hpp"

#include <charconv>
#include <stdexcept>

namespace gantry::test {
namespace {

std::vector<double> numbers(const std::string &text) {
  std::vector<double> out;
  for (const char *at = text.data(), *end = at + text.size(); at < end; ++at) {
    double value = 0;
    at = std::from_chars(at, end, value).ptr;
    out.push_back(value);
  }
  return out;
}

}  // namespace

template <class T, class To>
std::int32_t PluginBench::Call::get(const gantry_values *v, const char *key, To *out) {
  const auto found = of(v).values.find(key);
  if (found == of(v).values.end()) return GANTRY_NOT_FOUND;
  const T *value = std::get_if<T>(&found->second);
  if (value == nullptr) return GANTRY_INVALID_ARGUMENT;
  if constexpr (std::is_same_v<T, std::string>) *out = value->c_str();
  else *out = *value;
  return GANTRY_OK;
}

void PluginBench::Call::fill_values() {
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

void PluginBench::Call::fill_inputs() {
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
  io.input_volume = [](const gantry_io *i, const char *port, std::uint32_t index,
                       const gantry_volume **out) -> std::int32_t {
    const auto found = of(i).inputs.find(port);
    if (found == of(i).inputs.end() || index >= found->second.size()) return GANTRY_NOT_FOUND;
    *out = &found->second[index].c();
    return GANTRY_OK;
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
}

void PluginBench::Call::fill_outputs() {
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

void PluginBench::Call::fill_context() {
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

void PluginBench::Call::fill_files() {
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

}  // namespace gantry::test
