// SPDX-License-Identifier: Apache-2.0
#include "settle.hpp"

#include "../elements.hpp"
#include "items.hpp"

#include <dcmtk/dcmdata/dcistrmb.h>
#include <dcmtk/dcmdata/dctk.h>

#include <memory>
#include <string>

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
std::unique_ptr<DcmElement> known(DcmElement &element, const Creators &creators) {
  Uint8 *bytes = nullptr;
  const Uint32 length = element.getLengthField();
  if (length > 0 && (element.getUint8Array(bytes).bad() || bytes == nullptr)) return nullptr;
  std::string encoded;
  if (const std::string creator = creators.of(element); !creator.empty()) {
    const DcmTagKey reserved(element.getGTag(), static_cast<Uint16>(element.getETag() >> 8));
    encoded = implicit(reserved, creator + (creator.size() % 2 == 0 ? "" : " "));
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
  return found != nullptr && found->getVR() != EVR_UN ? std::move(found) : nullptr;
}

}  // namespace

void settle(DcmItem &item) {
  Elements elements = taken_out(item);
  const Creators creators(elements);
  for (auto &element : elements) {
    if (element->getVR() == EVR_UN) {
      if (auto better = known(*element, creators)) element = std::move(better);
    }
    for (DcmItem *inner : items_of(*element)) settle(*inner);
  }
  put_back(item, std::move(elements));
}

}  // namespace gantry::dicom
