// SPDX-License-Identifier: Apache-2.0
// Arterial inputs of populations: concentration in mmol/L, some seconds after the bolus arrived; 0 before that.
//
//   parker(10.2)       // in whole blood
//   weinmann(10.2, 0.1)   // in plasma, for 0.1 mmol/kg
#pragma once

namespace perfusion {

// Two Gaussians and a sigmoid tail (Parker et al. 2006, Magn Reson Med 56:993, eq. 1 and table 1). Whole blood. 23 patients
// with tumours of the abdomen, 0.1 mmol/kg gadodiamide at 3 mL/s. Begins at 0.08 rather than at 0.
double parker(double seconds);

// Gamma variates that return, times three exponentials (Georgiou, Wilson, Sharma, Perren and Buckley 2019, Magn Reson Med
// 81:1955, eq. 1 and table 3; Horsfield et al. 2009, Phys Med Biol 54:2933). Whole blood of a patient with a haematocrit of
// 0.35 close to the mean of the cohort, 0.1 mmol/kg gadoterate.
double georgiou(double seconds);

// Two exponentials (Weinmann, Laniado and Mützel 1984, Physiol Chem Phys Med NMR 16:167, as Tofts and Kermode 1991, Magn
// Reson Med 17:357, give them). Plasma; dose in mmol/kg of gadopentetate. Without a first pass: for slow measurements.
double weinmann(double seconds, double dose);

// A ramp of 7 s and two exponentials (McGrath, Bradley, Tessier, Lacey, Taylor and Parker 2009, Magn Reson Med 61:1173,
// model B). Whole blood of rats.
double mcgrath(double seconds);

}  // namespace perfusion
