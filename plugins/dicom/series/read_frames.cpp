// SPDX-License-Identifier: Apache-2.0
#include "read_frames.hpp"

#include "clock.hpp"
#include "diffusion.hpp"
#include "functional_groups.hpp"
#include "ge_slice_order.hpp"
#include "mosaic.hpp"
#include "named_values.hpp"
#include "pixel_size.hpp"
#include "scaling.hpp"
#include "vectors.hpp"

#include <algorithm>

namespace gantry::dicom {
namespace {

constexpr std::size_t longest_word = 256;  // of UIDs and the like, which each tile of a mosaic repeats
constexpr std::size_t most_kinds = 32;     // values of ImageType that are looked at

std::uint32_t small(std::optional<std::int64_t> v) {
  return v && *v >= 0 && *v <= 0xFFFF ? static_cast<std::uint32_t>(*v) : 0;
}

long whole(std::optional<std::int64_t> v) {
  return static_cast<long>(std::clamp<std::int64_t>(v.value_or(0), -0x7FFFFFFF, 0x7FFFFFFF));
}

bool all_finite(const std::vector<double> &v) {
  return std::all_of(v.begin(), v.end(), [](double x) { return std::isfinite(x); });
}

// What all frames of an object share.
FrameHeader shared_by_all(const Dataset &d, std::uint32_t file) {
  const auto word = [&](const Tag &tag) { return d.text(tag).substr(0, longest_word); };
  FrameHeader h;
  h.file = file;
  h.rows = small(d.integer(DCM_Rows));
  h.columns = small(d.integer(DCM_Columns));
  h.samples = small(d.integer(DCM_SamplesPerPixel));
  h.bits_allocated = small(d.integer(DCM_BitsAllocated));
  h.bits_stored = small(d.integer(DCM_BitsStored));
  h.pixel_representation = small(d.integer(DCM_PixelRepresentation));
  h.photometric = word(DCM_PhotometricInterpretation);
  h.study_uid = word(DCM_StudyInstanceUID);
  h.series_uid = word(DCM_SeriesInstanceUID);
  h.sop_instance_uid = word(DCM_SOPInstanceUID);
  h.sop_class_uid = word(DCM_SOPClassUID);
  h.frame_of_reference_uid = word(DCM_FrameOfReferenceUID);
  h.modality = word(DCM_Modality);
  h.manufacturer = word(DCM_Manufacturer);
  h.concatenation_uid = word(DCM_ConcatenationUID);
  h.series_number = whole(d.integer(DCM_SeriesNumber));
  h.acquisition_number = whole(d.integer(DCM_AcquisitionNumber));
  h.instance_number = whole(d.integer(DCM_InstanceNumber));
  h.temporal_positions = whole(d.integer(DCM_NumberOfTemporalPositions));
  h.slice_location = d.number(DCM_SliceLocation).value_or(unknown);
  const std::string sync = d.text(DCM_CardiacSynchronizationTechnique);
  h.cardiac = d.number(DCM_CardiacNumberOfImages).value_or(0) > 1 || (!sync.empty() && sync != "NONE");
  return h;
}

std::string component_of(const FrameView &view, const FrameHeader &h) {
  static const std::pair<const char *, const char *> words[] = {
      {"MAGNITUDE", "magnitude"}, {"PHASE", "phase"}, {"REAL", "real"}, {"IMAGINARY", "imaginary"}};
  const std::string said = view.text(DCM_MRImageFrameTypeSequence, DCM_ComplexImageComponent);
  for (const auto &[code, word] : words) {
    if (said == code) return word;
  }
  if (h.modality != "MR") return "";
  // GE: (0043,102F) 0 magnitude, 1 phase, 2 real, 3 imaginary.
  if (const auto ge = view.private_numbers(0x0043, "GEMS_PARM_01", 0x2f, VR::SS);
      !ge.empty() && ge[0] >= 0 && ge[0] <= 3) {
    return words[static_cast<unsigned>(ge[0])].second;
  }
  // Siemens and Philips: M, P, R, I as the third value of ImageType or after it.
  for (std::size_t i = 2; i < h.image_type.size(); ++i) {
    const std::string &t = h.image_type[i];
    if (t == "M" || t == "MAGNITUDE" || t.compare(0, 2, "M_") == 0) return "magnitude";
    if (t == "P" || t == "PHASE" || t == "PHASE MAP" || t.compare(0, 2, "P_") == 0) return "phase";
    if (t == "R" || t == "REAL" || t.compare(0, 2, "R_") == 0) return "real";
    if (t == "I" || t == "IMAGINARY" || t.compare(0, 2, "I_") == 0) return "imaginary";
  }
  return "";
}

void read_kind(const FrameView &view, FrameHeader &h) {
  for (const Tag &sequence : {DCM_MRImageFrameTypeSequence, DCM_CTImageFrameTypeSequence, DCM_PETFrameTypeSequence,
                              DCM_XRay3DFrameTypeSequence}) {
    h.image_type = view.group(sequence).texts(DCM_FrameType);
    if (!h.image_type.empty()) break;
  }
  if (h.image_type.empty()) h.image_type = view.root().texts(DCM_ImageType);
  if (h.image_type.size() > most_kinds) h.image_type.resize(most_kinds);
  h.component = component_of(view, h);
  h.stack_id = view.text(DCM_FrameContentSequence, DCM_StackID);
  for (const double v : view.group(DCM_FrameContentSequence).numbers(DCM_DimensionIndexValues)) {
    h.dimension_index.push_back(static_cast<std::uint32_t>(std::clamp(v, 0.0, 4294967295.0)));
  }
}

void read_place(const FrameView &view, FrameHeader &h) {
  const auto o = view.numbers(DCM_PlaneOrientationSequence, DCM_ImageOrientationPatient);
  if (o.size() >= 6 && all_finite(o)) h.orientation = {o[0], o[1], o[2], o[3], o[4], o[5]};
  const auto p = view.numbers(DCM_PlanePositionSequence, DCM_ImagePositionPatient);
  if (p.size() >= 3 && all_finite(p)) h.position = Vec3{p[0], p[1], p[2]};
  h.slice_thickness = view.number(DCM_PixelMeasuresSequence, DCM_SliceThickness).value_or(unknown);
  h.spacing_between_slices = view.number(DCM_PixelMeasuresSequence, DCM_SpacingBetweenSlices).value_or(unknown);
  read_pixel_size(view, h);
}

void set(FrameHeader &h, Quantity q, std::optional<double> v) {
  if (v && std::isfinite(*v) && std::abs(*v) < 1e12) h.values[q] = *v;  // some write 7.23e75 for "not set"
}

void read_settings(const FrameView &view, FrameHeader &h) {
  using Q = Quantity;
  const auto either = [](std::optional<double> a, std::optional<double> b) { return a ? a : b; };
  set(h, Q::echo_time, either(view.group(DCM_MREchoSequence).number(DCM_EffectiveEchoTime), view.number(DCM_EchoTime)));
  set(h, Q::inversion_time,
      either(view.group(DCM_MRModifierSequence).number(DCM_InversionTimes), view.number(DCM_InversionTime)));
  set(h, Q::flip_angle, view.number(DCM_MRTimingAndRelatedParametersSequence, DCM_FlipAngle));
  set(h, Q::repetition_time, view.number(DCM_MRTimingAndRelatedParametersSequence, DCM_RepetitionTime));
  set(h, Q::kvp, view.number(DCM_CTXRayDetailsSequence, DCM_KVP));
  set(h, Q::trigger_time,
      either(view.group(DCM_CardiacSynchronizationSequence).number(DCM_NominalCardiacTriggerDelayTime),
             view.number(DCM_TriggerTime)));
  set(h, Q::temporal_index,
      either(view.group(DCM_FrameContentSequence).number(DCM_TemporalPositionIndex),
             view.number(DCM_TemporalPositionIdentifier)));
  const auto phase = view.private_numbers(0x2001, "Philips Imaging DD 001", 0x08, VR::IS);
  if (h.modality == "MR" && !phase.empty()) set(h, Q::phase_index, phase[0]);
  const std::string asl = view.text(DCM_MRArterialSpinLabelingSequence, DCM_ASLContext);
  if (asl == "LABEL" || asl == "CONTROL") set(h, Q::label, asl == "LABEL" ? 1 : 0);
}

void read_clocks(const FrameView &view, std::uint32_t frame, FrameHeader &h) {
  const Item &root = view.root();
  const Item content = view.group(DCM_FrameContentSequence);
  Clocks &c = h.clocks;
  c.acquisition = seconds_of_datetime(content.text(DCM_FrameAcquisitionDateTime));
  if (std::isnan(c.acquisition)) {
    const std::string time = root.text(DCM_AcquisitionTime);
    c.acquisition = time.empty() ? seconds_of_datetime(root.text(DCM_AcquisitionDateTime))
                                 : seconds_of(root.text(DCM_AcquisitionDate), time);
  }
  c.content = seconds_of(root.text(DCM_ContentDate), root.text(DCM_ContentTime));
  c.frame_reference = root.number(DCM_FrameReferenceTime).value_or(unknown) / 1000;
  const auto duration = content.number(DCM_FrameAcquisitionDuration);
  c.duration = (duration ? *duration : root.number(DCM_ActualFrameDuration).value_or(unknown)) / 1000;
  c.temporal_offset = view.group(DCM_TemporalPositionSequence).number(DCM_TemporalPositionTimeOffset).value_or(unknown);
  if (!h.multi_frame || std::isfinite(c.temporal_offset)) return;
  const double rate = root.number(DCM_CineRate).value_or(0);
  const double step = root.number(DCM_FrameTime).value_or(rate > 0 ? 1000 / rate : unknown);
  if (step > 0) c.temporal_offset = frame * step / 1000;
}

// Objects whose frames lie at offsets from the first: RT Dose, reconstructed nuclear medicine.
void place_by_offset(const Dataset &d, const std::vector<double> &offsets, std::uint32_t frame, FrameHeader &h) {
  double offset = unknown;
  if (frame < offsets.size()) offset = offsets[frame] - (offsets[0] == 0 || !h.position ? 0 : offsets[0]);
  const Item detector = d.item(DCM_DetectorInformationSequence);
  const bool tomographic = h.image_type.size() > 2 && h.image_type[2] == "RECON TOMO";
  if (tomographic && !h.position && std::isfinite(h.spacing_between_slices)) {
    const auto p = detector.numbers(DCM_ImagePositionPatient), o = detector.numbers(DCM_ImageOrientationPatient);
    if (p.size() < 3 || o.size() < 6 || !all_finite(p) || !all_finite(o)) return;
    h.position = Vec3{p[0], p[1], p[2]};
    h.orientation = {o[0], o[1], o[2], o[3], o[4], o[5]};
    offset = frame * h.spacing_between_slices;
  }
  if (!std::isfinite(offset) || !h.position || !h.orientation) return;
  h.position = *h.position + offset * normal_of(*h.orientation);
}

[[noreturn]] void too_many(const char *what) {
  throw Error("dicom.frames", what, GANTRY_BAD_DATA).hint("the file is damaged or cut off: fetch it again");
}

// NumberOfFrames, when the file can hold as many.
std::uint32_t frame_count(const Dataset &d, std::size_t groups) {
  const std::int64_t said = d.integer(DCM_NumberOfFrames).value_or(1);
  if (said <= 1) return 1;
  const Element *pixels = d.pixel_data();
  const std::size_t bytes = pixels == nullptr ? 0 : pixels->value.size();
  // A frame takes at least a bit per pixel, or an item header of 8 bytes where it is compressed.
  const std::int64_t pixel_count = d.integer(DCM_Rows).value_or(1) * d.integer(DCM_Columns).value_or(1);
  const bool fragments = pixels != nullptr && pixels->undefined_length;
  const double least = fragments ? 8 : std::max(1.0, static_cast<double>(pixel_count) / 8);
  const double room = static_cast<double>(bytes) / least + 1;
  if (static_cast<double>(said) > room) too_many("it claims more frames than its pixel data can hold");
  // What is known of a frame takes a kilobyte.
  if (static_cast<std::size_t>(said) > 65536 + bytes / 64)
    too_many("it claims more frames than make sense of their size");
  if (groups != 0 && static_cast<std::size_t>(said) > groups) {
    too_many("it claims more frames than it describes (PerFrameFunctionalGroupsSequence)");
  }
  return static_cast<std::uint32_t>(said);
}

// Every frame reads what its object says of all: where frames are many, a value of that must not be long.
void check_lengths(const Item &item, std::uint64_t frames, bool of_all) {
  constexpr std::uint64_t most = std::uint64_t{1} << 26;
  static constexpr VR bulk[] = {VR::OB, VR::OD, VR::OF, VR::OL, VR::OV, VR::OW, VR::SQ, VR::ST, VR::LT, VR::UT};
  for (const Element &e : item.elements()) {
    const bool is_vector = e.tag == DCM_FrameTimeVector || e.tag == DCM_GridFrameOffsetVector;
    if (of_all) {
      for (const auto &inner : e.items) check_lengths(Item(inner.get()), frames, true);
    }
    if (is_vector || std::find(std::begin(bulk), std::end(bulk), e.vr) != std::end(bulk)) continue;
    if (e.value.size() > most / frames) too_many("a value in its header is too long for its number of frames");
  }
}

void read_frame(const Dataset &d, const FrameView &view, const std::vector<double> &offsets, std::uint32_t frame,
                FrameHeader &h) {
  h.frame = frame;
  read_kind(view, h);
  read_place(view, h);
  read_scaling(view, h);
  read_settings(view, h);
  read_diffusion(view, h);
  read_named_values(view, h);
  read_clocks(view, frame, h);
  if (h.multi_frame) place_by_offset(d, offsets, frame, h);
  if (!h.multi_frame && h.manufacturer.find("GE ") == 0 && h.modality == "MR") h.clocks.slice = ge_slice_time(view);
}

}  // namespace

std::vector<FrameHeader> frame_headers(const Dataset &d, std::uint32_t file) {
  const FrameHeader common = shared_by_all(d, file);
  const Item shared = d.item(DCM_SharedFunctionalGroupsSequence);
  const std::vector<Item> groups = d.items(DCM_PerFrameFunctionalGroupsSequence);
  const std::vector<double> offsets = d.numbers(DCM_GridFrameOffsetVector);
  const std::uint32_t count = frame_count(d, groups.size());
  check_lengths(d, count, false);
  check_lengths(shared, count, true);
  std::vector<FrameHeader> out;
  for (std::uint32_t frame = 0; frame < count; ++frame) {
    const FrameView view(d, shared, frame < groups.size() ? groups[frame] : Item());
    FrameHeader h = common;
    h.multi_frame = count > 1 || !groups.empty();
    read_frame(d, view, offsets, frame, h);
    if (count > 1) {
      out.push_back(std::move(h));
      continue;
    }
    for (FrameHeader &tile : unfolded(view, h)) out.push_back(std::move(tile));
  }
  return out;
}

}  // namespace gantry::dicom
