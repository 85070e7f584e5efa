#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The benchmark's models by scipy.optimize.curve_fit, with analytic Jacobians and bench_fit's starts and rules.

    curve_fit.py t2 16 FOLDER    # reads FOLDER/axis and FOLDER/data (doubles), writes FOLDER/found: parameters, seconds
"""
import sys
import time
import warnings
from pathlib import Path

import numpy as np
from scipy.optimize import curve_fit


def t2(x, s0, t):
    return s0 * np.exp(-x[0] / t)


def t2_slopes(x, s0, t):
    e = np.exp(-x[0] / t)
    return np.column_stack([e, s0 * e * x[0] / t**2])


def t1(x, a, b, t):
    return a - b * np.exp(-x[0] / t)


def t1_slopes(x, a, b, t):
    e = np.exp(-x[0] / t)
    return np.column_stack([np.ones_like(e), -e, -b * e * x[0] / t**2])


def ivim(x, s0, f, fast, slow):
    return s0 * (f * np.exp(-x[0] * fast) + (1 - f) * np.exp(-x[0] * slow))


def ivim_slopes(x, s0, f, fast, slow):
    p, d = np.exp(-x[0] * fast), np.exp(-x[0] * slow)
    return np.column_stack([f * p + (1 - f) * d, s0 * (p - d), -s0 * f * x[0] * p, -s0 * (1 - f) * x[0] * d])


def tofts_tissue(x, k, ve):
    """Value and slopes of the tissue's part, by the recursion that models.hpp has."""
    dt = x[0][1] - x[0][0]
    z = k / ve * dt
    decay = np.exp(-z)
    part = (1 - decay) / z
    now, before = ve * (1 - part), ve * (part - decay)
    part_z, z_k, z_v = (decay - part) / z, dt / ve, -z / ve
    now_k, now_v = -ve * part_z * z_k, 1 - part - ve * part_z * z_v
    before_k, before_v = ve * (part_z + decay) * z_k, part - decay + ve * (part_z + decay) * z_v
    c = np.zeros((len(x[1]), 3))
    for t in range(1, len(c)):
        a, b = x[1][t - 1], x[1][t]
        c[t, 0] = c[t - 1, 0] * decay + before * a + now * b
        c[t, 1] = c[t - 1, 1] * decay - c[t - 1, 0] * decay * z_k + before_k * a + now_k * b
        c[t, 2] = c[t - 1, 2] * decay - c[t - 1, 0] * decay * z_v + before_v * a + now_v * b
    return c


def tofts(x, k, ve, vp):
    return vp * x[1] + tofts_tissue(x, k, ve)[:, 0]


def tofts_slopes(x, k, ve, _vp):
    return np.column_stack([tofts_tissue(x, k, ve)[:, 1:], x[1]])


def gauss(x, a, centre, width, offset):
    return a * np.exp(-((x[0] - centre) ** 2) / (2 * width**2)) + offset


def gauss_slopes(x, a, centre, width, _offset):
    d = x[0] - centre
    e = np.exp(-(d**2) / (2 * width**2))
    return np.column_stack([e, a * e * d / width**2, a * e * d**2 / width**3, np.ones_like(e)])


MODELS = {
    "t2": (t2, t2_slopes, [1000, 60]),
    "t1": (t1, t1_slopes, [1000, 2000, 1000]),
    "ivim": (ivim, ivim_slopes, [1000, 0.1, 0.02, 0.001]),
    "tofts": (tofts, tofts_slopes, [0.1, 0.3, 0.03]),
    "gauss": (gauss, gauss_slopes, [500, 9.5, 2, 50]),
}


def main(name, points, folder):
    value, slopes, start = MODELS[name]
    x = np.fromfile(folder / "axis").reshape(-1, points)
    data = np.fromfile(folder / "data").reshape(-1, points)
    found = np.full((len(data), len(start)), np.nan)
    begin = time.perf_counter()
    for i, y in enumerate(data):
        try:
            found[i], _ = curve_fit(value, x, y, start, jac=slopes, method="lm", ftol=1e-6, xtol=1e-8, gtol=0, maxfev=100)
        except RuntimeError:  # not converged: what it found is not given
            pass
    seconds = time.perf_counter() - begin
    np.append(found.ravel(), seconds).tofile(folder / "found")


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    main(sys.argv[1], int(sys.argv[2]), Path(sys.argv[3]))
