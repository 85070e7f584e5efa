// SPDX-License-Identifier: Apache-2.0
#include "elements.hpp"

#include "bytes.hpp"
#include "element_head.hpp"

#include <algorithm>

namespace gantry::dicom {
namespace {

constexpr unsigned deepest = 32;  // sequences within sequences; SR trees seldom reach 10

const Tag item_tag(0xfffe, 0xe000), item_end(0xfffe, 0xe00d), sequence_end(0xfffe, 0xe0dd);

bool is_pixel_data(const Tag &tag) {
  return tag.getGroup() == 0x7fe0 && (tag.getElement() == 0x10 || tag.getElement() == 8 || tag.getElement() == 9);
}

class Parser {
 public:
  Parser(std::string_view bytes, Extent extent) : bytes_(bytes), extent_(extent) {}

  Parsed parse(Syntax syntax, std::uint16_t only_group) {
    Parsed parsed;
    parsed.root = std::make_unique<Node>();
    parsed.root->big_endian = syntax.big_endian;
    only_group_ = only_group;
    elements(*parsed.root, syntax, bytes_.size(), 0, false);
    parsed.end = at_;
    parsed.truncated = truncated_;
    parsed.passed_over = passed_over_;
    parsed.warnings = std::move(warnings_.texts);
    return parsed;
  }

 private:
  std::size_t left(std::size_t end) const { return end - at_; }
  void warn(const std::string &text) { warnings_.add(text); }
  void cut(const Tag &tag) {
    if (truncated_) return;
    truncated_ = true;
    warn("the file ends inside the element (" + tag_text(tag) + "): what follows is missing");
  }
  // Elements up to `end`, or up to an item's delimiter where `delimited`.
  void elements(Node &node, Syntax syntax, std::size_t end, unsigned depth, bool delimited) {
    walk(node, syntax, end, depth, delimited);
    const auto before = [](const Element &a, const Element &b) { return a.tag < b.tag; };
    if (std::is_sorted(node.elements.begin(), node.elements.end(), before)) return;
    warn("elements are not in ascending order");
    std::stable_sort(node.elements.begin(), node.elements.end(), before);
  }

  void walk(Node &node, Syntax syntax, std::size_t end, unsigned depth, bool delimited) {
    while (at_ < end && !truncated_) {
      const std::size_t start = at_;
      if (only_group_ != 0 && depth == 0 && left(end) >= 2 && u16(bytes_, at_, syntax.big_endian) != only_group_)
        return;
      const auto h = read_head(bytes_, at_, end, node, syntax, warnings_);
      if (!h) {
        at_ = end;
        if (depth == 0 && !all_zero(start, end)) cut(Tag(0xfffe, 0xe00d));
        return;
      }
      if (h->delimiter) {
        if (h->tag == item_end && delimited) return;
        if (h->tag == sequence_end && delimited) {
          warn("an item of a sequence has no end of its own");
          at_ = start;
          return;
        }
        if (depth > 0 || h->tag == item_tag) warn("a delimiter stands where none belongs");
        if (h->length != no_length && h->length != 0 && h->length <= left(end)) {
          at_ += h->length;
          passed_over_ = true;
        }
        continue;
      }
      if (!element(node, *h, syntax, end, depth)) return;
    }
  }

  bool all_zero(std::size_t from, std::size_t to) const {
    return std::all_of(bytes_.begin() + static_cast<std::ptrdiff_t>(from),
                       bytes_.begin() + static_cast<std::ptrdiff_t>(to), [](char c) { return c == 0; });
  }

