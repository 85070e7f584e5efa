// SPDX-License-Identifier: Apache-2.0
#include <core/ui/recorder.hpp>

#include <core/ui/recorder_parts.hpp>

namespace gantry::core {

Recorder::Recorder() {
  table_.size = sizeof table_;
  table_.host = this;
  fill_arranging();
  fill_containers();
  fill_saying();
  fill_asking();
  fill_grid();
  fill_plot();
  fill_image();
}

void Recorder::begin(Drawing drawing) {
  drawing_ = std::move(drawing);
  for (auto &[path, state] : drawing_.states) states_[path] = std::move(state);
  out_.clear();
  load_ = {};
  ids_.clear();
  open_.clear();
  sending_.clear();
  pixel_bytes_ = 0;
  error_.reset();
  disabled_ = edited_ = false;
  redraw_after_ = std::numeric_limits<double>::infinity();
}

Result<platform::SharedMemory> Recorder::end() {
  if (!open_.empty() && !error_)
    mistake("panel.nesting", "began a " + std::string(shape(open_.back().op).name) + " and did not end it");
  if (error_) return fail(*error_);
  sent_ = sending_;
  return platform::SharedMemory::copy_of(out_.finish(redraw_after_));
}

void Recorder::mistake(const char *code, const std::string &what) {
  if (!error_) error_ = Error{code, "the panel " + what, {}, "report it to the plugin's vendor"};
}

void Recorder::put(Op op, Texts texts, Words words, Blobs blobs) {
  if (silent() && shape(op).role != Shape::ends) return;
  std::size_t written = op == Op::choice ? blobs.begin()->size() : 0;
  for (const auto text : texts) written += text.size();
  const std::uint64_t points = op == Op::plot_series ? std::data(words)[3].bits : 0;
  if (out_.records() >= max_records) return mistake("panel.too-much", "filled more than 100,000 cells at once");
  if (const char *const excess = load_.add(op, written, points)) return mistake("panel.too-much", excess);
  out_.put(op, texts, words, blobs);
}

const Edit *Recorder::edit(const std::string &path) {
  const bool usable = !std::exchange(disabled_, false) && !silent();
  if (!usable) return nullptr;
  for (const Edit &edit : drawing_.edits) {
    if (edit.path != path) continue;
    edited_ = true;
    return &edit;
  }
  return nullptr;
}

const nlohmann::json *Recorder::state(const std::string &path) const {
  const auto found = states_.find(path);
  return found == states_.end() ? nullptr : &found->second;
}

std::string Recorder::widget(const char *id) {
  if (silent()) return {};  // has no path, so that nothing is done to it
  if (!open_.empty() && open_.back().op == Op::grid_begin)
    mistake("panel.nesting", "drew something else than cells within a grid");
  return ids_.path(clean_id(id == nullptr ? "" : id));
}

Recorder::Open &Recorder::push(Op op, const char *id, bool shown, std::string *path) {
  if (open_.size() >= max_depth) mistake("panel.nesting", "drew more than 64 things within each other");
  if (!open_.empty() && open_.back().op == Op::grid_begin)
    mistake("panel.nesting", "drew something else than cells within a grid");
  const bool heard = !silent();
  if (id != nullptr) {
    const std::string entered = ids_.enter(clean_id(id));
    if (path != nullptr) *path = entered;
  }
  open_.push_back({op, shown && heard, id != nullptr, 1, 1, {}, 0, 0, 0});
  return open_.back();
}

void Recorder::pop(Op op) {
  disabled_ = false;
  if (error_) return;
  const Op begun = shape(op).other;
  if (open_.empty() || open_.back().op != begun)
    return mistake("panel.nesting", "ended a " + std::string(shape(begun).name) +
                                        (open_.empty() ? " that it had not begun"
                                                       : " within a " + std::string(shape(open_.back().op).name)));
  if (open_.back().named) ids_.leave();
  open_.pop_back();
  if (!silent()) put(op);
}

}  // namespace gantry::core
