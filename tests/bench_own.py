"""Time and memory of `make figures` on a made-up corpus: make benchown.

    python tests/bench_own.py [ARTICLES [folder]]

20,000 articles of about 500 words in one table, or, with `folder`, a file each. The second run
finds the counts that the first one kept.
"""

import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import corpora

ROOT = Path(__file__).parents[1]


def main(number=20_000, folder=False):
    with tempfile.TemporaryDirectory() as home:
        start = time.perf_counter()
        made = corpora.many(number, 500)
        if folder:
            path = corpora.write_folder(made, Path(home, "made"))
        else:
            path = corpora.write_table(made, Path(home, "made.parquet"))
        print(f"{number:,} articles made in {time.perf_counter() - start:.0f} s", flush=True)
        before = 0
        for run in ("first", "second"):
            start = time.perf_counter()
            command = ["make", "-C", ROOT, "--no-print-directory", "figures", f"CORPUS={path}"]
            subprocess.run(command, check=True)
            seconds = time.perf_counter() - start
            used = resource.getrusage(resource.RUSAGE_CHILDREN)
            cpu, before = used.ru_utime + used.ru_stime - before, used.ru_utime + used.ru_stime
            print(
                f"{run} run: {seconds:.0f} s, of the processors {cpu:.0f} s; the largest process "
                f"{used.ru_maxrss / 1024:,.0f} MB",
                flush=True,
            )


if __name__ == "__main__":
    main(*map(int, sys.argv[1:2]), folder="folder" in sys.argv)
