// SPDX-License-Identifier: Apache-2.0
// Finding a tool or a model by what is typed: words of either language, its field, symbols as they are written ("T2*",
// "α", "B₁"), parts of its equation. Private to this folder.
//
//   found(*model, "relaxation T2*");   // every word is in it; more is better
//   found(*model, "kurtosis");         // nothing: it is another one
//   searchable("T₂*-verval");          // "t2starverval"
#pragma once

#include <host/window/workplace/catalogue.hpp>
#include <optional>
#include <string>
#include <string_view>

namespace gantry::host::window::screens {

// Small letters without accents, hyphens and underscores; Greek letters by name; a * behind a name is "star".
std::string searchable(std::string_view text);

std::optional<int> found(const core::ModelSpec &model, std::string_view typed);
std::optional<int> found(const Task &task, std::string_view typed);

}  // namespace gantry::host::window::screens
