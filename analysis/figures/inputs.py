"""What figures are drawn from: an article's passages, a table of counts, a measure."""

import pandas as pd

from analysis import lexicon
from analysis._support.fingerprint import fingerprint
from analysis._support.not_shown import NO_ARTICLE, NOT_COUNTED, NothingToShow
from analysis.context.concordance import concordance
from analysis.measures import applicable

# What a measure is called in a sentence, and its more, less, most and least.
_WORDS = {
    "flesch_kincaid_grade": ("reading grade", "higher", "lower", "highest", "lowest"),
    "mean_compound": (
        *("sentiment", "more positive", "more negative", "most positive", "most negative"),
    ),
    "loaded_any_per_1000": ("loaded terms", "more", "fewer", "most", "fewest"),
}
MIN_WORDS = 100  # of an article's body, to enter a comparison
_PLACE = ["article", "section", "part", "paragraph", "sentence", "voice", "start", "end"]


def body_of(passages, article):
    """The passages of an article's body; NothingToShow if there are none."""
    if article is None:
        raise NothingToShow(NO_ARTICLE)
    body = passages[(passages["article"] == article) & (passages["section"] == "body")]
    if body.empty:
        raise NothingToShow(NOT_COUNTED.format(article))
    return body


def part_names(article):
    """Names of the parts of an article's body, by number: subheads, and "Opening" before them."""
    return ["Opening", *(one.text for one in article.sections if one.kind == "subhead")]


def loaded_stretches(corpus, lexicon, passages):
    """Each stretch of text that a list's terms match, once, as `loaded_any` counts it.

    A DataFrame in reading order: section, category, also (other categories that match within it),
    term, text, start, end, voice. The category is that of the longest term, the innermost if
    several have it.
    """
    hits = concordance(corpus, lexicon, passages, section=None)
    order = {name: place for place, name in enumerate(lexicon.categories)}
    groups = []
    for hit in hits.sort_values(["start", "end"], kind="stable").itertuples():
        if groups and hit.start < max(one.end for one in groups[-1]):
            groups[-1].append(hit)
        else:
            groups.append([hit])
    rows = []
    for group in groups:
        first = min(
            group,
            key=lambda hit: (hit.start - hit.end, -hit.category.count("."), order[hit.category]),
        )
        others = {hit.category: None for hit in group}
        also = [name for name in others if not f"{first.category}.".startswith(f"{name}.")]
        start, end = group[0].start, max(hit.end for hit in group)
        text = corpus[first.article].text[start:end]
        voice = None if pd.isna(first.voice) else first.voice
        rows.append(
            (first.section, first.category, ", ".join(also), first.term, text, start, end, voice)
        )
    columns = ["section", "category", "also", "term", "text", "start", "end", "voice"]
    return pd.DataFrame(rows, columns=columns)


def article_about(corpus, article, passages=None, measures=(), columns=(), lexicon=""):
    """Where the numbers of a figure of one article come from: source, in words, and record.

    The record covers the columns that these measures need and ``columns``: another column in the
    table, such as a new word fact, leaves it as it is.
    """
    digest = ""
    if passages is not None:
        needed = applicable(passages.columns)
        used = [*_PLACE, *(name for one in measures for name in needed[one][1]), *columns]
        digest = fingerprint(passages[[name for name in dict.fromkeys(used) if name in passages]])
    text = corpus[article]
    record = {"corpus": corpus.fingerprint, "passages": digest, "lexicon": lexicon}
    source = f"“{text.title}”, {text.outlet or 'outlet not recorded'}, "
    source += text.published or "date not recorded"
    return {"source": source, "record": record | {"article": article} | _by(corpus)}


def _by(corpus):
    """Whom a citation names, if ``corpus.yml`` says so."""
    by = getattr(corpus, "described", {}).get("by")
    return {"by": by} if by else {}


def corpus_about(corpus, passages, measures=(), columns=()):
    """Where the numbers of a figure of all articles come from, as `article_about`."""
    needed = applicable(passages.columns)
    used = [*_PLACE, *(name for one in measures for name in needed[one][1]), *columns]
    used = dict.fromkeys(used)
    record = {"corpus": corpus.fingerprint, "lexicon": passages.attrs.get("lexicon", "")}
    record["passages"] = fingerprint(passages[[name for name in used if name in passages]])
    return {"source": corpus.described["source"], "record": record | _by(corpus)}


def table_about(table):
    """What a figure says of the corpus behind a table of counts, from ``table.attrs["about"]``."""
    about = {"name": "table", "source": "a table of counts", "cite": [], "limits": []}
    about |= table.attrs.get("about", {})
    about["record"] = {
        "corpus": about.get("fingerprint") or fingerprint(table),
        "passages": "",
        "lexicon": table.attrs.get("lexicon", ""),
    }
    if about.get("by"):
        about["record"]["by"] = about["by"]
    days = [f"{day:%Y-%m-%d}" for day in table.get("published", ()) if day == day]
    about["dates"] = f", published {min(days)} to {max(days)}" if days else ""
    return about


def measure_facts(measure, table):
    """What captions say of a measure; ValueError where the table cannot give it."""
    measures = applicable(table.columns)
    if measure not in measures:
        raise ValueError(f"no measure {measure}; available: {', '.join(measures)}")
    function, shipped = measures[measure][0], lexicon.default()
    others = measure.replace("_", " "), "higher", "lower", "highest", "lowest"
    subject, more, less, most, least = _WORDS.get(measure, others)
    counts_terms = measure.startswith(("loaded_", "covered_"))
    is_shipped = counts_terms and shipped.label == table.attrs.get("lexicon")
    return {
        "subject": subject,
        "more": more,
        "less": less,
        "most": most,
        "least": least,
        "slug": subject.replace(" ", "-"),
        "label": f"{subject} ({function.unit})",
        "unit": function.unit,
        "reference": function.cite,
        "counts_terms": counts_terms,
        "caution": shipped.caution if is_shipped else "",
    }


def needs(table, *columns):
    """ValueError where a table lacks one of these columns."""
    if missing := [name for name in columns if name not in table]:
        how = f"analysis.totals(passages, corpus.metadata[{missing}])"
        raise ValueError(f"no column {', '.join(missing)}; {how} adds it")
