// SPDX-License-Identifier: Apache-2.0
#include <core/fit/dictionary_choices.hpp>

#include <core/fit/option.hpp>

namespace gantry::core::fit {

Result<bool> DictionaryChoices::read(const std::string &key, const nlohmann::json &value) {
  constexpr std::uint32_t most = 1000000;
  if (key == "refine") {
    if (!value.is_boolean()) return wrong_option(key, "is true or false");
    refine = value.get<bool>();
    return true;
  }
  if (key != "dictionary") return false;
  if (value.is_boolean()) {
    wanted = value.get<bool>();
    return true;
  }
  if (!value.is_object()) return wrong_option(key, "is true, or says how many values of each parameter: T1=60,T2=60");
  wanted = true;
  for (const auto &[symbol, count] : value.items()) {
    const bool whole = count.is_number() && count.get<double>() == static_cast<double>(count.get<std::int64_t>());
    if (!whole || count < 2 || count > most)
      return wrong_option(
          key, "needs whole numbers from 2 to " + std::to_string(most) + ", not " + count.dump() + " for " + symbol);
    sizes[symbol] = count.get<std::uint32_t>();
  }
  return true;
}

}  // namespace gantry::core::fit
