"""Voices coded by hand: a sheet of sentences, and shares and rates corrected by the codes."""

import numpy as np
import pandas as pd
from scipy import stats
from scipy.special import expit, logit

from analysis.lexicon import normalise
from analysis.tables import select
from analysis.text import words

from .agree import alpha
from .sample import spread
from .sheet import COUNTS, begin, holds_for, key_beside, read_sheets, stretches, texts, write


def sample_voices(corpus, passages, out, lexicon=None, n=None, seed=1, section="body", by=None):
    """Draw sentences in which coders mark the words that are attributed to a source.

    In the sheet's column ``attributed``, coders copy these words, with | between stretches, or
    write 0 (none) or 1 (all outside quotation marks). Sentences with more words, doubtful words or
    loaded terms are more likely to be drawn; `agree_voices` corrects for this. The arguments are
    those of `sample`: ``n`` sentences in all, spread equally over the groups; if not given, 100 per
    group. Returns a DataFrame with one row per group: sentences (with words outside quotation
    marks) and drawn. Raises ValueError as `sample` does, or if attributed words were not counted.
    """
    lexicon, files = begin(out, passages, lexicon)
    if "expected_words" not in passages:
        raise ValueError("attributed words were not counted; count with attribution=True")
    sentences = _sentences(passages, section, by, corpus.metadata if by else None)
    random, strata = np.random.default_rng(seed), sentences.groupby("stratum")
    sizes = spread(n or 100 * strata.ngroups, strata.groups)
    if not sizes.all():
        raise ValueError(f"{n} sentences for {strata.ngroups} groups; draw at least one from each")
    parts = [draw(of, size, random) for (_, of), size in zip(strata, sizes, strict=True)]
    drawn = pd.concat(parts).sample(frac=1, random_state=random)
    drawn["text"] = texts(corpus, drawn)
    drawn["hits"] = [_hits(row, lexicon) for row in drawn.itertuples()]
    plan = strata.size().to_frame("sentences").rename_axis(None)
    totals = plan.join(strata[COUNTS].sum()).to_dict("index")
    key = {"categories": ["attributed"], "groups": list(totals) if by else [], "strata": {}}
    key |= {"section": section, "seed": seed, "totals": totals}
    write(files, corpus, lexicon, drawn, key)
    return plan.assign(drawn=drawn["stratum"].value_counts())


def agree_voices(sheets, key=None):
    """Shares and rates of voices, corrected by hand-coded sentences.

    ``sheets`` and ``key`` are as for `agree`, from `sample_voices`. The expected value is corrected
    by the error in the coded sentences, each weighted by 1 ÷ its chance of being drawn (a
    difference estimator; Särndal, Swensson and Wretman 1992). If coders differ, their mean is used.
    Returns a DataFrame with one row per group ("all" without groups) and measure: attributed_share
    (of words not in quotation marks), attributed_per_1000 and unattributed_per_1000 (loaded terms);
    sentences, coders, alpha (Krippendorff's, of words; nan for one coder), expected (from the
    network), corrected, low, high (95%, Hájek's variance and Student's t); lexicon, corpus, section
    and coded, to which they apply. Raises ValueError as `agree` does.
    """
    key = key_beside(sheets, key, voices=True)
    cells = pd.concat(read_sheets(sheets, key), axis=1)
    rows = pd.DataFrame(key["rows"]).assign(cells=cells.to_numpy().tolist())
    rows["codes"] = [_codes(row) for row in rows.itertuples()]
    rows["coded_words"] = [codes.sum() / len(sheets) for codes, _ in rows["codes"]]
    rows["coded_hits"] = [codes[hit].sum() / len(sheets) for codes, hit in rows["codes"]]
    lines = {}
    for group, total in key["totals"].items():
        part = rows[rows["stratum"] == group]
        codes = np.concatenate([codes for codes, _ in part["codes"]])
        about = {"sentences": len(part), "coders": len(sheets), "alpha": alpha(codes)}
        with np.errstate(divide="ignore", invalid="ignore"):  # a voice without words
            for measure, found in corrected(part, total).items():
                lines[group, measure] = about | found | holds_for(key)
    return pd.DataFrame.from_dict(lines, orient="index").rename_axis(["group", "measure"])


