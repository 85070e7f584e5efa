// SPDX-License-Identifier: Apache-2.0
#include "meta_writer.hpp"

#include "element.hpp"
#include "packing.hpp"
#include "writing.hpp"

#include <cstring>
#include <vector>

namespace gantry::pictures {
namespace {

const char *element_type(std::uint32_t dtype) {
  switch (dtype) {
    case GANTRY_U8:
    case GANTRY_RGB8:
    case GANTRY_RGBA8: return "MET_UCHAR";
    case GANTRY_I8: return "MET_CHAR";
    case GANTRY_U16: return "MET_USHORT";
    case GANTRY_I16: return "MET_SHORT";
    case GANTRY_U32: return "MET_UINT";
    case GANTRY_I32: return "MET_INT";
    case GANTRY_U64: return "MET_ULONG_LONG";
    case GANTRY_I64: return "MET_LONG_LONG";
    case GANTRY_F32: return "MET_FLOAT";
    case GANTRY_F64: return "MET_DOUBLE";
    default:
      throw Error("file.type", "MetaImage has no complex numbers", GANTRY_UNSUPPORTED)
          .at("volume")
          .hint("write it as NRRD or NIfTI");
  }
}

std::uint64_t channels_of(const VolumeView &view) {
  return view.c().dtype == GANTRY_RGB8 ? 3 : view.c().dtype == GANTRY_RGBA8 ? 4 : view.shape(4);
}

std::string meta_header(const VolumeView &view, std::uint64_t packed_bytes) {
  const gantry_geometry &g = view.geometry();
  const unsigned dims = view.shape(3) > 1 ? 4 : 3;
  std::string matrix, offset, spacing, sizes;
  for (unsigned a = 0; a < dims; ++a) {
    for (unsigned r = 0; r < dims; ++r) {
      matrix += " " + text_of(a < 3 && r < 3 ? g.direction[3 * r + a] : a == r ? 1 : 0);
    }
    offset += " " + text_of(a < 3 ? g.origin[a] : 0);
    spacing += " " + text_of(a < 3 ? g.spacing[a] : 1);
    sizes += " " + std::to_string(view.shape(a));
  }
  std::string text = "ObjectType = Image\nNDims = " + std::to_string(dims) +
                     "\nBinaryData = True\nBinaryDataByteOrderMSB = False\nCompressedData = " +
                     (packed_bytes > 0 ? "True\nCompressedDataSize = " + std::to_string(packed_bytes) : "False") + "\n";
  if (!is_unplaced(g)) text += "TransformMatrix =" + matrix + "\nOffset =" + offset + "\n";
  text += "ElementSpacing =" + spacing + "\nDimSize =" + sizes + "\n";
  if (channels_of(view) > 1) text += "ElementNumberOfChannels = " + std::to_string(channels_of(view)) + "\n";
  return text + "ElementType = " + element_type(view.c().dtype) + "\nElementDataFile = LOCAL\n";
}

// Channels side by side, as MetaImage has them.
std::vector<char> interleaved(const VolumeView &view) {
  const std::size_t size = element(view.c().dtype).bytes;
  const std::uint64_t pixels = view.elements() / view.shape(4);
  std::vector<char> out(static_cast<std::size_t>(view.elements() * size));
  const auto *from = static_cast<const char *>(view.c().data);
  for (std::uint64_t c = 0; c < view.shape(4); ++c) {
    for (std::uint64_t i = 0; i < pixels; ++i, from += size) {
      std::memcpy(out.data() + (i * view.shape(4) + c) * size, from, size);
    }
  }
  return out;
}

void say_what_is_left_out(const VolumeView &view, const Job &job) {
  const gantry_volume &v = view.c();
  if (v.axis != nullptr) job.warning("MetaImage has no place for the values of the fourth axis: they are left out");
  if (v.segment_count > 0) job.warning("MetaImage has no place for the names of segments: they are left out");
  if (v.unit[0] != '\0') job.warning("MetaImage has no place for the unit: it is left out");
}

}  // namespace

void MetaWriter::write(Job &job, const std::string &name) {
  stem_of(name, {".mha"});
  const VolumeView view = volume.view();
  element_type(view.c().dtype);
  require_even_slices(view.geometry(), "MetaImage");
  say_what_is_left_out(view, job);
  const std::vector<char> together = view.shape(4) > 1 ? interleaved(view) : std::vector<char>();
  const auto *data = together.empty() ? static_cast<const char *>(view.c().data) : together.data();
  const std::uint64_t size = view.elements() * element(view.c().dtype).bytes;
  std::string bytes;
  if (compressed) {
    const std::string body = packed(job, data, size, Wrapping::zlib, 4);
    bytes = meta_header(view, body.size()) + body;
  } else {
    bytes = meta_header(view, 0).append(data, size);
  }
  job.output_file("file", "application/x-metaimage", name.c_str(), bytes.data(), bytes.size());
}

}  // namespace gantry::pictures
