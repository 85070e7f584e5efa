// SPDX-License-Identifier: Apache-2.0
// The sentences that core and the plugins of this tree write down in English with names and numbers in them: "{1}" stands
// where these are. Those without any stand in po/ alone. Private to this folder.
//
//   for (const char *sentence : sentences()) … if (parts_of(sentence, words)) … tr(sentence) …
//
// The first that fits is taken: of two that could, the one that says more comes first.
#pragma once

#include <vector>

namespace gantry::host::window {

using Sentences = std::vector<const char *>;

const Sentences &sentences();
const Sentences &counts();  // of which facts about data are made (core/data/facts.hpp)

}  // namespace gantry::host::window
