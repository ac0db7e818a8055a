"""From a drawn value back to counts, passages, sentences and the blocks of the saved page."""

from collections import namedtuple

import pandas as pd

from analysis.article import one_line
from analysis.context.speakers import actor_passages, spoken
from analysis.reference import reference_corpus
from analysis.reference.reference_corpus import REFERENCE

from .inputs import loaded_stretches

# ``row`` of the figure's data; the ``rows`` of passages, responses or counts that it was made from;
# the ``sentences`` in them; ``note``: why there is no sentence.
Traced = namedtuple("Traced", "row rows sentences note")
PUBLISHED = {path.stem for path in REFERENCE.glob("*.parquet")}
_LOADED = ("headline", "deck", "body")  # where `loaded_terms` counts
_COLUMNS = "article sentence section start end text page page_sha256 block lines sha256".split()


def trace(record, data, point, study=None):
    """What the value in one row of a figure's data was made from → ``Traced``.

    ``record`` and ``data`` are those of a `Family`, ``point`` is the number of a row from 0, and
    ``study`` (`analysis.study`) the one that it was drawn from. ``sentences`` has one row each:
    article, sentence, section, start and end in `Article.text`, text; and where its page was kept
    page, page_sha256, block (its number, from 1), lines and sha256. Published counts and readers'
    answers have no sentences; ``note`` says so. IndexError without such a row, ValueError if the
    figure is of another article.
    """
    row, none = data.iloc[point].dropna(), pd.DataFrame(columns=_COLUMNS)
    if record.get("article") and record["article"] != (study and study.id):
        raise ValueError(f"the figure is of article {record['article']}; open a study of it")
    if record["passages"]:
        rows = _passages(row, data, record, study)
        return Traced(row, rows, _sentences(rows, study) if len(rows) else none, "")
    if record.get("article"):
        rows, note = study.corpus.responses, "answers of readers, as the page shows them"
    else:
        rows, published = table_of(record, study)
        note = "published counts: the texts are not here" if published else "counts of articles"
    names = [name for name in ("article", "outlet", "question", "category") if name in row]
    for name in {*names} & {*rows}:
        rows = rows[rows[name] == row[name]]
    if "article" in record:
        rows = rows[rows["article"] == record["article"]]
    return Traced(row, rows, none, note)


def table_of(record, study):
    """The table of counts behind a figure, and whether it is a published one."""
    name = record["figure"].rpartition("-")[2]
    if name in PUBLISHED:
        return reference_corpus(name), True
    if study is None:
        raise ValueError("drawn without a study; draw it with study.draw")
    return study.totals if record["lexicon"] else study.readers, False


def _passages(row, data, record, study):
    """The passages behind a row, by what it says of itself."""
    passages, places = study.passages, {}
    if "actor" in row:
        actors = {row["actor"]: record["parameters"]["actors"][row["actor"]]}
        named = actor_passages(study.one, passages, actors)
        return named[named["named"] == "named"]
    if "start" in row or "category" in row:
        marks = loaded_stretches(study.one, passages, study.id, study.lexicon)[2]
        marks = marks[marks["section"].isin(_LOADED)] if "start" not in row else marks
        for name in ("start", "end", "category", "voice"):
            marks = marks[marks[name] == row[name]] if name in row else marks
        spans = zip(marks["start"], marks["end"], strict=True)
        hit = [(passages["start"] < end) & (passages["end"] > start) for start, end in spans]
        return passages[pd.concat(hit, axis=1).any(axis=1)] if hit else passages[:0]
    places["section"] = row.get("section", "body")
    places |= {name: row[name] for name in ("part", "sentence") if row.get(name, -1) >= 0}
    if "speaker" in row:
        said = spoken(passages, "body")
        if row["naming"] == "other named":
            return said[(said["naming"] == "named") & ~said["person"].isin(data["speaker"])]
        name = "person" if row["naming"] == "named" else "naming"
        return said[said[name] == row["speaker" if name == "person" else "naming"]]
    for name, value in places.items():
        passages = passages[passages[name] == value]
    return passages


def _sentences(rows, study):
    """The sentences of passages, with the block of the page that each is from."""
    found = rows.groupby(["article", "sentence"], sort=False, observed=True)
    found = found.agg(section=("section", "first"), start=("start", "min"), end=("end", "max"))
    out = []
    for (id, number), one in found.iterrows():
        article = study.corpus[id]
        place = article.text[: one["start"]].count("\n\n")  # of its section in the text
        out.append(
            (id, number, *one, article.text[one["start"] : one["end"]], article.source)
            + (article.sha256, *_block(article.sections[place], study))
        )
    return pd.DataFrame(out, columns=_COLUMNS)


def _block(section, study):
    """Number, lines and hash of the block that a section is from; None where it is not known."""
    for number, block in enumerate(getattr(study.page, "blocks", ()), 1):
        if block.kept and one_line(block.text) == section.text:
            return number, f"{block.first}–{block.last}", block.sha256
    return None, None, None
