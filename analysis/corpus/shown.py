"""A corpus as a notebook shows it."""

from collections import Counter

from analysis._support.html import SHOWN, escaped, facts, short, table


def corpus_html(corpus):
    """How many articles of which outlets, dates and languages, what is wrong, and the first ten."""
    dates = sorted(article.published[:10] for article in corpus if article.published)
    span = [" to ".join(dict.fromkeys([dates[0], dates[-1]]))] if dates else []
    undated = len(corpus) - len(dates)
    languages = _counted(article.language for article in corpus)
    if any(article.language != "en" for article in corpus):
        languages += "; only en is measured"
    pairs = [
        ("Outlets", _counted(article.outlet for article in corpus)),
        ("Published", "; ".join(span + [f"not recorded ({undated:,})"] * bool(undated))),
        ("Languages", languages),
    ]
    rows = ((a.id, short(a.title or ""), a.outlet, a.published) for a in corpus)
    heads = ["article", "headline", "outlet", "published"]
    return (
        f"<section><p><b>{escaped(corpus)}</b></p>"
        + (facts(pairs) + table(heads, rows, len(corpus)) if len(corpus) else "")
        + _problems(corpus.problems)
        + "</section>"
    )


def _counted(values):
    """Each value with its number, the most frequent first, and how many there is none for."""
    numbers = Counter(values)
    unknown = numbers.pop(None, 0)
    ranked = sorted(numbers.items(), key=lambda item: (-item[1], item[0]))
    said = [f"{short(value, 40)} ({number:,})" for value, number in ranked[:SHOWN]]
    said += [f"and {len(ranked) - SHOWN:,} more"] * (len(ranked) > SHOWN)
    return ", ".join(said) + ("; " * bool(said) + f"not recorded ({unknown:,})") * bool(unknown)


def _problems(problems):
    if not problems:
        return ""
    lines = "".join(f"<li>{escaped(problem)}</li>" for problem in problems[:SHOWN])
    more = len(problems) - SHOWN
    rest = f"<p>{more:,} more; all are in <code>problems</code></p>" if more > 0 else ""
    return (
        f"<details><summary>Problems: {len(problems):,}</summary><ul>{lines}</ul>{rest}</details>"
    )
