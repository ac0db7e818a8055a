"""A number with its noun, and a title as part of a file's name."""

import re
import unicodedata


def plural(number, noun):
    """A number with its noun.

    >>> plural(1, "sentence"), plural(1204, "vote")
    ('1 sentence', '1,204 votes')
    """
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def slug(title, words=8):
    """A title as part of a file name: at most eight words and 80 characters of a-z, 0-9 and "-".

    >>> slug("“Is He Still With Us?” Trump’s choice"), slug("../../x"), slug("日本")
    ('is-he-still-with-us-trumps-choice', 'x', 'article')
    """
    plain = unicodedata.normalize("NFKD", re.sub("['’]", "", title))
    parts = re.findall("[a-z0-9]+", plain.encode("ascii", "ignore").decode().lower())
    return "-".join(parts[:words])[:80].strip("-") or "article"
