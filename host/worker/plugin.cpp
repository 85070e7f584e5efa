// SPDX-License-Identifier: Apache-2.0
#include <host/worker/plugin.hpp>

#include <cxxabi.h>
#include <cstdlib>

namespace gantry::worker {
namespace {

using core::fail;

// A table made for an older interface may lack its last members. This is the oldest one that is understood.
template <class Table>
bool whole(const Table *table) {
  return table != nullptr && table->size >= sizeof(Table);
}

template <class Table>
const Table *interface(const gantry_plugin_entry &entry, const char *id) {
  const auto *table = static_cast<const Table *>(entry.get_interface(id));
  return whole(table) ? table : nullptr;
}

template <class Item>
std::span<const Item *const> items(const Item *const *first, std::uint32_t count) {
  return {first, first == nullptr ? 0 : count};
}

std::string readable(const char *mangled) {
  int status = 0;
  char *plain = abi::__cxa_demangle(mangled, nullptr, nullptr, &status);
  std::string name = status == 0 ? plain : mangled;
  std::free(plain);
  return name;
}

}  // namespace

std::string interface_version(std::uint32_t abi) {
  return std::to_string(abi / 1000) + "." + std::to_string(abi % 1000);
}

std::string words_of(const std::exception_ptr &exception) {
  const std::string begin = "threw an exception across the C interface";
  try {
    std::rethrow_exception(exception);
  } catch (const std::exception &e) {
    return begin + " (" + readable(typeid(e).name()) + ": " + e.what() + ")";
  } catch (...) {
    const std::type_info *type = abi::__cxa_current_exception_type();
    return begin + (type == nullptr ? "" : " (" + readable(type->name()) + ")");
  }
}

Result<std::unique_ptr<Plugin>> Plugin::load(const std::string &library, const std::string &folder) {
  std::unique_ptr<Plugin> plugin(new Plugin);
  const std::string file = boost::filesystem::path(library).filename().string();
  try {
    // Everything is resolved now: a missing function is found here and not in the middle of a job.
    plugin->library_.load(library, boost::dll::load_mode::rtld_now | boost::dll::load_mode::rtld_local);
  } catch (const std::exception &e) {
    return fail("plugin.load", "the library " + file + " can't be loaded: " + e.what(), {},
                "install what it needs, or ask its vendor for a version for this system");
  }
  if (!plugin->library_.has(GANTRY_PLUGIN_ENTRY_SYMBOL))
    return fail("plugin.entry",
                "the library " + file + " is no Gantry plugin: it does not export " GANTRY_PLUGIN_ENTRY_SYMBOL, {},
                "build it with gantry_add_plugin(), which exports the entry");
  plugin->entry_ = &plugin->library_.get<const gantry_plugin_entry>(GANTRY_PLUGIN_ENTRY_SYMBOL);
  GANTRY_CHECK(plugin->check_entry(file));
  GANTRY_CHECK(plugin->start(folder));
  return plugin;
}

Result<void> Plugin::check_entry(const std::string &file) const {
  // Size and abi_min come first in every version, so they can be read whatever follows.
  if (entry_->abi_min > GANTRY_ABI_VERSION)
    return fail("plugin.abi",
                "the plugin " + file + " needs Gantry interface " + interface_version(entry_->abi_min) +
                    " or newer, this is " + interface_version(GANTRY_ABI_VERSION),
                {}, "update Gantry, or ask its vendor for a version for this one");
  if (!whole(entry_) || !whole(entry_->about) || entry_->init == nullptr || entry_->deinit == nullptr ||
      entry_->get_interface == nullptr)
    return fail("plugin.entry", "the entry of the plugin " + file + " is incomplete", {},
                "build it again with the headers of this version");
  return core::done();
}

Result<void> Plugin::start(const std::string &folder) {
  folder_ = folder;
  host_ = {sizeof(gantry_host), GANTRY_ABI_VERSION, "Gantry", host_version, folder_.c_str()};
  GANTRY_TRY(status, guarded([this] { return entry_->init(&host_); }));
  if (status != GANTRY_OK)
    return fail("plugin.init",
                "the plugin " + text(about().id) + " refused to start (status " + std::to_string(status) + ")", {},
                "see its requirements, or ask its vendor");
  started_ = true;
  return guarded([this] {
    tools_ = interface<gantry_tools>(*entry_, GANTRY_TOOLS_ID);
    models_ = interface<gantry_models>(*entry_, GANTRY_MODELS_ID);
    odes_ = interface<gantry_odes>(*entry_, GANTRY_ODES_ID);
    readers_ = interface<gantry_readers>(*entry_, GANTRY_READERS_ID);
    commands_ = interface<gantry_commands>(*entry_, GANTRY_COMMANDS_ID);
    panels_ = interface<gantry_panels>(*entry_, GANTRY_PANELS_ID);
  });
}

Plugin::~Plugin() {
  if (!started_) return;
  (void)guarded([this] { entry_->deinit(); });  // nobody is left to tell
}

std::span<const gantry_tool *const> Plugin::tools() const {
  return tools_ == nullptr ? items<gantry_tool>(nullptr, 0) : items(tools_->items, tools_->count);
}
std::span<const gantry_model *const> Plugin::models() const {
  return models_ == nullptr ? items<gantry_model>(nullptr, 0) : items(models_->items, models_->count);
}
std::span<const gantry_ode *const> Plugin::odes() const {
  return odes_ == nullptr ? items<gantry_ode>(nullptr, 0) : items(odes_->items, odes_->count);
}
std::span<const gantry_reader *const> Plugin::readers() const {
  return readers_ == nullptr ? items<gantry_reader>(nullptr, 0) : items(readers_->readers, readers_->reader_count);
}
std::span<const gantry_writer *const> Plugin::writers() const {
  return readers_ == nullptr ? items<gantry_writer>(nullptr, 0) : items(readers_->writers, readers_->writer_count);
}
std::span<const gantry_command *const> Plugin::commands() const {
  return commands_ == nullptr ? items<gantry_command>(nullptr, 0) : items(commands_->items, commands_->count);
}
std::span<const gantry_panel *const> Plugin::panels() const {
  return panels_ == nullptr ? items<gantry_panel>(nullptr, 0) : items(panels_->items, panels_->count);
}

}  // namespace gantry::worker
