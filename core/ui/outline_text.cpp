// SPDX-License-Identifier: Apache-2.0
#include <charconv>
#include <cmath>
#include <core/ui/outline.hpp>

namespace gantry::core {
namespace {

std::string quoted(std::string_view text) { return "\"" + std::string(text) + "\""; }

std::string number(double value, int digits = 0) {
  if (std::isnan(value)) return "-";
  if (std::isinf(value)) return value < 0 ? "-∞" : "∞";
  std::array<char, 64> text{};
  const auto end = digits > 0 ? std::to_chars(text.data(), text.data() + text.size(), value, std::chars_format::general,
                                              std::min(digits, 17))
                              : std::to_chars(text.data(), text.data() + text.size(), value);
  return {text.data(), end.ptr};
}

std::string with(const char *before, const char *text) { return *text == '\0' ? "" : before + std::string(text); }

constexpr std::array styles{"",      " strong", " title",   " heading", " small", " dim",
                            " done", " info",   " warning", " error",   " fixed"};
constexpr std::array drawn_as{"series", "line", "points",    "line and points", "steps",
                              "band",   "bars", "histogram", "markers"};

std::string style(std::uint64_t n) { return n < styles.size() ? styles[n] : " ?"; }

std::string flags(std::uint32_t set) {
  std::string out;
  if ((set & GANTRY_UI_PRIMARY) != 0) out += " primary";
  if ((set & GANTRY_UI_DANGER) != 0) out += " danger";
  if ((set & GANTRY_UI_CHECKED) != 0) out += " checked";
  return out;
}

class Lines {
 public:
  void add(const FrameItem &item) {
    const Shape &is = shape(item.op);
    if (is.role == Shape::ends) {
      finish_row();
      --depth_;
      return;
    }
    if (item.op == Op::grid_text || item.op == Op::grid_number) return cell(item);
    if (item.op == Op::next) {
      after_ = next(item);
      return;
    }
    if (is.role == Shape::part) {
      parts_ += (parts_.empty() ? "" : ", ") + part(item);
      return;
    }
    if (item.op == Op::column_next || item.op == Op::split_next) return line(is.name, -1);
    line(words(item) + (parts_.empty() ? "" : ": " + parts_) + after_, 0);
    after_.clear();
    parts_.clear();
    if (is.role == Shape::begins || is.role == Shape::begins_unnamed) ++depth_;
  }
  void finish_row() {
    if (row_) line(cells_, 0);
    row_.reset();
  }
  std::string text;

 private:
  void line(const std::string &words, int further) {
    text.append(2 * static_cast<std::size_t>(std::max(0, depth_ + further)), ' ');
    text += words + "\n";
  }

  static std::string next(const FrameItem &i) {
    std::string out;
    if (i.word(0) != 0) out += " disabled";
    if (i.word(1) != 0) out += " focus";
    if (*i.text(0) != '\0') out += " (" + std::string(i.text(0)) + ")";
    if (*i.text(1) != '\0') out += " wrong " + quoted(i.text(1));
    return out + with(" key ", i.text(2));
  }

  static std::string part(const FrameItem &i) {
    if (i.op == Op::grid_column) return i.text(0) + (" " + quoted(i.text(1))) + with(" ", i.text(2));
    if (i.op == Op::plot_axis)
      return quoted(i.text(0)) + with(" ", i.text(1)) + ((i.flags(0) & GANTRY_UI_AXIS_LOG) != 0 ? " log" : "");
    if (i.op == Op::plot_series)
      return i.text(0) + (" " + quoted(i.text(1))) + " " + (i.word(0) < drawn_as.size() ? drawn_as[i.word(0)] : "?") +
             " of " + std::to_string(i.word(3));
    return i.text(0) + (" " + quoted(i.text(1))) + " " + i.text(2) + (i.word(4) != 0 ? " hidden" : "");
  }

