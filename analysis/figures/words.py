"""Words that several figures need."""

import textwrap

VOICE_LIMIT = (
    "Words outside quotation marks are not all the outlet's own: in hand-coded US news 37% of "
    "them paraphrase a source."
)
ONE_ARTICLE = (
    "One article: the intervals say how far a number hangs on single sentences, not what other "
    "articles would give."
)
ENGLISH = "English only."
BOOTSTRAP = (
    "Intervals: 95%, by a bootstrap over sentences (2,000 draws, percentiles; Efron and "
    "Tibshirani 1993)."
)


def plural(number, noun):
    """A number with its noun.

    >>> plural(1, "sentence"), plural(1204, "vote")
    ('1 sentence', '1,204 votes')
    """
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def signed(value, decimals=2, plus=""):
    """A number with a true minus sign.

    >>> signed(-0.178), signed(1.8, 1, "+")
    ('−0.18', '+1.8')
    """
    return f"{value:{plus}.{decimals}f}".replace("-", "−")


def wrap(text, width=34):
    """A label broken into lines.

    >>> wrap("The Debate in the Inner Circle", 16)
    'The Debate in\\nthe Inner Circle'
    """
    return "\n".join(textwrap.wrap(text, width)) or text


def source(article):
    """Where an article came from, as far as the page says so."""
    parts = [f"“{article.title}”", article.outlet or "outlet not recorded"]
    parts.append(article.published or "date not recorded")
    return ", ".join(parts)
