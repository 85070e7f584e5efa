// SPDX-License-Identifier: Apache-2.0
#include <host/worker/io.hpp>

#include <algorithm>
#include <cstring>

namespace gantry::worker {
namespace {

using core::fail;
using core::Kind;
using nlohmann::json;

const Port *find(const std::vector<Port> &ports, std::string_view key) {
  const auto found = std::find_if(ports.begin(), ports.end(), [&](const Port &p) { return p.key == key; });
  return found == ports.end() ? nullptr : &*found;
}

auto wrong_input(const std::string &port, const std::string &what) {
  return fail("job.input", "the input " + port + " " + what, port, "see the inputs in its help");
}

std::int32_t status_of(const core::Error &error) {
  return error.code == "memory.none" ? GANTRY_NO_MEMORY : GANTRY_INVALID_ARGUMENT;
}

}  // namespace

std::vector<Port> ports_of(std::span<const gantry_port *const> declared) {
  std::vector<Port> ports;
  for (const gantry_port *p : declared) ports.push_back({p->key, p->kind, p->flags});
  return ports;
}

JobIo::JobIo(Link &link, std::vector<Port> inputs, std::optional<std::vector<Port>> outputs,
             std::vector<core::PortObject> given)
    : link_(link), inputs_(std::move(inputs)), outputs_(std::move(outputs)), given_(std::move(given)) {
  fill_table();
}

Result<void> JobIo::check_inputs() const {
  for (const auto &given : given_) {
    const Port *port = find(inputs_, given.port);
    if (port == nullptr) return wrong_input(given.port, "is not one that it takes");
    if (static_cast<std::uint32_t>(given.object->kind()) != port->kind)
      return wrong_input(given.port, "is a " + std::string(core::name(given.object->kind())) + " where a " +
                                         std::string(core::name(static_cast<Kind>(port->kind))) + " is wanted");
  }
  for (const auto &port : inputs_) {
    const auto count = std::count_if(given_.begin(), given_.end(), [&](const auto &g) { return g.port == port.key; });
    if (count == 0 && (port.flags & GANTRY_PORT_OPTIONAL) == 0) return wrong_input(port.key, "is missing");
    if (count > 1 && (port.flags & GANTRY_PORT_MANY) == 0) return wrong_input(port.key, "is given more than once");
  }
  return core::done();
}

Result<void> JobIo::finish(bool complete) {
  {
    const std::lock_guard lock(shown_);
    places_.clear();
  }
  std::string spilt;
  for (auto &lease : leases_) {
    if (!lease.memory.canary_intact()) spilt = lease.port;
    lease.memory.unmap();
  }
  leases_.clear();
  volume_leases_.clear();
  signal_leases_.clear();
  if (!spilt.empty())
    return fail("worker.lease", "wrote past the end of its output \"" + spilt + "\"", spilt, {},
                core::Failure::crashed);
  if (!complete || !outputs_) return core::done();
  for (const auto &port : *outputs_)
    if ((port.flags & GANTRY_PORT_OPTIONAL) == 0 && !made_.contains(port.key))
      return fail("plugin.output-missing",
                  "the plugin said that it was done but did not make its output \"" + port.key + "\"", port.key,
                  "report it to the plugin's vendor");
  return core::done();
}

const core::Object *JobIo::input(const char *port, std::uint32_t index, std::uint32_t kind,
                                 std::int32_t &status) const {
  const Port *declared = port == nullptr ? nullptr : find(inputs_, port);
  status = GANTRY_INVALID_ARGUMENT;
  if (declared == nullptr || declared->kind != kind) return nullptr;
  status = GANTRY_NOT_FOUND;
  for (const auto &given : given_)
    if (given.port == port && index-- == 0) {
      status = GANTRY_OK;
      return given.object.get();
    }
  return nullptr;
}

std::int32_t JobIo::may_make(const char *port, std::uint32_t kind) const {
  if (port == nullptr) return GANTRY_INVALID_ARGUMENT;
  if (!outputs_) return GANTRY_OK;
  const Port *declared = find(*outputs_, port);
  if (declared == nullptr || declared->kind != kind) return GANTRY_INVALID_ARGUMENT;
  if ((declared->flags & GANTRY_PORT_MANY) == 0 && made_.contains(port)) return GANTRY_INVALID_ARGUMENT;
  return GANTRY_OK;
}

bool JobIo::only_described(const std::string &port, const json &header) {
  if (described_ == nullptr) return false;
  described_->push_back({{"port", port}, {"header", header}});
  return true;
}

Result<std::byte *> JobIo::lease(const std::string &port, const json &header, std::uint64_t bytes) {
  GANTRY_TRY(answer, link_.ask(Message::output_wanted, {{"port", port}, {"header", header}}, Message::output_lease));
  if (answer.json.contains("refused") || (bytes > 0 && answer.descriptors.size() != 1))
    return fail("memory.none", "there is no room for the output \"" + port + "\"", port,
                "work on a smaller part of the data");
  core::platform::SharedMemory memory;
  if (bytes > 0) {
    GANTRY_TRY(adopted, core::platform::SharedMemory::adopt_lease(std::move(answer.descriptors.front()), bytes));
    memory = std::move(adopted);
  }
  leases_.push_back({port, std::move(memory)});
  ++outputs_ever_;
  ++made_[port];
  return leases_.back().memory.writable();
}

Result<void> JobIo::give(const std::string &port, core::ObjectPtr object) {
  std::vector<int> descriptors;
  json message = core::protocol::packed(*object, descriptors);
  message["port"] = port;
  ++outputs_ever_;
  ++made_[port];
  return link_.send(Message::output, message, descriptors);
}

std::int32_t JobIo::made(const char *port, const Result<core::ObjectPtr> &object) {
  if (!object) return status_of(object.error());
  const auto given = give(port, object.value());
  return given ? GANTRY_OK : status_of(given.error());
}

std::int32_t JobIo::volume(const char *port, const gantry_volume *like, gantry_volume **out) {
  if (const auto status = may_make(port, GANTRY_KIND_VOLUME); status != GANTRY_OK) return status;
  if (like == nullptr || out == nullptr) return GANTRY_INVALID_ARGUMENT;
  auto described = core::header_of(*like);
  if (!described) return GANTRY_INVALID_ARGUMENT;
  const json header = to_json(described.value());
  auto checked = core::volume_header(header);
  if (!checked) return GANTRY_INVALID_ARGUMENT;
  if (only_described(port, header)) return GANTRY_CANCELLED;
  const std::uint64_t bytes = checked.value().byte_size();
  const auto memory = lease(port, header, bytes);
  if (!memory) return status_of(memory.error());
  volume_leases_.push_back(std::make_unique<VolumeView>(std::move(checked.value()), memory.value(), memory.value()));
  *out = &volume_leases_.back()->volume;
  const std::lock_guard lock(shown_);
  places_[*out] = {outputs_ever_ - 1, leases_.back().memory.descriptor()};
  return GANTRY_OK;
}

void JobIo::ready(const gantry_volume *lease, std::uint64_t begin, std::uint64_t end) {
  link_.control().beat();
  std::size_t place = 0;
  {
    const std::shared_lock lock(shown_);
    const auto found = places_.find(lease);
    if (found == places_.end() || begin >= end || end > lease->byte_size) return;
    place = found->second.output;
  }
  // A host that is gone is noticed by the next call that needs it.
  (void)link_.send(Message::part_ready, {{"output", place}, {"begin", begin}, {"end", end}});
}

std::int32_t JobIo::put(const gantry_volume *lease, std::uint64_t begin, const void *bytes, std::uint64_t byte_size) {
  link_.control().beat();
  const std::shared_lock lock(shown_);
  const auto found = places_.find(lease);
  if (found == places_.end() || bytes == nullptr) return GANTRY_INVALID_ARGUMENT;
  if (begin > lease->byte_size || byte_size > lease->byte_size - begin) return GANTRY_INVALID_ARGUMENT;
  const std::span part(static_cast<const std::byte *>(bytes), static_cast<std::size_t>(byte_size));
  return core::platform::write_into(found->second.descriptor, begin, part) ? GANTRY_OK : GANTRY_NO_MEMORY;
}

std::int32_t JobIo::signal(const char *port, const gantry_signal *like, gantry_signal **out) {
  if (const auto status = may_make(port, GANTRY_KIND_SIGNAL); status != GANTRY_OK) return status;
  if (like == nullptr || out == nullptr) return GANTRY_INVALID_ARGUMENT;
  auto described = core::header_of(*like);
  if (!described) return GANTRY_INVALID_ARGUMENT;
  const json header = to_json(described.value());
  auto checked = core::signal_header(header);
  if (!checked) return GANTRY_INVALID_ARGUMENT;
  if (only_described(port, header)) return GANTRY_CANCELLED;
  const core::SignalHeader &h = checked.value();
  const auto memory = lease(port, header, h.byte_size());
  if (!memory) return status_of(memory.error());
  if (h.times_bytes() > 0) std::memcpy(memory.value(), like->times, h.times_bytes());
  signal_leases_.push_back(std::make_unique<SignalView>(std::move(checked.value()), memory.value(), memory.value()));
  *out = &signal_leases_.back()->signal;
  return GANTRY_OK;
}

}  // namespace gantry::worker
