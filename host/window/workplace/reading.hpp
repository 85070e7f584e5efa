// SPDX-License-Identifier: Apache-2.0
// Which readers of plugins can be told how files are to be read, and what was said to them.
//
//   for (const ReaderOffer &reader : readers_concerned(catalogue.registry(), "scan.png"))
//     for (const ParameterSpec &p : reader.reader->parameters) … choices.set[p.key] …
//   call.set = said_to(readers, choices.set);
#pragma once

#include <core/plugins/registry.hpp>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace gantry::host::window {

struct ReaderOffer {
  std::string id;  // full: "org.gantry.pictures.pictures"
  const core::ReaderSpec *reader = nullptr;
  bool by_name = false;  // the file's name ends as those that it reads
};

// Those with parameters whose endings the name has; all that have any where it ends as no reader's files do, as the name
// of a folder does. By label.
std::vector<ReaderOffer> readers_concerned(const core::Registry &registry, const std::string &path);

// Of the values that a person gave, those that are other than what the readers do by themselves.
nlohmann::json said_to(const std::vector<ReaderOffer> &readers, const nlohmann::json &values);

// What is wrong with the value of a parameter; "" when nothing is.
std::string wrong_with(const core::ParameterSpec &parameter, const nlohmann::json &values);

}  // namespace gantry::host::window
