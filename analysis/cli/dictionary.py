"""The reference of measures and columns, docs/measures.md, made from the code itself."""

import inspect

from analysis.article import Article, Section
from analysis.counting import count
from analysis.counting.batch import COLUMNS
from analysis.measures import MEASURES, WORD_FACTS
from analysis.proof.cite import reference_line

_HEAD = """# Measures and columns

`media-analysis measures > docs/measures.md` generates this page from the code; do not edit it by
hand. Measures are computed from sums of count columns. A measure is empty, never 0, where a count
is unknown or a divisor is 0. `CATEGORY` stands for each category of the term list.

## Measures"""
_COLUMNS = """
## Columns of the passages table

Where a meaning begins with "Whether the word", the column is the number of such words.

| column | type | meaning |
|---|---|---|"""


def page():
    """The reference as Markdown."""
    lines = [_HEAD]
    for measure in sorted(MEASURES.values(), key=lambda measure: measure.__name__):
        lines += _measure(measure)
    lines.append(_COLUMNS)
    table = count([Article("a", (Section("body", "It rained."),), language="en")])
    meanings = COLUMNS | {name: inspect.getdoc(fact) for name, fact in WORD_FACTS.items()}
    for name in sorted(meanings):
        kind = table[name if name in table else "loaded_any"].dtype
        lines.append(f"| `{name}` | {kind} | {meanings[name].splitlines()[0]} |")
    return "\n".join(lines) + "\n"


def _measure(measure):
    name, needs = measure.__name__, list(measure.needs)
    if measure.per_column:  # "loaded_*": `loaded` stands for each column
        column = measure.per_column.replace("*", "CATEGORY")
        stem = column.removesuffix("_CATEGORY")
        name, needs = name.replace(stem, column, 1), [n if n != stem else column for n in needs]
    low, high = (f"{bound:g}".replace("inf", "∞").replace("-", "−") for bound in measure.bounds)
    yield f"\n### `{name}`\n\n{inspect.getdoc(measure).partition('>>>')[0].strip()}\n"
    yield f"- unit: {measure.unit}"
    yield f"- direction: {measure.direction}"
    yield f"- bounds: {low} to {high}"
    yield f"- columns: {', '.join(f'`{need}`' for need in needs)}"
    yield f"- reference: {reference_line(measure.cite)} (`{measure.cite}`)"