  // False: the walk ends here.
  bool element(Node &node, const Head &h, Syntax syntax, std::size_t end, unsigned depth) {
    Element e;
    e.tag = h.tag;
    e.vr = h.vr;
    e.undefined_length = h.length == no_length;
    if (is_pixel_data(h.tag) && depth == 0) return pixel_data(node, std::move(e), h, end);
    if (e.undefined_length) return undefined_length(node, std::move(e), h, syntax, end, depth);
    if (h.length > left(end)) {
      cut(h.tag);
      if (h.vr == VR::SQ) sequence(node, e, syntax, end, depth);
      at_ = end;
      if (!e.items.empty()) node.elements.push_back(std::move(e));
      return false;
    }
    const std::size_t start = at_, stop = at_ + h.length;
    e.value = bytes_.substr(start, h.length);
    if (h.vr == VR::SQ) {
      sequence(node, e, syntax, stop, depth);
    } else if (h.vr == VR::UN && holds_items(start, stop, syntax)) {
      hidden_sequence(node, e, h, stop, depth);
    } else if (h.vr == VR::UN && syntax.explicit_vr) {
      e.vr = dictionary_vr(h.tag, creator_in(node, h.tag));  // PS3.5, 6.2.2 note 3: the dictionary knows better
      // Its numbers are in little endian whatever the dataset is.
      if (e.vr == VR::SQ || (syntax.big_endian && !is_text(e.vr))) e.vr = VR::UN;
    }
    at_ = stop;
    node.elements.push_back(std::move(e));
    return true;
  }

  bool pixel_data(Node &node, Element e, const Head &h, std::size_t end) {
    e.undefined_length = h.length == no_length;
    if (extent_ == Extent::header) {
      e.value = bytes_.substr(at_, e.undefined_length ? left(end) : std::min<std::size_t>(h.length, left(end)));
      if (!e.undefined_length && h.length > left(end)) cut(h.tag);
      at_ = end;
      node.elements.push_back(std::move(e));
      return false;
    }
    const std::size_t start = at_;
    if (e.undefined_length) {
      skip_fragments(h.tag, end);
    } else {
      if (h.length > left(end)) cut(h.tag);
      at_ += std::min<std::size_t>(h.length, left(end));
    }
    e.value = bytes_.substr(start, at_ - start);
    node.elements.push_back(std::move(e));
    return !truncated_;
  }

  void skip_fragments(const Tag &tag, std::size_t end) {
    while (left(end) >= 8) {
      const Tag found(u16(bytes_, at_, false), u16(bytes_, at_ + 2, false));
      const std::uint32_t length = u32(bytes_, at_ + 4, false);
      if (found != item_tag && found != sequence_end) return warn("the pixel fragments have no end mark");
      at_ += 8;
      if (found == sequence_end) return;
      if (length > left(end)) {
        at_ = end;
        return cut(tag);
      }
      at_ += length;
    }
    cut(tag);
  }

  bool undefined_length(Node &node, Element e, const Head &h, Syntax syntax, std::size_t end, unsigned depth) {
    const std::size_t start = at_;
    const bool fragments = e.vr == VR::OB || e.vr == VR::OW || e.vr == VR::OD || e.vr == VR::OF || e.vr == VR::OL;
    if (fragments && syntax.explicit_vr) {
      skip_fragments(h.tag, end);
    } else {
      // PS3.5, 6.2.2 note 4: UN of undefined length is a sequence in implicit little endian.
      const Syntax inner = e.vr == VR::UN && syntax.explicit_vr ? Syntax{false, false} : syntax;
      e.vr = VR::SQ;
      sequence(node, e, inner, end, depth);
    }
    e.value = bytes_.substr(start, at_ - start);
    node.elements.push_back(std::move(e));
    return true;
  }

