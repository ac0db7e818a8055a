"""Numbers with their nouns, titles as file names, and templates for the HTML of notebooks."""

import functools
import re
import unicodedata

from .files import ROOT, sha256


def plural(number, noun):
    """A number with its noun."""
    return f"{number:,} {noun}" + ("" if number == 1 else "es" if noun.endswith("ch") else "s")


# A text with its numbers without a zero before the decimal point.
bare = functools.partial(re.compile(r"(?<![\d.])0(?=\.\d)").sub, "")


def few(names, most=5):
    """The first names of a list, and how many more there are."""
    names = list(map(str, names))
    return ", ".join(names[:most]) + f" and {len(names) - most:,} more" * (len(names) > most)


def slug(title):
    """A title as part of a file name: at most eight words and 80 characters of a-z, 0-9 and "-"."""
    plain = unicodedata.normalize("NFKD", re.sub("['’]", "", title))
    parts = re.findall("[a-z0-9]+", plain.encode("ascii", "ignore").decode().lower())
    return "-".join(parts[:8])[:80].strip("-") or "article"


def file_name(title):
    """The `slug` of a title, with a hash if that leaves out words, letters or symbols."""
    bare = re.sub("['’]", "", unicodedata.normalize("NFC", title)).lower()
    is_whole = re.sub(r"[\s\"“”„‘,.:;()_–—-]+", "-", bare).strip("-") in ("", slug(title))
    return slug(title) if is_whole else f"{slug(title)}-{sha256(bare)[:6]}"


@functools.cache
def template(name):
    """A template by its path in the package; its values are escaped, and None prints nothing."""
    import jinja2  # not for `--help`

    loader, looks = jinja2.FileSystemLoader(ROOT / "analysis"), {"trim_blocks": True}
    looks |= {"lstrip_blocks": True, "finalize": lambda value: "" if value is None else value}
    return jinja2.Environment(loader=loader, autoescape=True, **looks).get_template(name)


def short(text, most=160):
    """A text, cut to ``most`` characters."""
    return text if len(text) <= most else text[: most - 1] + "…"
