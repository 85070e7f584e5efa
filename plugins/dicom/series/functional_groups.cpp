// SPDX-License-Identifier: Apache-2.0
#include "functional_groups.hpp"

#include "../values.hpp"

namespace gantry::dicom {
namespace {

// What a maker put into a sequence of its own: Philips a copy of the single-frame header, Siemens (XA) its image facts.
Item inside(const Item &holder, std::uint16_t group, const char *creator, std::uint8_t element) {
  const auto tag = holder.private_tag(group, creator, element);
  return tag ? holder.item(*tag) : Item();
}

Item philips_copy(const Item &groups) { return inside(groups, 0x2005, "Philips MR Imaging DD 005", 0x0f); }
Item siemens_facts(const Item &holder) { return inside(holder, 0x0021, "SIEMENS MR SDI 02", 0xfe); }

}  // namespace

FrameView::FrameView(const Item &root, const Item &shared, const Item &own)
    : root_(root), shared_(shared), own_(own), philips_(philips_copy(own)), siemens_(siemens_facts(own)) {
  if (!philips_) philips_ = philips_copy(shared);
  if (!siemens_) siemens_ = siemens_facts(root);
}

Item FrameView::group(const Tag &sequence) const {
  const Item own = own_.item(sequence);
  return own ? own : shared_.item(sequence);
}

Item FrameView::holder(const Tag &sequence, const Tag &attribute) const {
  for (const Item &item : {own_.item(sequence), shared_.item(sequence)}) {
    if (item.has_value(attribute)) return item;
  }
  return root_;
}

std::optional<double> FrameView::number(const Tag &sequence, const Tag &attribute) const {
  return holder(sequence, attribute).number(attribute);
}

std::vector<double> FrameView::numbers(const Tag &sequence, const Tag &attribute) const {
  return holder(sequence, attribute).numbers(attribute);
}

std::string FrameView::text(const Tag &sequence, const Tag &attribute) const {
  return holder(sequence, attribute).text(attribute);
}

std::vector<std::string> FrameView::texts(const Tag &sequence, const Tag &attribute) const {
  return holder(sequence, attribute).texts(attribute);
}

std::optional<double> FrameView::number(const Tag &attribute) const {
  return (philips_.has_value(attribute) ? philips_ : root_).number(attribute);
}

std::string FrameView::text(const Tag &attribute) const {
  return (philips_.has_value(attribute) ? philips_ : root_).text(attribute);
}

std::vector<double> FrameView::private_numbers(std::uint16_t group, std::string_view creator, std::uint8_t element,
                                               VR vr) const {
  for (const Item &item : {philips_, siemens_, own_, root_}) {
    const auto tag = item.private_tag(group, creator, element);
    const Element *e = tag ? item.find(*tag) : nullptr;
    if (e == nullptr || e->value.empty()) continue;
    if (e->vr != VR::UN || vr == VR::UN) return item.numbers(*e);
    Element typed;
    typed.tag = e->tag;
    typed.vr = vr;
    typed.value = e->value;
    return number_values(typed, item.big_endian());
  }
  return {};
}

}  // namespace gantry::dicom