  // The items of a sequence up to `end` or its delimiter.
  void sequence(const Node &node, Element &e, Syntax syntax, std::size_t end, unsigned depth) {
    if (depth >= deepest) {
      warn("sequences are nested more than 32 deep: what is below is left out");
      at_ = e.undefined_length ? end : at_;
      truncated_ = truncated_ || e.undefined_length;
      passed_over_ = true;
      return;
    }
    while (left(end) >= 8 && !truncated_) {
      const Tag tag(u16(bytes_, at_, syntax.big_endian), u16(bytes_, at_ + 2, syntax.big_endian));
      const std::uint32_t length = u32(bytes_, at_ + 4, syntax.big_endian);
      if (tag == sequence_end) {
        at_ += 8;
        return;
      }
      if (tag != item_tag) {
        warn("the sequence (" + tag_text(e.tag) + ") is damaged");
        passed_over_ = true;
        if (e.undefined_length) cut(e.tag);
        return;
      }
      at_ += 8;
      if (length != no_length && length > left(end)) cut(e.tag);
      const std::size_t stop = length == no_length ? end : at_ + std::min<std::size_t>(length, left(end));
      e.items.push_back(item(node, syntax, stop, depth, length == no_length));
      if (length != no_length) at_ = stop;
    }
    if (e.undefined_length && !truncated_) cut(e.tag);
  }

  std::unique_ptr<Node> item(const Node &node, Syntax syntax, std::size_t stop, unsigned depth, bool delimited) {
    auto child = std::make_unique<Node>();
    child->parent = &node;
    child->big_endian = syntax.big_endian;
    // Some makers put implicit items into explicit datasets and the other way round.
    const bool first_is_element = left(stop) >= 8 && u16(bytes_, at_, syntax.big_endian) != 0xfffe;
    if (first_is_element && syntax.explicit_vr && !spells_vr(bytes_, at_ + 4)) syntax.explicit_vr = false;
    const bool was_truncated = truncated_;
    truncated_ = false;
    elements(*child, syntax, stop, depth + 1, delimited);
    truncated_ = truncated_ || was_truncated;
    return child;
  }

  bool holds_items(std::size_t start, std::size_t stop, Syntax) const {
    return stop - start >= 8 && Tag(u16(bytes_, start, false), u16(bytes_, start + 2, false)) == item_tag;
  }

  // Bytes of unknown kind that begin like a sequence: taken as one when they are one from end to end.
  void hidden_sequence(const Node &node, Element &e, const Head &h, std::size_t stop, unsigned depth) {
    Parser trial(bytes_.substr(0, stop), extent_);
    trial.at_ = at_;
    const bool known = dictionary_vr(h.tag, creator_in(node, h.tag)) == VR::SQ;
    const bool spelled = stop - at_ >= 16 && spells_vr(bytes_, at_ + 12) &&
                         is_known(static_cast<VR>(vr_code(bytes_[at_ + 12], bytes_[at_ + 13])));
    Element found;
    found.tag = e.tag;
    trial.sequence(node, found, {spelled, false}, stop, depth);
    if (trial.truncated_ || trial.passed_over_ || trial.at_ != stop || (!trial.warnings_.texts.empty() && !known))
      return;
    e.items = std::move(found.items);
    e.vr = VR::SQ;
  }

  std::string_view bytes_;
  Extent extent_;
  std::size_t at_ = 0;
  std::uint16_t only_group_ = 0;
  bool truncated_ = false, passed_over_ = false;
  Warnings warnings_;
};

}  // namespace

const Element *Node::find(const Tag &tag) const {
  const auto at =
      std::lower_bound(elements.begin(), elements.end(), tag, [](const Element &e, const Tag &t) { return e.tag < t; });
  return at != elements.end() && at->tag == tag ? &*at : nullptr;
}

std::string_view Node::creator_of(const Tag &tag) const {
  const Element *e = tag.getElement() < 0x1000 ? nullptr : find(Tag(tag.getGroup(), tag.getElement() >> 8));
  if (e == nullptr) return {};
  const std::size_t last = e->value.find_last_not_of(std::string_view(" \0", 2));
  return e->value.substr(0, last == std::string_view::npos ? 0 : last + 1);
}

Parsed parse_elements(std::string_view bytes, Syntax syntax, Extent extent, std::uint16_t only_group) {
  return Parser(bytes, extent).parse(syntax, only_group);
}

}  // namespace gantry::dicom
