// SPDX-License-Identifier: Apache-2.0
// Every widget on one screen: to look at, in all themes, and for tests to press.
//
//   Gallery gallery;
//   app->scene.draw = [&](const gantry_ui &ui) { gallery.draw(ui); };
#pragma once

#include <gantry/cpp/ui.hpp>

namespace gantry::host::window {

class Gallery {
 public:
  void draw(const gantry_ui &ui);

 private:
  void tree(gantry::Ui &ui);
  void buttons(gantry::Ui &ui);
  void choices(gantry::Ui &ui);
  void form(gantry::Ui &ui);
  void results(gantry::Ui &ui);
  void words(gantry::Ui &ui);
  void dialog(gantry::Ui &ui);

  int presses_ = 0, item_ = 0;
  bool overlay_ = true, smooth_ = false, live_ = true, asking_ = false;
  int plane_ = 0, model_ = 1, view_ = 0;
  double level_ = 40, width_ = 400, b_value_ = 1000, opacity_ = 0.6;
  int classes_ = 3;
  std::string name_ = "Knie links, T2*", note_, search_, secret_, said_ = "Nothing was pressed yet.";
  std::uint32_t colour_ = 0xe69f00;
  gantry::GridState grid_;
  std::vector<double> volumes_ = {314.65, 678.18, 548.83, 12.4, 3.07};
  std::vector<std::uint32_t> shades_;
};

}  // namespace gantry::host::window
