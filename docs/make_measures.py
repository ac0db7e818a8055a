"""Write measures.md, the reference of measures and columns, from the code: make measures."""

from inspect import getdoc
from pathlib import Path

import jinja2

from analysis.article import Article, Section
from analysis.counting import count
from analysis.measures import COLUMNS, MEASURES, WORD_FACTS
from analysis.proof.cite import reference_line


def page():
    """The reference as Markdown."""
    template = Path(__file__).with_name("measures.md.j2").read_text("utf-8")
    template = jinja2.Template(template, trim_blocks=True, keep_trailing_newline=True)
    measures = sorted(MEASURES.values(), key=lambda measure: measure.__name__)
    table = count([Article("a", (Section("body", "It rained."),), language="en")])
    meanings = sorted((COLUMNS | {name: getdoc(fact) for name, fact in WORD_FACTS.items()}).items())
    facts = {"measures": map(_measure, measures), "meanings": meanings, "table": table}
    return template.render(facts, getdoc=getdoc, reference_line=reference_line)


def _measure(measure):
    """A measure, its name, its columns and its bounds."""
    name, needs = measure.__name__, list(measure.needs)
    if measure.per_column:  # "loaded_*": `loaded` stands for each column
        column = measure.per_column.replace("*", "CATEGORY")
        stem = column.removesuffix("_CATEGORY")
        name, needs = name.replace(stem, column, 1), [n if n != stem else column for n in needs]
    bounds = (f"{bound:g}".replace("inf", "∞").replace("-", "−") for bound in measure.bounds)
    return measure, name, needs, bounds


if __name__ == "__main__":
    Path(__file__).with_name("measures.md").write_text(page(), "utf-8", newline="\n")
