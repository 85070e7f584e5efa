// SPDX-License-Identifier: Apache-2.0
#include "dataset.hpp"

#include "charset.hpp"
#include "values.hpp"

namespace gantry::dicom {

const std::vector<Element> &Item::elements() const {
  static const std::vector<Element> none;
  return node_ == nullptr ? none : node_->elements;
}

bool Item::has_value(const Tag &tag) const {
  const Element *e = find(tag);
  return e != nullptr && (!e->items.empty() || (e->vr != VR::SQ && !e->value.empty()));
}

std::string_view Item::charset() const {
  for (const Node *n = node_; n != nullptr; n = n->parent) {
    if (const Element *e = n->find(DCM_SpecificCharacterSet); e != nullptr && !e->value.empty()) return e->value;
  }
  return {};
}

std::vector<std::string> Item::texts(const Element &element) const {
  if (is_text(element.vr)) return split_text(element, charset());
  std::vector<std::string> out;
  if (element.vr == VR::AT) {
    for (const std::int64_t v : integer_values(element, big_endian()))
      out.push_back(tag_text(Tag(static_cast<Uint16>(v >> 16), static_cast<Uint16>(v & 0xffff))));
  } else if (element.vr == VR::UN) {
    out = split_text(element, charset());
  } else {
    out = number_texts(element, big_endian());
  }
  return out;
}

std::vector<double> Item::numbers(const Element &element) const { return number_values(element, big_endian()); }

std::vector<std::string> Item::texts(const Tag &tag) const {
  const Element *e = find(tag);
  return e == nullptr ? std::vector<std::string>() : texts(*e);
}

std::string Item::text(const Tag &tag) const {
  auto all = texts(tag);
  return all.empty() ? std::string() : std::move(all.front());
}

std::vector<double> Item::numbers(const Tag &tag) const {
  const Element *e = find(tag);
  return e == nullptr ? std::vector<double>() : numbers(*e);
}

std::optional<double> Item::number(const Tag &tag, std::size_t index) const {
  const auto all = numbers(tag);
  return index < all.size() ? std::optional(all[index]) : std::nullopt;
}

std::vector<std::int64_t> Item::integers(const Tag &tag) const {
  const Element *e = find(tag);
  return e == nullptr ? std::vector<std::int64_t>() : integer_values(*e, big_endian());
}

std::optional<std::int64_t> Item::integer(const Tag &tag, std::size_t index) const {
  const auto all = integers(tag);
  return index < all.size() ? std::optional(all[index]) : std::nullopt;
}

std::string_view Item::bytes(const Tag &tag) const {
  const Element *e = find(tag);
  return e == nullptr ? std::string_view() : e->value;
}

std::vector<Item> Item::items(const Tag &tag) const {
  std::vector<Item> out;
  if (const Element *e = find(tag)) {
    for (const auto &node : e->items) out.emplace_back(node.get());
  }
  return out;
}

Item Item::item(const Tag &tag, std::size_t index) const {
  const Element *e = find(tag);
  return e != nullptr && index < e->items.size() ? Item(e->items[index].get()) : Item();
}

std::optional<Tag> Item::private_tag(std::uint16_t group, std::string_view creator, std::uint8_t element) const {
  for (std::uint16_t block = 0x10; block <= 0xff; ++block) {
    if (!has(Tag(group, block))) continue;
    if (creator_of(Tag(group, static_cast<Uint16>(block << 8))) == creator)
      return Tag(group, static_cast<Uint16>((block << 8) | element));
  }
  return std::nullopt;
}

const Element *Dataset::pixel_data() const {
  for (const Tag &tag : {DCM_PixelData, DCM_FloatPixelData, DCM_DoubleFloatPixelData}) {
    if (const Element *e = find(tag)) return e;
  }
  return nullptr;
}

}  // namespace gantry::dicom
