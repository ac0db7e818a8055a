"""A corpus as a notebook displays it."""

from collections import Counter

from analysis._support.html import SHOWN, escaped, facts, short, table


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
    ranked = sorted(numbers.items(), key=lambda item: (-item[1], item[0]))
    parts = [f"{short(value, 40)} ({number:,})" for value, number in ranked[:SHOWN]]
    parts += [f"and {len(ranked) - SHOWN:,} more"] * (len(ranked) > SHOWN)
    return _with_unknown(", ".join(parts), unknown)


def _with_unknown(text, number):
    return "; ".join(filter(None, [text, number and f"not recorded ({number:,})"]))
