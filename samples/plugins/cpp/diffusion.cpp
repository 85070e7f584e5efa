// SPDX-License-Identifier: MIT
// A hospital's plugin in C++: a model to be fitted in every voxel, and a tool.
#include <gantry/cpp/plugin.hpp>

struct StretchedExponential : gantry::Model {
  static constexpr const char *id = "stretched", *label = "Stretched exponential", *category = "diffusion",
                              *equation = "S = S0 * exp(-(b * DDC)^alpha)",
                              *help = "Diffusion in tissue of many kinds.",
                              *source = "Bennett KM et al. (2003), Magn Reson Med 50:727-734, eq. 3";
  gantry::AxisColumn b{"b", "b-value", "s/mm2"};
  gantry::Param s0{"S0", "S0", "signal", 0, gantry::infinity, 1000};
  gantry::Param ddc{"DDC", "DDC", "mm2/s", 1e-6, 0.01, 1e-3};
  gantry::Param alpha{"alpha", "α", "1", 0.05, 1, 0.8};

  template <class T, class X>
  T operator()(const X &x, const gantry::Params<T> &p) const {
    if (x[b] == 0) return p[s0];  // where the power has no slope; x is known, so a branch is fine
    return p[s0] * exp(-pow(x[b] * p[ddc], p[alpha]));
  }
};

struct Subtract : gantry::Tool {
  static constexpr const char *id = "subtract", *label = "Subtract", *category = "arithmetic",
                              *help = "After minus before, voxel by voxel.";
  gantry::VolumeInput after{"after", "After", "with contrast"}, before{"before", "Before", "without"};
  gantry::VolumeOutput difference{"difference", "Difference", "what the contrast agent adds"};

  void run(gantry::Job &job) {
    const auto a = after.view(), b = before.view();
    for (unsigned d = 0; d < 5; ++d) {
      if (a.shape(d) != b.shape(d) || a.shape(3) > 1 || a.shape(4) > 1)
        throw gantry::Error("subtract.shape", "the images differ in size, or have frames")
            .at("before")
            .hint("resample it");
    }
    float *out = difference.create<float>(gantry::VolumeSpec::like(a).unit(a.c().unit));
    gantry::visit(a, [&](const auto *va) {
      gantry::visit(b, [&](const auto *vb) {
        for (std::uint64_t z = 0, i = 0; z < a.shape(2); ++z) {
          job.progress(double(z) / double(a.shape(2)), "subtracting");
          for (std::uint64_t end = i + a.slice_voxels(); i < end; ++i) out[i] = float(va[i]) - float(vb[i]);
        }
      });
    });
  }
};

struct About : gantry::About {
  static constexpr const char *id = "org.example.hospital.diffusion", *name = "Diffusion of our hospital",
                              *version = "1.0.0", *vendor = "Example hospital, radiology", *licence = "MIT",
                              *description = "A stretched exponential, and the difference of two images.";
};

GANTRY_PLUGIN(About, StretchedExponential, Subtract)
