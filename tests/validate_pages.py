"""Our reading of saved pages beside trafilatura's alone: body, title, date, authors, time.

Called by validate.py. trafilatura runs with our settings (no comments, no extensive search for
dates) and with its own metadata, since our reader gives metadata too.
"""

import gzip
import json
import re
import time
from collections import Counter
from pathlib import Path

import numpy as np
import trafilatura
from rows import row, unseen
from scipy import stats

from analysis.page import PageError, read_page

BODY = ("deck", "subhead", "body")
ALONE = "trafilatura alone"
PARTS = {"all": lambda name: True, "half not looked at": lambda name: unseen(Path(name))}
SETTINGS = {
    "include_comments": False,
    "with_metadata": True,
    "date_extraction_params": {"extensive_search": False},
}


def pages(data):
    """Rows of both sets of pages."""
    zyte, fundus = list(_zyte(data)), list(_fundus(data))
    read = {name: _read(html) for name, html, _ in zyte + fundus}
    yield from _bodies("pages_zyte", {n: gold["articleBody"] for n, _, gold in zyte}, read)
    yield from _bodies("pages_fundus", {n: _gold_body(gold) for n, _, gold in fundus}, read)
    yield from _fields({name: gold for name, _, gold in fundus}, read)
    failed = sum(ours is None for ours, *_ in read.values())
    yield row("pages that could not be read", "pages_zyte, pages_fundus", "all", len(read), failed)
    yield from _times(zyte + fundus)


def _zyte(data):
    folder = data / "pages_zyte"
    gold = json.loads((folder / "ground-truth.json").read_text(encoding="utf-8"))
    for path in sorted(folder.glob("html/*.html.gz")):
        yield path.name, gzip.decompress(path.read_bytes()), gold[path.name.split(".")[0]]


def _fundus(data):
    """Pages of an outlet, in order of date, and its entries, in order of version."""
    for entries in sorted(data.glob("pages_fundus/*/*.json")):
        gold = json.loads(entries.read_text(encoding="utf-8")).values()
        paths = sorted(entries.parent.glob(f"{entries.stem}_*.html.gz"))
        for path, entry in zip(paths, gold, strict=True):
            yield path.name, gzip.decompress(path.read_bytes()), entry


def _gold_body(entry):
    body = entry["body"]
    parts = [body["summary"], *(s["headline"] + s["paragraphs"] for s in body["sections"])]
    return "\n".join(text for part in parts for text in part)


def _read(html):
    """Our page or None, its text, and trafilatura's document."""
    theirs = trafilatura.bare_extraction(html, **SETTINGS)
    try:
        ours = read_page(html)
    except PageError:
        return None, "", theirs
    return ours, "\n".join(s.text for s in ours.sections if s.kind in BODY), theirs


def _shingles(text):
    words = re.findall(r"\w+", text or "")
    return Counter(tuple(words[n : n + 4]) for n in range(max(1, len(words) - 3)) if words)


def _overlap(gold, found):
    """Precision and recall of one page's 4-gram shingles, as the set's own script counts them."""
    gold, found = _shingles(gold), _shingles(found)
    hits = (gold & found).total()
    precision = hits / found.total() if found else np.nan
    recall = hits / gold.total() if gold else np.nan
    return precision, recall


def _f1(precisions, recalls):
    precision, recall = np.nanmean(precisions), np.nanmean(recalls)
    return 2 * precision * recall / (precision + recall)


def _bodies(data_set, gold, read):
    for part, chosen in PARTS.items():
        names = [name for name in gold if chosen(name)]
        ours = [_overlap(gold[n], read[n][1]) for n in names]
        theirs = [_overlap(gold[n], read[n][2].text if read[n][2] else "") for n in names]
        yield row(
            "body text, F1 of 4-gram shingles",
            data_set,
            part,
            len(names),
            _f1(*zip(*ours, strict=True)),
            _interval(ours),
            (_f1(*zip(*theirs, strict=True)), ALONE),
            "trafilatura .958, newspaper4k .949, readability-lxml .922 on all 181"
            if data_set == "pages_zyte"
            else "",
        )


def _interval(pairs):
    random, pairs = np.random.default_rng(1), np.array(pairs)
    draws = random.integers(len(pairs), size=(1000, len(pairs)))
    return tuple(np.percentile([_f1(*pairs[draw].T) for draw in draws], [2.5, 97.5]))


def _fold(text):
    text = re.sub("[“”„«»]", '"', re.sub("[’‘`´]", "'", text or ""))
    return " ".join(text.split()).casefold()


def _right(entry, title, date, authors):
    named = sorted(map(_fold, entry.get("authors") or []))
    return {
        "title right": _fold(title) == _fold(entry["title"]),
        "date right": (date or "")[:10] == entry["publishing_date"][:10],
        "authors right": sorted(map(_fold, authors)) == named,
    }


def _fields(gold, read):
    ours, theirs = {}, {}
    for name, entry in gold.items():
        mine, _, other = read[name]
        fields = mine.fields if mine else {}
        ours[name] = _right(
            entry, mine and mine.title, fields.get("published"), fields.get("authors", ())
        )
        authors = other.author.split("; ") if other.author else []
        theirs[name] = _right(entry, other.title, other.date, authors)
    for measure in ("title right", "date right", "authors right"):
        for part, chosen in PARTS.items():
            names = [name for name in gold if chosen(name)]
            k, n = sum(ours[name][measure] for name in names), len(names)
            yield row(
                f"{measure}, share",
                "pages_fundus",
                part,
                n,
                k / n,
                tuple(stats.binomtest(k, n).proportion_ci(method="wilson")),
                (sum(theirs[name][measure] for name in names) / n, ALONE),
            )


def _times(found):
    """Seconds of all pages, ours over trafilatura's; each page is read by both in turn, twice."""
    seconds = np.full((len(found), 2), np.inf)
    for n, (_, html, _) in enumerate(found):
        for _ in range(2):
            for k, reader in enumerate((read_page, _alone)):
                start = time.perf_counter()
                try:
                    reader(html)
                except PageError:
                    pass
                seconds[n, k] = min(seconds[n, k], time.perf_counter() - start)
    mine, theirs = seconds.sum(axis=0)
    measure = "time a page, ours / trafilatura's with its metadata"
    yield row(measure, "pages_zyte, pages_fundus", "all", len(found), round(mine / theirs, 1))


def _alone(html):
    trafilatura.bare_extraction(html, **SETTINGS)
