// SPDX-License-Identifier: Apache-2.0
// Tools that measure on pulse waves: their velocity between two places, the shape of a pressure wave, and how an artery
// widens with it. The measuring itself is in pulse_waves.hpp.
//
//   PluginBench(cardiovascular_entry).input("waves", table).set("distance", 520.0).run("pulse_wave_velocity")
#pragma once

#include <gantry/cpp/tool.hpp>

namespace cardiovascular {

struct PulseWaveVelocity : gantry::Tool {
  static constexpr const char
      *id = "pulse_wave_velocity",
      *label = "Pulse-wave velocity", *category = "cardiovascular",
      *source =
          "Chiu, Arand, Shroff, Feldman and Carroll 1991, Am Heart J 121:1460 (feet by intersecting tangents); "
          "McDonald 1968, J Appl Physiol 24:73; Fielden et al. 2008, J Magn Reson Imaging 27:1382 (cross-correlation)",
      *help =
          "Two waves of the same kind (pressure, diameter, flow velocity) that were recorded at once, or each against "
          "the ECG, and how far apart along the artery. Feet are hardly touched by reflections; the correlation uses "
          "all of the waves, reflections too. The shorter the way, the finer time must be sampled: at 1 kHz, 50 mm and "
          "10 m/s the step alone is a fifth of what is measured.";
  gantry::TableInput waves{"waves", "Waves", "columns time, proximal and distal"};
  gantry::Number distance{"distance", "Distance", "along the artery between the two places", "mm", 500, {0.01, 3000}};
  gantry::Number apart{"apart", "Apart", "the least time between two beats", "s", 0.3, {0.01, 5}};
  gantry::TableOutput beats{"beats", "Beats", "feet and transit time of each", {1e-9, 1e-9, 0}};
  gantry::TableOutput indices{"indices", "Indices", "velocities", {1e-9, 1e-9, 0}};
  gantry::FileOutput chart{"chart", "Chart", "the waves with their feet and tangents"};

  void run(gantry::Job &job);
};

struct PressureWave : gantry::Tool {
  static constexpr const char
      *id = "pressure_wave",
      *label = "Shape of the pressure wave", *category = "cardiovascular",
      *source =
          "Murgo, Westerhof, Giolma and Altobelli 1980, Circulation 62:105 (types A and C); Kelly, Hayward, Avolio and "
          "O'Rourke 1989, Circulation 80:1652 (augmentation index)",
      *help =
          "Augmentation index of each beat: what stands above the shoulder (type A: shoulder before the peak), or how "
          "far the shoulder of the fall lies below the peak, taken negative (type C), by the pulse pressure. The "
          "shoulder is where the slope pauses most after smoothing. Of central pressure; of a peripheral artery it "
          "means something else.";
  gantry::TableInput waves{"waves", "Wave", "columns time and pressure"};
  gantry::Number smooth{"smooth", "Smoothing", "over how long, before slopes are taken", "ms", 30, {0, 200}};
  gantry::Number apart{"apart", "Apart", "the least time between two beats", "s", 0.3, {0.01, 5}};
  gantry::TableOutput beats{"beats", "Beats", "pressures and augmentation of each", {1e-9, 1e-9, 0}};
  gantry::TableOutput indices{"indices", "Indices", "means of the beats", {1e-9, 1e-9, 0}};
  gantry::FileOutput chart{"chart", "Chart", "the wave with its peaks and shoulders"};

  void run(gantry::Job &job);
};

struct ArterialStiffness : gantry::Tool {
  static constexpr const char *
      id = "arterial_stiffness",
     *label = "Arterial stiffness", *category = "cardiovascular",
     *source =
         "Peterson, Jensen and Parnell 1960, Circ Res 8:622 (Ep); Kawasaki et al. 1987, Cardiovasc Res 21:678 (beta); "
         "Hayashi et al. 1980, J Biomech 13:175; Bramwell and Hill 1922, Proc R Soc B 93:298 (PWV)",
     *help =
         "From the largest and the smallest pressure and diameter of an artery: a wave of both, or just their systolic "
         "and diastolic values as two rows. Pressure and diameter are those of the same place; a cuff on the arm "
         "overstates the pulse pressure of the carotid and the aorta. Models of the whole curve: artery_diameter, "
         "artery_area, langewouters.";
  gantry::TableInput artery{"artery", "Artery", "columns pressure and diameter, or area"};
  gantry::Number wall{"wall", "Wall", "thickness at diastole; 0: not known", "mm", 0, {0, 20}};
  gantry::Number density{"rho", "Density", "of blood", "kg/m3", 1060, {900, 1200}};
  gantry::TableOutput indices{"indices", "Indices", "distensibility and what follows", {1e-9, 1e-9, 0}};

  void run(gantry::Job &job);
};

}  // namespace cardiovascular
