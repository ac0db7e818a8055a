"""Our reading of saved pages beside trafilatura's alone: body, title, date, authors, time.

Called by validate.py. trafilatura runs with our settings (no comments, no extensive search for
dates) and with its own metadata, since our reader gives metadata too.
"""

import gzip
import hashlib
import json
import re
import resource
import time
from collections import Counter
from pathlib import Path

import numpy as np
import trafilatura
from rows import row, unseen
from scipy import stats

from analysis.pages import PageError, language, read_page

_MANY = 1_000
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
    yield from _dumps(data)
    failed = sum(ours is None for ours, *_ in read.values())
    yield row("pages that could not be read", "pages_zyte, pages_fundus", "all", len(read), failed)
    _times(zyte + fundus)


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
            html = gzip.decompress(path.read_bytes())
            heads = trafilatura.load_html(html).iter("h1")
            yield path.name, html, entry | {"h1": [head.text_content() for head in heads]}


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
        "title right": _fold(title) in _titles(entry),
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
        right = [ours[name][measure] for name in gold]
        baseline = np.mean([theirs[name][measure] for name in gold]), ALONE
        yield _share(measure, "pages_fundus", "all, looked at", right, baseline)


def _share(measure, data_set, part, right, baseline=(np.nan, "")):
    k, n = sum(right), len(right)
    interval = tuple(stats.binomtest(k, n).proportion_ci(method="wilson"))
    return row(f"{measure}, share", data_set, part, n, k / n, interval, baseline)


def _dumps(data):
    """Rows of the text dumps in English; a fifth were held out until their errors were read."""
    parts = {"all": [], "fifth, once held out": []}
    gold_of = json.loads((data / "dumps/gold.json").read_text(encoding="utf-8"))
    for name, gold in gold_of.items():
        page = (data / f"dumps/{name}.txt").read_bytes()
        if language(gold.get("body") or page.decode("utf-8", "replace"))[0] != "en":
            continue
        digest = hashlib.md5(name.rstrip("0123456789").encode()).hexdigest()
        for part in ("all", "fifth, once held out")[: 1 + (int(digest, 16) % 5 == 0)]:
            parts[part].append((gold, _read_text(page)))
    for part, found in parts.items():
        for measure, known, right in (
            (
                "title right",
                _titles,
                lambda gold, ours: _fold(ours and ours.title) in _titles(gold),
            ),
            ("date right", _day, lambda gold, ours: _field(ours, "published")[:10] == _day(gold)),
            ("authors right", _people, lambda gold, ours: _named(ours) == _people(gold)),
        ):
            hits = [right(gold, ours) for gold, ours in found if known(gold)]
            yield _share(measure, "dumps", part, hits)
        yield _share("no article made", "dumps", part, [ours is None for _, ours in found])


def _read_text(page):
    try:
        return read_page(page)
    except PageError:
        return None


def _titles(gold):
    """What counts as the title: it, or a heading that has 40% of its words in it."""
    title, heads = _fold(gold.get("title")), [_fold(head) for head in gold.get("h1") or []]
    words, heads = set(title.split()), [head for head in heads if len(head.split()) > 2]
    if not title:
        return heads if len(set(heads)) == 1 else []
    same = [h for h in heads if len(words & {*h.split()}) >= 0.4 * len({*h.split()})]
    return [title, *same]


def _day(gold):
    return (gold.get("date") or "")[:10]


def _people(gold):
    people = gold.get("authors") or gold.get("authors_raw") or []
    return sorted(
        map(_fold, re.split(r",|;|&|\band\b", people) if isinstance(people, str) else people)
    )


def _field(ours, name):
    return (ours.fields.get(name) if ours else None) or ""


def _named(ours):
    return sorted(map(_fold, _field(ours, "authors") or []))


def _times(found):
    """Print, for 1,000 pages read again and again, time beside trafilatura's, and memory.

    It is printed and not written, since it differs from machine to machine.
    """
    seconds, peaks = np.zeros(3), []
    for n in range(_MANY):
        html = found[n % len(found)][1]
        for k, reader in enumerate((_ours, _alone, _text_alone)):
            start = time.perf_counter()
            reader(html)
            seconds[k] += time.perf_counter() - start
        peaks.append(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
    ours, with_metadata, text = seconds
    print(f"{_MANY:,} pages: {1000 * ours / _MANY:.0f} ms a page, {ours / with_metadata:.2f} times")
    print(f"trafilatura's with its metadata, {ours / text:.2f} times its text alone;")
    print(
        f"peak memory {peaks[len(found)]:,.0f} MB after each page once, {peaks[-1]:,.0f} at the end"
    )


def _ours(html):
    try:
        read_page(html)
    except PageError:
        pass


def _text_alone(html):
    trafilatura.extract(html, include_comments=False)


def _alone(html):
    trafilatura.bare_extraction(html, **SETTINGS)
