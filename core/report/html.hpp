// SPDX-License-Identifier: Apache-2.0
// A document as one HTML file that needs nothing else: styles inside, pictures as data, no script, no address.
//
//   std::string html = render_html(document);
//
// It prints well, follows the reader's light or dark theme, and its contrasts meet WCAG 2 AA. A content security policy
// in its head keeps browsers from running or fetching anything, whatever the text holds.
#pragma once

#include <core/report/document.hpp>
#include <core/report/words.hpp>
#include <string>

namespace gantry::core::report {

std::string render_html(const Document &document, const Words &words = english());

}  // namespace gantry::core::report