  static std::string words(const FrameItem &i) {
    const std::string name = shape(i.op).name + (i.path.empty() ? std::string{} : " " + std::string(i.text(0)));
    const auto labelled = [&](std::size_t text) {
      return name + with(" ", *i.text(text) == '\0' ? "" : quoted(i.text(text)).c_str());
    };
    switch (i.op) {
      case Op::section_begin: return labelled(1) + (i.word(1) != 0 ? "" : " folded");
      case Op::tab_begin: return labelled(1) + (i.word(0) != 0 ? "" : " behind");
      case Op::tree_begin: {
        const bool leaf = (i.flags(0) & GANTRY_UI_LEAF) != 0;
        return labelled(1) + flags(i.flags(0)) + (leaf || i.word(1) != 0 ? "" : " folded");
      }
      case Op::menu_begin: return labelled(1);
      case Op::dialog_begin: return labelled(1) + (i.word(0) != 0 ? "" : " closed");
      case Op::menu_item:
      case Op::button: return labelled(1) + flags(i.flags(0));
      case Op::text: return name + style(i.word(0)) + " " + quoted(i.text(1));
      case Op::icon: return name + with(" ", i.text(1));
      case Op::progress: return labelled(1) + " = " + (i.number(0) < 0 ? "?" : number(100 * i.number(0), 3) + " %");
      case Op::picture: return labelled(1) + " " + std::to_string(i.word(0)) + " x " + std::to_string(i.word(1));
      case Op::toast: return name + style(i.word(0)) + " " + quoted(i.text(0));
      case Op::toggle: return labelled(1) + (i.word(0) != 0 ? " = on" : " = off");
      case Op::choice: return labelled(1) + " = " + choice(i);
      case Op::number: {
        std::string out = labelled(1) + " = " + number(i.number(5)) + with(" ", i.text(2));
        if (std::isfinite(i.number(1)) || std::isfinite(i.number(2)))
          out += " [" + number(i.number(1)) + ", " + number(i.number(2)) + "]";
        return out;
      }
      case Op::text_field:
        return labelled(1) + " = " + ((i.flags(0) & GANTRY_UI_SECRET) != 0 ? "secret" : quoted(i.text(3))) +
               with(" hint ", *i.text(2) == '\0' ? "" : quoted(i.text(2)).c_str());
      case Op::colour: {
        constexpr std::string_view hex = "0123456789abcdef";
        std::string out = labelled(1) + " = #";
        for (int shift = 20; shift >= 0; shift -= 4) out += hex[i.flags(0) >> shift & 15u];
        return out;
      }
      case Op::grid_begin: return grid(i, name);
      case Op::plot: return labelled(1);
      case Op::image:
        return name + " " + (i.word(10) != 0 ? "of its own" : i.text(1)) + " slice " + std::to_string(i.word(2));
      case Op::copy: return name + " " + quoted(i.text(0));
      case Op::equation: return name + " " + quoted(i.text(1));
      default: return name;
    }
  }

  static std::string choice(const FrameItem &i) {
    const auto *at = reinterpret_cast<const char *>(i.blobs[0].data());
    std::string chosen = "nothing", all;
    for (std::uint64_t n = 0; n < i.word(0); ++n, at += std::strlen(at) + 1) {
      if (n == i.word(1)) chosen = quoted(at);
      all += (n == 0 ? "" : ", ") + quoted(at);
    }
    return chosen + " of " + all;
  }

  static std::string grid(const FrameItem &i, const std::string &name) {
    std::string out = name + " of " + std::to_string(i.word(1));
    if (i.word(1) == 0) out += " " + quoted(i.text(1));
    if (i.integer(3) >= 0) out += " selected " + std::to_string(i.integer(3));
    if (i.integer(4) >= 0) out += " by " + std::to_string(i.integer(4)) + (i.word(2) != 0 ? " descending" : "");
    return out;
  }

  void cell(const FrameItem &i) {
    if (!row_ || *row_ != i.word(0)) {
      finish_row();
      row_ = i.word(0);
      cells_ = std::to_string(*row_) + ": ";
    } else {
      cells_ += " | ";
    }
    cells_ += i.op == Op::grid_text ? std::string(i.text(0))
                                    : number(i.number(2), static_cast<int>(std::min(i.word(3), std::uint64_t{17})));
  }

  int depth_ = 0;
  std::string after_, parts_, cells_;
  std::optional<std::uint64_t> row_;
};

}  // namespace

std::string outline(const Frame &frame, std::string_view path) {
  const auto &items = frame.items();
  std::size_t first = 0, end = items.size();
  if (!path.empty()) {
    const FrameItem *found = frame.find(path);
    if (found == nullptr) return {};
    first = static_cast<std::size_t>(found - items.data());
    end = found->end > first ? found->end : first + 1;
    const auto before = [&](std::size_t i) {
      return items[i].op == Op::next || shape(items[i].op).role == Shape::part;
    };
    if (found->end > first) ++first;
    else
      while (first > 0 && before(first - 1)) --first;
  }
  Lines lines;
  for (std::size_t i = first; i < end; ++i) lines.add(items[i]);
  lines.finish_row();
  return std::move(lines.text);
}

}  // namespace gantry::core
