// SPDX-License-Identifier: Apache-2.0
#include "settle.hpp"

#include "../elements.hpp"

#include <dcmtk/dcmdata/dcistrmb.h>
#include <dcmtk/dcmdata/dctk.h>

#include <memory>
#include <string>
#include <vector>

namespace gantry::dicom {
namespace {

std::string little(std::uint32_t value, int bytes) {
  std::string out;
  for (int i = 0; i < bytes; ++i) out += static_cast<char>(value >> (8 * i) & 0xFFU);
  return out;
}

std::string implicit(const DcmTagKey &tag, const std::string &value) {
  return little(tag.getGroup(), 2) + little(tag.getElement(), 2) + little(static_cast<std::uint32_t>(value.size()), 4) +
         value;
}

// PS3.5, 6.2.2: UN holds an element in implicit little endian, so it is read as a dataset of that kind.
DcmElement *known(DcmItem &item, DcmElement &element) {
  Uint8 *bytes = nullptr;
  const Uint32 length = element.getLengthField();
  if (length > 0 && (element.getUint8Array(bytes).bad() || bytes == nullptr)) return nullptr;
  std::string encoded;
  if ((element.getGTag() & 1) != 0) {
    OFString creator;
    const DcmTagKey reserved(element.getGTag(), static_cast<Uint16>(element.getETag() >> 8));
    if (item.findAndGetOFStringArray(reserved, creator).good())
      encoded = implicit(reserved, std::string(creator.data(), creator.size()) + (creator.size() % 2 == 0 ? "" : " "));
  }
  encoded += implicit(element.getTag(), std::string(reinterpret_cast<const char *>(bytes), length));
  // DCMTK calls itself for each level of sequences; what is nested beyond measure stays unknown.
  if (parse_elements(encoded, {false, false}, Extent::whole).truncated) return nullptr;
  DcmInputBufferStream in;
  in.setBuffer(encoded.data(), static_cast<offile_off_t>(encoded.size()));
  in.setEos();
  DcmDataset read;
  read.transferInit();
  const bool good = read.read(in, EXS_LittleEndianImplicit).good();
  read.transferEnd();
  std::unique_ptr<DcmElement> found(good ? read.remove(element.getTag()) : nullptr);
  return found != nullptr && found->getVR() != EVR_UN ? found.release() : nullptr;
}

}  // namespace

void settle(DcmItem &item) {
  std::vector<DcmElement *> elements;
  DcmObject *at = nullptr;
  while ((at = item.nextInContainer(at)) != nullptr) {
    if (auto *element = dynamic_cast<DcmElement *>(at)) elements.push_back(element);
  }
  for (DcmElement *element : elements) {
    if (element->getVR() == EVR_UN) {
      DcmElement *better = known(item, *element);
      if (better == nullptr) continue;
      if (item.insert(better, OFTrue).bad()) {
        delete better;
        continue;
      }
      element = better;
    }
    auto *sequence = dynamic_cast<DcmSequenceOfItems *>(element);
    for (unsigned long i = 0; sequence != nullptr && i < sequence->card(); ++i) settle(*sequence->getItem(i));
  }
}

}  // namespace gantry::dicom
