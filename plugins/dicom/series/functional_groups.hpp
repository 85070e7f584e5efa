// SPDX-License-Identifier: Apache-2.0
// An attribute of one frame, wherever the object keeps it: the frame's own functional groups, the shared ones, Philips'
// copy of the single-frame header, Siemens' own sequence (XA), or the dataset itself.
//
//   FrameView view(dataset, shared, own);
//   view.number(DCM_MREchoSequence, DCM_EffectiveEchoTime);
#pragma once

#include "../dataset.hpp"

namespace gantry::dicom {

class FrameView {
 public:
  // For objects without functional groups both are empty.
  FrameView(const Item &root, const Item &shared, const Item &own);

  const Item &root() const { return root_; }
  // The item of a functional group; empty where there is none.
  Item group(const Tag &sequence) const;
  // The item that holds an attribute of a functional group, which may be the dataset itself.
  Item holder(const Tag &sequence, const Tag &attribute) const;

  std::optional<double> number(const Tag &sequence, const Tag &attribute) const;
  std::vector<double> numbers(const Tag &sequence, const Tag &attribute) const;
  std::string text(const Tag &sequence, const Tag &attribute) const;
  std::vector<std::string> texts(const Tag &sequence, const Tag &attribute) const;
  // An attribute that has no functional group: Philips' copy first, then the dataset.
  std::optional<double> number(const Tag &attribute) const;
  std::string text(const Tag &attribute) const;

  // Numbers of a private element, here or at the top. `vr` is used where the file (implicit VR) does not name it.
  std::vector<double> private_numbers(std::uint16_t group, std::string_view creator, std::uint8_t element,
                                      VR vr = VR::UN) const;

 private:
  Item root_, shared_, own_, philips_, siemens_;
};

}  // namespace gantry::dicom
