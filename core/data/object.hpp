// SPDX-License-Identifier: Apache-2.0
// Everything that is stored, sent to a worker or hashed: a canonical JSON header and one block of bytes.
//
//   Object o = ...;                       // kind() == Kind::volume
//   GANTRY_TRY(header, volume_header(o.header));
//   std::string name = content_hash(o);   // 64 hex digits
#pragma once

#include <core/data/table.hpp>
#include <core/data/volume.hpp>
#include <core/platform/shared_memory.hpp>
#include <core/result.hpp>
#include <memory>
#include <nlohmann/json.hpp>
#include <span>
#include <string>
#include <vector>

namespace gantry::core {

// Values equal those of GANTRY_KIND_VOLUME … in the SDK.
enum class Kind : std::uint32_t { volume = 1, signal, table, record, file };

std::string_view name(Kind kind);
std::optional<Kind> kind_by_name(std::string_view name);

// Immutable once made; shared, never copied. `bytes` is sealed.
struct Object {
  nlohmann::json header;  // {"kind": …}; layout by kind in docs/data.md
  platform::SharedMemory bytes;

  Kind kind() const;
};
using ObjectPtr = std::shared_ptr<const Object>;

inline constexpr std::size_t chunk_bytes = std::size_t{1} << 20;

// Keys sorted, no white space, shortest round-trip numbers: equal headers give equal text.
std::string canonical(const nlohmann::json &json);
// BLAKE2b-256, hex.
std::string blake2b(std::span<const std::byte> bytes);
std::string sha256(std::span<const std::byte> bytes);  // hex
// One hash per started chunk of 1 MiB; none for no bytes.
std::vector<std::string> chunk_hashes(std::span<const std::byte> bytes);
// BLAKE2b over the canonical header, a zero byte, and the chunk hashes one after another (hex).
std::string root_hash(const nlohmann::json &header, const std::vector<std::string> &chunks);
std::string content_hash(const Object &object);

// Makers: check, copy, seal.
Result<ObjectPtr> make_object(nlohmann::json header,
                              platform::SharedMemory bytes);  // seals; checks header against size
Result<ObjectPtr> make_volume(const VolumeHeader &header, std::span<const std::byte> voxels);
Result<ObjectPtr> make_table(const Table &table);
Result<Table> table_of(const Object &object);
Result<ObjectPtr> make_record(std::string schema, const nlohmann::json &content, std::string parent = {});
Result<nlohmann::json> record_of(const Object &object);  // its content
Result<ObjectPtr> make_file(std::string media_type, std::string name, std::span<const std::byte> bytes);

// The voxels of a volume object as numbers of its type; throws nothing, checks nothing: call after volume_header().
template <class T>
std::span<const T> elements(const Object &object) {
  return {reinterpret_cast<const T *>(object.bytes.bytes().data()), object.bytes.size() / sizeof(T)};
}
// Any real dtype as double, element by element (complex: magnitude; RGB: mean).
double element_as_double(DType type, const std::byte *data, std::size_t index);
std::vector<double> as_doubles(const Object &volume);

}  // namespace gantry::core
