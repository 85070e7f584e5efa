// SPDX-License-Identifier: Apache-2.0
// A DICOM dataset by its attributes: text in UTF-8, numbers whatever their representation, sequences, private elements
// by their creator. It looks into the bytes it was opened from, which must stay mapped as long as it is used.
//
//   const Dataset d = Dataset::open(files.map(0));
//   d.text(DCM_Modality) == "MR";   d.numbers(DCM_PixelSpacing);   d.integer(DCM_Rows).value_or(0);
//   for (Item frame : d.items(DCM_PerFrameFunctionalGroupsSequence)) frame.item(DCM_PlanePositionSequence)…
#pragma once

#include "elements.hpp"

#include <gantry/cpp/error.hpp>

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

class DcmFileFormat;

namespace gantry::dicom {

// A dataset or an item of a sequence; cheap to copy, valid as long as the Dataset that it came from. An attribute that
// is absent, empty or not of the kind asked for gives nothing: no function throws but std::bad_alloc. [any thread]
class Item {
 public:
  Item() = default;  // empty
  explicit Item(const Node *node) : node_(node) {}

  // All attributes in ascending order, private ones and group lengths too.
  const std::vector<Element> &elements() const;
  const Element *find(const Tag &tag) const { return node_ == nullptr ? nullptr : node_->find(tag); }
  bool has(const Tag &tag) const { return find(tag) != nullptr; }
  bool has_value(const Tag &tag) const;

  // The first value, without padding; "" when absent. Numbers are written out.
  std::string text(const Tag &tag) const;
  std::vector<std::string> texts(const Tag &tag) const;
  // DS and IS as well as binary numbers.
  std::optional<double> number(const Tag &tag, std::size_t index = 0) const;
  std::vector<double> numbers(const Tag &tag) const;
  std::optional<std::int64_t> integer(const Tag &tag, std::size_t index = 0) const;
  std::vector<std::int64_t> integers(const Tag &tag) const;
  // As stored, in the file's byte order.
  std::string_view bytes(const Tag &tag) const;
  bool big_endian() const { return node_ != nullptr && node_->big_endian; }

  std::vector<Item> items(const Tag &tag) const;
  Item item(const Tag &tag, std::size_t index = 0) const;  // empty when there is none
  explicit operator bool() const { return node_ != nullptr; }

  // (group, xxEE) in the block that `creator` reserved: private_tag(0x2005, "Philips MR Imaging DD 001", 0x0d).
  std::optional<Tag> private_tag(std::uint16_t group, std::string_view creator, std::uint8_t element) const;
  std::string_view creator_of(const Tag &tag) const {
    return node_ == nullptr ? std::string_view() : node_->creator_of(tag);
  }

  // The values of an element of this item.
  std::vector<std::string> texts(const Element &element) const;
  std::vector<double> numbers(const Element &element) const;
  // (0008,0005) of this item or of the nearest one around it.
  std::string_view charset() const;

 protected:
  const Node *node_ = nullptr;
};

class Dataset : public Item {
 public:
  // Reads as far as the pixel data (Extent::header) or everything. Bytes may lack the preamble, the file meta group,
  // parts of it, or name another encoding than they have: warnings() says so. Throws Error: "dicom.not-dicom" when
  // it is none, "dicom.empty", "dicom.deflate" when deflated bytes are damaged or inflate beyond all measure,
  // "dicom.truncated" when not one element is whole.
  static Dataset open(std::string_view bytes, Extent extent = Extent::header);

  const Item &meta() const { return meta_; }                               // group 0002; may be empty
  const std::string &transfer_syntax() const { return transfer_syntax_; }  // given or guessed
  Syntax syntax() const { return syntax_; }
  // For people: rules that the file breaks. Hold no values of the file.
  const std::vector<std::string> &warnings() const { return warnings_; }
  bool truncated() const { return truncated_; }
  bool passed_over() const { return passed_over_; }  // some bytes belong to no attribute

  // PixelData, FloatPixelData or DoublePixelData at the top; nullptr when there is none. Its value may be shorter than
  // announced when the file is truncated; with Extent::header fragments reach to the end of the file.
  const Element *pixel_data() const;

  // A copy in DCMTK's own structures, for writing; of a dataset opened whole. Throws Error "dicom.parse".
  std::unique_ptr<DcmFileFormat> to_dcmtk() const;

 private:
  Item meta_;
  Syntax syntax_;
  std::string transfer_syntax_;
  std::vector<std::string> warnings_;
  bool truncated_ = false, passed_over_ = false;
  std::shared_ptr<const Node> meta_node_, root_;
  std::shared_ptr<const std::string> inflated_;
};

// How sure one can be by a file's first bytes that it is DICOM: 100, 50 (no preamble, but begins like a dataset), 0.
std::uint32_t looks_like_dicom(std::string_view head);

}  // namespace gantry::dicom
