// SPDX-License-Identifier: Apache-2.0
#include "making.hpp"

#include <catch2/catch.hpp>

#include <cstring>

extern "C" const gantry_plugin_entry tables_entry;

namespace gantry::test {
namespace {

// A host that runs the writer on the table that is handed to its output_table.
struct WritingHost {
  Written written;
  const gantry_table *table = nullptr;
  const char *name = nullptr;
  gantry_io io{};
  gantry_context context{};

  explicit WritingHost(const char *file_name) : name(file_name) {
    io.size = sizeof io;
    io.host = this;
    io.input_count = [](const gantry_io *, const char *) { return 1u; };
    io.input_table = [](const gantry_io *i, const char *port, std::uint32_t, const gantry_table **out) -> std::int32_t {
      *out = of(i).table;
      return std::strcmp(port, "table") == 0 ? GANTRY_OK : GANTRY_INVALID_ARGUMENT;
    };
    io.output_table = [](const gantry_io *i, const char *, const gantry_table *t) -> std::int32_t {
      of(i).table = t;
      const auto &all = *static_cast<const gantry_readers *>(tables_entry.get_interface(GANTRY_READERS_ID));
      of(i).written.status = all.writers[0]->write(all.writers[0], &of(i).context, of(i).name);
      return GANTRY_OK;
    };
    io.output_file = [](const gantry_io *i, const char *, const gantry_file *f) -> std::int32_t {
      Written &w = of(i).written;
      w.media_type = f->media_type;
      w.name = f->name;
      w.bytes.assign(static_cast<const char *>(f->data), static_cast<std::size_t>(f->byte_size));
      return GANTRY_OK;
    };
    context.size = sizeof context;
    context.host = this;
    context.io = &io;
    context.progress = [](const gantry_context *, double, const char *) {};
    context.cancelled = [](const gantry_context *) { return 0u; };
    context.log = [](const gantry_context *c, std::int32_t severity, const char *text) {
      if (severity == GANTRY_LOG_WARNING) of(c).written.warnings.emplace_back(text);
    };
    context.fail = [](const gantry_context *c, const gantry_error *e) {
      of(c).written.code = e->code;
      return e->status;
    };
  }
  WritingHost(const WritingHost &) = delete;
  WritingHost &operator=(const WritingHost &) = delete;
  template <class C>
  static WritingHost &of(const C *c) {
    return *static_cast<WritingHost *>(c->host);
  }
};

}  // namespace

Outcome read_text(const std::string &bytes, const std::string &name) {
  return PluginBench(tables_entry).read("text-table", {{name, bytes}}, "0");
}

HeldTable table_of(const std::string &bytes) {
  Outcome o = read_text(bytes);
  INFO(o.message);
  REQUIRE(o.status == GANTRY_OK);
  return o.tables.at("table");
}

std::string refusal(const std::string &bytes) {
  const Outcome o = read_text(bytes);
  CHECK(o.status == GANTRY_BAD_DATA);
  CHECK_FALSE(o.hint.empty());
  const Outcome listed = PluginBench(tables_entry).list("text-table", {{"a.csv", bytes}});
  CHECK(listed.items.empty());
  CHECK(listed.refused.at(0) == o.message + ": " + o.hint);
  return o.message;
}

Written write_table(const std::vector<ColumnValues> &columns, const std::string &name) {
  WritingHost host(name.c_str());
  Job(host.context).output_table("table", columns);
  return host.written;
}

}  // namespace gantry::test
