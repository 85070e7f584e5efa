// SPDX-License-Identifier: Apache-2.0
// What a model is told beside the data: its constants, and columns of its axis that are the same at all points. "…/TR"
#include <host/window/screens/parts.hpp>

#include <algorithm>

namespace gantry::host::window::screens {
namespace {

// A column that holds words, such as the kind of a test: one of them, or what the data say.
bool draw_word(Ui &ui, const core::QuantitySpec &q, std::string &text) {
  std::vector<std::string> words{tr("as the data say")};
  words.insert(words.end(), q.words.begin(), q.words.end());
  const auto found = std::find(words.begin() + 1, words.end(), text);
  auto index = static_cast<std::size_t>(found == words.end() ? 0 : found - words.begin());
  if (!ui.choice(id_of(q.name), headline(tr(q.label.empty() ? q.name : q.label)), words, index)) return false;
  text = index == 0 ? std::string() : words[index];
  return true;
}

}  // namespace

bool has_constants(const core::ModelSpec &model) { return !model.constants.empty() || model.axis.size() > 1; }

bool draw_constants(Ui &ui, const core::ModelSpec &model, std::map<std::string, std::string> &constants,
                    const std::function<std::string(const std::string &)> &wrong) {
  bool edited = false;
  const auto field = [&](const core::QuantitySpec &q, const std::string &hint) {
    edited = ui.error(wrong(q.name))
                 .width(-0.01)
                 .text_field(id_of(q.name), headed(headline(tr(q.label.empty() ? q.name : q.label)), q.unit),
                             constants[q.name], {hint})
                 .committed() ||
             edited;
  };
  for (const core::QuantitySpec &q : model.constants)
    field(q, q.required ? std::string(tr("needed")) : shown(q.default_value));
  if (model.axis.size() < 2) return edited;
  for (const core::QuantitySpec &q : model.axis) {
    if (q.words.empty()) field(q, tr("as the data say"));
    else edited = draw_word(ui, q, constants[q.name]) || edited;
  }
  ui.text("same", tr("What the data don't have, and is the same at all points: a number for it."), GANTRY_UI_DIM);
  return edited;
}

}  // namespace gantry::host::window::screens
