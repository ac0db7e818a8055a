"""What is said of a corpus: by its authors in ``corpus.yml``, in captions, and in notebooks."""

import re
from collections import Counter
from pathlib import Path

from analysis._support.html import SHOWN, escaped, facts, short, table
from analysis._support.safe_yaml import read_yaml
from analysis._support.wording import few, plural, slug

FILE = "corpus.yml"
_KEYS = ("title", "authors", "year", "doi", "licence", "period")
_ORCID = re.compile(r"(?:https://orcid\.org/)?(\d{4}-\d{4}-\d{4}-\d{3}[\dX])")


def read_about(path):
    """What the ``corpus.yml`` of a corpus, or the ``x.yml`` beside a table x.csv, says."""
    if path is None:  # made in memory
        return {}
    path = Path(path)
    file = path / FILE if path.is_dir() else path.with_suffix(".yml")
    if not file.exists():
        return {}
    about = read_yaml(file) or {}
    if not isinstance(about, dict):
        raise ValueError(f"{file.name}: not 'key: value' lines; write title: and authors:")
    if unknown := [str(key) for key in about if key not in _KEYS]:
        raise ValueError(f"{file.name}: unknown key {unknown[0]}; the keys are {', '.join(_KEYS)}")
    authors = about.pop("authors", None) or []
    authors = authors if isinstance(authors, list) else [authors]
    authors = [_author(author, file.name) for author in authors]
    out = {key: str(value) for key, value in about.items() if value}
    return out | ({"authors": authors} if authors else {})


def describe(corpus):
    """What captions and citations say of a corpus or a part of it, and how it was selected."""
    title = corpus.about.get("title", "")
    outlets = sorted({article.outlet for article in corpus if article.outlet})
    days = sorted(article.published[:10] for article in corpus if article.published)
    n = plural(len(corpus), "article")
    parts = [f"{title}: {n}" if title else f"{n} of this corpus"]
    parts += [", ".join(outlets) if len(outlets) < 4 else f"{len(outlets)} outlets"]
    parts += [corpus.about.get("period") or (f"{days[0]} to {days[-1]}" if days else "")]
    chosen = re.sub(r" \([\d,]+ left out\)|^all articles$", "", corpus.selection)
    return {
        "name": slug(" ".join([title or "corpus", chosen])),
        "source": "; ".join(filter(None, [*parts, chosen])),
        "fingerprint": corpus.fingerprint,
        "selection": corpus.selection,
        "by": corpus.about if "authors" in corpus.about else {},
        "cite": [],
        "limits": [],
    }


def _author(author, name):
    author = {"name": author} if isinstance(author, str) else author
    if not isinstance(author, dict) or not isinstance(author.get("name"), str):
        raise ValueError(f"{name}: an author is not a name; write one name per line after '- '")
    if "orcid" not in author:
        return {"name": author["name"]}
    if not (match := _ORCID.fullmatch(str(author["orcid"]))):
        raise ValueError(f"{name}: {author['orcid']} is no ORCID iD; write 0000-0002-1825-0097")
    return {"name": author["name"], "orcid": match[1]}


def html(corpus):
    """A corpus's outlets, dates and languages with counts, its first articles and its problems."""
    dates = sorted(article.published[:10] for article in corpus if article.published)
    span = " to ".join(dict.fromkeys(dates[:1] + dates[-1:]))
    languages = _ranked(article.language for article in corpus)
    if any(article.language != "en" for article in corpus):
        languages += "; only English is measured"
    pairs = [
        ("Outlets", _ranked(article.outlet for article in corpus)),
        ("Published", _with_unknown(span, len(corpus) - len(dates))),
        ("Languages", languages),
    ]
    rows = ((a.id, short(a.title or ""), a.outlet, a.published) for a in corpus)
    heads = ["article", "headline", "outlet", "published"]
    parts = [f"<p><b>{escaped(corpus)}</b></p>"]
    parts += [facts(pairs), table(heads, rows, len(corpus))] if len(corpus) else []
    if n := len(corpus.problems):
        problems = table(["problem"], ([line] for line in corpus.problems), n)
        parts.append(f"<details><summary>Problems: {n:,}</summary>{problems}</details>")
    return f"<section>{''.join(parts)}</section>"


def _ranked(values):
    """Each value with its count, the most frequent first, and how many are not recorded."""
    numbers = Counter(values)
    unknown = numbers.pop(None, 0)
    ranked = [f"{short(value, 40)} ({number:,})" for value, number in numbers.most_common()]
    return _with_unknown(few(ranked, SHOWN), unknown)


def _with_unknown(text, number):
    return "; ".join(filter(None, [text, number and f"not recorded ({number:,})"]))
