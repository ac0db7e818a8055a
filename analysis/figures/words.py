"""Words that several figures need."""

import textwrap

from analysis.figures.family import NothingToDraw
from analysis.nothing import NO_ARTICLE

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
BOOTSTRAP = (
    "Intervals: 95%, by a bootstrap over sentences (2,000 draws, percentiles; Efron and "
    "Tibshirani 1993)."
)


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


def source(article):
    """Where an article came from, as far as the page says so."""
    parts = [f"“{article.title}”", article.outlet or "outlet not recorded"]
    parts.append(article.published or "date not recorded")
    return ", ".join(parts)
