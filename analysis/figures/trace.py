"""From a drawn value back to counts, passages, sentences and the blocks of the saved page."""

import warnings
from collections import namedtuple
from contextlib import suppress

import pandas as pd

from analysis.article import one_line
from analysis.context.speakers import actor_passages
from analysis.corpus.load import blocks_of
from analysis.counting import count
from analysis.reference.reference_corpus import REFERENCE, reference_corpus
from analysis.statistics import period_starts
from analysis.tables import article_values, expected, long_enough

from .inputs import LOADED_SECTIONS, MIN_WORDS, loaded_stretches, measure_facts, of_voice

# ``row`` of the figure's data; the ``rows`` of passages, responses or counts that it was made from;
# the ``sentences`` in them; ``note``: why there is none, or how voices were told apart.
Traced = namedtuple("Traced", "row rows sentences note")
_PUBLISHED = {path.stem for path in REFERENCE.glob("*.parquet")}
_VOICE = "each sentence is given its most likely voice; the value is a sum of probabilities"
_COLUMNS = "article sentence section start end text page page_sha256 block lines sha256".split()


def trace(record, data, point, study=None):
    """`Family.trace` (which lists the columns) for a figure's record and data → ``Traced``."""
    row, rows, texts, note = rows_behind(record, data, point, study)
    if texts is None:
        return Traced(row, rows, pd.DataFrame(columns=_COLUMNS), note)
    if not record["passages"]:  # counts of the study, which these passages add up to
        with warnings.catch_warnings(action="ignore", category=UserWarning):
            passages = count(study.corpus.select(*texts["article"].unique()), study.lexicon)
        if "unquoted" in {*texts["voice"]}:
            passages = of_voice(passages, "unquoted")
        texts = passages.merge(texts[["article", "section", "voice"]].drop_duplicates())
    return Traced(row, rows, _sentences(texts, study), note)


def rows_behind(record, data, point, study=None):
    """The row, the rows and the note of `trace`, and those of the rows whose texts are here."""
    row = data.iloc[point].dropna()
    if not record.get("function"):
        raise ValueError("not traced: the figure was drawn by its authors' own code")
    if record.get("article") and record["article"] != (study and study.id):
        raise ValueError(f"the figure shows another article; open a study of {record['article']}")
    own, terms = record["passages"] or not published(record), record["lexicon"]
    given = not study or terms[:5] in ("", "VADER") or study.lexicon.fingerprint[:8] in terms
    if own and not given and "loaded_" in record["parameters"].get("measure", "loaded_"):
        raise ValueError(f"counted with {terms}; open the study with this list (--lexicon)")
    is_one = record["passages"] or record.get("article")
    if own and not is_one and record["selection"] not in ("", "all articles"):
        raise ValueError(f"figures of part of a corpus ({record['selection']}) cannot be traced")
    elsewhere = own and study and record["corpus"] != study.corpus.fingerprint
    if elsewhere and record["selection"] == "all articles":
        raise ValueError("the corpus changed, or the figure is of another corpus; see --corpus")
    if record["passages"]:
        rows = _passages(row, record, study)
        return row, rows, rows, ""
    note = "readers' answers, as the page shows them"
    rows, is_published = (study.corpus.responses, False) if is_one else table_of(record, study)
    facts = row[row != "all articles"]  # in a figure of articles without outlets
    rows = _like(_like(rows, record, "article"), facts, "article", "outlet", "question", "category")
    if "section" in rows:
        rows, note = _entered(rows, row, record), "counts, without the texts"
    note = "published counts, without the texts" if is_published else note
    try:
        if "period" in row:  # whose length the figure's name gives
            dated, every = rows.dropna(subset=["published"]), record["figure"].split("-by-")[1]
            days = period_starts(dated["published"], every.split("-")[0])
            rows = dated[days == pd.Timestamp(row["period"])]
        if "kind" in row:  # posts without a value are of neither kind
            name, one = map(record["parameters"].get, ("column", "one"))
            rows = rows[rows[name].notna() & (rows[name].eq(one) != row["kind"].startswith("not "))]
    except KeyError as error:
        raise ValueError(f"not drawn from the study's table, which lacks column {error}") from None
    measure = row.get("measure", record["parameters"].get("measure"))
    is_median = record["function"] == "outlets" and not measure_facts(measure, rows)["pooled"]
    if is_median or row.get("test") == "median article":  # one article of each cluster
        values = article_values(rows, measure, "outlet")[0].dropna(subset=["value"])
        values = values.drop_duplicates(["outlet", "cluster"])
        rows = rows[rows["article"].isin(values["article"])]
    texts = rows if not is_published and "section" in rows and not study.corpus.counts else None
    if "voice" in row and "voice" in rows:  # rows of one voice may have a part of the other's words
        rows = _like(expected(of_voice(rows, row["voice"]), ["voice"]), row, "voice")
        texts = None if texts is None else rows[rows["words"] > 0]
    return row, rows, texts, note if texts is None else _VOICE * ("voice" in row)


