// SPDX-License-Identifier: Apache-2.0
// Where originals stand in text: against a search that is too simple to be wrong.
#include <catch2/catch.hpp>
#include <plugins/dicom/deidentify/originals.hpp>

#include <gantry/cpp/error.hpp>

#include <algorithm>
#include <random>

using namespace gantry::dicom;

namespace {

std::string without(const std::vector<std::string> &all, const std::string &text) {
  Originals originals;
  for (const auto &one : all) originals.note(one);
  return Finder(originals).without(text, "#");
}

// Every place of every original of eight bytes or more, one after the other.
std::string marked(const std::vector<std::string> &all, const std::string &text) {
  std::vector<bool> covered(text.size() + 1), joined(text.size() + 1);
  for (const auto &one : all) {
    for (std::size_t at = text.find(one); at != std::string::npos; at = text.find(one, at + 1)) {
      for (std::size_t i = at; i < at + one.size(); ++i) {
        covered[i] = true;
        if (i > at) joined[i] = true;  // of one piece with the byte before it
      }
    }
  }
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (!covered[i]) out += text[i];
    else if (!joined[i]) out += '#';
  }
  return out;
}

}  // namespace

TEST_CASE("short originals go where they stand alone, long ones wherever they are") {
  CHECK(without({"Anna"}, "of anna, ANNA2 and vanAnna: not Savannah, not Annalisa") ==
        "of #, #2 and van#: not Savannah, not Annalisa");
  CHECK(without({"4711"}, "4711 14711 47110 AB4711 4711AB") == "# 14711 47110 AB# #AB");
  CHECK(without({"Jansenius"}, "a Jansenius, xJANSENIUSx") == "a #, x#x");
  CHECK(without({"Jan", "x\0yz", "abc\1def"}, "Jan xyz abc\1def") == "Jan xyz abc\1def");  // too short, and no text
  CHECK(without({}, "text") == "text");
}

TEST_CASE("originals within and over each other go as one piece") {
  CHECK(without({"Smith Jones", "Jones Brown", "Jones"}, "Smith Jones Brown") == "#");
  CHECK(without({"ABCDEFGHIJ", "CDEF", "EFGHIJKLMNOP"}, "xABCDEFGHIJKLMNOPx") == "x#x");
  CHECK(without({"ABCDEFGH", "IJKLMNOP"}, "ABCDEFGHIJKLMNOP") == "##");
}

TEST_CASE("what is found is what looking for one after the other finds") {
  std::mt19937 random(7);
  const auto letters = [&](std::size_t count) {
    std::string out(count, 'A');
    for (char &c : out) c = "AB"[random() % 2];
    return out;
  };
  for (int round = 0; round < 300; ++round) {
    std::vector<std::string> all;
    for (int i = 0; i < 12; ++i) all.push_back(letters(8 + random() % 5));
    const std::string text = letters(400);
    REQUIRE(without(all, text) == marked(all, text));
  }
}

TEST_CASE("more originals than can be looked for are refused in words") {
  Originals originals;
  originals.note(std::string((std::size_t{16} << 20) + 1, 'a'));
  CHECK_THROWS_AS(Finder(originals), gantry::Error);
}
