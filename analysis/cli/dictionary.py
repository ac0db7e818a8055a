"""The reference of measures and columns, written from the code itself."""

import inspect

from analysis.article import Article, Section
from analysis.counting.passages import count
from analysis.measures import MEASURES, WORD_FACTS
from analysis.proof.cite import reference_line

_HEAD = """# Measures and columns

Made from the code by `python -m analysis measures`; not edited by hand. A measure is arithmetic on
sums of count columns. Where there is nothing to divide by, or a count is not known, it is empty,
never 0.
"""
_COLUMNS = """## Columns of the table of passages

By name. Of the columns that add up facts of single words, the fact; `README.md` says what the
others are. `loaded_CATEGORY` stands for the columns of the term list.
"""


def page():
    """The reference as Markdown.

    >>> page().splitlines()[0]
    '# Measures and columns'
    """
    families = {}
    for name, measure in sorted(MEASURES.items()):
        family = measure.__module__.rpartition(".")[2]
        families.setdefault(family, []).append(_measure(name, measure))
    parts = [_HEAD]
    for family, entries in sorted(families.items()):
        parts += [f"## {family.replace('_', ' ').capitalize()}\n", *entries]
    return "\n".join([*parts, _COLUMNS, _columns()])


def _measure(name, measure):
    doc = inspect.getdoc(measure).partition(">>>")[0].strip()
    needs = ", ".join(f"`{need}`" for need in measure.needs)
    if measure.per_column:
        stem = measure.per_column.rstrip("*_")
        name = name.replace(stem, f"{stem}_CATEGORY", 1)
        needs = needs.replace(f"`{stem}`", f"`{stem}_CATEGORY`")
    low, high = (f"{bound:g}".replace("inf", "∞").replace("-", "−") for bound in measure.bounds)
    return "\n".join(
        [
            f"### `{name}`\n",
            f"{doc}\n",
            f"- unit: {measure.unit}",
            f"- reads: {measure.direction}",
            f"- bounds: {low} to {high}",
            f"- columns: {needs}",
            f"- reference: {reference_line(measure.cite)} (`{measure.cite}`)",
            "",
        ]
    )


def _columns():
    table = count([Article("a", (Section("body", "It rained."),), language="en")])
    lines = ["| column | type | fact of a word |", "|---|---|---|"]
    for name in sorted(table):
        if name.startswith("loaded_") and name != "loaded_any":
            name, kind = "loaded_CATEGORY", "int64"
        else:
            kind = str(table[name].dtype)
        fact = WORD_FACTS.get(name)
        said = inspect.getdoc(fact).splitlines()[0] if fact else ""
        lines.append(f"| `{name}` | {kind} | {said} |")
    return "\n".join(dict.fromkeys(lines)) + "\n"
