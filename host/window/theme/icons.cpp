// SPDX-License-Identifier: Apache-2.0
#include <host/window/theme/icons.hpp>

#include <algorithm>

namespace gantry::host::window {
namespace {

// clang-format off
constexpr Icon table[] = {
    {"adjust", 0xf042}, {"align-left", 0xf036}, {"arrow-down", 0xf063}, {"arrow-left", 0xf060},
    {"arrow-right", 0xf061}, {"arrow-up", 0xf062}, {"arrows", 0xf047}, {"arrows-alt", 0xf0b2}, {"arrows-h", 0xf07e},
    {"arrows-v", 0xf07d}, {"asterisk", 0xf069}, {"ban", 0xf05e}, {"bar-chart", 0xf080}, {"bars", 0xf0c9},
    {"bell", 0xf0f3}, {"binoculars", 0xf1e5}, {"bolt", 0xf0e7}, {"book", 0xf02d}, {"bookmark", 0xf02e},
    {"bug", 0xf188}, {"bullseye", 0xf140}, {"calculator", 0xf1ec}, {"calendar", 0xf073}, {"camera", 0xf030},
    {"caret-down", 0xf0d7}, {"caret-right", 0xf0da}, {"caret-up", 0xf0d8}, {"chain", 0xf0c1}, {"check", 0xf00c}, {"check-circle", 0xf058},
    {"check-square", 0xf14a}, {"chevron-down", 0xf078}, {"chevron-left", 0xf053}, {"chevron-right", 0xf054},
    {"chevron-up", 0xf077}, {"circle", 0xf111}, {"circle-o", 0xf10c}, {"clipboard", 0xf0ea}, {"clock-o", 0xf017},
    {"clone", 0xf24d}, {"cloud-download", 0xf0ed}, {"cloud-upload", 0xf0ee}, {"code", 0xf121}, {"code-fork", 0xf126},
    {"cog", 0xf013}, {"cogs", 0xf085}, {"columns", 0xf0db}, {"comment", 0xf075}, {"comments", 0xf086},
    {"compress", 0xf066}, {"copy", 0xf0c5}, {"crop", 0xf125}, {"crosshairs", 0xf05b}, {"cube", 0xf1b2},
    {"cubes", 0xf1b3}, {"database", 0xf1c0}, {"desktop", 0xf108}, {"dot-circle-o", 0xf192}, {"download", 0xf019},
    {"edit", 0xf044}, {"ellipsis-h", 0xf141}, {"ellipsis-v", 0xf142}, {"eraser", 0xf12d}, {"exchange", 0xf0ec},
    {"exclamation-circle", 0xf06a}, {"exclamation-triangle", 0xf071}, {"expand", 0xf065}, {"external-link", 0xf08e},
    {"eye", 0xf06e}, {"eye-slash", 0xf070}, {"eyedropper", 0xf1fb}, {"file", 0xf15b}, {"file-image-o", 0xf1c5},
    {"file-o", 0xf016}, {"file-pdf-o", 0xf1c1}, {"file-text", 0xf15c}, {"file-text-o", 0xf0f6}, {"film", 0xf008},
    {"filter", 0xf0b0}, {"flag", 0xf024}, {"flask", 0xf0c3}, {"floppy-o", 0xf0c7}, {"folder", 0xf07b},
    {"folder-o", 0xf114}, {"folder-open", 0xf07c}, {"folder-open-o", 0xf115}, {"globe", 0xf0ac},
    {"graduation-cap", 0xf19d}, {"hand-paper-o", 0xf256}, {"hdd-o", 0xf0a0}, {"heart", 0xf004},
    {"heartbeat", 0xf21e}, {"history", 0xf1da}, {"home", 0xf015}, {"hospital-o", 0xf0f8}, {"hourglass-half", 0xf252},
    {"id-card", 0xf2c2}, {"image", 0xf03e}, {"info-circle", 0xf05a}, {"key", 0xf084}, {"keyboard-o", 0xf11c},
    {"language", 0xf1ab}, {"line-chart", 0xf201}, {"link", 0xf0c1}, {"list", 0xf03a}, {"list-alt", 0xf022},
    {"list-ol", 0xf0cb}, {"lock", 0xf023}, {"magic", 0xf0d0}, {"map-marker", 0xf041}, {"medkit", 0xf0fa},
    {"microchip", 0xf2db}, {"minus", 0xf068}, {"minus-circle", 0xf056}, {"minus-square", 0xf146},
    {"mouse-pointer", 0xf245}, {"object-group", 0xf247}, {"paint-brush", 0xf1fc}, {"paste", 0xf0ea},
    {"pause", 0xf04c}, {"pencil", 0xf040}, {"pie-chart", 0xf200}, {"play", 0xf04b}, {"play-circle", 0xf144},
    {"plug", 0xf1e6}, {"plus", 0xf067}, {"plus-circle", 0xf055}, {"plus-square", 0xf0fe}, {"power-off", 0xf011},
    {"print", 0xf02f}, {"puzzle-piece", 0xf12e}, {"question-circle", 0xf059}, {"refresh", 0xf021},
    {"repeat", 0xf01e}, {"retweet", 0xf079}, {"save", 0xf0c7}, {"search", 0xf002}, {"search-minus", 0xf010},
    {"search-plus", 0xf00e}, {"share", 0xf064}, {"shield", 0xf132}, {"sign-out", 0xf08b}, {"sitemap", 0xf0e8},
    {"sliders", 0xf1de}, {"sort", 0xf0dc}, {"sort-asc", 0xf0de}, {"sort-desc", 0xf0dd}, {"spinner", 0xf110},
    {"square", 0xf0c8}, {"square-o", 0xf096}, {"star", 0xf005}, {"star-o", 0xf006}, {"step-backward", 0xf048},
    {"step-forward", 0xf051}, {"stethoscope", 0xf0f1}, {"stop", 0xf04d}, {"sun-o", 0xf185}, {"table", 0xf0ce},
    {"tag", 0xf02b}, {"tags", 0xf02c}, {"tasks", 0xf0ae}, {"terminal", 0xf120}, {"th", 0xf00a}, {"th-large", 0xf009},
    {"th-list", 0xf00b}, {"thumb-tack", 0xf08d}, {"times", 0xf00d}, {"times-circle", 0xf057}, {"tint", 0xf043},
    {"trash", 0xf1f8}, {"trash-o", 0xf014}, {"undo", 0xf0e2}, {"unlink", 0xf127}, {"unlock", 0xf09c}, {"upload", 0xf093},
    {"user", 0xf007}, {"user-md", 0xf0f0}, {"users", 0xf0c0}, {"volume-up", 0xf028}, {"warning", 0xf071},
    {"window-maximize", 0xf2d0}, {"wrench", 0xf0ad},
};
// clang-format on

}  // namespace

std::span<const Icon> icons() { return table; }

std::string icon_text(std::string_view name) {
  const auto *const icon = std::lower_bound(std::begin(table), std::end(table), name,
                                            [](const Icon &i, std::string_view n) { return i.name < n; });
  if (icon == std::end(table) || icon->name != name) return {};
  const unsigned c = icon->code;
  return {static_cast<char>(0xE0U | (c >> 12U)), static_cast<char>(0x80U | ((c >> 6U) & 0x3FU)),
          static_cast<char>(0x80U | (c & 0x3FU))};
}

}  // namespace gantry::host::window
