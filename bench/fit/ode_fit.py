#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The oral model by scipy: solve_ivp inside curve_fit, as people write it, with bench_ode's data, start and tolerance.

  ode_fit.py FOLDER CURVES POINTS DOSE RTOL ATOL METHOD

Reads FOLDER/times and FOLDER/data (doubles), writes FOLDER/found: ka, CL, V of each curve, then the seconds.
"""
import sys
import time
from pathlib import Path

import numpy
from scipy.integrate import solve_ivp
from scipy.optimize import curve_fit


def main():
    folder, method = Path(sys.argv[1]), sys.argv[7]
    curves, points = int(sys.argv[2]), int(sys.argv[3])
    dose, rtol, atol = (float(word) for word in sys.argv[4:7])
    times = numpy.fromfile(folder / "times")
    data = numpy.fromfile(folder / "data").reshape(curves, points)

    def concentration(t, ka, cl, v):
        def rates(_, y):
            return [-ka * y[0], ka * y[0] - cl / v * y[1]]
        return solve_ivp(rates, (0, t[-1]), [dose, 0], t_eval=t, method=method, rtol=rtol, atol=atol).y[1] / v

    found = numpy.full((curves, 3), numpy.nan)
    begin = time.perf_counter()
    for i in range(curves):
        try:
            found[i] = curve_fit(concentration, times, data[i], p0=[1, 3, 30], bounds=(1e-6, 1e4))[0]
        except RuntimeError:  # not converged
            pass
    seconds = time.perf_counter() - begin
    numpy.concatenate([found.ravel(), [seconds]]).tofile(folder / "found")


main()
