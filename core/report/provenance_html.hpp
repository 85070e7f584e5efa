// SPDX-License-Identifier: Apache-2.0
// The provenance block of a report, folded until somebody wants it.
//
//   html += provenance_html(provenance, english());
#pragma once

#include <core/report/document.hpp>
#include <core/report/words.hpp>
#include <string>

namespace gantry::core::report {

std::string provenance_html(const Provenance &provenance, const Words &words);

}  // namespace gantry::core::report
