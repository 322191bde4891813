"""growth.py PROGRAM PROSE MEGABYTES... : seconds and peak memory of our segmenter on one line a block, streamed.

Each size is written as JSON Lines to the standard input of PROGRAM (`segment visavis`), so that nothing but the program
itself holds text.
"""
import json, subprocess, sys, time, os, resource


def main(program, prose, *sizes):
    lines = [line for line in open(prose, encoding="utf-8").read().split("\n") if line]
    records = [json.dumps({"id": 0, "text": line}, ensure_ascii=False).encode() + b"\n" for line in lines]
    print("MB\tseconds\tpeak KiB")
    for size in sizes:
        left = int(size) * 1_000_000
        start = time.perf_counter()
        process = subprocess.Popen([program, "segment", "visavis"], stdin=subprocess.PIPE, stdout=subprocess.DEVNULL)
        peak = 0
        while left > 0:
            for record in records:
                process.stdin.write(record)
                left -= len(record)
                if left <= 0:
                    break
            peak = max(peak, peak_of(process.pid))
        process.stdin.close()
        process.wait()
        print(f"{size}\t{time.perf_counter() - start:.2f}\t{peak}")


def peak_of(pid):
    try:
        with open(f"/proc/{pid}/status") as status:
            return next(int(line.split()[1]) for line in status if line.startswith("VmHWM"))
    except (OSError, StopIteration):
        return 0


main(*sys.argv[1:])
