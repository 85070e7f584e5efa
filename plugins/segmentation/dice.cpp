// SPDX-License-Identifier: Apache-2.0
#include "frame.hpp"
#include "label_values.hpp"
#include "naming.hpp"
#include "tools.hpp"

#include <charconv>
#include <limits>
#include <map>
#include <set>
#include <utility>

namespace gantry::segmentation {
namespace {

constexpr std::size_t most_pairs = 1000000;

using Pair = std::pair<std::int64_t, std::int64_t>;
using Pairs = std::map<Pair, std::uint64_t>;  // how many voxels have these two values

struct Overlap {
  std::int64_t a = 0, b = 0;
  std::uint64_t in_a = 0, in_b = 0, in_both = 0;
};

std::int64_t whole_number(const std::string &text) {
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error == std::errc() && end == text.data() + text.size()) return value;
  throw Error("dice.mapping", "\"" + text + "\" is no whole number", GANTRY_INVALID_ARGUMENT)
      .at("mapping")
      .hint("write it like 1=4,2=5,3=6");
}

std::vector<Overlap> classes_of(const std::string &mapping, const Pairs &pairs) {
  std::vector<Overlap> out;
  for (const auto &item : split(mapping, ',')) {
    const auto sides = split(item, '=');
    if (sides.size() != 2) whole_number(item + " without \"=\"");
    out.push_back({whole_number(sides[0]), whole_number(sides[1])});
  }
  if (!out.empty()) return out;
  std::set<std::int64_t> values;
  for (const auto &[pair, count] : pairs) {
    values.insert(pair.first);
    values.insert(pair.second);
  }
  values.erase(0);
  for (const std::int64_t value : values) out.push_back({value, value});
  return out;
}

template <class A, class B>
Pairs count_pairs(const Job &job, const A *a, const B *b, std::uint64_t n, const Region &region) {
  Pairs pairs;
  std::uint64_t *current = nullptr;
  A last_a{};
  B last_b{};
  in_chunks(job, n, "comparing", [&](std::uint64_t begin, std::uint64_t end) {
    for (std::uint64_t i = begin; i < end; ++i) {
      if (!region.contains(i)) continue;
      if (current == nullptr || a[i] != last_a || b[i] != last_b) {
        current = &pairs[{label_value(a[i], "a"), label_value(b[i], "b")}];
        last_a = a[i];
        last_b = b[i];
      }
      ++*current;
    }
    if (pairs.size() > most_pairs) {
      throw Error("segmentation.not-labels", "these are no label maps: they hold too many different values",
                  GANTRY_INVALID_ARGUMENT)
          .at("a")
          .hint("segment the images first");
    }
  });
  return pairs;
}

void count(const Pairs &pairs, std::vector<Overlap> &classes) {
  for (auto &c : classes) {
    for (const auto &[pair, n] : pairs) {
      c.in_a += pair.first == c.a ? n : 0;
      c.in_b += pair.second == c.b ? n : 0;
      c.in_both += pair.first == c.a && pair.second == c.b ? n : 0;
    }
  }
}

double ratio(std::uint64_t numerator, std::uint64_t denominator) {
  if (denominator == 0) return std::numeric_limits<double>::quiet_NaN();  // absent from both: undefined
  return static_cast<double>(numerator) / static_cast<double>(denominator);
}

std::string name_of(const VolumeView &a, const VolumeView &b, const Overlap &c) {
  for (const auto &[view, value] : {std::pair(&a, c.a), std::pair(&b, c.b)}) {
    for (std::uint32_t s = 0; s < view->c().segment_count; ++s) {
      if (view->c().segments[s]->value == value) return view->c().segments[s]->name;
    }
  }
  return c.a == c.b ? std::to_string(c.a) : std::to_string(c.a) + "=" + std::to_string(c.b);
}

}  // namespace

void Dice::run(Job &job) {
  const Frame first(a.view(), 0, a.key()), second(b.view(), 0, b.key());
  if (first.view().shape(3) > 1 || second.view().shape(3) > 1) {
    throw Error("segmentation.frames", "a label map has several frames", GANTRY_INVALID_ARGUMENT)
        .at(first.view().shape(3) > 1 ? a.key() : b.key())
        .hint("give one frame of it");
  }
  require_same_space(first.view(), second.view(), b.key());
  const Region where = region_of(region, first);
  const Pairs pairs = first.visit([&](const auto *x) {
    return second.visit([&](const auto *y) { return count_pairs(job, x, y, first.voxels(), where); });
  });
  std::vector<Overlap> classes = classes_of(mapping.value(), pairs);
  count(pairs, classes);

  std::vector<std::string> name;
  for (const auto &c : classes) name.push_back(name_of(first.view(), second.view(), c));
  Overlap all;
  for (const auto &c : classes) {
    all.in_a += c.in_a;
    all.in_b += c.in_b;
    all.in_both += c.in_both;
  }
  classes.push_back(all);
  name.push_back("overall");

  std::vector<double> dice, jaccard;
  std::vector<std::int64_t> in_a, in_b, in_both;
  for (const auto &c : classes) {
    dice.push_back(ratio(2 * c.in_both, c.in_a + c.in_b));
    jaccard.push_back(ratio(c.in_both, c.in_a + c.in_b - c.in_both));
    in_a.push_back(static_cast<std::int64_t>(c.in_a));
    in_b.push_back(static_cast<std::int64_t>(c.in_b));
    in_both.push_back(static_cast<std::int64_t>(c.in_both));
  }
  table.write({{"class", "", name},
               {"dice", "1", dice},
               {"jaccard", "1", jaccard},
               {"voxels_a", "", in_a},
               {"voxels_b", "", in_b},
               {"voxels_both", "", in_both}});
}

}  // namespace gantry::segmentation
