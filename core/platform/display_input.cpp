// SPDX-License-Identifier: Apache-2.0
#include <core/platform/display_input.hpp>

#include <chrono>
#include <cstring>
#include <map>
#include <thread>

#include <X11/Xatom.h>
#include <X11/XKBlib.h>
#include <X11/Xlib.h>
#include <X11/Xutil.h>
#include <X11/extensions/XTest.h>
#include <X11/keysym.h>

namespace gantry::core::platform {

struct DisplayInput::Display {
  ::Display *x = nullptr;
  std::map<KeySym, KeyCode> lent;  // characters on spare keys

  ~Display() {
    if (x == nullptr) return;
    KeySym nothing = NoSymbol;
    for (const auto &[symbol, code] : lent) XChangeKeyboardMapping(x, code, 1, &nothing, 1);
    XCloseDisplay(x);
  }

  void fake_key(KeyCode code, bool down) {
    XTestFakeKeyEvent(x, code, down ? True : False, CurrentTime);
    XSync(x, False);
  }
};

namespace {

// X.Org's protocol: Latin-1 stands for itself, everything else is 0x01000000 and its code point.
KeySym symbol_of(char32_t c) {
  if (c == U'\n') return XK_Return;
  if (c == U'\t') return XK_Tab;
  return (c >= 0x20 && c <= 0x7e) || (c >= 0xa0 && c <= 0xff) ? static_cast<KeySym>(c)
                                                              : 0x01000000UL | static_cast<KeySym>(c);
}

std::vector<char32_t> characters(std::string_view utf8) {
  std::vector<char32_t> result;
  for (std::size_t i = 0; i < utf8.size();) {
    const auto lead = static_cast<unsigned char>(utf8[i]);
    const std::size_t bytes = lead < 0x80 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
    char32_t c = bytes == 1 ? lead : lead & (0x7fU >> bytes);
    for (std::size_t k = 1; k < bytes && i + k < utf8.size(); ++k) {
      c = (c << 6U) | (static_cast<unsigned char>(utf8[i + k]) & 0x3fU);
    }
    result.push_back(c);
    i += bytes;
  }
  return result;
}

// A key of the first level or the second (with Shift); 0: none.
KeyCode key_of(::Display *x, KeySym symbol, bool &shift) {
  const KeyCode code = XKeysymToKeycode(x, symbol);
  if (code == 0) return 0;
  for (const int level : {0, 1}) {
    if (XkbKeycodeToKeysym(x, code, 0, level) == symbol) {
      shift = level == 1;
      return code;
    }
  }
  return 0;
}

std::vector<KeyCode> spare_keys(::Display *x) {
  int first = 0;
  int last = 0;
  XDisplayKeycodes(x, &first, &last);
  int per_key = 0;
  KeySym *const map = XGetKeyboardMapping(x, static_cast<KeyCode>(first), last - first + 1, &per_key);
  std::vector<KeyCode> spare;
  for (int code = first; code <= last; ++code) {
    bool used = false;
    for (int level = 0; level < per_key; ++level) used = used || map[(code - first) * per_key + level] != NoSymbol;
    if (!used) spare.push_back(static_cast<KeyCode>(code));
  }
  XFree(map);
  return spare;
}

std::string uri_list(const std::vector<std::string> &paths) {
  static constexpr char digits[] = "0123456789ABCDEF";
  std::string list;
  for (const auto &path : paths) {
    list += "file://";
    for (const char c : path) {
      const auto byte = static_cast<unsigned char>(c);
      const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                         std::strchr("/-_.~", c) != nullptr;
      if (plain) list += c;
      else list += {'%', digits[byte >> 4U], digits[byte & 15U]};
    }
    list += "\r\n";
  }
  return list;
}

}  // namespace

DisplayInput::DisplayInput(std::unique_ptr<Display> display) : display_(std::move(display)) {}
DisplayInput::DisplayInput(DisplayInput &&) noexcept = default;
DisplayInput &DisplayInput::operator=(DisplayInput &&) noexcept = default;
DisplayInput::~DisplayInput() = default;

Result<DisplayInput> DisplayInput::open(std::string_view typed) {
  auto display = std::make_unique<Display>();
  display->x = XOpenDisplay(nullptr);
  if (display->x == nullptr) {
    return fail("display.input", "there is no X display", "", "start it from a desktop, or under xvfb-run");
  }
  int unused = 0;
  if (XTestQueryExtension(display->x, &unused, &unused, &unused, &unused) == 0) {
    return fail("display.input", "this display takes no events from programs (it has no XTest)", "", "use Xvfb");
  }
  auto spare = spare_keys(display->x);
  for (const char32_t c : characters(typed)) {
    KeySym symbol = symbol_of(c);
    bool shift = false;
    if (key_of(display->x, symbol, shift) != 0 || display->lent.count(symbol) > 0) continue;
    if (spare.empty()) return fail("display.input", "the keyboard has no key left for all these characters");
    XChangeKeyboardMapping(display->x, spare.back(), 1, &symbol, 1);
    display->lent[symbol] = spare.back();
    spare.pop_back();
  }
  XSync(display->x, False);
  return DisplayInput(std::move(display));
}

void DisplayInput::move(int x, int y) {
  XTestFakeMotionEvent(display_->x, -1, x, y, CurrentTime);
  XSync(display_->x, False);
}

void DisplayInput::button(int button, bool down) {
  XTestFakeButtonEvent(display_->x, static_cast<unsigned>(button), down ? True : False, CurrentTime);
  XSync(display_->x, False);
}

void DisplayInput::wheel(int clicks) {
  for (int i = 0; i < std::abs(clicks); ++i) {
    button(clicks > 0 ? 4 : 5, true);
    button(clicks > 0 ? 4 : 5, false);
  }
}

bool DisplayInput::key(std::string_view name, bool down) {
  const KeySym symbol = XStringToKeysym(std::string(name).c_str());
  const KeyCode code = symbol == NoSymbol ? 0 : XKeysymToKeycode(display_->x, symbol);
  if (code == 0) return false;
  display_->fake_key(code, down);
  return true;
}

bool DisplayInput::type(char32_t character) {
  const KeySym symbol = symbol_of(character);
  bool shift = false;
  KeyCode code = key_of(display_->x, symbol, shift);
  if (code == 0) {
    const auto lent = display_->lent.find(symbol);
    if (lent == display_->lent.end()) return false;
    code = lent->second;
  }
  if (shift) key("Shift_L", true);
  display_->fake_key(code, true);
  display_->fake_key(code, false);
  if (shift) key("Shift_L", false);
  return true;
}

Result<void> DisplayInput::drop(unsigned long window, int x, int y, const std::vector<std::string> &paths) {
  ::Display *const d = display_->x;
  const auto atom = [d](const char *name) { return XInternAtom(d, name, False); };
  const Atom selection = atom("XdndSelection");
  const Atom type = atom("text/uri-list");
  const ::Window source = XCreateSimpleWindow(d, DefaultRootWindow(d), 0, 0, 1, 1, 0, 0, 0);
  XSetSelectionOwner(d, selection, source, CurrentTime);
  const auto tell = [&](const char *message, long b, long c, long e, long f) {
    XEvent event{};
    event.xclient.type = ClientMessage;
    event.xclient.window = window;
    event.xclient.message_type = atom(message);
    event.xclient.format = 32;
    const long data[5] = {static_cast<long>(source), b, c, e, f};
    std::memcpy(event.xclient.data.l, data, sizeof data);
    XSendEvent(d, window, False, NoEventMask, &event);
    XSync(d, False);
  };
  const long place = (static_cast<long>(x) << 16U) | y;
  move(x, y);
  tell("XdndEnter", 5L << 24U, static_cast<long>(type), 0, 0);
  tell("XdndPosition", 0, place, CurrentTime, static_cast<long>(atom("XdndActionCopy")));
  const std::string list = uri_list(paths);
  bool dropped = false;
  const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(10);
  while (std::chrono::steady_clock::now() < end) {
    if (XPending(d) == 0) {
      std::this_thread::sleep_for(std::chrono::milliseconds(2));
      continue;
    }
    XEvent event;
    XNextEvent(d, &event);
    if (event.type == ClientMessage && event.xclient.message_type == atom("XdndStatus") && !dropped) {
      if ((event.xclient.data.l[1] & 1) == 0) break;
      dropped = true;
      tell("XdndDrop", 0, CurrentTime, 0, 0);
    } else if (event.type == SelectionRequest) {
      const auto &asked = event.xselectionrequest;
      XChangeProperty(d, asked.requestor, asked.property, type, 8, PropModeReplace,
                      reinterpret_cast<const unsigned char *>(list.data()), static_cast<int>(list.size()));
      XEvent answer{};
      answer.xselection.type = SelectionNotify;
      answer.xselection.requestor = asked.requestor;
      answer.xselection.selection = asked.selection;
      answer.xselection.target = asked.target;
      answer.xselection.property = asked.property;
      answer.xselection.time = asked.time;
      XSendEvent(d, asked.requestor, False, NoEventMask, &answer);
      XSync(d, False);
    } else if (event.type == ClientMessage && event.xclient.message_type == atom("XdndFinished")) {
      XDestroyWindow(d, source);
      XSync(d, False);
      return done();
    }
  }
  XDestroyWindow(d, source);
  XSync(d, False);
  return fail("display.drop", "the window doesn't take what is dropped on it");
}

}  // namespace gantry::core::platform
