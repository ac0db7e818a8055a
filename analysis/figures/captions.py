"""Words that several figures need."""

import textwrap

from analysis import lexicon
from analysis._support.fingerprint import fingerprint
from analysis._support.not_shown import NO_ARTICLE, NOT_COUNTED
from analysis.measures import applicable

from .family import NothingToDraw

VOICE_LIMIT = (
    "Words outside quotation marks are not all the outlet's own: in hand-coded US news 34% of "
    "them paraphrase a source (PolNeAR)."
)
NOT_KNOWN = "not known (broken quotation marks)"
ONE_ARTICLE = (
    "One article: the intervals say how far a number hangs on single sentences, not what other "
    "articles would give."
)
SOCIAL_MEDIA = (
    "VADER was made for social media; it reads names and plain news words such as United, "
    "security and like as positive."
)
ENGLISH = "English only."
CHOSEN = "Those who answer a poll choose to: they do not stand for all readers, or for the public."
RESPONDERS = (
    "Those who react, share and comment choose to, and the site chooses who sees what: counts do "
    "not stand for all readers, or for the public."
)
ORDER_STATISTICS = (
    "Intervals: 95%, exact for a median, from order statistics (Thompson 1936); none below six "
    "{noun}s."
)
JACKKNIFE = (
    "Intervals: 95%, by the jackknife over sentences (Miller 1974) with Student's t, on the logit "
    "scale for shares and the log scale for other measures that cannot be below 0. None for fewer "
    "than ten sentences, or where all are alike."
)

# What a measure is called in a sentence; others go by their own names.
_SUBJECTS = {
    "flesch_kincaid_grade": "reading grade",
    "mean_compound": "sentiment",
    "loaded_any_per_1000": "loaded terms",
}


def signed(value, decimals=2, plus=""):
    """A number with a true minus sign.

    >>> signed(-0.178), signed(1.8, 1, "+")
    ('−0.18', '+1.8')
    """
    return f"{value:{plus}.{decimals}f}".replace("-", "−")


def wrap(text, width=34, lines=2):
    """A label broken into lines; what is longer ends with "…".

    >>> wrap("The Debate in the Inner Circle", 16)
    'The Debate in\\nthe Inner Circle'
    >>> wrap("one two three four five", 8)
    'one two\\nthree…'
    """
    broken = textwrap.wrap(text, width, max_lines=lines, placeholder="…")
    return "\n".join(broken) or text


def body_of(passages, article):
    """The passages of an article's body; NothingToDraw if there are none."""
    if article is None:
        raise NothingToDraw(NO_ARTICLE)
    chosen = passages[(passages["article"] == article) & (passages["section"] == "body")]
    if chosen.empty:
        raise NothingToDraw(NOT_COUNTED.format(article))
    return chosen


def bounds(low, high):
    """An interval in words.

    >>> bounds(-0.46, 0.104), bounds(float("nan"), float("nan"))
    ('−0.46 to 0.10', 'no interval: too few sentences, or all alike')
    """
    if low != low or high != high:
        return "no interval: too few sentences, or all alike"
    return f"{signed(low)} to {signed(high)}"


def of_days(table):
    """Of which days the rows of a table are, for the end of a sentence.

    >>> import pandas as pd
    >>> of_days(pd.DataFrame({"published": pd.to_datetime(["2016-09-19", "2016-09-27"])}))
    ', published 2016-09-19 to 2016-09-27'
    """
    if "published" not in table or table["published"].isna().all():
        return ""
    first, last = (f"{day:%Y-%m-%d}" for day in table["published"].agg(["min", "max"]))
    return f", published {first} to {last}"


def source(article):
    """Where an article came from, as far as the page says so."""
    parts = [f"“{article.title}”", article.outlet or "outlet not recorded"]
    parts.append(article.published or "date not recorded")
    return ", ".join(parts)


def listing(parts, last="and"):
    """Parts of a sentence, joined.

    >>> listing(["a", "b", "c"]), listing(["a"]), listing(["a", "b"], "or")
    ('a, b and c', 'a', 'a or b')
    """
    return f" {last} ".join([", ".join(parts[:-1]), parts[-1]] if len(parts) > 1 else parts)


def subject(measure):
    """What a measure is called in a sentence.

    >>> subject("loaded_any_per_1000"), subject("gunning_fog")
    ('loaded terms', 'gunning fog')
    """
    return _SUBJECTS.get(measure, measure.replace("_", " "))


def measured(measure, table):
    """The function of a measure, with its unit and reference.

    Raises ValueError where the table cannot give it.
    """
    if measure not in (known := applicable(table.columns)):
        raise ValueError(f"no measure {measure}; there are: {', '.join(known)}")
    return known[measure][0]


def needs(table, *columns):
    """ValueError where a table lacks one of these columns.

    >>> import pandas as pd
    >>> needs(pd.DataFrame({"words": [3]}), "outlet", "words")
    Traceback (most recent call last):
    ...
    ValueError: no column outlet; analysis.totals(passages, corpus.metadata[["outlet"]]) adds it
    """
    if missing := [name for name in columns if name not in table]:
        asked = ", ".join(f'"{name}"' for name in missing)
        raise ValueError(
            f"no column {', '.join(missing)}; analysis.totals(passages, corpus.metadata[[{asked}]])"
            f" adds {'it' if len(missing) == 1 else 'them'}"
        )


def described(table):
    """What a figure says of the corpus that a table of counts was made of.

    ``table.attrs["about"]`` holds name, source, fingerprint, cite (keys of references) and limits
    (`analysis.reference_corpus`, ``study.totals``, ``study.readers``). Of another table little is known.
    """
    about = {"name": "table", "source": "a table of counts", "cite": [], "limits": []}
    about |= table.attrs.get("about", {})
    about["record"] = {
        "corpus": about.get("fingerprint") or fingerprint(table),
        "passages": "",
        "lexicon": table.attrs.get("lexicon", ""),
    }
    return about


def measure_limits(measure, table):
    """What must be said wherever a measure of this kind is shown; nothing of most."""
    if measured(measure, table).cite == "hutto2014":
        return [SOCIAL_MEDIA]
    if not measure.startswith(("loaded_", "covered_")):
        return []
    known, counted = lexicon.default(), table.attrs.get("lexicon")
    caution = [known.caution] if known.caution and known.label == counted else []
    return [
        "The list of terms is not validated on these articles: a hit says that the word is there, "
        "not that it is unfair.",
        *caution,
    ]


def heading(figure, title):
    """A figure's title over its whole width."""
    figure.suptitle(wrap(title, 100), x=0.01, ha="left", weight="bold", size=8.5)
