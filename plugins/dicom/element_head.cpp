// SPDX-License-Identifier: Apache-2.0
#include "element_head.hpp"

#include "bytes.hpp"

namespace gantry::dicom {
namespace {

// Explicit VR was announced and no letters are there: either two odd bytes stand in their place with a length of two
// bytes, or the element is in implicit form. Whichever fits what is left is taken.
Head odd_head(std::string_view bytes, std::size_t &at, std::size_t end, const Node &node, Syntax syntax, Head h,
              Warnings &warnings) {
  warnings.add("the element (" + tag_text(h.tag) + ") has no valid value representation");
  h.vr = dictionary_vr(h.tag, creator_in(node, h.tag));
  const std::uint32_t implicit = u32(bytes, at + 4, syntax.big_endian);
  const bool fits = implicit <= end - at - 8 || implicit == no_length;
  h.length = fits ? implicit : u16(bytes, at + 6, syntax.big_endian);
  at += 8;
  return h;
}

}  // namespace

bool spells_vr(std::string_view bytes, std::size_t at) {
  const auto capital = [&](std::size_t i) { return bytes[i] >= 'A' && bytes[i] <= 'Z'; };
  return capital(at) && capital(at + 1);
}

std::string_view creator_in(const Node &node, const Tag &tag) {
  return (tag.getGroup() & 1) != 0 ? node.creator_of(tag) : std::string_view();
}

std::optional<Head> read_head(std::string_view bytes, std::size_t &at, std::size_t end, const Node &node, Syntax syntax,
                              Warnings &warnings) {
  if (end - at < 8) return std::nullopt;
  const bool big = syntax.big_endian;
  Head h;
  h.tag.set(u16(bytes, at, big), u16(bytes, at + 2, big));
  h.delimiter = h.tag.getGroup() == 0xfffe;
  const bool spelled = syntax.explicit_vr && !h.delimiter && spells_vr(bytes, at + 4);
  if (syntax.explicit_vr && !h.delimiter && !spelled) return odd_head(bytes, at, end, node, syntax, h, warnings);
  if (!spelled) {
    h.vr = h.delimiter ? VR::UN : dictionary_vr(h.tag, creator_in(node, h.tag));
    h.length = u32(bytes, at + 4, big);
    at += 8;
    return h;
  }
  h.vr = static_cast<VR>(vr_code(bytes[at + 4], bytes[at + 5]));
  if (!has_long_length(h.vr)) {
    h.length = u16(bytes, at + 6, big);
    at += 8;
    return h;
  }
  if (!is_known(h.vr)) warnings.add("the element (" + tag_text(h.tag) + ") has an unknown value representation");
  if (end - at < 12) return std::nullopt;
  h.length = u32(bytes, at + 8, big);
  at += 12;
  return h;
}

}  // namespace gantry::dicom