def _sentences(passages, section, by, articles):
    """Sentences with words outside quotation marks: counts of these words, and where in them."""
    passages = select(passages, [by] if by else [], section, articles)
    keys = ["article", "sentence"]
    spans = passages.groupby(keys).agg(start=("start", "min"), end=("end", "max"))
    rows = passages[passages["voice"].isin(["attributed", "unattributed"])]
    edges = rows[["start", "end"]].sub(rows[keys].join(spans, on=keys)["start"], axis=0)
    groups = rows.assign(outside=list(edges.itertuples(index=False, name=None))).groupby(keys)
    sentences = groups[COUNTS].sum().join(groups["outside"].agg(list)).join(spans)
    if sentences.empty:
        raise ValueError(f"no words outside quotation marks in the {section or 'passages'}")
    sentences["stratum"] = groups[by].first().astype("str") if by else "all"
    return sentences.reset_index().rename(columns={"sentence": "number"})


def draw(rows, n, random):
    """``n`` sentences and the chance that each had, by systematic sampling in random order."""
    size, share = rows["words"], rows["expected_words"] / 1000 / rows["words"]
    size = (size * np.sqrt(share * (1 - share) + 0.05) + 10 * rows["loaded_any"]).to_numpy()
    # The chances are n in sum, larger where more is in doubt.
    certain, chance = np.full(len(rows), n >= len(rows)), np.full(len(rows), 2.0)
    while (chance > 1).any():
        chance = np.where(certain, 1, (n - certain.sum()) * size / max(size[~certain].sum(), 1e-9))
        certain |= chance > 1
    order = random.permutation(len(rows))
    steps = np.floor(np.append(0, chance[order].cumsum().round(9)) + random.random())
    return rows.assign(chance=chance).iloc[order[np.diff(steps) > 0]]


def _hits(row, lexicon):
    """Where the matches outside quotation marks begin, each stretch of overlapping ones once."""
    hits = []
    for low, high in row.outside:
        spans = words(row.text[low:high])
        normal = [normalise(row.text[low + start : low + end]) for start, end in spans]
        hits += [low + spans[first][0] for first, _, adds in lexicon.tally(normal) if adds[-2]]
    return hits


def _codes(row):
    """Words outside quotation marks × coders: whether they are attributed; and which are hits."""
    spans = [(low + a, low + b) for low, high in row.outside for a, b in words(row.text[low:high])]
    codes, whole = np.zeros((len(spans), len(row.cells))), {"0": [], "1": [(0, len(row.text))]}
    for coder, cell in enumerate(row.cells):
        for low, high in whole[cell] if cell in whole else stretches(cell, row.text):
            codes[[a < high and b > low for a, b in spans], coder] = 1
    return codes, [low in row.hits for low, _ in spans]


def corrected(rows, total):
    """For each measure, the expected value, the corrected value and the ends of its interval."""
    chance = rows["chance"].to_numpy()
    free = (1 - chance) * len(chance) / max(len(chance) - 1, 1)
    known = np.array([[total[name] / 1000 for name in COUNTS[2:]]])
    errors = rows[["coded_words", "coded_hits"]].to_numpy() - rows[COUNTS[2:]].to_numpy() / 1000
    errors = errors / chance[:, None]
    # Of attributed words and hits: what is expected, what it is corrected to, and each error.
    words, hits = np.concatenate([known, known + errors.sum(axis=0), errors]).T
    all_words, all_hits = (total[name] * (np.arange(len(words)) < 2) for name in COUNTS[:2])
    # A difference may lead out of what can be, most of all with few sentences.
    words[1], hits[1] = np.clip([words[1], hits[1]], 0, [all_words[1], all_hits[1]])
    ratios = {"attributed_share": (words, all_words), "attributed_per_1000": (1000 * hits, words)}
    ratios["unattributed_per_1000"] = 1000 * (all_hits - hits), all_words - words
    found = {}
    for name, (top, bottom) in ratios.items():
        # A voice without words has no rate.
        expected, value = np.where(bottom[:2] == 0, np.nan, top[:2] / bottom[:2])
        # Hájek's approximation of a sum of values ÷ their chances; 0 where all were drawn.
        weighted = (top[2:] - value * bottom[2:]) / bottom[1]
        middle = (free * weighted).sum() / max(free.sum(), 1e-9)
        error = np.sqrt((free * (weighted - middle) ** 2).sum())
        share = name.endswith("share")
        # What is not known of a rate is known from the sentences with terms, which are few.
        n = len(rows) if share else (rows["loaded_any"] > 0).sum()
        reach = stats.t.ppf(0.975, max(n - 1, 1)) * error * np.array([-1, 1])
        ends = value + reach
        if share and 0 < value < 1:
            ends = expit(logit(value) + reach / (value * (1 - value)))
        elif not share and value > 0:
            ends = value * np.exp(reach / value)
        low, high = np.clip(ends, 0, 1 if share else 1000)
        found[name] = {"expected": expected, "corrected": value, "low": low, "high": high}
    return found
