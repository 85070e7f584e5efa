// SPDX-License-Identifier: Apache-2.0
// What the models are, as pages for people: models.md, and for each model its equation and its curve as pictures.
//
//   GANTRY_TRY(written, write_model_pages(*opened, "docs", watcher));   // docs/models.md, docs/models/t2star.svg …
#pragma once

#include <host/cli/opened.hpp>

namespace gantry::host {

// Of all plugins that are found. A model without an example has no curve. Errors: "disk.…", and
// those of a model whose example can't be computed.
core::Result<void> write_model_pages(Opened &opened, const std::string &folder, const core::JobWatcher &watcher);

// One model's example: its data (.csv) or its curve (.svg, .png). Errors: "fit.example" where it has none.
core::Result<void> write_model_example(Opened &opened, const std::string &model, const nlohmann::json &choices,
                                       const nlohmann::json &options, const std::string &file,
                                       const core::JobWatcher &watcher);

}  // namespace gantry::host
