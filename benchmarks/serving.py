"""Start to first answer, memory and answers a second, against the limits the project sets itself.

Each run is a fresh process; figures are medians. Exits 1 when a library that only building needs is imported.
"""

import json
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent
RUNS = 7
FIRST_ANSWER_SECONDS, RESIDENT_MEGABYTES = 0.8, 190
HEAVY = ("torch", "transformers", "sentence_transformers", "onnx", "bm25s", "scipy")

CHILD = """
import json, sys, time
begun = float(sys.argv[1])
from retrieval.engine import Engine, index_path
engine = Engine.open(index_path())
engine.ask("how many arrived in 2013?")
first = time.time() - begun
times = []
for question in ("who built the fence?", "what share were women in 2012?", "what does a guide cost?") * 20:
    start = time.perf_counter()
    engine.ask(question)
    times.append(1000 * (time.perf_counter() - start))
status = dict(line.split(":", 1) for line in open("/proc/self/status") if ":" in line)
megabytes = {name: int(status[name].split()[0]) / 1024 for name in ("VmRSS", "VmHWM")}
heavy = [name for name in HEAVY if name in sys.modules]
print(json.dumps({"first": first, "times": sorted(times), "heavy": heavy, **megabytes}))
"""


def run():
    environment = os.environ | {"PYTHONPATH": str(ROOT / "src"), "HF_HUB_OFFLINE": "1"}
    code = f"HEAVY = {HEAVY!r}\n{CHILD}"
    done = subprocess.run(
        [sys.executable, "-c", code, str(time.time())],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
        env=environment,
    )
    return json.loads(done.stdout)


def main():
    run()  # warms the page cache
    runs = [run() for _ in range(RUNS)]
    median = lambda values: statistics.median(list(values))  # noqa: E731
    first = median(r["first"] for r in runs)
    resident = median(r["VmRSS"] for r in runs)
    peak = median(r["VmHWM"] for r in runs)
    middle = median(median(r["times"]) for r in runs)
    slow = median(r["times"][int(0.99 * len(r["times"]))] for r in runs)
    print(
        f"process start to first answer  {first:6.2f} s   {first / FIRST_ANSWER_SECONDS:5.2f} of the limit of {FIRST_ANSWER_SECONDS} s"
    )
    print(
        f"resident memory                {resident:6.0f} MB  {resident / RESIDENT_MEGABYTES:5.2f} of the limit of {RESIDENT_MEGABYTES} MB"
    )
    print(
        f"peak memory                    {peak:6.0f} MB  {peak / RESIDENT_MEGABYTES:5.2f} of the limit of {RESIDENT_MEGABYTES} MB"
    )
    print(f"a question, median / 99 %      {middle:6.1f} / {slow:.1f} ms")
    heavy = sorted({name for r in runs for name in r["heavy"]})
    print(f"imported although only building needs it: {', '.join(heavy) or 'nothing'}")
    return 1 if heavy else 0


if __name__ == "__main__":
    sys.exit(main())
