"""Redraw a figure from its record, with the corpus and the code at hand."""

import json
import warnings
from dataclasses import replace
from inspect import signature

from analysis import figures
from analysis._support import NothingToShow, project_version
from analysis.counting import count
from analysis.figures.inputs import table_about
from analysis.figures.trace import published, table_of
from analysis.proof.cite import Verdict
from analysis.proof.verify import ANOTHER_TABLE, ELSEWHERE, other_list, outdated
from analysis.reference import reference_corpus

_FROM_STUDY = {"table", "corpus", "passages", "article", "lexicon"}
_ONE, _ALL = "chosen by id", "all articles"  # selections that a study can make again


def redraw(record, study=None):
    """Redraw a figure with the current code, from a study or published counts, as a `Family`.

    ``record`` need not be trusted: it can only name one of `analysis.figures` and plain arguments.
    Raises Verdict with the reason or, for bad parameters, the error of the figure's function.
    """
    name, parameters = record.get("function"), record.get("parameters")
    if name is None:
        if what := study and outdated(record, study.corpus):
            raise Verdict("stale", f"{what} {ELSEWHERE}")
        old = f" or by version {record['version']}" * (record["version"] != project_version())
        raise Verdict("consistent", f"drawn by its authors' own code{old}")
    function = getattr(figures, str(name), None)
    if getattr(function, "__module__", None) != f"analysis.figures.{name}":
        raise Verdict("altered", f"the record names {name}, which is not a figure of this package")
    if not isinstance(parameters, dict) or isinstance(parameters.get("actors"), str):
        raise Verdict("altered", "the record's parameters are invalid")  # never a path
    needed = {*signature(function).parameters} & _FROM_STUDY - {*parameters}
    table = published(record) if "table" in needed else None
    if study is None and not table:
        raise Verdict("consistent", "its corpus is missing")
    if not table and study.corpus.counts and {"corpus", "passages"} & {*needed}:
        raise Verdict("consistent", "counts were given, but the figure is drawn from texts")
    if (selection := record.get("selection") or _ALL) not in (_ONE, _ALL):
        raise Verdict("consistent", f"drawn from part of a corpus: {selection}")
    id = _article(record, study.corpus) if {"corpus", "article"} & {*needed} else None
    key = json.dumps([name, parameters, table, id, selection])
    drawings = {} if study is None else study.drawings
    if key not in drawings:
        given = {one: _given(one, record, study, id) for one in needed}
        if "reference" in parameters:
            given["reference"] = reference_corpus(parameters["reference"])
        with warnings.catch_warnings(action="ignore"):
            try:
                drawings[key] = function(**parameters | given)
            except ValueError as error:
                terms, own = record["lexicon"], study and study.lexicon.fingerprint[:8]
                if terms and own and own not in terms and not table:
                    raise Verdict(*other_list(terms, study.lexicon.label)) from None
                is_here = table or id or record["corpus"] == study.corpus.fingerprint
                drawn = table_about(given["table"])["record"] if "table" in given else record
                if is_here and drawn.get("table") != record.get("table"):
                    raise Verdict("consistent", ANOTHER_TABLE) from None
                if is_here or not isinstance(error, NothingToShow):
                    raise
                why = f"cannot be drawn from this corpus: {str(error).rstrip('.')}; see --corpus"
                raise Verdict("other corpus", why) from None
    return drawings[key]


def _article(record, corpus):
    """The id of the one article that a figure is drawn from; None if from all."""
    id = record.get("article")
    if id is None and record.get("selection") == _ONE:
        alone = (one.id for one in corpus if corpus.select(one.id).fingerprint == record["corpus"])
        id = next(alone, "that it was drawn from")
    if id is not None and id not in {one.id for one in corpus}:
        raise Verdict("other corpus", f"the article {id} is not in {corpus.path}; see --corpus")
    return id


def _given(argument, record, study, id):
    """What a figure's function gets as this argument."""
    if argument == "table":
        return table_of(record, study)[0]
    one = replace(study, article=study.corpus[id]) if id else study
    corpus = one.one if record.get("selection") == _ONE else study.corpus
    if argument == "passages":
        return count(corpus, study.lexicon) if corpus is study.corpus else one.passages
    return {"corpus": corpus, "article": id, "lexicon": study.lexicon}[argument]