def published(record):
    """The published corpus after which a figure is named, or None."""
    name = record["figure"].rpartition("-")[2]
    return name if name in _PUBLISHED and not record.get("selection") else None


def table_of(record, study):
    """The table of counts behind a figure, and whether it is a published one."""
    if name := published(record):
        return reference_corpus(name), True
    if study is None:
        raise ValueError("the figure was drawn without a study; draw it with study.draw")
    return study.totals if record["lexicon"] else study.readers, False


def _entered(table, row, record):
    """The rows of counts of those articles that a figure compares."""
    name, given = record["function"], record["parameters"]
    table = long_enough(table, int(row.get("min_words", MIN_WORDS * (name != "composition"))))
    if name == "specification_curve":
        table = table[table["outlet"].isin([given["one"], given["other"]])]
    if name != "headlines":
        return table[table["section"] == "body"]
    table = table[table["section"].isin(["headline", "body"])]
    return table[table.groupby("article")["section"].transform("nunique") == 2]


def _like(table, facts, *names):
    """The rows of a table with these facts, as far as it has such columns."""
    for name in {*names} & {*table} & {*facts.keys()}:
        table = table[table[name] == facts[name]]
    return table


def _passages(row, record, study):
    """The passages behind a row, by what it says of itself."""
    passages = study.passages
    if "actor" in row:
        actors = {row["actor"]: record["parameters"]["actors"][row["actor"]]}
        return _like(actor_passages(study.one, passages, actors), {"named": "named"}, "named")
    if "start" in row or "category" in row:
        key = study.id, study.lexicon.fingerprint
        if key not in study.drawings:  # found once for all rows
            study.drawings[key] = loaded_stretches(study.one, passages, study.id, study.lexicon)[2]
        hits = _like(study.drawings[key], row, "start", "end", "category", "voice")
        hits = hits[("start" in row) | hits["section"].isin(LOADED_SECTIONS)]
        hit = [(passages["start"] < m.end) & (passages["end"] > m.start) for m in hits.itertuples()]
        return passages[pd.concat(hit, axis=1).any(axis=1)] if hit else passages[:0]
    # Part −1 is all of them.
    return _like(passages, {"section": "body", **row[row != -1]}, "section", "part", "sentence")


def _sentences(rows, study):
    """The sentences of passages, with the block of the page that each is from."""
    found = rows.groupby(["article", "sentence"], sort=False, observed=True)
    found = found.agg(section=("section", "first"), start=("start", "min"), end=("end", "max"))
    out = []
    for id, sentences in found.groupby("article", sort=False):
        article, text, places = study.corpus[id], study.corpus[id].text, {}
        with suppress(ValueError):  # in a table, or without a record
            blocks = [*enumerate(blocks_of(study.corpus.path / "articles" / f"{id}.md"), 1)]
            for number, block in reversed(blocks):  # of blocks with the same text, the first
                if block.kept:
                    lines = f"{block.first}–{block.last}"
                    places[one_line(block.text)] = number, lines, block.sha256
        for (_, number), one in sentences.iterrows():
            section = article.sections[text[: one["start"]].count("\n\n")].text
            place = article.source, article.sha256, *places.get(section, (None, None, None))
            out.append((id, number, *one, text[one["start"] : one["end"]], *place))
    return pd.DataFrame(out, columns=_COLUMNS)
