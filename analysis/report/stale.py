"""Figures that are out of date, as far as their records and captions show it."""

import re
import shlex
import warnings

from analysis.coding.validity import BEGINNINGS, coded_voices, hand_check
from analysis.figures.captions import clean
from analysis.figures.inputs import LOADED, corpus_about
from analysis.lexicon import default
from analysis.proof.verify import list_name, outdated


def refuse_stale(folder, figures, study, lexicon):
    """ValueError if figures show several articles, or their corpus, list or coding changed."""
    ids, old = {one.record.get("article") for one in figures} - {None}, {}
    for one in figures:
        id = one.record.get("article")
        if len(ids) > 1 and id not in (None, study and study.id):
            old[one.name] = f"about article {id}"
        elif what := study and _changed(one, study.corpus, [default(), lexicon]):
            old[one.name] = f"stale: drawn before {what} changed"
    if old:
        rm = f"(cd {shlex.quote(str(folder))} && rm {' '.join(f'{name}.*' for name in old)})"
        advice = f"{folder}: draw these figures again, or delete them: {rm}"
        raise ValueError("\n".join([*(f"{name}: {why}" for name, why in old.items()), advice]))


def _changed(one, corpus, lists):
    """What changed since a figure was drawn, or ""."""
    record, id, terms = one.record, one.record.get("article"), one.record.get("lexicon", "")
    if what := outdated(record, corpus):
        return what
    same = [known for known in lists if list_name(known.label) == list_name(terms)]
    if same and not any(known.fingerprint[:8] in terms for known in lists):
        return "the term list"
    if "function" not in record or not (selection := record.get("selection")):
        return ""
    source = corpus.described["source"] if not id and selection == "all articles" else ""
    if id in corpus.metadata.index and not corpus.counts:
        source = corpus_about(corpus, article=id)["source"]
    if not dict(one.caption.facts)["source"].startswith(clean(source)):
        return "metadata or corpus.yml"
    if not same:
        how = "give this list with --lexicon to compare it and its hand coding"
        if terms[:5] not in ("", "VADER"):
            warnings.warn(f"{one.name}: drawn with {terms}; {how}", stacklevel=4)
        return ""
    given, text = record["parameters"], " ".join(one.files[f"{one.name}.md"].decode().split())
    measure = given.get("measure") or [*given.get("measures", ()), LOADED][0]
    category = re.sub("^loaded_(.+)_per_1000$|.*", r"\1", measure) or "any"
    with warnings.catch_warnings(action="ignore"):
        now = hand_check(corpus, same[-1]).get(category, ""), coded_voices(corpus, same[-1])[1]
    # A caption quotes the coding that there is; if there was none, a list is "not validated".
    due = "not been validated on" in text, record["function"] in ("voices", "composition")
    quotes = zip(map(str.strip, now), due, [begin in text for begin in BEGINNINGS], strict=True)
    is_old = [new not in text if new and (due or did) else did for new, due, did in quotes]
    return "hand coding" * any(is_old)
