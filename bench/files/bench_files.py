# SPDX-License-Identifier: Apache-2.0
"""bench_files.py BUILD [RUNS]: time and peak memory until every voxel has been summed, each reader a process of its own.

Time is from start to end of the whole process, interpreters and plugin host included; the middle of the runs, which take
turns. Memory is the peak of the proportional set size of the process and its children. dcm2niix can't sum: it gets away
with writing the volume to memory.
"""
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time

HERE = os.path.dirname(os.path.abspath(__file__))


def tree(pid):
    found = [pid]
    for thread in os.listdir(f"/proc/{pid}/task"):
        with open(f"/proc/{pid}/task/{thread}/children") as children:
            for child in children.read().split():
                found += tree(int(child))
    return found


def memory(pid):
    total = 0
    try:
        for one in tree(pid):
            with open(f"/proc/{one}/smaps_rollup") as rollup:
                total += sum(int(line.split()[1]) for line in rollup if line.startswith("Pss:"))
    except OSError:
        pass  # it ended just now
    return total / 1024


def run(words, watch):
    process = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    peak, over = [0.0], threading.Event()

    def look():
        while not over.is_set():
            peak[0] = max(peak[0], memory(process.pid))
            over.wait(0.01)

    watcher = threading.Thread(target=look)
    began = time.perf_counter()
    if watch:
        watcher.start()
    out, error = process.communicate()
    took = time.perf_counter() - began
    over.set()
    if watch:
        watcher.join()
    if process.returncode != 0:
        raise RuntimeError(f"{words[0]} failed: {error.strip()[-400:]}")
    return took, peak[0], out.strip()


def main():
    build, runs = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 5
    data = os.path.join(build, "bench-data")
    if not os.path.exists(os.path.join(data, "sum")):
        subprocess.run([sys.executable, "-B", os.path.join(HERE, "make_series.py"), data], check=True)
    with open(os.path.join(data, "sum")) as known:
        expected = known.read()
    programs = os.path.join(build, "bench", "files")
    memory_folder = tempfile.mkdtemp(dir="/dev/shm")
    gantry = [os.path.join(programs, "sum_by_gantry"), os.path.join(build, "plugins")]
    itk = [os.path.join(programs, "sum_by_itk")]
    python = [sys.executable, "-B"]
    dcm2niix = ["dcm2niix", "-b", "n", "-z", "n", "-w", "1", "-f", "out", "-o", memory_folder]
    rows = {name: {"Gantry": gantry, "ITK with GDCM": itk, "dcm2niix": dcm2niix,
                   "pydicom": python + [os.path.join(HERE, "sum_by_pydicom.py")]}
            for name in ("uncompressed", "jpeg-lossless", "jpeg-2000")}
    for name in ("ct.nii", "ct.nii.gz"):
        rows[name] = {"Gantry": gantry, "ITK with niftiio": itk,
                      "nibabel": python + [os.path.join(HERE, "sum_by_nibabel.py")]}
    print("300 slices of 512 x 512, 16 bit, until every voxel has been summed "
          f"({os.cpu_count()} cores, middle of {runs} runs; ratio: time of the other / time of Gantry)\n")
    print(f"{'':16}{'reader':20}{'s':>8}{'MB/s':>8}{'MiB peak':>10}{'ratio':>8}")
    try:
        for row, readers in rows.items():
            times = {reader: [] for reader in readers}
            peaks = {}
            for turn in range(runs + 1):  # the first one warms the file cache and is watched for its memory
                for reader, words in readers.items():
                    path = os.path.join(data, row, row) if row.startswith("ct.") else os.path.join(data, row)
                    took, peak, out = run(words + [path], turn == 0)
                    if reader != "dcm2niix" and out.splitlines()[-1] != expected:
                        raise RuntimeError(f"{reader} found the sum {out} instead of {expected}")
                    if turn == 0:
                        peaks[reader] = peak
                    else:
                        times[reader].append(took)
            ours = statistics.median(times["Gantry"])
            for reader in readers:
                middle = statistics.median(times[reader])
                print(f"{row:16}{reader:20}{middle:8.3f}{300 * 512 * 512 * 2 / 1e6 / middle:8.0f}{peaks[reader]:10.0f}"
                      f"{middle / ours:8.2f}")
    finally:
        shutil.rmtree(memory_folder)


main()
