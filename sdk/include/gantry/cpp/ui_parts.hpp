// SPDX-License-Identifier: MIT
// What gantry::Ui takes and gives: answers, containers that end by themselves, and the parts of fields, grids, plots, images.
//
//   gantry::GridState beats;                                       // kept from one drawing to the next
//   const gantry::PlotAxis te{"echo time", "ms"}, signal{"signal", "1"};
//   const std::vector<gantry::PlotSeries> series{{"measured", "Measured", GANTRY_UI_POINTS, times, values}};
#pragma once

#include <gantry/cpp/error.hpp>
#include <gantry/ui.h>

#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

namespace gantry {

// What the user did with a widget since the last drawing; true when it was anything.
class Did {
 public:
  constexpr explicit Did(std::uint32_t what = 0) : what_(what) {}
  constexpr bool changed() const { return has(GANTRY_UI_CHANGED); }
  constexpr bool committed() const { return has(GANTRY_UI_COMMITTED); }
  constexpr bool pressed() const { return has(GANTRY_UI_PRESSED); }
  constexpr bool activated() const { return has(GANTRY_UI_ACTIVATED); }
  constexpr explicit operator bool() const { return (what_ & ~GANTRY_UI_SHOWN) != 0; }

 protected:
  constexpr bool has(std::uint32_t flag) const { return (what_ & flag) != 0; }

 private:
  std::uint32_t what_;
};

// What stands between a begin and its end, which is called when this goes; true when the inside is shown.
class [[nodiscard]] Within : public Did {
 public:
  using Call = void (*)(const gantry_ui *);
  Within(const gantry_ui &c, Call end, std::uint32_t what = GANTRY_UI_SHOWN, Call following = nullptr)
      : Did(what), c_(&c), end_(end), next_(following) {}
  Within(const Within &) = delete;
  Within &operator=(const Within &) = delete;
  ~Within() { end_(c_); }

  explicit operator bool() const { return has(GANTRY_UI_SHOWN); }
  // Columns and splits: what follows stands in the next one.
  void next() const { next_(c_); }

 private:
  const gantry_ui *c_;
  Call end_, next_;
};

// A text on its way to C: without a copy from a literal or a std::string.
class TextRef {
 public:
  TextRef(const char *text) : c_(text == nullptr ? "" : text) {}    // NOLINT(google-explicit-constructor)
  TextRef(const std::string &text) : c_(text.c_str()) {}            // NOLINT(google-explicit-constructor)
  TextRef(std::string_view text) : own_(text), c_(own_.c_str()) {}  // NOLINT(google-explicit-constructor)
  TextRef(const TextRef &) = delete;
  TextRef &operator=(const TextRef &) = delete;
  const char *c() const { return c_; }

 private:
  std::string own_;
  const char *c_;
};

// The parts of a number field; see gantry_ui_number.
struct NumberField {
  std::string unit = {};  // UCUM
  double minimum = -std::numeric_limits<double>::infinity();
  double maximum = std::numeric_limits<double>::infinity();
  double step = 0;
  double initial = std::numeric_limits<double>::quiet_NaN();
  std::uint32_t flags = 0;  // GANTRY_UI_SLIDER, _INTEGER, _LOG
};

struct TextField {
  std::string hint = {};
  std::uint32_t flags = 0;      // GANTRY_UI_LINES, _SECRET, _SEARCH
  std::size_t capacity = 4096;  // bytes, with the NUL: more can't be typed
};

struct Picture {
  std::uint32_t width = 0, height = 0;  // pixels
  const void *rgba = nullptr;
  std::uint32_t revision = 0;  // another number whenever the pixels are others
  std::string alt = {};        // what is to be seen, in words
};

struct GridColumn {
  std::string id = {}, label = {}, unit = {};
  double width = 0;         // em; 0: a share of what is left
  std::uint32_t flags = 0;  // GANTRY_UI_GRID_SORTABLE, _RIGHT, _EDITABLE
};

// Kept by the caller from one drawing to the next.
struct GridState : gantry_ui_grid_state {
  GridState() : gantry_ui_grid_state{} {
    size = sizeof(gantry_ui_grid_state);
    selected = sorted_by = edited_row = -1;
    edited_text = "";
  }
};

// One visible row of a grid, being drawn.
class GridRow {
 public:
  GridRow(const gantry_ui &c, std::uint64_t index) : c_(&c), index_(index) {}
  std::uint64_t index() const { return index_; }
  void text(std::uint32_t column, const TextRef &text, std::uint32_t style = GANTRY_UI_BODY) const {
    c_->grid_text(c_, index_, column, text.c(), style);
  }
  // digits: significant ones
  void number(std::uint32_t column, double value, std::uint32_t digits = 6) const {
    c_->grid_number(c_, index_, column, value, digits);
  }

 private:
  const gantry_ui *c_;
  std::uint64_t index_;
};

struct PlotAxis {
  std::string label = {}, unit = {};
  bool log = false;
  double minimum = std::numeric_limits<double>::quiet_NaN();  // NAN: from the data
  double maximum = std::numeric_limits<double>::quiet_NaN();
};

// Numbers that lie elsewhere, and stay there while they are drawn.
class PlotValues {
 public:
  PlotValues() = default;
  PlotValues(const double *data, std::size_t size) : data_(data), size_(size) {}
  PlotValues(const std::vector<double> &values) : PlotValues(values.data(), values.size()) {}  // NOLINT
  PlotValues(std::vector<double> &&) = delete;
  const double *data() const { return data_; }
  std::size_t size() const { return size_; }

 private:
  const double *data_ = nullptr;
  std::size_t size_ = 0;
};

// x, y, y2 and error are of one length, or not given where the style does not use them.
struct PlotSeries {
  std::string id = {}, name = {};
  std::uint32_t style = GANTRY_UI_LINE;
  PlotValues x = {}, y = {}, y2 = {}, error = {};
  std::uint32_t colour = 0;
  bool residual = false;

  std::size_t count() const {
    const std::size_t most = x.size() > y.size() ? x.size() : y.size();
    for (const PlotValues *given : {&x, &y, &y2, &error})
      if (given->size() != 0 && given->size() != most)
        throw Error("ui.series", "the arrays of the series \"" + id + "\" are not of one length",
                    GANTRY_INVALID_ARGUMENT);
    return most;
  }
};

struct Plot {
  std::string title = {};
  PlotAxis x = {}, y = {};
  std::vector<PlotSeries> series = {};
  PlotAxis residual = {};
};

struct PlotState : gantry_ui_plot_state {
  PlotState() : gantry_ui_plot_state{} {
    size = sizeof(gantry_ui_plot_state);
    series = point = -1;
  }
};

struct ImageLayer {
  std::string id = {}, name = {}, volume = {};
  std::uint32_t kind = GANTRY_UI_LAYER_LABELS;
  double opacity = 0.5;
  std::string colour_map = "viridis";
  double minimum = std::numeric_limits<double>::quiet_NaN();  // of the colour map; NAN: from the data
  double maximum = std::numeric_limits<double>::quiet_NaN();
  bool hidden = false;
};

struct Image {
  std::string volume = {};  // an item's id or an object's hash in the open project; "" when `made` is given
  std::vector<ImageLayer> layers = {};
  const gantry_volume *made = nullptr;
  std::uint32_t made_revision = 0;  // another number whenever its voxels are others
};

struct ImageState : gantry_ui_image_state {
  ImageState() : gantry_ui_image_state{} { size = sizeof(gantry_ui_image_state); }
};

}  // namespace gantry
