"""Words that several figures need."""

import textwrap

from analysis.figures.family import NothingToDraw

VOICE_LIMIT = (
    "Words outside quotation marks are not all the outlet's own: in hand-coded US news 37% of "
    "them paraphrase a source."
)
NOT_KNOWN = "not known (broken quotation marks)"
ONE_ARTICLE = (
    "One article: the intervals say how far a number hangs on single sentences, not what other "
    "articles would give."
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
BOOTSTRAP = (
    "Intervals: 95%, by a bootstrap over sentences (2,000 draws, percentiles; Efron and "
    "Tibshirani 1993)."
)

_BUZZFEED = [
    "BuzzFeed News chose the nine pages, and calls three left, three right and three mainstream: "
    "they stand for no others.",
    "Posts of seven weekdays in September 2016, during an election campaign; counts as Facebook "
    "gave them on 11 October 2016. Pages differ in followers, and posts of one page are not "
    "independent of one another.",
    "Posts whose shares are missing are left out; no post has 0, so that some of those missing "
    "may be 0.",
]


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
    chosen = passages[(passages["article"] == article) & (passages["section"] == "body")]
    if chosen.empty:
        raise NothingToDraw(f"in the body of {article} nothing was counted; is it in English?")
    return chosen


def bounds(low, high):
    """An interval in words.

    >>> bounds(-0.46, 0.104), bounds(float("nan"), float("nan"))
    ('−0.46 to 0.10', 'no interval: too few sentences')
    """
    if low != low or high != high:
        return "no interval: too few sentences"
    return f"{signed(low)} to {signed(high)}"


def counts_source(table):
    """Where a table of reader counts came from, and of which days its rows are.

    >>> import pandas as pd
    >>> counts_source(pd.DataFrame({"published": pd.to_datetime(["2016-09-19", "2016-09-27"])}))
    'reader counts of this corpus, published 2016-09-19 to 2016-09-27'
    """
    named = table.attrs.get("about", {}).get("source", "reader counts of this corpus")
    if "published" not in table or table["published"].isna().all():
        return named
    first, last = (f"{day:%Y-%m-%d}" for day in table["published"].agg(["min", "max"]))
    return f"{named}, published {first} to {last}"


def counts_limits(table):
    """Limits of a table of reader counts, with those of BuzzFeed's where it is theirs."""
    return [RESPONDERS, *(_BUZZFEED if "BuzzFeed" in counts_source(table) else [])]


def counts_cite(table):
    """Reference of a table of reader counts that was published."""
    return ["silverman2016"] if "BuzzFeed" in counts_source(table) else []


def source(article):
    """Where an article came from, as far as the page says so."""
    parts = [f"“{article.title}”", article.outlet or "outlet not recorded"]
    parts.append(article.published or "date not recorded")
    return ", ".join(parts)
