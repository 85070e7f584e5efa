// SPDX-License-Identifier: Apache-2.0
// What readers say of a file's header, de-identified: entries of gantry.header/1, which hold a stranger's dates and names.
#include <core/import/entries.hpp>
#include <cstdint>
#include <cstdlib>
#include <tests/support/folder.hpp>

namespace {

using namespace gantry::core;

SiteKey site_key() {
  const gantry::tests::Folder folder;
  const auto key = SiteKey::open(folder.path);
  if (!key) std::abort();
  return key.value();
}

Result<ObjectPtr> record_of(std::string_view text) {
  nlohmann::json header{{"kind", "record"}, {"schema", "gantry.header/1"}};
  GANTRY_TRY(memory, platform::SharedMemory::copy_of(std::as_bytes(std::span(text))));
  return make_object(std::move(header), std::move(memory));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size) {
  static const SiteKey key = site_key();
  const auto record = record_of({reinterpret_cast<const char *>(data), size});
  if (!record) return 0;
  const auto content = gantry::core::record_of(*record.value());
  if (!content || !content.value().contains("entries")) return 0;
  for (const std::set<std::string> &keep : {usual_keep(), std::set<std::string>{}}) {
    Identity names = Identity::of_scope(key, "fuzz");
    Cleaning cleaning(names, keep);
    (void)cleaning.entries(content.value().at("entries"));
    (void)cleaning.object(record.value());
  }
  return 0;
}
